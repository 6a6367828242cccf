import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { type FsAdapter, nodeFs } from '../../../main/system/write/files/fs-adapter';

/** One system call that is about to be made. */
export interface Step {
  /** Counts from 1. */
  readonly number: number;
  readonly call: string;
  /** Its first path; `''` for an open file. */
  readonly on: string;
  /** What lies on the disk is another thing afterwards. */
  readonly writes: boolean;
}
export type Before = (step: Step) => void | Promise<void>;

const WRITING = /^(chmod|chown|copyFile|link|mkdir|rename|rmdir|symlink|sync|truncate|unlink|write)$/;
const creates = (flags: unknown) =>
  typeof flags === 'number' ? (flags & constants.O_CREAT) !== 0 : /[wa+]/.test(String(flags));

const HANDLE_CALLS = ['chmod', 'chown', 'close', 'read', 'readFile', 'stat', 'sync', 'truncate', 'write'];

/** Real files unless told, with `before` called ahead of every single system call; it may throw, wait for ever, or end it all. */
export function stepping(before: Before, layer: FsAdapter = nodeFs): FsAdapter {
  let steps = 0;
  const counted =
    (call: string, run: (...args: never[]) => unknown, on?: string) =>
    async (...args: unknown[]) => {
      steps += 1;
      const writes = call === 'open' ? creates(args[1]) : WRITING.test(call);
      try {
        await before({ number: steps, call, on: on ?? String(args[0]), writes });
      } catch (error) {
        // A close that fails has closed all the same (close(2)).
        if (call === 'close') await run();
        throw error;
      }
      return run(...(args as never[]));
    };
  const wrapped = (handle: FileHandle): FileHandle =>
    new Proxy(handle, {
      get(target, name) {
        const value = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        const bound = value.bind(target);
        return HANDLE_CALLS.includes(String(name)) ? counted(String(name), bound, '') : bound;
      },
    });
  return new Proxy(layer, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      if (name !== 'open') return counted(String(name), value as never);
      return async (...args: Parameters<FsAdapter['open']>) =>
        wrapped((await counted('open', value as never)(...args)) as FileHandle);
    },
  });
}

/** An error as Node throws it. */
export const failing = (code: string) => Object.assign(new Error(`${code}: injected`), { code });
