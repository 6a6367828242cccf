import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { At, PidMark } from '../..';
import { TankTrouble } from '../..';
import { nameOf, words } from '../ask';
import { machineOf } from '../claim';

/**
 * WSL ends a distribution soon after the last program that was started from Windows has ended, whatever systemd runs in it
 * (github.com/microsoft/WSL/issues/8854): one that only sleeps keeps it there.
 */
const fileOf = ({ folder }: At): string => join(folder, 'keeper.json');

async function kept(at: At): Promise<PidMark | null> {
  try {
    const mark: unknown = JSON.parse(await readFile(fileOf(at), 'utf8'));
    const pid = typeof mark === 'object' && mark !== null ? Reflect.get(mark, 'pid') : null;
    return Number.isInteger(pid) ? (mark as PidMark) : null;
  } catch {
    return null;
  }
}

export async function isKept(at: At): Promise<boolean> {
  const mark = await kept(at);
  return mark !== null && at.needs.hands.alive(mark);
}

export async function keep(at: At): Promise<void> {
  if (await isKept(at)) return;
  const { hands, signal } = at.needs;
  const program = await hands.find('wsl');
  const name = nameOf('wsl');
  if (program === null) throw new TankTrouble(words('missing', { name }), 'wsl');
  const args = [
    '--distribution',
    machineOf(at),
    '--user',
    'openclaw',
    '--cd',
    '/',
    '--exec',
    '/usr/bin/sleep',
    'infinity',
  ];
  try {
    const pid = await hands.launch({ program, args, log: join(at.folder, 'keeper.log') });
    const mark = (await hands.mark(pid)) ?? { pid, startedAt: null };
    await writeFile(fileOf(at), JSON.stringify(mark), { mode: 0o600 });
  } catch (error) {
    signal.throwIfAborted();
    throw new TankTrouble(words('cannot-start', { name, doing: words('doing-starting') }), String(error), {
      cause: error,
    });
  }
}

export async function letGo(at: At): Promise<void> {
  const mark = await kept(at);
  if (mark) await at.needs.hands.end(mark, 2000);
  await rm(fileOf(at), { force: true });
}
