import type { PlatformPath } from 'node:path';
import type { Platform } from '../../contract/finding';

export interface FileFacts {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  /** Bytes. */
  readonly size: number;
  /** Permission bits of chmod(2), 0 on Windows. */
  readonly mode: number;
  /** Owner's numeric id, -1 on Windows. */
  readonly uid: number;
  readonly gid: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
}

/** One name in a folder. */
export interface FolderEntry {
  readonly name: string;
  /** Null: nothing can be told of it; `code` says why. */
  readonly facts: FileFacts | null;
  readonly code?: string;
  /** True for a link, whatever it leads to. */
  readonly link: boolean;
}

export interface RunResult {
  /** Null when a signal or the time limit ended it. */
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/**
 * All that the probes may do with a machine: read. There is no writing verb here, on purpose.
 * File verbs reject with Node's own errors (`ENOENT`, `EACCES`, …); none follows the machine's state for later.
 */
export interface Host {
  readonly platform: Platform;
  /** `node:path` of that platform. */
  readonly path: PlatformPath;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Home folder of the account that looks. */
  readonly home: string;
  /** Numeric id of the account that looks; null on Windows. */
  readonly uid: number | null;
  readonly userName: string;
  /** Ends the look: every verb rejects after it. */
  readonly signal: AbortSignal;
  /** Whole file as UTF-8, BOM removed; at most `limit` bytes (1 MiB unless told), a larger one rejects with `EFBIG`. */
  readText(path: string, limit?: number): Promise<string>;
  /** As `readText`, in bytes. For /proc files too, whose size reads 0. */
  readBytes(path: string, limit?: number): Promise<Buffer>;
  /**
   * Fills `into` with the file's bytes from `from` on and tells how many there were; fewer than it holds is the end. For
   * those who read a hundred thousand files: it takes the bytes at once, in one turn. Rejects as `readBytes` does.
   */
  readPart(path: string, from: number, into: Buffer): Promise<number>;
  /** What lies in a folder, sorted by name, links followed; for those who walk large trees. Rejects as `list` does. */
  entries(path: string): Promise<readonly FolderEntry[]>;
  /** Names in a folder, unsorted. */
  list(path: string): Promise<readonly string[]>;
  /** Follows links. */
  stat(path: string): Promise<FileFacts>;
  lstat(path: string): Promise<FileFacts>;
  realpath(path: string): Promise<string>;
  readLink(path: string): Promise<string>;
  /**
   * True where nobody may change it, whatever its rights say: it is marked immutable (chattr(1), chflags(1)). Links are
   * followed. On Windows false: what is read-only there can be changed by its owner.
   */
  isImmutable(path: string): Promise<boolean>;
  /** Opens for reading and closes at once, nothing is read. Rejects as open(2) does. */
  tryOpen(path: string): Promise<void>;
  /**
   * Runs a program without a shell, with no standard input, the C locale and a time limit (10 s unless told).
   * Rejects only if it can't be started; an exit code is data. Never called with words from outside.
   */
  run(program: string, args: readonly string[], limitMs?: number): Promise<RunResult>;
}

/** Node's error code, or `UNKNOWN`. An abort has the number 20 there (DOMException) and answers as Node's own do. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  if (error.name === 'AbortError') return 'ABORT_ERR';
  return 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
}

/** Nothing is there: the one failure that means "no", not "could not look". */
export const isAbsentReading = (error: unknown): boolean =>
  errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR';
