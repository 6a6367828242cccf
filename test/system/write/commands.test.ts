import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import type { CommandChange } from '../../../main/contract/change';
import { commandEnvironment } from '../../../main/system/write/commands/command-environment';
import { lineSplitter } from '../../../main/system/write/commands/line-splitter';
import { CommandError } from '../../../main/system/write/commands/run-command';
import { createActions } from '../../../main/system/write/create-actions';
import { folder, quietly } from './trial';

const actions = createActions();
const shell = (script: string, more: Partial<CommandChange> = {}): CommandChange => ({
  kind: 'command',
  program: '/bin/sh',
  args: ['-c', script],
  admin: false,
  undo: null,
  ...more,
});

async function heard(change: CommandChange, run = actions): Promise<readonly string[]> {
  const said: string[] = [];
  await run.carryOut(change, { ...quietly(), onLine: (line) => said.push(line) });
  return said;
}

test('runs without a shell, word by word', async () => {
  const words = ['$(id)', '; id', 'a b', '龙虾', "'", '"', '`id`'];
  const change: CommandChange = { ...shell(''), program: '/usr/bin/printf', args: ['%s\n', ...words] };
  expect(await heard(change)).toEqual(words);
  expect(await actions.stands(change)).toBe('unknown');
});

test('gets the environment that it needs, and nothing that changes what programs load', async () => {
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: '/home/lin',
    NODE_OPTIONS: '--require /tmp/evil.js',
    LD_PRELOAD: '/tmp/evil.so',
    ELECTRON_RUN_AS_NODE: '1',
    GATEWAY_TOKEN: 'secret',
  };
  const said = await heard(
    { ...shell(''), program: '/usr/bin/env', args: [], env: { EXTRA: 'x' } },
    createActions({ env }),
  );
  expect([...said].sort()).toEqual([
    'EXTRA=x',
    'HOME=/home/lin',
    'LANGUAGE=',
    'LC_ALL=C',
    'PATH=/usr/bin:/bin',
  ]);
  expect(commandEnvironment('win32', { Path: 'C:\\x', systemroot: 'C:\\W', NODE_OPTIONS: 'x' })).toEqual({
    Path: 'C:\\x',
    systemroot: 'C:\\W',
    LC_ALL: 'C',
    LANGUAGE: '',
  });
});

test('has nothing on its standard input', async () =>
  expect(await heard(shell('cat; echo end'))).toEqual(['end']));

test('a failure names program and code, and keeps what was said to itself', async () => {
  const failed = actions.carryOut(shell('echo fine; echo token=hunter2 >&2; exit 3'), quietly());
  const error = await failed.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CommandError);
  expect(error).toMatchObject({ code: 3, message: '/bin/sh ended with 3', problem: 'failed' });
  expect((error as CommandError).lastLine).toBe('token=hunter2');
  expect(inspect(error) + JSON.stringify(error) + String(error)).not.toContain('hunter2');
});

test('an optional one that fails is told, not thrown', async () => {
  expect(await heard(shell('exit 4', { optional: true }))).toEqual(['/bin/sh ended with 4']);
  await expect(heard({ ...shell(''), program: '/no/such', optional: true })).resolves.toEqual([
    '/no/such could not be started',
  ]);
});

test('what is not there has a name', () =>
  expect(heard({ ...shell(''), program: '/no/such' })).rejects.toMatchObject({ problem: 'no-program' }));

/** Numbers of the processes that a script wrote down, when both are there. */
async function pidsIn(path: string): Promise<readonly number[]> {
  for (;;) {
    const found = (await readFile(path, 'utf8').catch(() => '')).trim().split('\n').filter(Boolean);
    if (found.length === 2) return found.map(Number);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
const lives = async (pid: number) =>
  !/^\d+ \(.*\) Z/.test(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '0 () Z'));

test('too slow: it and all that it started is ended', async () => {
  const file = join(await folder(), 'pids');
  const change = shell(
    `trap '' TERM; sleep 60 & echo $! > ${file}; echo $$ >> ${file}; while :; do wait; done`,
    {
      limitMs: 300,
    },
  );
  await expect(actions.carryOut(change, quietly())).rejects.toMatchObject({ problem: 'too-slow' });
  for (const pid of await pidsIn(file)) expect(await lives(pid)).toBe(false);
});

test('cancelled: the same', async () => {
  const file = join(await folder(), 'pids');
  const cancelling = new AbortController();
  const run = actions.carryOut(shell(`sleep 60 & echo $! > ${file}; echo $$ >> ${file}; wait`), {
    signal: cancelling.signal,
  });
  const pids = await pidsIn(file);
  cancelling.abort();
  await expect(run).rejects.toThrow('abort');
  for (const pid of pids) expect(await lives(pid)).toBe(false);
  await expect(actions.carryOut(shell('true'), { signal: cancelling.signal })).rejects.toThrow('abort');
});

test('a helper that it leaves behind holds nobody up', async () => {
  const begun = performance.now();
  const [pid] = await heard(shell('sleep 30 & echo $!'));
  expect(performance.now() - begun).toBeLessThan(3000);
  // No number would be 0: kill(2) takes that for everybody beside us.
  expect(pid).toMatch(/^[1-9]\d*$/);
  process.kill(Number(pid), 'SIGKILL');
});

test('undo runs what takes it back, or nothing', async () => {
  const file = join(await folder(), 'said');
  await actions.takeBack(shell('exit 9'), quietly());
  const undo = { program: '/bin/sh', args: ['-c', `echo back $WHO > ${file}`] };
  await actions.takeBack(shell('exit 9', { undo, env: { WHO: 'lin' } }), quietly());
  expect(await readFile(file, 'utf8')).toBe('back lin\n');
});

test('lines are plain, short and not endless', () => {
  const said: string[] = [];
  const to = lineSplitter((line) => said.push(line));
  to.push('\u001b[31mred\u001b[0m\r\n50 %\r60 %\rhal');
  to.push('f\n\u0007bell\n\n');
  to.push('x'.repeat(1_000_000));
  to.push('\n');
  to.end();
  expect(said.slice(0, 5)).toEqual(['red', '50 %', '60 %', 'half', 'bell']);
  expect(said[5]).toHaveLength(400);
  for (let number = 0; number < 10_000; number += 1) to.push(`${number}\n`);
  expect(said).toHaveLength(5000);
});
