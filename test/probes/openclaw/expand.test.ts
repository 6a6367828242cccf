import { expect, test } from 'vitest';
import { createTolerantReader } from '../../../main/probes/openclaw/tolerant-reader';
import { fakeHost } from '../../fakes/host';

const files = (...paths: readonly string[]) =>
  createTolerantReader(fakeHost({ files: Object.fromEntries(paths.map((path) => [path, ''])) }));

/** A home with many folders, each with many files; how many looks went on at once is counted. */
function crowded(folders: number, inEach: number) {
  const home = fakeHost();
  const count = { now: 0, most: 0 };
  const names = (length: number, end: string) => Array.from({ length }, (_, at) => `${at}${end}`);
  const list = async (folder: string) => {
    count.most = Math.max(count.most, ++count.now);
    await new Promise((tick) => setImmediate(tick));
    count.now--;
    return folder === '/home/lin/.config' ? names(folders, '') : names(inEach, '.sh');
  };
  return { count, reader: createTolerantReader({ ...home, list }) };
}

test('stars stand for any names, each path once', async () => {
  const reader = files('/x/a/1.sh', '/x/b/2.sh', '/x/b/3.fish', '/x/plain');
  expect((await reader.expand('/x/*/*.sh', '/x/b/*', '/x/plain', '/x/none')).toSorted()).toEqual([
    '/x/a/1.sh',
    '/x/b/2.sh',
    '/x/b/3.fish',
    '/x/none',
    '/x/plain',
  ]);
  expect(reader.gaps).toEqual([]);
});

test.each([
  [200, 1000],
  [1000, 1000],
  [3, 40_000],
])('%d folders of %d files each: the first thousand, and a gap', async (folders, inEach) => {
  const { reader, count } = crowded(folders, inEach);
  const found = await reader.expand('/home/lin/.config/*/*.sh', '/home/lin/.config/*/*.fish', '/etc/profile');
  expect(found).toHaveLength(1001);
  expect(found).toContain('/etc/profile');
  expect(reader.gaps).toMatchObject([{ because: { id: 'look.too-large' } }]);
  expect(count.most).toBeLessThanOrEqual(16);
});

test('a pattern with too many paths takes nothing from another one', async () => {
  const { reader } = crowded(2, 1000);
  const found = await reader.expand('/home/lin/.config/*/*.sh', '/home/lin/.config/1/7*.sh');
  expect(found.filter((path) => path.startsWith('/home/lin/.config/1/'))).toHaveLength(111);
});
