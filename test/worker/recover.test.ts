import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createJournal } from '../../main/changes/journal';
import { createLedgers, type UpdateJournal } from '../../main/operations/update/update-journal';
import { recordsIn } from '../../main/system/write/journal-records';
import { runJob } from '../../main/worker/job';
import { recover } from '../../main/worker/jobs/recover';
import type { Job } from '../../main/worker/protocol';

// Tanks of whoever runs the tests are none of ours.
let tanks: string;
vi.mock('../../main/system/read/app-paths', async (original) => ({
  ...(await original<typeof import('../../main/system/read/app-paths')>()),
  tankFolder: () => tanks,
}));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tankmate-recover-all-'));
  tanks = join(folder, 'tanks');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ledger = (): UpdateJournal => ({
  ...{ schema: 2, kind: 'update', id: 'update-00000001', at: '2026-11-29T00:00:00.000Z', phase: 'staging' },
  ...{ copy: '/nowhere/openclaw', now: '/nowhere/openclaw', from: '1', to: '2' },
  ...{ staging: [join(folder, 'updates/update-00000001/staging')], swaps: [], kept: [], ran: [] },
});
const tankRecord = () => ({
  ...{ schema: 2 as const, kind: 'tank-update', id: 'tank-update-openclaw-0a1b2c3d' },
  ...{ folder: join(tanks, 'openclaw'), from: '1', to: '2', snapshot: null },
});

test('one recovery ends an update, an export and a tank’s update, and leaves a fix to the user', async () => {
  const journal = createJournal(folder, Date.now);
  const open = await journal.open({
    fix: 'close-chats',
    finding: null,
    does: { id: 'fixes.looking' },
    changes: [{ kind: 'mode', path: join(folder, 'x'), before: '644', after: '600' }],
  });
  await createLedgers(folder).write(ledger());
  mkdirSync(join(folder, 'updates/update-00000001/staging'), { recursive: true });
  writeFileSync(join(folder, 'updates/update-00000001/staging/half'), 'x');
  const tank = recordsIn(folder, (value): value is ReturnType<typeof tankRecord> => value !== null);
  await tank.write(tankRecord());

  const outcomes = await recover({ folder, mirror: 'own' });
  // A tank that isn't there any more holds nothing up.
  expect(outcomes.map(({ fix, result }) => [fix, result])).toEqual([['update-00000001', 'rolled-back']]);
  expect(await createLedgers(folder).all()).toEqual([]);
  expect(existsSync(join(folder, 'updates/update-00000001'))).toBe(false);
  expect((await journal.read()).map(({ id, state }) => [id, state])).toEqual([[open.id, 'open']]);
  expect(await recover({ folder, mirror: 'own' })).toEqual([]);
});

test('the app does it before whatever it is asked for, and tells of it after a look', async () => {
  await createLedgers(folder).write(ledger());
  const errand = {
    task: { kind: 'look' },
    folder,
    offline: true,
    preferences: { mirror: 'own' },
  } as unknown as Job;
  const needs = { signal: new AbortController().signal, emit: () => {} };
  const told = await runJob(errand, needs);
  expect(told).toMatchObject({ kind: 'update', outcomes: [{ result: 'rolled-back' }] });
  expect(await runJob(errand, needs)).toBeNull();
});
