import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STORE } from './installation';

/** Before the suite: a place for the one installation that all its tests copy. After it: nothing of it is left. */
export default function setup(): () => void {
  const store = mkdtempSync(join(tmpdir(), 'tankmate-store-'));
  process.env[STORE] = store;
  return () => rmSync(store, { recursive: true, force: true, maxRetries: 3 });
}
