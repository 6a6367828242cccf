import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeForGood } from '../../../fixes/durable';
import type { At, PidMark } from '../..';
import { isMark } from '../../noted';
import type { Computer } from './acceleration';
import { machineName, PID_FILE } from './arguments';

/** A QEMU of ours that runs: its mark, and where its ssh is. */
export interface Running extends PidMark {
  readonly ssh: number;
}

const fileOf = ({ folder }: At): string => join(folder, 'qemu.json');

/** A process's own command line, as it stands (proc(5), /proc/pid/cmdline); null when it is gone. */
export async function commandLineOf(pid: number, { proc }: Computer): Promise<readonly string[] | null> {
  const text = await readFile(join(proc, String(pid), 'cmdline'), 'utf8').catch(() => '');
  return text === '' ? null : text.replace(/\0$/, '').split('\0');
}

async function readKept(at: At): Promise<Running | null> {
  try {
    const value: unknown = JSON.parse(await readFile(fileOf(at), 'utf8'));
    return isMark(value) && 'ssh' in value && Number.isSafeInteger(value.ssh) ? (value as Running) : null;
  } catch {
    return null;
  }
}

export const keep = (at: At, running: Running): Promise<void> =>
  writeForGood(fileOf(at), JSON.stringify(running));

export const forget = (at: At): Promise<void> => rm(fileOf(at), { force: true });

/** The machine that QEMU itself noted down: found when we were killed between starting it and keeping its mark. */
async function adopt(at: At, computer: Computer): Promise<Running | null> {
  const pid = Number(await readFile(join(at.folder, PID_FILE), 'utf8').catch(() => ''));
  if (!Number.isSafeInteger(pid) || pid < 2) return null;
  const line = await commandLineOf(pid, computer);
  const place = await readlink(join(computer.proc, String(pid), 'cwd')).catch(() => null);
  const ours = await realpath(at.folder);
  // A number that was given to another program since; and another tank of the same name lies elsewhere.
  if (line?.[line.indexOf('-name') + 1] !== machineName(at.plan) || place !== ours) return null;
  const ssh = Number(/hostfwd=tcp:127\.0\.0\.1:(\d+)-:22/.exec(line.join(' '))?.[1] ?? at.plan.ports.ssh);
  const mark = await at.needs.hands.mark(pid);
  if (mark === null) return null;
  const running = { ...mark, ssh };
  await keep(at, running);
  return running;
}

/** The tank's QEMU where one runs; null where none does. */
export async function runningOf(at: At, computer: Computer): Promise<Running | null> {
  const kept = await readKept(at);
  if (kept && (await at.needs.hands.alive(kept))) return kept;
  return adopt(at, computer);
}
