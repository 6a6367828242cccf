import { promises, readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs';
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

/** Files below or at the path that this process has open (proc_pid_fd(5)). */
function openAt(path: string, call: string): readonly string[] {
  const place = placeOf(path);
  if (place === null) return [];
  return readdirSync('/proc/self/fd').flatMap((fd) => {
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
  syncBuiltinESMExports();
}

/** For a test in which several writers of one process stand for several processes. */
export const pardonOpenFiles = (): void => {
  broken.length = 0;
};

afterEach(() => {
  expect(broken.splice(0)).toEqual([]);
});
