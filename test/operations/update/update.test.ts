import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { preflight } from '../../../main/operations/update/preflight';
import { undoWithUpdates } from '../../../main/operations/update/undo-update';
import { runUpdate } from '../../../main/operations/update/update';
import { createLedgers } from '../../../main/operations/update/update-journal';
import type { UpdatePlan } from '../../../main/operations/update/update-plan';
import type { Gateway } from '../../../main/probes/gateways';
import type { Release } from '../../../main/probes/releases/release';
import { type Faults, type Machine, makeMachine, NEW, OLD } from './machine';
import { silent } from './registries';

let machine: Machine;
let running: Gateway;
beforeEach(async () => {
  machine = await makeMachine();
  running = await machine.startGateway();
});
afterEach(() => machine.remove());

async function planFor(release: Release, signal = new AbortController().signal): Promise<UpdatePlan> {
  const found = await preflight(machine.copy(), {
    host: machine.host(signal),
    probes: machine.probesOf([running]),
    mirror: 'own',
    offline: false,
    asking: {
      release: async (_host, { choose }) => {
        const version = choose({ latest: release.version });
        return { state: 'answered', registry: 'shelf', tags: {}, release: version === null ? null : release };
      },
      registries: async () => silent,
    },
  });
  if (found.state !== 'ready') throw new Error(JSON.stringify(found));
  return found.plan;
}

async function update(faults: Faults = {}, heard: (id: string, stop: AbortController) => void = () => {}) {
  const stop = new AbortController();
  const plan = await planFor(await machine.publish(NEW, faults), stop.signal);
  return runUpdate(
    plan,
    machine.needs(stop.signal, (id) => heard(id, stop)),
  );
}

const leftovers = () =>
  readdirSync(join(machine.folder, 'updates')).filter((name) => name.startsWith('update-'));

/** The old version runs, and not a byte, mode or time of the user's is another one. */
async function asBefore(before: Record<string, string>): Promise<void> {
  expect(await machine.health()).toBe(OLD);
  expect(machine.tree()).toEqual(before);
  expect(leftovers()).toEqual([]);
}

test('brings the new version, with its state migrated and its gateway running, and keeps the old', async () => {
  const steps: string[] = [];
  const outcome = await update({}, (id) => void steps.push(id));
  expect(outcome).toMatchObject({ result: 'fixed', because: { id: 'updates.updated' } });
  expect(await machine.health()).toBe(NEW);
  expect(machine.copy().version).toBe(NEW);
  expect(readFileSync(join(machine.state, 'migrated'), 'utf8')).toBe(NEW);
  expect(readFileSync(join(machine.state, 'agents/main/memory.md'), 'utf8')).toBe('what it remembers\n');
  const named = ['fetch', 'install', 'check', 'stop', 'backup', 'swap', 'start', 'finish'];
  expect([...new Set(steps)].filter((id) => id.startsWith('updates.step-'))).toEqual(
    named.map((step) => `updates.step-${step}`),
  );
  const [ledger] = await createLedgers(machine.folder).all();
  expect(ledger).toMatchObject({ phase: 'done', from: OLD, to: NEW });
});

test('goes back a month later, byte for byte, and puts aside what came since', async () => {
  const before = machine.tree();
  const outcome = await update();
  writeFileSync(join(machine.state, 'agents/main/memory.md'), 'newer\n');
  const signal = new AbortController().signal;
  const needs = {
    ...machine.needs(signal),
    probes: machine.probesOf([machine.gateway(machine.listening() ?? 0)]),
  };
  const [undone] = await undoWithUpdates([outcome.entry ?? ''], needs);
  expect(undone).toMatchObject({ result: 'fixed', because: { id: 'updates.gone-back' } });
  expect(await machine.health()).toBe(OLD);
  expect(machine.tree()).toEqual(before);
  const path = String(undone?.because.values?.path);
  expect(readFileSync(join(path, 'agents/main/memory.md'), 'utf8')).toBe('newer\n');
});

describe('on any failure the old version and its state are back and working', () => {
  test.each<[string, string, string]>([
    ['pack fails', 'pack fails', 'updates.manager-failed'],
    ['install script fails', 'install fails', 'updates.manager-failed'],
    ['disk fills', 'install fills', 'updates.disk-full'],
    ['installed files differ from the archive', 'install lies', 'updates.wrong-files'],
  ])('%s', async (_name, fault, why) => {
    const before = machine.tree();
    machine.fault(fault);
    const outcome = await update();
    expect(outcome).toMatchObject({ result: 'refused', because: { values: { because: { id: why } } } });
    await asBefore(before);
  });

  test('the archive is not what the registry announced', async () => {
    const before = machine.tree();
    const release = await machine.publish(NEW);
    const plan = await planFor({ ...release, integrity: `sha512-${Buffer.alloc(64).toString('base64')}` });
    const outcome = await runUpdate(plan, machine.needs(new AbortController().signal));
    expect(outcome).toMatchObject({
      result: 'refused',
      because: { values: { because: { id: 'updates.wrong-integrity' } } },
    });
    await asBefore(before);
  });

  test.each<[string, Faults]>([
    ['the new version calls itself another', { version: '2026.1.1' }],
    ['its gateway ends at once', { gateway: 'dies' }],
    ['its gateway answers that it is not well', { gateway: 'unhealthy' }],
    ['its gateway never answers', { gateway: 'silent' }],
    ['its migration fails after it has written', { doctor: 'fails' }],
  ])('%s', async (_name, faults) => {
    const before = machine.tree();
    const outcome = await update(faults);
    expect(['refused', 'rolled-back']).toContain(outcome.result);
    await asBefore(before);
  });
});

test.each(['fetch', 'install', 'check', 'stop', 'backup', 'swap', 'start'])(
  'cancelled in the step “%s” it leaves nothing behind',
  async (step) => {
    const before = machine.tree();
    const outcome = await update({}, (id, stop) => id === `updates.step-${step}` && stop.abort());
    expect(['refused', 'rolled-back']).toContain(outcome.result);
    await asBefore(before);
  },
);

test.skipIf(process.getuid?.() !== 0)('a disk that fills up while the state is copied', async () => {
  await machine.remove();
  machine = await makeMachine({ disk: '400m' });
  writeFileSync(join(machine.state, 'memories'), Buffer.alloc(300_000, 7));
  running = await machine.startGateway();
  const before = machine.tree();
  const outcome = await update({}, (id) => {
    if (id !== 'updates.step-backup') return;
    const { bavail, bsize } = statfsSync(machine.top);
    execFileSync('fallocate', ['--length', String(bavail * bsize - 100_000), join(machine.top, 'filler')]);
  });
  expect(outcome).toMatchObject({ because: { values: { because: { id: 'updates.disk-full' } } } });
  await asBefore(before);
});

test('a second update at the same time is refused', async () => {
  const plan = await planFor(await machine.publish(NEW));
  const needs = () => machine.needs(new AbortController().signal);
  const outcomes = await Promise.all([runUpdate(plan, needs()), runUpdate(plan, needs())]);
  expect(outcomes.map(({ result }) => result).toSorted()).toEqual(['fixed', 'refused']);
  expect(await machine.health()).toBe(NEW);
});
