import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCommandRunner } from '../../main/tank/host/command-runner';
import { childrenFolder, endOrphans } from '../../main/tank/model/child-processes';
import type { CommandRunner, ProcessMark } from '../../main/tank/model/types';

let folder: string;
let ending: AbortController;
let runner: CommandRunner;
const marks: ProcessMark[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tankmate-hands-'));
  ending = new AbortController();
  runner = createCommandRunner({ platform: 'linux', env: process.env, folder, signal: ending.signal });
});
afterEach(async () => {
  const all = createCommandRunner({
    platform: 'linux',
    env: process.env,
    folder,
    signal: new AbortController().signal,
  });
  for (const mark of marks.splice(0)) await all.end(mark, 0);
  rmSync(folder, { recursive: true, force: true });
});
const sh = (script: string) => ({ program: '/bin/sh', args: ['-c', script] });

test('runs a program in the tank’s folder to its end, with text on its standard input', async () => {
  const ended = await runner.run({ ...sh('pwd; cat; exit 3'), input: '龙虾' });
  expect(ended).toMatchObject({ code: 3, out: `${folder}\n龙虾`, stopped: null });
});

test('passes on no setting that changes what programs load', async () => {
  vi.stubEnv('NODE_OPTIONS', '--require /evil');
  vi.stubEnv('SSH_AUTH_SOCK', '/agent');
  const mine = createCommandRunner({ platform: 'linux', env: process.env, folder, signal: ending.signal });
  const { out } = await mine.run({ program: '/usr/bin/env', args: [], env: { TOLD: 'yes' } });
  vi.unstubAllEnvs();
  expect(out).toContain('TOLD=yes');
  expect(out).not.toMatch(/NODE_OPTIONS|SSH_AUTH_SOCK/);
});

test('a megabyte goes in and comes out byte for byte, however slow the taker is', async () => {
  const bytes = Buffer.alloc(1_000_000, Buffer.from([0, 255, 10, 13, 200]));
  const parts: Buffer[] = [];
  const output = new Writable({
    write(part: Buffer, _encoding, next) {
      parts.push(part);
      setTimeout(next, 20);
    },
  });
  const input = Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += 60_000) yield bytes.subarray(at, at + 60_000);
    })(),
  );
  const ended = await runner.run({ program: '/bin/cat', args: [], input, output });
  expect(ended).toMatchObject({ code: 0, out: '' });
  expect(Buffer.concat(parts).equals(bytes)).toBe(true);
});

test('a source that breaks ends the program and rejects: half is not taken for all', async () => {
  const input = new Readable({ read() {} });
  input.push('half');
  setTimeout(() => input.destroy(new Error('the disk broke')), 50);
  await expect(runner.run({ ...sh(`cat > ${folder}/got; touch ${folder}/all`), input })).rejects.toThrow(
    'the disk broke',
  );
  await sleep(200);
  expect(existsSync(join(folder, 'all'))).toBe(false);
});

test('a source that broke before the program ran rejects too', async () => {
  const input = new Readable({ read() {} });
  const run = runner.run({ program: '/bin/cat', args: [], input });
  input.destroy(new Error('gone before'));
  await expect(run).rejects.toThrow('gone before');
});

test('a taker that breaks ends the program and rejects', async () => {
  const output = new Writable({ write: (_part, _encoding, next) => next(new Error('too much')) });
  await expect(runner.run({ program: '/usr/bin/yes', args: [], output })).rejects.toThrow('too much');
});

test('a program that doesn’t want its input is no failure', async () => {
  expect(await runner.run({ ...sh('exit 0'), input: 'x'.repeat(500_000) })).toMatchObject({ code: 0 });
});

test('cancelling ends it with all that it started, and rejects', async () => {
  const file = join(folder, 'child');
  const run = runner.run(sh(`sleep 60 & echo $! > ${file}; wait`));
  await vi.waitUntil(() => existsSync(file) && readFileSync(file, 'utf8').trim() !== '');
  const child = await runner.identify(Number(readFileSync(file, 'utf8')));
  ending.abort(new Error('cancelled'));
  await expect(run).rejects.toThrow('cancelled');
  expect(child && (await runner.isAlive(child))).toBe(false);
});

test('a program that is not there is a rejection, one that is too slow an answer', async () => {
  await expect(runner.run({ program: '/no/such', args: [] })).rejects.toMatchObject({
    problem: 'no-program',
  });
  await expect(
    runner.launch({ program: '/no/such', args: [], log: join(folder, 'l') }),
  ).rejects.toMatchObject({
    problem: 'no-program',
  });
  expect(await runner.run({ ...sh('sleep 30'), limitMs: 50 })).toMatchObject({
    code: null,
    stopped: 'too-slow',
  });
});

test('launches what outlives the work, tells it apart from a later one, and ends it', async () => {
  const log = join(folder, 'words.txt');
  const pid = await runner.launch({ ...sh('echo here; exec sleep 60'), log });
  const mark = await runner.identify(pid);
  if (!mark) throw new Error('it runs');
  marks.push(mark);
  ending.abort();
  await vi.waitUntil(() => readFileSync(log, 'utf8') === 'here\n');
  const later = createCommandRunner({
    platform: 'linux',
    env: process.env,
    folder,
    signal: new AbortController().signal,
  });
  expect(await later.isAlive(mark)).toBe(true);
  const other = { pid, startedAt: `${mark.startedAt}1` };
  for (const wrong of [
    other,
    { pid, startedAt: null },
    { pid, startedAt: mark.startedAt?.split(' ')[1] ?? '' },
  ]) {
    expect(await later.isAlive(wrong)).toBe(false);
    await later.end(wrong, 0);
  }
  expect(await later.isAlive(mark)).toBe(true);
  await later.end(mark, 1000);
  expect(await later.isAlive(mark)).toBe(false);
  expect(await later.identify(pid)).toBeNull();
  await later.end(mark, 1000);
});

test('one that doesn’t hear is made to end', async () => {
  const file = join(folder, 'ready');
  const script = `trap '' TERM; touch ${file}; while :; do sleep 0.1; done`;
  const pid = await runner.launch({ ...sh(script), log: join(folder, 'l') });
  const mark = await runner.identify(pid);
  if (!mark) throw new Error('it runs');
  marks.push(mark);
  await vi.waitUntil(() => existsSync(file));
  await runner.end(mark, 100);
  expect(await runner.isAlive(mark)).toBe(false);
});

test('what runs for long is noted, so that the next run can end it, and forgotten when it is over', async () => {
  const run = runner.run(sh('sleep 1'));
  await vi.waitUntil(
    () => existsSync(childrenFolder(folder)) && readdirSync(childrenFolder(folder)).length === 1,
    {
      timeout: 3000,
    },
  );
  await run;
  expect(readdirSync(childrenFolder(folder))).toEqual([]);

  const pid = await runner.launch({ ...sh('sleep 60'), log: join(folder, 'l') });
  const mark = await runner.identify(pid);
  if (!mark) throw new Error('it runs');
  marks.push(mark);
  writeFileSync(join(childrenFolder(folder), String(pid)), JSON.stringify(mark));
  writeFileSync(join(childrenFolder(folder), '1'), JSON.stringify({ pid: 1, startedAt: null }));
  writeFileSync(join(childrenFolder(folder), 'broken'), '{');
  await endOrphans(folder, runner);
  expect(await runner.isAlive(mark)).toBe(false);
  expect(readdirSync(childrenFolder(folder))).toEqual([]);
});

test('finds programs by PATH and in their usual places, never by a relative one', async () => {
  expect(await runner.find('sh')).toMatch(/\/sh$/);
  expect(await runner.find('no-such-program-here')).toBeNull();
  expect(await runner.find('../bin/sh')).toBeNull();
  expect(await runner.find('')).toBeNull();
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'engine'), '#!/bin/sh\n');
  const here = (PATH: string) =>
    createCommandRunner({ platform: 'linux', env: { PATH }, folder, signal: ending.signal });
  expect(await here(bin).find('engine')).toBeNull();
  chmodSync(join(bin, 'engine'), 0o755);
  expect(await here(bin).find('engine')).toBe(join(bin, 'engine'));
  // There is one, seen from where the tests run.
  expect(existsSync('node_modules/.bin/vitest')).toBe(true);
  expect(await here('node_modules/.bin').find('vitest')).toBeNull();
});

test('a command with administrator rights has to be a system’s own', async () => {
  const program = join(folder, 'mine');
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o777 });
  chmodSync(program, 0o777);
  await expect(runner.runElevated({ program, args: [] })).rejects.toMatchObject({
    because: 'unsafe-program',
  });
});
