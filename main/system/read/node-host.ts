import { execFile } from 'node:child_process';
import { setMaxListeners } from 'node:events';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  statSync,
} from 'node:fs';
import { access, lstat, open, readdir, readlink, realpath, stat } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import path, { sep } from 'node:path';
import type { Platform } from '../../contract/finding';
import { errorCode, type FileFacts, type FolderEntry, type Host, type RunResult } from '.';
import { noteAccess } from './access-log';
import { programForRoot } from './accounts/root-only';
import { debugRun } from './debug';

const MIB = 1024 * 1024;
/** Programs on a computer that others keep busy take their time; one that waits for ever is ended all the same. */
const RUN_LIMIT_MS = 10_000;

/**
 * Our own environment for a program, with what is to be added. A Node that has no right to write hands that on by
 * NODE_OPTIONS (from 24.4 on, lib/child_process.js copyPermissionModelFlagsToEnv), and older ones don't start with words
 * that they don't know: theirs stays as it is.
 */
function environmentWith(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: own, ...env } = process.env;
  return Object.defineProperty({ ...env, ...more }, 'NODE_OPTIONS', {
    enumerable: true,
    get: () => own,
    set: () => {},
  });
}

interface Facts {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
  size: number;
  mode: number;
  uid: number;
  gid: number;
  mtimeMs: number;
}

function facts(from: Facts): FileFacts {
  const windows = process.platform === 'win32';
  return {
    kind: from.isFile() ? 'file' : from.isDirectory() ? 'folder' : from.isSymbolicLink() ? 'link' : 'other',
    size: from.size,
    mode: windows ? 0 : from.mode & 0o7777,
    uid: windows ? -1 : from.uid,
    gid: windows ? -1 : from.gid,
    modifiedAt: from.mtimeMs,
  };
}

const tooLarge = (file: string, limit: number) =>
  Object.assign(new Error(`${file} is larger than ${limit} bytes`), { code: 'EFBIG' });

// A pipe that comes in a file's place between the look and the opening is not waited for (open(2)). Windows lacks it.
const { O_NONBLOCK = 0, O_RDONLY, R_OK, W_OK } = constants;
const AT_ONCE = O_RDONLY | O_NONBLOCK;

const noFile = (file: string) => Object.assign(new Error(`${file} is not a file`), { code: 'EFTYPE' });

/** Room for a file that doesn't say its size, in bytes. */
const LEAST_ROOM = 4096;

/**
 * What the kernel tells of a process without waiting for anything, a drive or that process's own memory (fs/proc/base.c
 * and array.c of Linux: no `mmap_lock`): read in one turn, a few hundred processes cost a tenth of what they do otherwise.
 * Of links only where they lead: what lies there may be on any drive.
 */
const NEVER_WAITS = {
  files: /^\/proc\/(?:self|\d+)\/(?:stat|status|comm)$/,
  folders: /^\/proc\/(?:self|\d+)\/fd$/,
  links: /^\/proc\/(?:self|\d+)\/(?:exe|cwd|ns\/\w+|fd\/\d+)$/,
};

/** Reads until the end, not until the size: files under /proc say 0. A pipe or device rejects, it could block for ever. */
async function readBytes(file: string, limit = MIB): Promise<Buffer> {
  if (NEVER_WAITS.files.test(file)) return readWhole(file, limit);
  // Asked before as well: opening a device can do something.
  if (!(await stat(file)).isFile()) throw noFile(file);
  noteAccess('file', file);
  const handle = await open(file, AT_ONCE);
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw noFile(file);
    if (found.size > limit) throw tooLarge(file, limit);
    // A byte more than it says: its end is seen without growing.
    let room = Buffer.allocUnsafe(Math.max(found.size + 1, LEAST_ROOM));
    let total = 0;
    for (;;) {
      const { bytesRead } = await handle.read(room, total, room.length - total, null);
      if (bytesRead === 0) return room.subarray(0, total);
      total += bytesRead;
      if (total > limit) throw tooLarge(file, limit);
      if (total === room.length) room = Buffer.concat([room, Buffer.allocUnsafe(room.length)]);
    }
  } finally {
    await handle.close();
  }
}

/** The same for what is there at once. */
function readWhole(file: string, limit: number): Buffer {
  for (let room = LEAST_ROOM; ; room *= 4) {
    const into = Buffer.allocUnsafe(room);
    const total = readInto(file, 0, into);
    if (total > limit) throw tooLarge(file, limit);
    if (total < room) return into.subarray(0, total);
  }
}

/**
 * In one turn, without the pool of threads, whose four calls for each file cost five times as much. That the folder's
 * drive answers was asked before, in a way that does not wait for it.
 */
function readInto(file: string, from: number, into: Buffer): number {
  noteAccess('file', file);
  const handle = openSync(file, AT_ONCE);
  try {
    if (!fstatSync(handle).isFile()) throw noFile(file);
    let total = 0;
    while (total < into.length) {
      const read = readSync(handle, into, total, into.length - total, from + total);
      if (read === 0) break;
      total += read;
    }
    return total;
  } finally {
    closeSync(handle);
  }
}

const readPart = async (file: string, from: number, into: Buffer): Promise<number> =>
  readInto(file, from, into);

/** The names in a folder, unsorted. */
async function names(folder: string): Promise<readonly string[]> {
  noteAccess('folder', folder);
  return NEVER_WAITS.folders.test(folder) ? readdirSync(folder) : readdir(folder);
}

async function entries(folder: string): Promise<readonly FolderEntry[]> {
  const found = (await names(folder)).toSorted();
  return found.map((name) => {
    const path = `${folder}${folder.endsWith(sep) ? '' : sep}${name}`;
    try {
      const own = lstatSync(path);
      const link = own.isSymbolicLink();
      return { name, facts: facts(link ? statSync(path) : own), link };
    } catch (error) {
      return { name, facts: null, code: errorCode(error), link: false };
    }
  });
}

/** Programs of Windows itself that probes ask, and where they lie below the system folder. */
const OF_WINDOWS: Readonly<Record<string, string>> = {
  netstat: 'netstat.exe',
  powershell: 'WindowsPowerShell\\v1.0\\powershell.exe',
  reg: 'reg.exe',
  schtasks: 'schtasks.exe',
  whoami: 'whoami.exe',
  wsl: 'wsl.exe',
};
const systemFolder = () => path.join(process.env.SystemRoot ?? 'C:\\Windows', 'System32');

/**
 * Windows looks for a bare name in the current folder first (CreateProcess, learn.microsoft.com/windows/win32/api/
 * processthreadsapi), where anyone may have planted one: its own programs are named by their place.
 */
function inSystem(program: string): string {
  if (process.platform !== 'win32') return program;
  const own = OF_WINDOWS[program.toLowerCase().replace(/\.exe$/, '')];
  return own === undefined ? program : path.join(systemFolder(), own);
}

/** The name of the account that looks; its number where it has none, as in a container started with any uid. */
function ownName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? '');
  }
}

/** `HOME` or the account's own; the root folder for an account that has none. */
function ownHome(): string {
  try {
    return homedir();
  } catch {
    return path.parse(process.cwd()).root;
  }
}

/** As root only a program that nobody else could have replaced is run. */
function found(program: string): string {
  if (process.geteuid?.() !== 0) return inSystem(program);
  const real = programForRoot(program, process.env.PATH ?? '');
  if (real === null)
    throw Object.assign(new Error(`${program} could have been replaced`), { code: 'EACCES' });
  return real;
}

function run(
  program: string,
  args: readonly string[],
  limitMs: number,
  signal: AbortSignal,
): Promise<RunResult> {
  const options = {
    encoding: 'buffer' as const,
    timeout: limitMs,
    killSignal: 'SIGKILL' as const,
    maxBuffer: 16 * MIB,
    windowsHide: true,
    // Other programs by bare name are looked for in this folder first, so it must not be one that anyone can write to.
    ...(process.platform === 'win32' && { cwd: systemFolder() }),
    signal,
    // The C locale, so that a program's answer is not translated; WSL_UTF8 for wsl.exe, which writes UTF-16 without it.
    env: environmentWith({ LC_ALL: 'C', LANGUAGE: '', WSL_UTF8: '1' }),
  };
  return new Promise((resolve, reject) => {
    const file = found(program);
    noteAccess('program', [file, ...args].join(' '));
    const child = execFile(file, [...args], options, (error, stdout, stderr) => {
      const code = error ? error.code : 0;
      debugRun(program, code ?? null);
      if (typeof code === 'string') reject(error);
      else resolve({ code: code ?? null, stdout, stderr });
    });
    child.stdin?.end();
  });
}

/** The machine that this process runs on, through Node, until `signal` ends the look. */
export function nodeHost(signal: AbortSignal): Host {
  const alive =
    <A extends unknown[], R>(verb: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      signal.throwIfAborted();
      return verb(...args);
    };
  // Every program that runs listens to it, and Node takes more than ten listeners for a leak.
  setMaxListeners(0, signal);
  return {
    platform: process.platform as Platform,
    path,
    env: process.env,
    home: ownHome(),
    uid: process.getuid?.() ?? null,
    userName: ownName(),
    signal,
    readBytes: alive(readBytes),
    readText: alive(async (file, limit?: number) =>
      (await readBytes(file, limit)).toString('utf8').replace(/^\uFEFF/, ''),
    ),
    readPart: alive(readPart),
    entries: alive(entries),
    list: alive(names),
    stat: alive(async (file: string) => facts(await stat(file))),
    lstat: alive(async (file: string) => facts(await lstat(file))),
    realpath: alive((file: string) => realpath(file)),
    readLink: alive(async (file: string) =>
      NEVER_WAITS.links.test(file) ? readlinkSync(file) : readlink(file),
    ),
    // Of all that keeps from writing only this mark is EPERM; rights are EACCES, a drive EROFS (access(2)).
    isImmutable: alive(async (file: string) =>
      process.platform === 'win32'
        ? false
        : access(file, W_OK).then(
            () => false,
            (error: unknown) => errorCode(error) === 'EPERM',
          ),
    ),
    tryOpen: alive(async (file: string) => {
      const found = await stat(file);
      if (found.isDirectory()) await names(file);
      else if (found.isFile()) {
        noteAccess('file', file);
        await (await open(file, AT_ONCE)).close();
      } else await access(file, R_OK);
    }),
    run: alive((program: string, args: readonly string[], limitMs = RUN_LIMIT_MS) =>
      run(program, args, limitMs, signal),
    ),
  };
}
