import { execFile } from 'node:child_process';
import { setMaxListeners } from 'node:events';
import { lstat, open, readdir, readlink, realpath, stat } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import path from 'node:path';
import type { Platform } from '../../contract/finding';
import type { FileFacts, Host, RunResult } from '.';

const MIB = 1024 * 1024;
const RUN_LIMIT_MS = 3000;

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

/** Reads until the end, not until the size: files under /proc say 0. A pipe or device rejects, it could block for ever. */
async function readBytes(file: string, limit = MIB): Promise<Buffer> {
  if (!(await stat(file)).isFile())
    throw Object.assign(new Error(`${file} is not a file`), { code: 'EFTYPE' });
  const handle = await open(file, 'r');
  try {
    const parts: Buffer[] = [];
    let total = 0;
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, null);
      if (bytesRead === 0) return Buffer.concat(parts);
      total += bytesRead;
      if (total > limit) throw tooLarge(file, limit);
      parts.push(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
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
    env: { ...process.env, LC_ALL: 'C', LANGUAGE: '', WSL_UTF8: '1' },
  };
  return new Promise((resolve, reject) => {
    const child = execFile(inSystem(program), [...args], options, (error, stdout, stderr) => {
      const code = error ? error.code : 0;
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
    list: alive((folder: string) => readdir(folder)),
    stat: alive(async (file: string) => facts(await stat(file))),
    lstat: alive(async (file: string) => facts(await lstat(file))),
    realpath: alive((file: string) => realpath(file)),
    readLink: alive((file: string) => readlink(file)),
    tryOpen: alive(async (file: string) => {
      if ((await stat(file)).isDirectory()) await readdir(file);
      else await (await open(file, 'r')).close();
    }),
    run: alive((program: string, args: readonly string[], limitMs = RUN_LIMIT_MS) =>
      run(program, args, limitMs, signal),
    ),
  };
}
