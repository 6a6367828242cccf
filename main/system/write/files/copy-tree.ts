import { posix } from 'node:path';
import { ChangeError } from '../change-error';
import type { WriteTools } from '../write-tools';
import type { SafePath } from './safe-path';
import { copyOnWindows } from './windows/robocopy';

/** An hour: gigabytes over a slow stick. */
const LIMIT_MS = 3_600_000;

/** What the C locale's messages of cp say (strerror(3)). */
const SAID: readonly (readonly [RegExp, 'disk-full' | 'read-only' | 'not-permitted'])[] = [
  [/No space left on device|Disk quota exceeded/, 'disk-full'],
  [/Read-only file system/, 'read-only'],
  [/Permission denied|Operation not permitted/, 'not-permitted'],
];

export const problemInOutput = (err: string) => SAID.find(([pattern]) => pattern.test(err))?.[1] ?? 'failed';

/** cp -a keeps mode, owner, times, ACL, extended attributes, links as links, and hard links among them (cp(1), both systems). */
async function copyWithCp(tools: WriteTools, from: SafePath, to: SafePath, fresh: string): Promise<void> {
  const held = from.fd !== null && to.fd !== null ? [from.fd, to.fd] : [];
  const [source, target] =
    held.length > 0
      ? [posix.join('/proc/self/fd/3', from.name), posix.join('/proc/self/fd/4', fresh)]
      : [from.at(from.name), to.at(fresh)];
  const { code, err } = await tools.run({
    program: tools.programs.cp,
    args: ['-a', ...(tools.platform === 'linux' ? ['-T'] : []), '--', source, target],
    descriptors: held,
    limitMs: LIMIT_MS,
  });
  if (code !== 0) throw new ChangeError(problemInOutput(err), `${to.folder}: cp ended with ${code}`);
}

/** Copies what is moved to a name beside the target. */
export async function copyTreeDurable(
  tools: WriteTools,
  from: SafePath,
  to: SafePath,
  fresh: string,
): Promise<void> {
  if (tools.platform === 'win32') await copyOnWindows(tools, from, to, fresh, LIMIT_MS);
  else await copyWithCp(tools, from, to, fresh);
}

/**
 * Puts a whole copy on the disk (sync(1), -f: that file system alone); on macOS all that is waiting. Windows has no
 * such call for an ordinary account: there the copy is on the disk some seconds later.
 */
export async function flush(tools: WriteTools, to: SafePath): Promise<void> {
  if (tools.platform === 'win32') return;
  const { code } = await tools.run({
    program: tools.programs.sync,
    args: to.fd === null ? [] : ['-f', '--', '/proc/self/fd/3'],
    descriptors: to.fd === null ? [] : [to.fd],
    limitMs: LIMIT_MS,
  });
  if (code !== 0) throw new ChangeError('failed', `${to.folder}: sync ended with ${code}`);
}
