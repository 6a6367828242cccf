import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { EndChange } from '../../../main/contract/change';
import { decoded } from '../../../main/system/read/powershell';
import { ConflictError, NotAllowedError } from '../../../main/system/write';
import type { ProcessExit, ProcessSpec } from '../../../main/system/write/commands/run-process';
import { createActions } from '../../../main/system/write/create-actions';
import { endProcess, endState, type ProcessIdentity } from '../../../main/system/write/processes/end-process';
import { readStat, signal } from '../../../main/system/write/processes/processes-linux';
import { readPs } from '../../../main/system/write/processes/processes-macos';
import { readKill, readLook } from '../../../main/system/write/processes/processes-windows';
import { inChild, isRoot, NOBODY, withChildren } from './children';
import { quietly } from './trial';

withChildren();
const actions = createActions();
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Nobody waits so long: the test fails at its own limit before. */
const FOR_EVER = 3_600_000;
/** What each child ended with: the code of its own choice, or the signal that ended it. */
const endings = new Map<number, Promise<readonly unknown[]>>();

/** A shell that says when it is ready, and how it was planned to end. */
async function running(script: string, graceMs = 300): Promise<EndChange> {
  const child = spawn('/bin/sh', ['-c', `${script}; echo ready; while :; do sleep 0.05; done`]);
  children.push(child);
  endings.set(child.pid ?? 0, once(child, 'exit'));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const pid = child.pid;
  if (!pid) throw new Error('sh does not run');
  const startedAt = readStat(await readFile(`/proc/${pid}/stat`, 'utf8'))?.startedAt ?? null;
  return { kind: 'end', pid, program: 'sh', startedAt, graceMs };
}

/** Ends it, and tells how it came to its end. */
async function endingOf(change: EndChange): Promise<unknown> {
  await actions.carryOut(change, quietly());
  const [code, signal] = (await endings.get(change.pid)) ?? [];
  return signal ?? code;
}

test('asks first, and is done when it ends by itself', async () => {
  const change = await running("trap 'exit 7' TERM", FOR_EVER);
  expect(await actions.stands(change)).toBe('before');
  expect(await endingOf(change)).toBe(7);
  expect(await actions.stands(change)).toBe('after');
  await actions.carryOut(change, quietly());
  await actions.takeBack(change, quietly());
});

test('one that ignores the signal is made to end after its time', async () => {
  const change = await running("trap '' TERM");
  expect(await endingOf(change)).toBe('SIGKILL');
  expect(await actions.stands(change)).toBe('after');
});

test('so is a stopped one', async () => {
  const change = await running("trap '' TERM");
  process.kill(change.pid, 'SIGSTOP');
  expect(await endingOf(change)).toBe('SIGKILL');
});

test('a stopped one that would listen is let to end by itself', async () => {
  const change = await running("trap 'exit 7' TERM", FOR_EVER);
  process.kill(change.pid, 'SIGSTOP');
  expect(await endingOf(change)).toBe(7);
});

test('a number that another program has now is left alone', async () => {
  const change = await running(':');
  const other = { ...change, startedAt: String(Number(change.startedAt) - 1) };
  expect(await actions.stands(other)).toBe('after');
  await actions.carryOut(other, quietly());
  expect(await actions.stands(change)).toBe('before');
  // Its name proves nothing.
  await expect(actions.carryOut({ ...change, startedAt: null }, quietly())).rejects.toThrow(ConflictError);
  expect(await actions.stands(change)).toBe('before');
});

test('children of it are left alone', async () => {
  const child = spawn('/bin/sh', ['-c', 'sleep 30 & echo $!; wait']);
  children.push(child);
  const helper = Number(await new Promise((resolve) => child.stdout.once('data', resolve)));
  const pid = child.pid ?? Number.NaN;
  const startedAt = readStat(await readFile(`/proc/${pid}/stat`, 'utf8'))?.startedAt ?? null;
  const change: EndChange = { kind: 'end', pid, program: 'sh', startedAt, graceMs: 300 };
  await actions.carryOut(change, quietly());
  expect(process.kill(helper, 0)).toBe(true);
  process.kill(helper, 'SIGKILL');
});

test.each([0, 1, -1, 1.5, Number.NaN])('never number %d', async (pid) =>
  expect(
    actions.carryOut({ kind: 'end', pid, program: 'x', startedAt: null, graceMs: 1 }, quietly()),
  ).rejects.toThrow('number'),
);
test.each([0, 1, -1, -4242, 1.5, Number.NaN])('and no signal for number %d', (pid) =>
  expect(() => signal(pid, 'ask')).toThrow('number'),
);

test('somebody else’s is not ours to end', async () => {
  // As an ordinary user the machine's first process is another account's; as root a child without rights tries ours.
  const change = await running(':');
  if (isRoot) {
    const { said } = await inChild({ verb: 'carryOut', change, killAt: 0 }, { uid: NOBODY });
    expect(said).toMatchObject({ error: 'NotAllowedError' });
  } else {
    const denied = Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
    const now = { startedAt: change.startedAt ?? '', name: 'sh' };
    const others = { identify: async () => now, send: () => Promise.reject(denied), same: () => true };
    await expect(endProcess(others, change)).rejects.toThrow(NotAllowedError);
  }
  expect(await actions.stands(change)).toBe('before');
});

test('one that can’t be ended is told', async () => {
  const now: ProcessIdentity = { startedAt: '1', name: 'x' };
  const deaf = { identify: async () => now, send: async () => true, same: () => true };
  const change: EndChange = { kind: 'end', pid: 9, program: 'x', startedAt: '1', graceMs: 10 };
  await expect(endProcess(deaf, change)).rejects.toMatchObject({ problem: 'still-running' });
});

test('who it is is asked before each signal', async () => {
  const sent: string[] = [];
  let asked = 0;
  const reused = {
    // Ends by itself after it was asked, and its number goes to another at once.
    identify: async () => {
      asked += 1;
      return { startedAt: asked > 1 ? '2' : '1', name: 'x' };
    },
    send: async (_: number, how: string) => sent.push(how) > 0,
    same: (one: string, other: string) => one === other,
  };
  await endProcess(reused, { kind: 'end', pid: 9, program: 'x', startedAt: '1', graceMs: 50 });
  expect(sent).toEqual(['ask']);
});

describe('what systems say', () => {
  test('/proc: a name may hold anything, and a zombie is gone', () => {
    const rest = (state: string) => `${state} 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4242 20`;
    expect(readStat(`7 (a) b (c) ${rest('S')}`)).toEqual({ name: 'a) b (c', startedAt: '4242' });
    expect(readStat(`7 (node) ${rest('Z')}`)).toBeNull();
    expect(() => readStat('nonsense')).toThrow();
  });

  // ps(1) of macOS, `-o stat=,lstart=,ucomm=`.
  test('ps', () => {
    expect(readPs('Ss   Sun Nov 22 05:35:48 2026     openclaw-gateway\n')).toEqual({
      startedAt: 'Sun Nov 22 05:35:48 2026',
      name: 'openclaw-gateway',
    });
    expect(readPs('S+   Sun Nov  2 05:35:48 2026     Google Chrome He\n')?.name).toBe('Google Chrome He');
    expect(readPs('Z    Sun Nov 22 05:35:48 2026     (node)\n')).toBeNull();
    expect(() => readPs('ps: illegal option')).toThrow();
  });

  test('PowerShell and taskkill', () => {
    expect(readLook('\uFEFFis 2026-11-22T05:35:48.1234567Z node.exe\r\n')).toEqual({
      startedAt: '2026-11-22T05:35:48.1234567Z',
      name: 'node.exe',
    });
    expect(readLook('absent\r\n')).toBeNull();
    expect(() => readLook('')).toThrow();
    expect(readKill(0, 'force')).toBe(true);
    expect(readKill(1, 'ask')).toBe(false);
    expect(() => readKill(1, 'force')).toThrow('denied');
    expect(() => readKill(128, 'ask')).toThrow('no such');
  });
});

const answer = (out: string, code = 0): ProcessExit => ({ code, out, err: '', stopped: null });

test('macOS: ps tells, and what is gone is no error', async () => {
  const runs: ProcessSpec[] = [];
  const run = async (running: ProcessSpec) => {
    runs.push(running);
    return answer(runs.length === 1 ? 'S Sun Nov 22 05:35:48 2026 node\n' : '', runs.length === 1 ? 0 : 1);
  };
  const mac = createActions({ platform: 'darwin', uid: 501, run });
  const change: EndChange = {
    kind: 'end',
    pid: 77,
    program: 'node',
    startedAt: 'Sun Nov 22 05:35:48 2026',
    graceMs: 10,
  };
  expect(await mac.stands(change)).toBe('before');
  expect(await mac.stands(change)).toBe('after');
  expect(runs[0]).toMatchObject({ program: '/bin/ps', args: ['-o', 'stat=,lstart=,ucomm=', '-p', '77'] });
});

test('Windows: a program without a window is ended at once, by number and start', async () => {
  const runs: ProcessSpec[] = [];
  let gone = false;
  const run = async (running: ProcessSpec) => {
    runs.push(running);
    if (!running.program.endsWith('taskkill.exe'))
      return answer(gone ? 'absent\r\n' : 'is 2026-11-22T05:35:48.1234567Z node.exe\r\n');
    gone = running.args.includes('/F');
    return answer('', gone ? 0 : 1);
  };
  const windows = createActions({ platform: 'win32', uid: null, env: { SystemRoot: 'C:\\Windows' }, run });
  const change: EndChange = {
    kind: 'end',
    // Its existence is asked of this machine's own system first.
    pid: process.pid,
    program: 'node.exe',
    startedAt: '2026-11-22T05:35:48.1234567Z',
    graceMs: 60_000,
  };
  await windows.carryOut(change, quietly());
  const kills = runs.filter(({ program }) => program === 'C:\\Windows\\System32\\taskkill.exe');
  expect(kills.map(({ args }) => args)).toEqual([
    ['/PID', `${process.pid}`],
    ['/F', '/PID', `${process.pid}`],
  ]);
  expect(decoded(runs[0]?.args ?? [])).not.toContain(String(process.pid));
  expect(
    await endState({ identify: async () => null, send: async () => true, same: () => true }, change),
  ).toBe('after');
});
