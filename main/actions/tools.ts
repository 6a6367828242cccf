import { posix, win32 } from 'node:path';
import type { Platform } from '../contract/finding';
import type { Run } from './commands/start';
import type { FileLayer } from './files/layer';
import type { Programs } from './programs';

/** What the writers work with; a test brings its own. */
export interface Tools {
  readonly platform: Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Number of the account that writes (effective); null on Windows. */
  readonly uid: number | null;
  /** Somebody sits at a terminal that can be asked. */
  readonly inTerminal: boolean;
  readonly layer: FileLayer;
  readonly programs: Programs;
  readonly run: Run;
}

/** `node:path` of that system. */
export const pathOf = ({ platform }: Pick<Tools, 'platform'>) => (platform === 'win32' ? win32 : posix);
