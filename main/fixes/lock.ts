import { execFile } from 'node:child_process';
import { open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeFolder } from './durable';

/** Who holds a lock. */
interface Owner {
  readonly pid: number;
  /** When that process started, as the system counts; null where it can't be told. */
  readonly startedAt: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Given back: the file stays, so that its number is never used again. */
  readonly free: boolean;
}

/** How long an owner may take between making its file and writing into it, in milliseconds. */
const WRITING_MS = 10_000;
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

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and somebody else's (kill(2)).
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function parse(text: string): Owner | null {
  try {
    const value = JSON.parse(text) as Partial<Owner> | null;
    if (typeof value?.pid !== 'number' || typeof value.at !== 'number') return null;
    return { pid: value.pid, at: value.at, startedAt: value.startedAt ?? null, free: value.free === true };
  } catch {
    return null;
  }
}

/** Whether the owner of a lock may still be at work. In doubt it is: then nothing is changed. */
async function isHeld(file: string): Promise<boolean> {
  let owner: Owner | null;
  try {
    owner = parse(await readFile(file, 'utf8'));
    if (!owner) return Math.abs(Date.now() - (await stat(file)).mtimeMs) < WRITING_MS;
  } catch (error) {
    // Gone meanwhile: a winner clears away what is older than its own.
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
  }
  if (owner.free || !isRunning(owner.pid)) return false;
  const startedAt = await startOf(owner.pid);
  if (startedAt !== null && owner.startedAt !== null) return startedAt === owner.startedAt;
  return owner.at > Date.now() - uptime() * 1000 - SLACK_MS;
}

/**
 * One at a time for this account: `changes/lock/<number>`. Null when somebody else holds it; rejects when the folder
 * can't be written. Resolves to what gives it back.
 *
 * Numbers only grow, and a file is cleared away only by the maker of a higher one. Whoever finds the highest one free
 * or its owner dead makes the next, which only one can (O_EXCL), and holds it if still none is higher: so two that find
 * the same dead owner can't both win, however slow one of them is.
 */
export async function acquireLock(folder: string): Promise<(() => Promise<void>) | null> {
  const place = join(folder, 'changes', 'lock');
  await makeFolder(join(folder, 'changes'));
  await makeFolder(place);
  const numbers = async () =>
    (await readdir(place))
      .filter((name) => /^\d{1,15}$/.test(name))
      .map(Number)
      .toSorted((a, b) => b - a);
  const highest = (await numbers())[0] ?? 0;
  if (highest > 0 && (await isHeld(join(place, String(highest))))) return null;

  const mine = join(place, String(highest + 1));
  const owner: Owner = {
    pid: process.pid,
    startedAt: await startOf(process.pid),
    at: Date.now(),
    free: false,
  };
  try {
    const handle = await open(mine, 'wx', 0o600);
    try {
      await handle.writeFile(JSON.stringify(owner));
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return null;
    await rm(mine, { force: true }).catch(() => {});
    throw error;
  }
  const all = await numbers();
  if ((all[0] ?? 0) > highest + 1) {
    await rm(mine, { force: true });
    return null;
  }
  for (const old of all.filter((each) => each <= highest))
    await rm(join(place, String(old)), { force: true }).catch(() => {});
  return async () => {
    // In place, one short write: a reader that meets it half done finds no sense in it and waits.
    const handle = await open(mine, 'r+').catch(() => null);
    await handle?.truncate(0).catch(() => {});
    await handle?.write(JSON.stringify({ ...owner, free: true }), 0).catch(() => {});
    await handle?.close().catch(() => {});
  };
}
