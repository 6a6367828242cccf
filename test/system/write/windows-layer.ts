import { constants, type Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { type FsAdapter, nodeFs } from '../../../main/system/write/files/fs-adapter';
import { failing } from './steps';

/** One open file, by its path on this computer. */
interface Opened {
  readonly path: string;
  readonly writes: boolean;
  readonly folder: boolean;
}

const { O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC } = constants;
/** Windows knows no others (libuv's fs__open); Node leaves their names out there. */
const KNOWN = O_WRONLY | O_RDWR | O_CREAT | O_EXCL | O_TRUNC;

/** Neither owners nor modes: everything is 0666, or 0444 where the read-only attribute is set (libuv's fs__stat_impl). */
const asWindows = <T extends Stats>(facts: T): T =>
  Object.assign(facts, {
    uid: 0,
    gid: 0,
    mode: (facts.mode & constants.S_IFMT) | (facts.mode & 0o200 ? 0o666 : 0o444),
  });

/**
 * Drive C: of a Windows at `root`, stricter than the real one: whatever is open keeps its name and its place, and so do
 * the folders above it; nothing is renamed over or removed while it is open, by us or by anybody; only what is open for
 * writing can be flushed (FlushFileBuffers), folders never.
 */
export function windowsLayer(root: string, base: FsAdapter = nodeFs): FsAdapter {
  const open = new Set<Opened>();
  const real = (path: string) => {
    const [drive = '', ...parts] = path.split(/[\\/]/);
    if (drive.toUpperCase() !== 'C:') throw failing('ENOENT');
    return join(root, ...parts);
  };
  const told = (path: string) => `C:\\${path.slice(root.length + 1).replaceAll('/', '\\')}`;
  const shut = (...paths: readonly string[]) => {
    for (const path of paths)
      for (const each of open)
        if (each.path === path || each.path.startsWith(`${path}/`)) throw failing('EPERM');
  };

  function followed(handle: FileHandle, opened: Opened): FileHandle {
    open.add(opened);
    const instead: Record<string, unknown> = {
      close: async () => {
        open.delete(opened);
        await handle.close();
      },
      sync: async () => {
        if (opened.folder || !opened.writes) throw failing('EPERM');
        await handle.sync();
      },
      stat: async () => asWindows(await handle.stat()),
      chown: async () => {},
      chmod: async () => {},
    };
    return new Proxy(handle, {
      get(target, name) {
        const value = instead[String(name)] ?? Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  const layer = {
    ...base,
    async open(path: string, flags: number, mode?: number) {
      if (typeof flags !== 'number') throw new Error('flags by number, so that the test can tell');
      const writes = (flags & (O_WRONLY | O_RDWR)) !== 0;
      const handle = await base.open(real(path), flags & KNOWN, mode);
      const folder = (await handle.stat()).isDirectory();
      return followed(handle, { path: await nodeFs.realpath(real(path)), writes, folder });
    },
    async rename(from: string, to: string) {
      shut(real(from), real(to));
      const there = await nodeFs.lstat(real(to)).catch(() => null);
      if (there?.isDirectory()) throw failing('EPERM');
      await base.rename(real(from), real(to));
    },
    async unlink(path: string) {
      shut(real(path));
      await base.unlink(real(path));
    },
    async rmdir(path: string) {
      shut(real(path));
      await base.rmdir(real(path));
    },
    lstat: async (path: string) => asWindows(await base.lstat(real(path))),
    realpath: async (path: string) => told(await base.realpath(real(path))),
    readlink: async (path: string) => base.readlink(real(path)),
    readdir: async (path: string) => base.readdir(real(path)),
    mkdir: async (path: string, mode: number) => base.mkdir(real(path), mode),
    link: async (from: string, to: string) => base.link(real(from), real(to)),
    symlink: async (target: string, path: string) => base.symlink(target, real(path)),
    async copyFile(from: string, to: string, mode: number) {
      shut(real(to));
      await base.copyFile(real(from), real(to), mode);
    },
    async chmod() {
      throw new Error('Windows keeps access lists, no modes');
    },
  };
  // Node's own types have an overload for every way to call; the writers use one of each.
  return layer as unknown as FsAdapter;
}
