import type { Behaviour } from './judge';

/** An extension whose files were read, with what they do that nobody should have to put up with, worst first. */
export interface ExtensionContent {
  readonly name: string;
  readonly path: string;
  readonly behaviours: readonly Behaviour[];
  /** How many of its files were read. */
  readonly files: number;
}
