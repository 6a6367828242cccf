import type { Message } from '../../contract/finding';
import type { PlaceKind } from './types';

/**
 * Sensitive places as data: kind → product or folder → where it may be. A path starts with `~`, a base in capitals or a
 * root, has `/` between its parts on every system, and a `*` in a part stands for any name.
 */
export type PlaceTable = Readonly<Record<PlaceKind, Readonly<Record<string, readonly string[]>>>>;

export const KNOWN_FOLDERS = ['DESKTOP', 'DOCUMENTS', 'DOWNLOADS', 'PICTURES'] as const;
export type KnownFolder = (typeof KNOWN_FOLDERS)[number];

/** What a base stands for. */
export interface Base {
  /** Every folder it may be, existing or not. */
  readonly paths: readonly string[];
  /** Why there may be others that we don't know of. */
  readonly because?: Message;
}

export type Bases = Readonly<Record<string, Base | undefined>>;
