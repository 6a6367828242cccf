import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createJournal } from '../../../main/changes/journal';
import { recoverUpdates } from '../../../main/operations/update/recover';
import {
  createLedgers,
  type Phase,
  type UpdateJournal,
} from '../../../main/operations/update/update-journal';
import { type Machine, makeMachine, NEW, OLD } from './machine';

let machine: Machine;
beforeEach(async () => {
  machine = await makeMachine();
});
afterEach(() => machine.remove());

const id = 'update-0a1b2c3d';
const ledger = (phase: Phase): UpdateJournal => {
  const own = join(machine.folder, 'updates', id);
  return {
    schema: 2,
    kind: 'update',
    id,
    at: '2026-11-01T00:00:00.000Z',
    phase,
    copy: machine.copyPath,
    now: machine.copyPath,
    from: OLD,
    to: NEW,
    staging: [join(own, 'staging')],
    swaps: [{ live: machine.state, fresh: join(own, 'state-0-new'), kept: join(own, 'state-0-old') }],
    kept: [join(own, 'program-old')],
    ran: [
      {
        ...{ service: null, stateDir: machine.state, port: machine.port },
        ...{ node: process.execPath, cwd: machine.home, env: { HOME: machine.home } },
      },
    ],
  };
};
const oldFile = () => join(machine.folder, 'updates', id, 'ledger.json');
/** As versions before this one wrote it: beside the journal, with a schema of its own. */
function writeOld(phase: Phase): void {
  const { kind: _kind, ...old } = ledger(phase);
  mkdirSync(join(machine.folder, 'updates', id, 'staging'), { recursive: true });
  writeFileSync(oldFile(), JSON.stringify({ ...old, schema: 1 }));
}
const inJournal = () => existsSync(join(machine.folder, 'changes', `${id}.json`));
const recover = () => recoverUpdates(machine.needs(new AbortController().signal));

test('an update is written into the journal, and the engine leaves it alone there', async () => {
  await createLedgers(machine.folder).write(ledger('staging'));
  expect(inJournal()).toBe(true);
  expect(await createJournal(machine.folder, Date.now).read()).toEqual([]);
  expect(await createLedgers(machine.folder).all()).toEqual([ledger('staging')]);
  expect(readdirSync(join(machine.folder, 'changes'))).toEqual([`${id}.json`]);
});

test.each<Phase>(['staging', 'stopped', 'swapping'])(
  'one that an earlier version left in “%s” is brought to its end, once',
  { timeout: 60_000 },
  async (phase) => {
    const before = machine.tree();
    writeOld(phase);
    expect(await recover()).toMatchObject([{ fix: id, result: 'rolled-back' }]);
    expect(machine.tree()).toEqual(before);
    expect(await machine.health()).toBe(phase === 'staging' ? null : OLD);
    expect([existsSync(oldFile()), inJournal()]).toEqual([false, false]);
    expect(await recover()).toEqual([]);
  },
);

test('one that an earlier version finished is moved into the journal as it is', async () => {
  writeOld('done');
  const known = await createLedgers(machine.folder).all();
  expect(known).toEqual([ledger('done')]);
  await createLedgers(machine.folder).migrate();
  expect([existsSync(oldFile()), inJournal()]).toEqual([false, true]);
  expect(await createLedgers(machine.folder).all()).toEqual(known);
});

test('what is no record of this account’s own is left out and holds nothing up', async () => {
  const at = join(machine.folder, 'changes', `${id}.json`);
  mkdirSync(dirname(at), { recursive: true });
  const elsewhere = join(machine.top, 'planted.json');
  writeFileSync(elsewhere, JSON.stringify(ledger('swapping')));
  for (const plant of [
    () => symlinkSync(elsewhere, at),
    () => execFileSync('mkfifo', [at]),
    () => writeFileSync(at, JSON.stringify({ ...ledger('swapping'), id: '../../x' })),
    () => writeFileSync(at, JSON.stringify({ ...ledger('swapping'), ran: 'x' })),
    () => writeFileSync(at, readFileSync(elsewhere).subarray(0, 40)),
  ]) {
    plant();
    expect(await createLedgers(machine.folder).all()).toEqual([]);
    expect(await recover()).toEqual([]);
    rmSync(at, { force: true });
  }
});
