import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { CarryOptions } from '../../../main/system/write';

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

/** A folder on another drive than the temporary one, which lies in memory itself where there is enough (shm_overview(7)). */
export function otherDrive(): string {
  const here = statSync(tmpdir()).dev;
  const other = ['/dev/shm', '/var/tmp'].find((each) => statSync(each).dev !== here);
  if (other === undefined)
    throw new Error('/dev/shm and /var/tmp lie on the same drive: set TMPDIR to another');
  return other;
}
