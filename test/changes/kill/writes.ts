import fs, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/** Called before every write of this process once `watchWrites` was; what it gives back is waited for. */
export type BeforeWrite = () => unknown;

const OF_PATHS = [
  'chmod',
  'chown',
  'copyFile',
  'cp',
  'link',
  'lutimes',
  'mkdir',
  'rename',
  'rm',
  'rmdir',
  'symlink',
  'truncate',
  'unlink',
  'utimes',
  'writeFile',
];
const OF_HANDLES = ['chmod', 'chown', 'sync', 'truncate', 'utimes', 'write', 'writeFile'];

type Verb = (...args: never[]) => Promise<unknown>;

function wrap(on: object, names: readonly string[], before: BeforeWrite, halves = false): () => void {
  const real = new Map(names.map((name) => [name, Reflect.get(on, name) as Verb]));
  for (const [name, verb] of real)
    Reflect.set(on, name, async function (this: unknown, ...args: never[]) {
      await before();
      const [data] = args as unknown as [unknown];
      // A text goes in two halves, so that a write can break off in the middle.
      if (halves && name === 'writeFile' && typeof data === 'string') {
        const half = Math.floor(data.length / 2);
        await Reflect.apply(verb, this, [data.slice(0, half)]);
        await before();
        return Reflect.apply(verb, this, [data.slice(half)]);
      }
      return Reflect.apply(verb, this, args);
    });
  return () => {
    for (const [name, verb] of real) Reflect.set(on, name, verb);
  };
}

/**
 * Has `before` called ahead of every call that writes to a file, folder or name. Resolves to what ends that and closes
 * the files that are still open.
 */
export async function watchWrites(someFile: string, before: BeforeWrite): Promise<() => Promise<void>> {
  const handle: FileHandle = await fs.open(someFile, 'r');
  const prototype: object = Object.getPrototypeOf(handle);
  await handle.close();
  const restore = [wrap(prototype, OF_HANDLES, before, true), wrap(fs, OF_PATHS, before)];
  const open = fs.open;
  const handles: FileHandle[] = [];
  fs.open = async (...args) => {
    const [, flags = 'r'] = args;
    if (flags !== 'r' && flags !== 0) await before();
    const opened = await open(...args);
    handles.push(opened);
    return opened;
  };
  syncBuiltinESMExports();
  return async () => {
    for (const each of restore) each();
    fs.open = open;
    syncBuiltinESMExports();
    await Promise.all(handles.map((each) => each.close().catch(() => {})));
  };
}
