import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { CarryOptions } from '../../main/actions';

const made: string[] = [];

afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A throw-away folder, gone after the test. */
export async function folder(inside = tmpdir()): Promise<string> {
  const path = await mkdtemp(join(inside, 'tankmate-actions-'));
  made.push(path);
  return path;
}

/** Options of a call that nobody cancels. */
export const quietly = (): CarryOptions => ({ signal: new AbortController().signal });
