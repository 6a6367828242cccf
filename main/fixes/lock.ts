import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { link, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkOwner, makeFolder, writeForGood } from './durable';

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

/** How long an owner may take between making its file and filling it, where that can't be one step, in milliseconds. */
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

/** Makes a file with its text in one step, unless there is one of that name: then false. */
async function claim(file: string, text: string): Promise<boolean> {
  const beside = `${file}.${randomBytes(4).toString('hex')}`;
  const code = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);
  try {
    await writeFile(beside, text, { flag: 'wx', mode: 0o600 });
    try {
      await link(beside, file);
    } catch (error) {
      // Another winner cleared it away, or there is one already.
      if (code(error) === 'EEXIST' || code(error) === 'ENOENT') return false;
      // FAT and some network drives have no hard links: made first and filled then.
      await writeFile(file, text, { flag: 'wx', mode: 0o600 });
    }
    return true;
  } catch (error) {
    if (code(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(beside, { force: true }).catch(() => {});
  }
}

/** Gives a lock back on a full disk, which takes nothing more: what makes no sense and is old holds nothing. */
async function emptied(file: string): Promise<void> {
  await truncate(file).catch(() => {});
  await utimes(file, 0, 0).catch(() => {});
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
  await checkOwner(folder);
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
  if (!(await claim(mine, JSON.stringify(owner)))) return null;
  const all = await numbers();
  if ((all[0] ?? 0) > highest + 1) {
    await rm(mine, { force: true });
    return null;
  }
  const older = (await readdir(place)).filter((name) => !(Number(name) > highest));
  for (const name of older) await rm(join(place, name), { force: true }).catch(() => {});
  return async () => {
    await writeForGood(mine, JSON.stringify({ ...owner, free: true })).catch(() => emptied(mine));
  };
}
