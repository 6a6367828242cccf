import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import PATIENCE from '../../../main/tank/guest/scripts/patience.mjs?raw';

const folder = mkdtempSync(join(tmpdir(), 'tank-patience-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a module of that name and text exports as `limit`, with the hook and without. */
function limits(name: string, text: string): readonly number[] {
  writeFileSync(join(folder, 'patience.mjs'), PATIENCE);
  writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'start.mjs'), `import { limit } from './${name}';\nconsole.log(limit);\n`);
  const start = (...args: string[]) =>
    Number(execFileSync(process.execPath, [...args, join(folder, 'start.mjs')], { encoding: 'utf8' }));
  return [start('--import', join(folder, 'patience.mjs')), start()];
}

const NAME = 'openclaw-state-lease-heartbeat-shared-D-D6j71P.mjs';
const TEXT = (limit: string) => `//#region src/state/openclaw-state-lease-heartbeat-shared.ts
const LEASE_HEARTBEAT_START_TIMEOUT_MS = ${limit};
const other = 5e3;
export { LEASE_HEARTBEAT_START_TIMEOUT_MS as limit, other };
`;

test.each(['5e3', '5000', '5_000'])('OpenClaw’s worker gets a minute instead of %s ms', (limit) => {
  expect(limits(NAME, TEXT(limit))).toEqual([60_000, 5000]);
});

test('another limit, another name and another file stay as they are', () => {
  expect(limits(NAME, TEXT('9e3'))).toEqual([9000, 9000]);
  expect(limits(NAME, 'export const limit = 5e3;')).toEqual([5000, 5000]);
  expect(limits('openclaw-state-lease.mjs', TEXT('5e3'))).toEqual([5000, 5000]);
});
