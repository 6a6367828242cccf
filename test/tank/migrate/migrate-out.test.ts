import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCommandRunner } from '../../../main/tank/host/command-runner';
import { migrateOut, migrateOutResult } from '../../../main/tank/migrate';
import type { Guest } from '../../../main/tank/model/types';
import { scriptedRunner, tankAt } from '../../fakes/command-runner';

let folder: string;
let inner: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tankmate-out-'));
  inner = join(folder, 'inside');
  mkdirSync(join(folder, 'tank'));
  mkdirSync(inner);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The inside is a folder of this computer: the same programs, another home. */
const guest = (path = '/usr/bin:/bin'): Guest => ({
  run: (_account, [program = '', ...args], options = {}) => {
    const { signal } = new AbortController();
    const runner = createCommandRunner({
      platform: 'linux',
      env: process.env,
      folder: join(folder, 'tank'),
      signal,
    });
    return runner.run({ program, args, env: { HOME: inner, PATH: path }, ...options });
  },
});
/** An inside that answers with these bytes, whatever it is asked. */
const lying = (bytes: Buffer, code = 0): Guest => ({
  run: async (_account, _argv, { output } = {}) => {
    await new Promise<void>((resolve, reject) => {
      output?.once('finish', resolve).once('error', reject);
      output?.end(bytes);
    });
    return { code, out: '', err: '', stopped: null };
  },
});
const at = () =>
  tankAt(
    join(folder, 'tank'),
    scriptedRunner(() => undefined),
  );
const write = (text: string, ...names: string[]) => {
  const file = join(inner, ...names);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
const place = async (out: ReturnType<typeof migrateOut>) => (await out).folder ?? '';
const left = () => readdirSync(join(folder, 'tank'));

test('workspaces come out by copy, without links and keys, and it is said how many', async () => {
  const file = write('tea\n', '.openclaw', 'workspace', 'MEMORY.md');
  write('K=1\n', '.openclaw', 'workspace', '.env');
  write('x', '.openclaw', 'workspace-work', '.learnings', 'a.md');
  write('{}', '.openclaw', 'openclaw.json');
  linkSync(file, join(inner, '.openclaw', 'workspace', 'twice.md'));
  symlinkSync('/etc/passwd', join(inner, '.openclaw', 'workspace', 'passwd'));
  const out = await migrateOut(at(), guest());
  expect(out).toMatchObject({ files: 3, skipped: 1, whole: true });
  expect(migrateOutResult(out)).toMatchObject({
    result: 'fixed',
    because: { id: 'tank.moves-out', values: { folder: out.folder, files: 3, skipped: 1 } },
  });
  const result = (...names: string[]) => readFileSync(join(out.folder ?? '', ...names), 'utf8');
  expect(result('workspace', 'MEMORY.md')).toBe('tea\n');
  expect(result('workspace', 'twice.md')).toBe('tea\n');
  expect(result('workspace-work', '.learnings', 'a.md')).toBe('x');
  expect(readdirSync(out.folder ?? '').toSorted()).toEqual(['workspace', 'workspace-work']);
  expect(readdirSync(join(out.folder ?? '', 'workspace')).toSorted()).toEqual(['MEMORY.md', 'twice.md']);
});

test('who lived there before somebody moved in comes out beside', async () => {
  write('now', '.openclaw', 'workspace', 'MEMORY.md');
  write('of the first week', '.before-moving-in-1763800000-77', 'workspace', 'MEMORY.md');
  write('of a move that was killed', '.openclaw-before', 'workspace', 'MEMORY.md');
  const result = await place(migrateOut(at(), guest()));
  expect(readFileSync(join(result, 'before-moving-in-2025-11-22', 'workspace', 'MEMORY.md'), 'utf8')).toBe(
    'of the first week',
  );
  expect(readFileSync(join(result, 'before-moving-in', 'workspace', 'MEMORY.md'), 'utf8')).toBe(
    'of a move that was killed',
  );
});

test('what tar could not read is never told as brought out', async () => {
  write('tea\n', '.openclaw', 'workspace', 'AGENTS.md');
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'tar'), '#!/bin/sh\n/usr/bin/tar "$@"; exit 2\n', { mode: 0o755 });
  const out = await migrateOut(at(), guest(`${bin}:/usr/bin:/bin`));
  expect(out).toMatchObject({ files: 1, whole: false });
  expect(migrateOutResult(out)).toMatchObject({
    result: 'left-changed',
    because: { id: 'tank.moves-out-not-all' },
    afterwards: { id: 'tank.moves-out-keep' },
  });
});

test('nor a workspace that is a link', async () => {
  write('tea\n', '.openclaw', 'workspace', 'AGENTS.md');
  write('far', 'elsewhere', 'MEMORY.md');
  symlinkSync(join(inner, 'elsewhere'), join(inner, '.openclaw', 'workspace-far'));
  expect(await migrateOut(at(), guest())).toMatchObject({ files: 1, skipped: 1, whole: false });
});

test.each([
  ['too many', { files: 2, bytes: 1000, deep: 9 }, 2],
  ['too large', { files: 9, bytes: 10, deep: 9 }, 3],
  ['too deep', { files: 9, bytes: 1000, deep: 2 }, 3],
])('what is %s stays, is counted, and it isn’t whole', async (_what, bounds, files) => {
  for (const name of ['a.md', 'b.md', 'c.md']) write('tea', '.openclaw', 'workspace', name);
  write('of a whole month', '.openclaw', 'workspace', 'memory', 'd.md');
  const out = await migrateOut(at(), guest(), bounds);
  expect(out).toMatchObject({ files, skipped: 4 - files, whole: false });
  expect(migrateOutResult(out).result).toBe('left-changed');
});

test('where there is nothing, that is said, and no folder is left', async () => {
  expect(migrateOutResult(await migrateOut(at(), guest())).because.id).toBe('tank.moves-out-nothing');
  mkdirSync(join(inner, '.openclaw', 'workspace'), { recursive: true });
  const out = await migrateOut(at(), guest());
  expect(out).toMatchObject({ folder: null, files: 0, skipped: 0 });
  expect(migrateOutResult(out)).toMatchObject({
    result: 'skipped',
    because: { id: 'tank.moves-out-nothing' },
  });
  symlinkSync('/etc/passwd', join(inner, '.openclaw', 'workspace', 'passwd'));
  expect(migrateOutResult(await migrateOut(at(), guest()))).toMatchObject({
    result: 'refused',
    because: { id: 'tank.moves-out-none', values: { skipped: 1 } },
  });
  expect(left()).toEqual([]);
});

test('an inside that fails brings nothing, and leaves nothing', async () => {
  await expect(migrateOut(at(), lying(Buffer.alloc(0), 255))).rejects.toThrow('exchange-failed');
  await expect(migrateOut(at(), lying(Buffer.alloc(0), 2))).rejects.toThrow('exchange-failed');
  rmSync(inner, { recursive: true });
  await expect(migrateOut(at(), guest())).rejects.toThrow('exchange-failed');
  expect(left()).toEqual([]);
});

test('names and modes that a tank chooses are made plain', async () => {
  const bad = join(folder, 'bad');
  mkdirSync(join(bad, 'workspace', 'shut'), { recursive: true });
  writeFileSync(join(bad, 'workspace', 'shut', 'a\n\u202egpj.sh'), 'x');
  chmodSync(join(bad, 'workspace', 'shut', 'a\n\u202egpj.sh'), 0o4755);
  const tarred = execFileSync('tar', ['-cf', '-', '--mode=a-w', 'workspace'], { cwd: bad });
  const shut = join(await place(migrateOut(at(), lying(tarred))), 'workspace', 'shut');
  expect(readdirSync(shut)).toEqual(['a__gpj.sh']);
  expect(statSync(join(shut, 'a__gpj.sh')).mode & 0o7777).toBe(0o600);
  expect(statSync(shut).mode & 0o7777).toBe(0o700);
});

test('a tank that sends paths above the folder, or rubbish, writes nothing there', async () => {
  const bad = join(folder, 'bad');
  mkdirSync(bad);
  writeFileSync(join(bad, 'evil'), 'x');
  const above = ['-cf', '-', '-P', '--transform=s,evil,../../../evil,', 'evil'];
  expect(await migrateOut(at(), lying(execFileSync('tar', above, { cwd: bad })))).toMatchObject({ files: 0 });
  await expect(migrateOut(at(), lying(Buffer.from('rubbish'.repeat(500))))).rejects.toThrow('odd-inside');
  expect(existsSync(join(folder, 'evil'))).toBe(false);
  expect(left()).toEqual([]);
});
