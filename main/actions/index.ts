/**
 * The writers of the machine: the mirror image of `probes/`, and the only types that can change anything.
 * No check gets them, only a fix does.
 */
export interface Actions {
  readonly files: {
    /** Replaces a file's content whole, if it still is what the look saw. */
    replace(path: string, seen: string, next: string): Promise<void>;
    /** Sets a file's mode (octal bits of chmod(2)), if it still is what the look saw. */
    setMode(path: string, seen: number, next: number): Promise<void>;
  };
}
