import { posix, win32 } from 'node:path';
import type { Platform } from '../../contract/finding';
import type { RunProcess } from './commands/run-process';
import type { FsAdapter } from './files/fs-adapter';
import type { Programs } from './system-programs';

/** What the writers work with; a test brings its own. */
export interface WriteTools {
  readonly platform: Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Number of the account that writes (effective); null on Windows. */
  readonly uid: number | null;
  /** Somebody sits at a terminal that can be asked. */
  readonly inTerminal: boolean;
  readonly fs: FsAdapter;
  readonly programs: Programs;
  readonly run: RunProcess;
}

/** `node:path` of that system. */
export const pathModule = ({ platform }: Pick<WriteTools, 'platform'>) =>
  platform === 'win32' ? win32 : posix;
