import type { EventEmitter } from 'node:events';
import fs, { promises, readlinkSync, realpathSync, statSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import { afterEach, expect } from 'vitest';

/**
 * A rule that every unit test holds main/ to, wherever a file is renamed or removed: it isn't open in this process by
 * then. Windows allows neither, and the tests run on Linux. Folders are left out: only Linux' branches hold them; and so
 * is the removal of one of several names, after which the file is still there.
 */
const broken: string[] = [];
/** A line of a stack that is in main/, not in what is installed. */
const CODE = new RegExp(`${process.cwd()}/main/(?!node_modules)[^\\s:]+:\\d+`);

/** What the path names, links on the way followed; the last part is not. */
function placeOf(path: string): string | null {
  try {
    return join(realpathSync(dirname(path)), path.slice(dirname(path).length).replace(/^\//, ''));
  } catch {
    return null;
  }
}

/** Numbers under which Node opened something that it has not closed: all in /proc/self/fd would be asked for each call. */
const opened = new Set<number>();

/** Notes what is opened and closed from now on, by promise, callback (streams), or at once. */
function watchOpening(): void {
  const { open, openSync, close, closeSync } = fs;
  const { open: openHandle } = promises;
  const noted = <T>(fd: T): T => {
    if (typeof fd === 'number') opened.add(fd);
    return fd;
  };
  type Loose = (...args: unknown[]) => unknown;
  const loose = fs as unknown as Record<string, Loose>;
  loose.openSync = (...args) => noted((openSync as unknown as Loose)(...args));
  loose.open = (...args) => {
    const done = args.pop() as Loose;
    return (open as unknown as Loose)(...args, (error: unknown, fd: unknown) => done(error, noted(fd)));
  };
  for (const [name, real] of Object.entries({ close, closeSync }))
    loose[name] = (...args) => {
      opened.delete(Number(args[0]));
      return (real as unknown as Loose)(...args);
    };
  Reflect.set(promises, 'open', async (...args: Parameters<typeof openHandle>) => {
    const handle: FileHandle = await openHandle(...args);
    const { fd } = handle;
    opened.add(fd);
    // It tells when it is closed, though the types don't say so (nodejs.org/api/fs.html, Event: 'close').
    (handle as FileHandle & EventEmitter).once('close', () => opened.delete(fd));
    return handle;
  });
}

/** Files below or at the path that this process has open (proc_pid_fd(5)). */
function openAt(path: string, call: string): readonly string[] {
  const place = opened.size > 0 ? placeOf(path) : null;
  if (place === null) return [];
  return [...opened].flatMap((fd) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${fd}`);
      if (target !== place && !target.startsWith(`${place}/`)) return [];
      // Linux' lock is held open to show whose it is, whatever becomes of its folder.
      if (/\/changes\/lock\/\d+(?:\.[0-9a-f]+)?(?: \(deleted\))?$/.test(target)) return [];
      const facts = statSync(`/proc/self/fd/${fd}`);
      return facts.isFile() && (call === 'rename' || facts.nlink === 1) ? [target] : [];
    } catch {
      return [];
    }
  });
}

if (process.platform === 'linux') {
  const files = promises as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
  for (const call of ['rename', 'unlink', 'rm', 'rmdir']) {
    const real = files[call];
    if (!real) continue;
    files[call] = (...args) => {
      const paths = (call === 'rename' ? args.slice(0, 2) : args.slice(0, 1)).map(String);
      const open = paths.flatMap((path) => openAt(path, call));
      const by = open.length > 0 ? CODE.exec(new Error().stack ?? '')?.[0] : undefined;
      if (by !== undefined) broken.push(`${by}: ${call} while ${open.join(', ')} is open`);
      return real(...args);
    };
  }
  watchOpening();
  syncBuiltinESMExports();
}

/** For a test in which several writers of one process stand for several processes. */
export const pardonOpenFiles = (): void => {
  broken.length = 0;
};

afterEach(() => {
  expect(broken.splice(0)).toEqual([]);
});
