import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { endAsAdmin } from '../../../main/operations/stop/end-as-admin';
import { parseStat } from '../../../main/system/read/processes/linux-process';

const run = promisify(execFile);
const on = (platform: 'linux' | 'darwin' | 'win32', env: Record<string, string> = {}) => ({
  platform,
  env,
  path: platform === 'win32' ? path.win32 : path.posix,
});
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

async function started(
  script = 'echo ready; while :; do sleep 0.05; done',
): Promise<{ pid: number; startedAt: string }> {
  const child = spawn('/bin/sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  children.push(child);
  await once(child.stdout, 'data');
  const pid = child.pid ?? Number.NaN;
  return { pid, startedAt: parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.startedAt ?? '' };
}
const isAlive = (pid: number): boolean => {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

describe.runIf(process.platform === 'linux')('the one script that ends with rights, on Linux', () => {
  const perform = async (targets: readonly { pid: number; startedAt: string | null }[]) => {
    const change = endAsAdmin(on('linux'), targets);
    if (!change) throw new Error('nothing to do');
    return run(change.program, [...change.args]).then(
      () => 0,
      ({ code }: { code: number }) => code,
    );
  };

  it('ends those that were meant, and is content when they are gone', async () => {
    const [one, deaf] = [
      await started(),
      await started("trap '' TERM; echo ready; while :; do sleep 0.05; done"),
    ];
    expect(await perform([one, deaf])).toBe(0);
    expect([one, deaf].map(({ pid }) => isAlive(pid))).toEqual([false, false]);
    expect(await perform([one, deaf])).toBe(0);
  });

  it('leaves whoever has the number now alone', async () => {
    const stranger = await started();
    const before = { ...stranger, startedAt: String(Number(stranger.startedAt) - 1) };
    expect(await perform([before, { pid: 4_000_000_000, startedAt: '5' }])).toBe(0);
    expect(isAlive(stranger.pid)).toBe(true);
  });

  it.each([
    ['0=5'],
    ['1=5'],
    ['-1=5'],
    ['-4242=5'],
    ['07=5'],
    ['=5'],
    ['5='],
    ['5'],
    ['99999999999=5'],
    ['5 6=7'],
  ])('signals nobody for the words %j, and nobody beside them', async (...words) => {
    const stranger = await started();
    const args = endAsAdmin(on('linux'), [stranger])?.args ?? [];
    const own = args.at(-1) ?? '';
    const { code } = await run('/bin/sh', [...args.slice(0, -1), own, ...words]).then(
      () => ({ code: 0 }),
      (error: { code: number }) => error,
    );
    expect(code).toBe(64);
    expect(isAlive(stranger.pid)).toBe(true);
  });
});

describe('its words', () => {
  it('are made of numbers and moments only', () => {
    const of = (platform: 'linux' | 'darwin' | 'win32', startedAt: string | null, pid = 4242) =>
      endAsAdmin(on(platform), [{ pid, startedAt }]);
    for (const pid of [0, 1, -1, -4242, 1.5, Number.NaN]) expect(of('linux', '7', pid)).toBe(null);
    expect(of('linux', null)).toBe(null);
    expect(of('linux', "7'; rm -rf /")).toBe(null);
    expect(of('win32', "2026-11-22T05:36:37.1234567Z'); Stop-Computer; ('")).toBe(null);
    expect(of('darwin', 'Sun Nov  1 05:36:37 2026')?.args.at(-1)).toBe('4242=Sun Nov 1 05:36:37 2026');
    const windows = of('win32', '2026-11-22T05:36:37.1234567Z');
    expect(windows?.program).toBe('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe');
    expect(windows?.args.at(-1)).toContain("'4242=2026-11-22T05:36:37.1234567Z'");
    expect(windows?.args.join(' ')).not.toContain('/T');
  });

  it('take back nothing, and ask once', () => {
    const change = endAsAdmin(on('linux'), [
      { pid: 7, startedAt: '1' },
      { pid: 8, startedAt: '2' },
    ]);
    expect(change).toMatchObject({ admin: true, undo: null, program: '/bin/sh' });
    expect(change?.args.slice(-2)).toEqual(['7=1', '8=2']);
  });
});
