import { execFileSync } from 'node:child_process';
import { chown, mkdir, open, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createJournal } from '../../../main/changes/journal';
import { appendLog, readLog } from '../../../main/changes/log';
import { translatorFor } from '../../../main/report/render';
import { writeDurable } from '../../../main/system/write/atomic-file';
import { jsonFile } from '../../../main/system/write/json-file';
import { acquireLock } from '../../../main/system/write/lock-file';
import { NOBODY } from './children';
import { folder } from './trial';

/** What a stranger lays in the place of one of our files. */
const PLANTED: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
  pipe: async (path) => execFileSync('mkfifo', [path]),
  device: (path) => symlink('/dev/zero', path),
  link: (path) => symlink('/etc/passwd', path),
  folder: (path) => mkdir(path),
  huge: async (path) => {
    const handle = await open(path, 'w');
    await handle.truncate(20 * 1024 ** 3).finally(() => handle.close());
  },
  rubbish: (path) => writeFile(path, '{"schema":'),
  ...(process.geteuid?.() === 0 && {
    foreign: async (path: string) => {
      await writeFile(path, '{}');
      await chown(path, NOBODY, NOBODY);
    },
  }),
};
const kinds = Object.entries(PLANTED);

const entry = (id: string, does: unknown) =>
  JSON.stringify({
    schema: 1,
    id,
    number: 1,
    fix: 'x',
    finding: null,
    does,
    at: '2026-01-01T00:00:00.000Z',
    state: 'done',
    changes: [],
    shown: [],
    live: [],
  });

describe.each(kinds)('a %s', (kind, plant) => {
  test('in the journal is left out, and the rest is read', async () => {
    const here = await folder();
    await mkdir(join(here, 'changes'));
    await plant(join(here, 'changes', 'change-9-ffffffff.json'));
    await writeFile(
      join(here, 'changes', 'change-1-00000000.json'),
      entry('change-1-00000000', { id: 'fixes.undone' }),
    );
    const journal = createJournal(here, Date.now);
    expect((await journal.read()).map(({ id }) => id)).toEqual(['change-1-00000000']);
    await journal.open({ fix: 'y', finding: null, does: { id: 'fixes.undone' }, changes: [] });
    expect(await journal.read()).toHaveLength(2);
  });

  test('where the new text goes first is neither followed nor waited for', async () => {
    const here = await folder();
    await plant(join(here, 'file.new'));
    const before = await readFile('/etc/passwd', 'utf8');
    await writeDurable(join(here, 'file'), 'text').catch(() => {});
    if (kind !== 'folder') expect(await readFile(join(here, 'file'), 'utf8')).toBe('text');
    expect(await readFile('/etc/passwd', 'utf8')).toBe(before);
  });

  test('in the place of a lock holds nothing', async () => {
    for (const number of ['1', '7', '999999999999999', '99999999999999999999']) {
      const here = await folder();
      await mkdir(join(here, 'changes', 'lock'), { recursive: true });
      await plant(join(here, 'changes', 'lock', number));
      // Rubbish that is young may be an owner that is just writing: it holds for ten seconds.
      if (kind === 'rubbish')
        execFileSync('touch', ['-d', '1 minute ago', join(here, 'changes', 'lock', number)]);
      for (let turn = 0; turn < 3; turn++) {
        const release = await acquireLock(here);
        expect(release, `${number}, turn ${turn}`).not.toBeNull();
        expect(await acquireLock(here)).toBeNull();
        await release?.();
      }
    }
  });

  test('in the place of the log is told, or nothing', async () => {
    const here = await folder();
    await plant(join(here, 'changes.log'));
    const told = { what: 'begun' as const, entry: 'e', fix: 'f', finding: null, changes: [] };
    await readLog(here).catch(() => {});
    await appendLog(here, 0, told).catch(() => {});
  });

  test('in the place of what is kept is nothing, and set aside by the next write', async () => {
    const here = await folder();
    const file = join(here, 'known.json');
    await plant(file);
    const kept = jsonFile(file, (value): value is { a: number } => (value as { a?: number } | null)?.a === 1);
    expect(kept.read()).toBeUndefined();
    const took = await kept.write({ a: 1 }).then(
      () => true,
      () => false,
    );
    expect(took).toBe(kind !== 'folder');
    if (took) expect(kept.read()).toEqual({ a: 1 });
  });
});

test.each(['', 'null'])(
  'a lock that names a process which runs for ever, started %s, holds nothing',
  async (told) => {
    const here = await folder();
    await mkdir(join(here, 'changes', 'lock'), { recursive: true });
    for (const pid of [1, process.ppid, process.pid, 0, -1]) {
      const owner = {
        pid,
        startedAt: told === 'null' ? null : undefined,
        at: Date.now() + 1e12,
        free: false,
      };
      const number = String((await readdir(join(here, 'changes', 'lock'))).length + 50);
      await writeFile(join(here, 'changes', 'lock', number), JSON.stringify(owner));
      if (pid <= 0) execFileSync('touch', ['-d', '1 minute ago', join(here, 'changes', 'lock', number)]);
      const release = await acquireLock(here);
      expect(release, String(pid)).not.toBeNull();
      await release?.();
    }
  },
);

test.each(['', 'yesterday', '+99999-01-01T00:00:00.000Z', '2026-13-45'])(
  'an entry of the time %j is none',
  async (at) => {
    const here = await folder();
    await mkdir(join(here, 'changes'));
    const text = entry('change-1-00000000', { id: 'fixes.undone' }).replace('2026-01-01T00:00:00.000Z', at);
    await writeFile(join(here, 'changes', 'change-1-00000000.json'), text);
    expect(await createJournal(here, Date.now).read()).toEqual([]);
  },
);

test.each([
  ...['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'fixes.failed', 'fixes.left'].map(
    (id) => ({ id }),
  ),
  { id: 'fixes.failed', values: null },
  { id: 'fixes.failed', values: { where: null, reason: { id: null } } },
  { id: 'fixes.left', values: { because: [[]], what: {} } },
  { id: 'fixes.failed', values: { where: { id: 'fixes.failed', values: { where: { id: 'constructor' } } } } },
])('a planted entry that is called %j breaks no report', async (does) => {
  const here = await folder();
  await mkdir(join(here, 'changes'));
  await writeFile(join(here, 'changes', 'change-1-00000000.json'), entry('change-1-00000000', does));
  const [read] = await createJournal(here, Date.now).read();
  for (const language of ['en', 'zh-CN'] as const)
    expect(typeof translatorFor(language)(read?.does ?? '')).toBe('string');
});
