/** What lies there of one extension now, as hashes: of no file does the content leave the reader. */
export interface Fingerprint {
  readonly kind: 'skill' | 'plugin' | 'hook';
  readonly name: string;
  readonly path: string;
  /** Stands for its path. */
  readonly id: string;
  /** Something installed it that keeps a record of that: nobody works on its files by hand. */
  readonly installed: boolean;
  /**
   * What OpenClaw wrote down of the newest install outside of it: hashes of the source, the version, and the rest, between
   * dots; empty for nothing, null where that can't be told.
   */
  readonly mark: string | null;
  /** Hash of the content by hash of the name, of every file of instructions or code. */
  readonly files: Readonly<Record<string, string>>;
  /** The names behind their hashes, below `path`, with `/`. */
  readonly names: Readonly<Record<string, string>>;
  /** False where a part of it could not be read. */
  readonly whole: boolean;
}
