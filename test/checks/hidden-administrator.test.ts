import { describe, expect, it } from 'vitest';
import check from '../../main/checks/hidden-administrator';
import { createProbes } from '../../main/probes/create-probes';
import { fakeHost } from '../fakes/host';
import { ELSEWHERE } from './hidden-administrator/elsewhere';
import { FIRST_FILES } from './hidden-administrator/first-files';
import { FIRST } from './hidden-administrator/first-writing';
import { type Case, LINUX, openclaw } from './hidden-administrator/machines';
import { SECOND } from './hidden-administrator/second-writing';
import { HOME } from './whole-scan';

const PLACES = { linux: '/home/lin', darwin: '/Users/lin', win32: 'C:\\Users\\lin' };

function inspect({ files = {}, machine = {}, bare }: Case) {
  const { platform = 'linux' } = machine;
  const own = Object.fromEntries(
    Object.entries(bare ? {} : openclaw()).map(([path, file]) => {
      const moved = path.replace(HOME, PLACES[platform]);
      return [platform === 'win32' ? moved.replaceAll('/', '\\') : moved, file];
    }),
  );
  const base = platform === 'linux' ? LINUX : {};
  const host = fakeHost({
    env: { PATH: '/usr/bin' },
    tidy: true,
    ...machine,
    files: { ...base, ...own, ...files },
  });
  return check.inspect(createProbes(host, { offline: true }));
}

describe.each([
  ['the first writing', [...FIRST, ...FIRST_FILES]],
  ['the second writing', SECOND],
  ['macOS and Windows', ELSEWHERE],
])('hidden-administrator on %s', (_, cases) => {
  it.each(cases.map((each) => [each.is, each] as const))('%s', async (_is, each) => {
    const { state, severity, evidence, because } = await inspect(each);
    const saw = JSON.stringify({ because, evidence });
    expect([state, severity], saw).toEqual([each.state, each.severity]);
    if (each.where !== undefined) expect(evidence[0]?.where, saw).toContain(each.where);
    if (each.state === 'good') expect(evidence.length).toBeGreaterThan(0);
  });
});
