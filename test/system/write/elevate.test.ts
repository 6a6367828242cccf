import { execFileSync } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CommandChange } from '../../../main/contract/change';
import { quoteWindowsArgument } from '../../../main/openclaw/shell-quote';
import { decoded } from '../../../main/system/read/powershell';
import { NotAllowedError } from '../../../main/system/write';
import type { ProcessExit, ProcessSpec } from '../../../main/system/write/commands/run-process';
import { createActions } from '../../../main/system/write/create-actions';
import { byPkexec, bySudo } from '../../../main/system/write/elevate/elevate-linux';
import { byOsascript } from '../../../main/system/write/elevate/elevate-macos';
import { byUac, commandLine, isElevated } from '../../../main/system/write/elevate/elevate-windows';
import { withEnv } from '../../../main/system/write/elevate/elevation-method';
import { systemPrograms } from '../../../main/system/write/system-programs';
import { folder, quietly } from './trial';

const HOSTILE = [
  '/tmp/a b',
  "it's",
  'say "hi"',
  '\\',
  'C:\\Program Files\\',
  'back\\"slash',
  'line\nbreak\r\n',
  '$(reboot)',
  '`reboot`',
  '%PATH%',
  '龙虾',
  '-e',
  '--',
  ';',
  '& del *',
  '',
];
const command = (program: string, args: readonly string[] = []): CommandChange => ({
  kind: 'command',
  program,
  args,
  admin: true,
  undo: null,
});
const ended = (code: number | null, err = '', out = ''): ProcessExit => ({ code, err, out, stopped: null });
const ran: ProcessSpec[] = [];
const recording = (answer: ProcessExit) => async (running: ProcessSpec) => {
  ran.push(running);
  return answer;
};

/** A stand-in that writes down its arguments, one a line, and ends as told. */
async function pretender(code: number, said = ''): Promise<{ path: string; heard: () => Promise<string[]> }> {
  const here = await folder();
  await chmod(here, 0o755);
  const path = join(here, 'pkexec');
  await writeFile(
    path,
    `#!/bin/sh\nfor word in "$@"; do printf '%s\\0' "$word"; done > '${here}/heard'\n` +
      `echo '${said}' >&2\n[ ${code} -ne 0 ] && exit ${code}\nshift\nexec "$@"\n`,
  );
  await chmod(path, 0o755);
  return { path, heard: async () => (await readFile(`${here}/heard`, 'utf8')).split('\0').slice(0, -1) };
}

describe('pkexec on this Linux', () => {
  const asUser = (pkexec: string) =>
    createActions({ platform: 'linux', uid: 1000, inTerminal: false, programs: { pkexec } });

  test('hears one command, word by word, and runs it', async () => {
    const { path, heard } = await pretender(0);
    const lines: string[] = [];
    const change = { ...command('/usr/bin/printf', ['%s\n', ...HOSTILE]), env: { MARK: 'a b' } };
    await asUser(path).carryOut(change, { ...quietly(), onLine: (line) => lines.push(line) });
    expect(await heard()).toEqual([
      '--disable-internal-agent',
      '/usr/bin/env',
      'MARK=a b',
      '/usr/bin/printf',
      '%s\n',
      ...HOSTILE,
    ]);
    expect(lines).toContain('龙虾');
  });

  test.each([126, 127])('%d is a no', async (code) => {
    const { path } = await pretender(code, 'Error executing command as another user: Not authorized');
    const refused = asUser(path).carryOut(command('/usr/bin/true'), quietly());
    await expect(refused).rejects.toThrow(NotAllowedError);
    await expect(refused).rejects.toMatchObject({ because: 'refused' });
  });

  test('no agent, and no terminal either: nobody to ask', async () => {
    const { path } = await pretender(
      127,
      'Error executing command as another user: No authentication agent found.',
    );
    const refused = asUser(path).carryOut(command('/usr/bin/true'), quietly());
    await expect(refused).rejects.toMatchObject({ because: 'nobody-to-ask' });
  });

  test('a command that fails after a yes is a failed command', async () => {
    const { path } = await pretender(0);
    await expect(asUser(path).carryOut(command('/usr/bin/false'), quietly())).rejects.toMatchObject({
      code: 1,
      problem: 'failed',
    });
  });

  test('an optional command that was refused is refused all the same', async () => {
    const { path } = await pretender(126);
    const change: CommandChange = { ...command('/usr/bin/true'), optional: true };
    await expect(asUser(path).carryOut(change, quietly())).rejects.toThrow(NotAllowedError);
  });

  test('a program that others can replace is never run', async () => {
    const { path, heard } = await pretender(0);
    const refused = asUser(path).carryOut(command(path), quietly());
    await expect(refused).rejects.toMatchObject({ because: 'unsafe-program' });
    await expect(asUser(path).carryOut(command('true'), quietly())).rejects.toThrow(NotAllowedError);
    await expect(heard()).rejects.toThrow('ENOENT');
  });

  test('it is taken from its own place, whatever PATH says', async () => {
    const { path, heard } = await pretender(0);
    const actions = createActions({
      platform: 'linux',
      uid: 1000,
      inTerminal: false,
      env: { PATH: join(path, '..') },
    });
    await actions.carryOut(command('/usr/bin/true'), quietly()).catch(() => {});
    await expect(heard()).rejects.toThrow('ENOENT');
  });

  test('root runs it directly', async () => {
    const { path, heard } = await pretender(126);
    const actions = createActions({ platform: 'linux', uid: 0, programs: { pkexec: path } });
    await actions.carryOut(command('/usr/bin/true'), quietly());
    await expect(heard()).rejects.toThrow('ENOENT');
  });
});

describe('sudo in a terminal', () => {
  const asked = { program: '/usr/bin/true', args: ['x'], env: {} };
  const sudo = bySudo(systemPrograms('linux'), asked);

  test('keeps no password for the next and stays in the terminal', () =>
    expect(sudo.process).toEqual({
      program: '/usr/bin/sudo',
      args: ['-k', '--', '/usr/bin/true', 'x'],
      inTerminal: true,
    }));

  test.each([
    ['sudo: 3 incorrect password attempts', 'refused'],
    ['sudo: a password is required', 'refused'],
    ['lin is not in the sudoers file.', 'refused'],
    ['true: something else', { code: 1 }],
  ])('%s', (err, verdict) => expect(sudo.read(ended(1, err))).toEqual(verdict));

  test('is asked when the desktop has no agent', async () => {
    const pkexec = await pretender(127, 'No authentication agent found.');
    const other = await pretender(1, 'sudo: a password is required');
    const actions = createActions({
      platform: 'linux',
      uid: 1000,
      inTerminal: true,
      env: { DISPLAY: ':0' },
      programs: { pkexec: pkexec.path, sudo: other.path },
    });
    await expect(actions.carryOut(command('/usr/bin/true'), quietly())).rejects.toThrow(NotAllowedError);
    expect(await other.heard()).toEqual(['-k', '--', '/usr/bin/true']);
  });
});

test('env(1) gives the words back as they were', () => {
  const [program = '', ...args] = withEnv({
    program: '/usr/bin/printf',
    args: ['%s|', ...HOSTILE],
    env: { A: '1 2' },
  });
  expect(execFileSync(program, args, { encoding: 'utf8' })).toBe(HOSTILE.map((word) => `${word}|`).join(''));
});

describe('osascript on macOS', () => {
  const asking = byOsascript(systemPrograms('darwin'), { program: '/bin/rm', args: HOSTILE, env: {} });

  test('no word is part of the script, whatever it holds', () => {
    const { args } = asking.process;
    const script = args.slice(0, args.indexOf('/bin/rm'));
    expect(args.slice(script.length)).toEqual(['/bin/rm', ...HOSTILE]);
    expect(script).toEqual(
      byOsascript(systemPrograms('darwin'), { program: '/x', args: [], env: {} }).process.args.slice(0, -1),
    );
    expect(script.filter((_, place) => place % 2 === 0).every((word) => word === '-e')).toBe(true);
    expect(script.join('\n')).toContain('quoted form of');
  });

  // As osascript writes them: the number is there in every language.
  test.each([
    [1, '0:128: execution error: User canceled. (-128)\n', 'refused'],
    [1, '0:128: execution error: 用户已取消。 (-128)\n', 'refused'],
    [1, 'execution error: The administrator user name or password was incorrect. (-60007)\n', 'refused'],
    [1, 'execution error: launchctl: No such process (3)\n', { code: 3 }],
    [0, '', { code: 0 }],
    [1, 'osascript: can’t run', { code: 1 }],
  ])('%d %s', (code, err, verdict) => expect(asking.read(ended(code, err))).toEqual(verdict));
});

/** CommandLineToArgvW, by the rules of its page (learn.microsoft.com/windows/win32/api/shellapi). */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const [run = ''] = /^\\*/.exec(line.slice(at)) ?? [];
    if (run !== '' && line[at + run.length] === '"') {
      word = (word ?? '') + '\\'.repeat(Math.floor(run.length / 2));
      at += run.length;
      if (run.length % 2 === 1) word += '"';
      else quoted = !quoted;
    } else if (line[at] === '"') {
      quoted = !quoted;
      word ??= '';
    } else if (/[ \t]/.test(line[at] ?? '') && !quoted) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + line[at];
  }
  return word === null ? words : [...words, word];
}

describe('UAC on Windows', () => {
  test('words come back from the command line as they were', () => {
    const words = [...HOSTILE, 'a\\\\', 'a\\\\b', '\\"', '"', '""', 'tab\there', 'a\\ b\\'];
    expect(wordsOf(commandLine(words))).toEqual(words);
    expect(quoteWindowsArgument('plain')).toBe('plain');
    expect(quoteWindowsArgument('C:\\a b\\')).toBe('"C:\\a b\\\\"');
  });

  const asking = byUac(systemPrograms('win32', { SystemRoot: 'D:\\Windows' }), {
    program: 'C:\\Windows\\System32\\icacls.exe',
    args: ["C:\\Users\\李 雷\\'$(x)'", '/reset'],
    env: {},
  });

  test('words are data, never script', () => {
    expect(asking.process.program).toBe('D:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe');
    expect(asking.process.env).toEqual({
      TANKMATE_PROGRAM: 'C:\\Windows\\System32\\icacls.exe',
      TANKMATE_ARGUMENTS: '"C:\\Users\\李 雷\\\'$(x)\'" /reset',
    });
    expect(decoded(asking.process.args)).not.toContain('icacls');
    expect(decoded(asking.process.args)).toContain("$i.Verb='runas'");
  });

  test.each([
    ['refused 1223\r\n', 'refused'],
    ['refused 2\r\n', { code: 1 }],
    ['ended 0\r\n', { code: 0 }],
    ['ended 1223\r\n', { code: 1223 }],
    ['ended -1073741510\r\n', { code: -1073741510 }],
    ['', { code: 1 }],
  ])('%j', (out, verdict) => expect(asking.read(ended(0, '', out))).toEqual(verdict));

  test('who is elevated is told by the label’s number, in Chinese too', () => {
    expect(isElevated('"Mandatory Label\\High Mandatory Level","Label","S-1-16-12288",""')).toBe(true);
    expect(isElevated('"Mandatory Label\\高强制级别","标签","S-1-16-12288",""')).toBe(true);
    expect(isElevated('"Mandatory Label\\中等强制级别","标签","S-1-16-8192",""')).toBe(false);
    expect(isElevated('"BUILTIN\\Administrators","别名","S-1-5-32-544","只用于拒绝的组"')).toBe(false);
  });

  test('asks only when it is not administrator already, and passes no environment', async () => {
    ran.length = 0;
    const actions = createActions({
      platform: 'win32',
      env: { SystemRoot: 'C:\\Windows' },
      uid: null,
      run: recording(ended(0, '', '"S-1-16-8192"\r\nended 0\r\n')),
    });
    await actions.carryOut(command('C:\\Windows\\System32\\sc.exe', ['stop', 'x']), quietly());
    expect(ran.map(({ program }) => program.split('\\').at(-1))).toEqual(['whoami.exe', 'powershell.exe']);
    const withEnvironment = { ...command('C:\\x.exe'), env: { A: 'b' } };
    await expect(actions.carryOut(withEnvironment, quietly())).rejects.toThrow('UAC');
    await expect(actions.carryOut(command('sc.exe'), quietly())).rejects.toThrow(NotAllowedError);
  });
});

test('pkexec’s words', () =>
  expect(
    byPkexec(systemPrograms('linux'), { program: '/bin/a', args: ['-x'], env: {} }).process.args,
  ).toEqual(['--disable-internal-agent', '/bin/a', '-x']));
