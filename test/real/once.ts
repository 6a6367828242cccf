import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installOnce, ordinaryAccount, STORE } from './installation';

/** Before the suite: the one installation that all its tests copy. After it: nothing of it is left. */
export default async function setup(): Promise<() => void> {
  const store = mkdtempSync(join(tmpdir(), 'tankmate-store-'));
  process.env[STORE] = store;
  const uid = ordinaryAccount()?.uid;
  // OpenClaw writes its log there, wherever its home is; another suite of the same account would find it.
  const logs = uid === undefined ? [] : ['/tmp/openclaw', `/tmp/openclaw-${uid}`];
  const remove = () => {
    const left = logs.filter((folder) => statSync(folder, { throwIfNoEntry: false })?.uid === uid);
    for (const folder of [store, ...left]) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  // Without root only the updates run, which install for themselves.
  if (process.getuid?.() !== 0) return remove;
  try {
    await installOnce(store, ordinaryAccount());
  } catch (error) {
    remove();
    throw error;
  }
  return remove;
}
