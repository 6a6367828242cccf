import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Feeds a program's standard input and closes it. What the program doesn't want to read any more is no failure; a
 * source that breaks is: half of a text must not be taken for all of it.
 */
export function feed(
  into: Writable | null,
  input: string | Uint8Array | Readable | undefined,
  onBroken: (error: unknown) => void,
): void {
  if (!into || input === undefined) return;
  // EPIPE: it closed its end.
  into.on('error', () => {});
  if (typeof input === 'string' || input instanceof Uint8Array) {
    into.end(input);
    return;
  }
  // It broke before anybody listened.
  if (input.destroyed) {
    onBroken(input.errored ?? new Error('nothing to be read any more'));
    return;
  }
  input.once('error', onBroken);
  into.once('close', () => input.destroy());
  input.pipe(into);
}

/** Hands a program's standard output on, and resolves when all of it was taken, or when that broke. */
export async function drain(
  from: Readable | null,
  output: Writable | undefined,
  onBroken: (error: unknown) => void,
): Promise<void> {
  if (!from || !output) return;
  try {
    await pipeline(from, output);
  } catch (error) {
    onBroken(error);
  }
}
