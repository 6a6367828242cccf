/**
 * Patterns that take more than linear time, or much of it, on some text, as they are written. What is put here is to be mended:
 * nothing is added, and what goes from the code goes from here.
 */
export const KNOWN: ReadonlySet<string> = new Set([
]);
