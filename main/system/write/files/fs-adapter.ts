import * as real from 'node:fs/promises';

/** Every system call that the writers make on files, so that a test can stop or fail each one. */
export type FsAdapter = Pick<
  typeof real,
  | 'chmod'
  | 'constants'
  | 'copyFile'
  | 'link'
  | 'lstat'
  | 'mkdir'
  | 'open'
  | 'readdir'
  | 'readlink'
  | 'realpath'
  | 'rename'
  | 'rmdir'
  | 'symlink'
  | 'unlink'
>;

export const nodeFs: FsAdapter = real;
