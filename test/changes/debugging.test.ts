import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDebugLog } from '../../main/changes/debugging';
import { debug, debugTo } from '../../main/system/read/debug';
import { nodeHost } from '../../main/system/read/node-host';
import { SHAPES, sample } from './redact/generate';

let folder = '';
const before = new Map<string, ReturnType<typeof process.listeners>>();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tankmate-debug-'));
  for (const event of ['uncaughtExceptionMonitor', 'warning'])
    before.set(event, process.listeners(event as 'warning') as never);
});
afterEach(() => {
  debugTo(null);
  for (const [event, listeners] of before)
    for (const each of process.listeners(event as 'warning'))
      if (!listeners.includes(each as never)) process.off(event, each);
  rmSync(folder, { recursive: true, force: true });
});
const on = () => {
  const path = startDebugLog({ TANKMATE_DEBUG: '1' }, folder);
  return () => readFileSync(path ?? '', 'utf8');
};

test('off unless it is asked for', () => {
  expect(startDebugLog({}, folder)).toBeNull();
  debug('nowhere');
});

test('no generated secret gets in, whatever it stands in', () => {
  const log = on();
  for (const kind of Object.keys(SHAPES))
    for (let seed = 1; seed <= 10; seed++) {
      const { text, secrets } = sample(kind, seed);
      debug(`${seed} failed: ${text}`);
      debug(new Error(`could not be read:\n${text}`).stack ?? '');
      const written = log();
      rmSync(join(folder, 'debug.log'));
      for (const secret of secrets)
        expect(written.includes(secret), `${kind}, seed ${seed}\n${text}`).toBe(false);
    }
});

test('of a program its name and exit code alone', async () => {
  const log = on();
  await nodeHost(new AbortController().signal).run('/bin/sh', ['-c', 'exit 3 # quiet-argument']);
  expect(log()).toMatch(/ ran sh: 3\n$/);
  expect(log()).not.toContain('quiet-argument');
});
