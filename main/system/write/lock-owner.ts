import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { uptime } from 'node:os';
import { promisify } from 'node:util';
import { readOwnFile } from '../read/own-file';
import { codeOf } from './change-error';

/** Who holds a lock. */
export interface LockOwner {
  readonly pid: number;
  /** When that process started, as the system counts; null where it can't be told. */
  readonly startedAt: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Given back: the file stays, so that its number is never used again. */
  readonly free: boolean;
}

/** How long an owner may take between making its file and filling it, where that can't be one step, in milliseconds. */
const WRITING_MS = 10_000;
/** Bytes: an owner takes about 150. */
const LARGEST = 4096;
/** Clocks of the system and of its start differ by less, in milliseconds. */
const SLACK_MS = 60_000;

/**
 * When a process started: the boot's id and field 22 of /proc/<pid>/stat (proc_pid_stat(5)), or what `ps -o lstart`
 * says. Null when there is none, or on Windows, where asking takes longer than a stop may last.
 */
async function startOf(pid: number): Promise<string | null> {
  try {
    if (process.platform === 'linux') {
      const [boot, line] = await Promise.all([
        readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
        readFile(`/proc/${pid}/stat`, 'utf8'),
      ]);
      // The program's name stands in brackets and may hold anything: what counts comes after the last one.
      return `${boot.trim()} ${line.slice(line.lastIndexOf(')') + 2).split(' ')[19]}`;
    }
    if (process.platform === 'darwin') {
      const { stdout } = await promisify(execFile)('/bin/ps', ['-o', 'lstart=', '-p', String(pid)], {
        env: { LC_ALL: 'C' },
      });
      return stdout.trim() || null;
    }
  } catch {}
  return null;
}

/** A process of this account: one of somebody else's (EPERM, kill(2)) holds no lock of ours. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether a process has this file open, as every owner has on Linux while it holds the lock (proc_pid_fd(5)): a file
 * alone can name any process that runs for ever. Null where it can't be told.
 */
async function hasOpen(pid: number, file: string): Promise<boolean | null> {
  if (process.platform !== 'linux') return null;
  try {
    const [names, lock] = await Promise.all([readdir(`/proc/${pid}/fd`), stat(file)]);
    const open = await Promise.all(names.map((name) => stat(`/proc/${pid}/fd/${name}`).catch(() => null)));
    return open.some((each) => each?.ino === lock.ino && each.dev === lock.dev);
  } catch {
    return null;
  }
}

function parse(text: string): LockOwner | null {
  try {
    const value = JSON.parse(text) as Partial<LockOwner> | null;
    const { pid, at } = value ?? {};
    // Numbers of no single process mean groups of them to kill(2).
    if (typeof pid !== 'number' || !Number.isInteger(pid) || pid <= 0 || typeof at !== 'number') return null;
    return { pid, at, startedAt: value?.startedAt ?? null, free: value?.free === true };
  } catch {
    return null;
  }
}

const NOT_OURS: readonly string[] = ['ENOENT', 'EFTYPE', 'EFBIG', 'ELOOP', 'EISDIR', 'ENXIO'];

/** Whether the owner of a lock may still be at work. In doubt it is: then nothing is changed. */
export async function isHeld(file: string): Promise<boolean> {
  let owner: LockOwner | null;
  try {
    owner = parse(await readOwnFile(file, LARGEST));
    if (!owner) return Math.abs(Date.now() - (await stat(file)).mtimeMs) < WRITING_MS;
  } catch (error) {
    // Gone meanwhile: a winner clears away what is older than its own. The rest no account of ours ever wrote.
    return !NOT_OURS.includes(codeOf(error) ?? '');
  }
  if (owner.free || !isRunning(owner.pid) || (await hasOpen(owner.pid, file)) === false) return false;
  const startedAt = await startOf(owner.pid);
  if (startedAt !== null && owner.startedAt !== null) return startedAt === owner.startedAt;
  return owner.at > Date.now() - uptime() * 1000 - SLACK_MS;
}

/** This process as an owner. */
export const thisOwner = async (): Promise<LockOwner> => ({
  pid: process.pid,
  startedAt: await startOf(process.pid),
  at: Date.now(),
  free: false,
});
