/**
 * What can keep a change from being made, for those who put it into words:
 * - `disk-full`, `read-only` (the drive), `not-permitted` (the system said no), `in-use` (Windows: another program holds it)
 * - `not-mine`: it would end up belonging to somebody else than before
 * - `attributes`: its rights or marks (ACL, extended attributes) could not be kept
 * - `unsafe-place`: as administrator, in a folder or through a link that somebody else could swap
 * - `other-account`: this app's own folder is another account's
 * - `not-copied`: the copy on the other drive is not what was to be moved
 * - `still-running`: neither asked nor made to, it ended
 * - `too-slow`: the time limit passed
 * - `no-program`: the program to run is not there
 * - `failed`: anything else
 */
export const PROBLEMS = [
  'disk-full',
  'read-only',
  'not-permitted',
  'in-use',
  'not-mine',
  'attributes',
  'unsafe-place',
  'other-account',
  'not-copied',
  'still-running',
  'too-slow',
  'no-program',
  'failed',
] as const;
export type Problem = (typeof PROBLEMS)[number];

/** A change that was not made. `message` is for the log: it names a path or program, never what a file holds or a program said. */
export class ChangeError extends Error {
  constructor(
    readonly problem: Problem,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'Trouble';
  }
}

/** errno(3); Windows' sharing violations arrive as EBUSY (libuv's error map). */
const OF_CODE: Readonly<Record<string, Problem>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EFBIG: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'not-permitted',
  EPERM: 'not-permitted',
  EBUSY: 'in-use',
  ETXTBSY: 'in-use',
};

/** Node's error code, or null. */
export const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

/** Nothing is there. */
export const isAbsent = (error: unknown): boolean =>
  codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';

/** What the system said about `where`, by name. What has a name already stays as it is. */
export function toChangeError(error: unknown, where: string): Error {
  const code = codeOf(error);
  if (code === null) return error instanceof Error ? error : new ChangeError('failed', where);
  return new ChangeError(OF_CODE[code] ?? 'failed', `${where}: ${code}`, { cause: error });
}
