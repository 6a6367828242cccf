import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { preflight } from '../../../main/operations/update/preflight';
import { recoverUpdates } from '../../../main/operations/update/recover';
import { undoWithUpdates } from '../../../main/operations/update/undo-update';
import { runUpdate } from '../../../main/operations/update/update';
import { createLedgers } from '../../../main/operations/update/update-journal';
import type { Gateway } from '../../../main/probes/gateways';
import { type Faults, type Machine, makeMachine, NEW, OLD, startOf } from './machine';
import { silent } from './registries';

let machine: Machine;
const started: number[] = [];
beforeEach(async () => {
  machine = await makeMachine();
});
afterEach(async () => {
  for (const pid of started.splice(0))
    try {
      process.kill(pid, 'SIGKILL');
    } catch {}
  for (const pid of gateways()) process.kill(pid, 'SIGKILL');
  await machine.remove();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const stat = (pid: number) => {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [state = '', parent = ''] = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return { state, parent: Number(parent) };
};

/** Every gateway of this copy that runs. */
function gateways(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        const runs = words[1] === join(machine.copyPath, 'openclaw.mjs') && words[2] === 'gateway';
        return runs && !/[ZX]/.test(stat(pid).state);
      } catch {
        return false;
      }
    });
}

/** Starts a program as an orphan of its own session; its number. */
function orphan(words: readonly string[], env: Record<string, string> = machine.env): number {
  const script = '"$@" >/dev/null 2>&1 </dev/null & echo $!';
  const pid = Number(execFileSync('setsid', ['sh', '-c', script, 'sh', ...words], { env }));
  started.push(pid);
  return pid;
}
async function answers(): Promise<void> {
  for (let tries = 0; tries < 400 && (await machine.health()) === null; tries++) await pause(50);
  expect(await machine.health()).toBe(OLD);
}
const words = () => [
  process.execPath,
  join(machine.copyPath, 'openclaw.mjs'),
  'gateway',
  'run',
  '--port',
  String(machine.port),
];

async function update(faults: Faults = {}, listed?: readonly Gateway[]) {
  const signal = new AbortController().signal;
  const release = await machine.publish(NEW, faults);
  const found = await preflight(machine.copy(), {
    host: machine.host(signal),
    probes: listed ? machine.probesOf(listed) : machine.look(),
    mirror: 'own',
    offline: false,
    asking: {
      release: async () => ({ state: 'answered', registry: 'shelf', tags: {}, release }),
      registries: async () => silent,
    },
  });
  if (found.state !== 'ready') return { result: found.state, because: found.because, entry: null };
  return runUpdate(found.plan, {
    ...machine.needs(signal),
    ...(listed && { look: () => machine.probesOf(listed) }),
  });
}

/** A shell that starts it again whenever it ends. */
async function loop(): Promise<number> {
  const line = words()
    .map((word) => `'${word}'`)
    .join(' ');
  const pid = orphan(['sh', '-c', `while true; do ${line}; sleep 0.2; done`]);
  await answers();
  return pid;
}

/** pm2 as far as an update sees it: a keeper by pm2's title, its folder of numbers, and a program that tells it. */
async function pm2(): Promise<number> {
  const home = join(machine.home, '.pm2');
  mkdirSync(join(home, 'pids'), { recursive: true });
  const god = join(machine.top, 'god.mjs');
  writeFileSync(
    god,
    `import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
process.title = ${JSON.stringify(`PM2 v6.0.8: God Daemon (${home})`)};
const held = ${JSON.stringify(join(home, 'held'))};
let child = null;
setInterval(() => {
  if (existsSync(held)) return void child?.kill();
  if (child) return;
  child = spawn(${JSON.stringify(words()[0])}, ${JSON.stringify(words().slice(1))}, { stdio: 'ignore' });
  writeFileSync(${JSON.stringify(join(home, 'pids', 'lobster-3.pid'))}, String(child.pid));
  child.on('exit', () => { child = null; });
}, 50);
`,
  );
  const program = join(machine.top, 'tools', 'pm2');
  writeFileSync(
    program,
    `#!/bin/sh
[ "$PM2_HOME" = ${home} ] && [ "$2" = 3 ] || { echo "no process $2 in $PM2_HOME"; exit 1; }
case $1 in stop) touch ${home}/held ;; start) rm -f ${home}/held ;; esac
`,
  );
  chmodSync(program, 0o755);
  const pid = orphan([process.execPath, god]);
  await answers();
  return pid;
}

const KEEPERS: readonly [string, () => Promise<number>][] = [
  ['a loop', loop],
  ['pm2', pm2],
];

describe.each(KEEPERS)('kept by %s', (_name, keep) => {
  test('it is held, updated, and let go: one gateway, kept as before', { timeout: 180_000 }, async () => {
    const keeper = await keep();
    expect(await update()).toMatchObject({ result: 'fixed' });
    expect(await machine.health()).toBe(NEW);
    const [only, ...others] = gateways();
    expect(others).toEqual([]);
    expect(stat(only ?? 0).parent).toBe(keeper);
    expect(stat(keeper).state).not.toBe('T');
  });

  test.each<[string, Faults]>([
    ['the migration fails', { doctor: 'fails' }],
    ['the new gateway is not well', { gateway: 'unhealthy' }],
    ['the new gateway ends at once', { gateway: 'dies' }],
  ])('where %s, it is the gateway from before, and only that', { timeout: 180_000 }, async (_why, faults) => {
    const keeper = await keep();
    const before = machine.tree();
    const outcome = await update(faults);
    expect(outcome.result).toBe('rolled-back');
    expect(outcome.because.values?.step).toMatchObject({ id: expect.stringMatching(/^updates\.step-/) });
    await answers();
    const [only, ...others] = gateways();
    expect(others).toEqual([]);
    expect(stat(only ?? 0).parent).toBe(keeper);
    expect(stat(keeper).state).not.toBe('T');
    expect(machine.tree()).toEqual(before);
  });

  test('going back holds it as well', { timeout: 180_000 }, async () => {
    const keeper = await keep();
    const outcome = await update();
    const [undone] = await undoWithUpdates(
      [outcome.entry ?? ''],
      machine.needs(new AbortController().signal),
    );
    expect(undone).toMatchObject({ result: 'fixed' });
    await answers();
    expect(gateways().map((pid) => stat(pid).parent)).toEqual([keeper]);
  });
});

test('a keeper that can’t be held is named before anything is done', { timeout: 180_000 }, async () => {
  const program = join(machine.top, 'supervisord');
  const text = `const { spawn } = require('node:child_process');
const go = () => spawn(${JSON.stringify(words()[0])}, ${JSON.stringify(words().slice(1))}, { stdio: 'ignore' }).on('exit', go);
go();`;
  writeFileSync(program, text);
  orphan([process.execPath, program]);
  await answers();
  const before = gateways();
  expect(await update()).toMatchObject({ result: 'refused', because: { id: 'updates.kept-by' } });
  expect(gateways()).toEqual(before);
});

test('where something unknown starts it again, the update names it and leaves one', {
  timeout: 180_000,
}, async () => {
  const program = join(machine.top, 'mine.cjs');
  const text = `const { spawn } = require('node:child_process');
const go = () => spawn(${JSON.stringify(words()[0])}, ${JSON.stringify(words().slice(1))}, { stdio: 'ignore' }).on('exit', () => setTimeout(go, 2000));
go();`;
  writeFileSync(program, text);
  const keeper = orphan([process.execPath, program]);
  await answers();
  const before = machine.tree();
  expect(await update()).toMatchObject({
    result: 'refused',
    because: {
      id: 'updates.nothing-changed-at',
      values: { step: { id: 'updates.step-stop' }, because: { id: 'updates.comes-back-by' } },
    },
  });
  await answers();
  expect(gateways().map((pid) => stat(pid).parent)).toEqual([keeper]);
  expect(machine.tree()).toEqual(before);
});

test('a number that somebody else has meanwhile is neither read nor ended', {
  timeout: 180_000,
}, async () => {
  const stranger = orphan(['sleep', '300'], { ...machine.env, SECRET_OF_ANOTHER: 'x' });
  const listed: Gateway = { ...machine.gateway(stranger), startedAt: '1' };
  expect(await update({}, [listed])).toMatchObject({ result: 'fixed' });
  expect(stat(stranger).state).toBe('S');
  // Nothing ran, so nothing runs afterwards.
  expect(gateways()).toEqual([]);
  const [ledger] = await createLedgers(machine.folder).all();
  expect(JSON.stringify(ledger)).not.toContain('SECRET_OF_ANOTHER');
  expect(ledger?.ran).toEqual([]);
});

test('a gateway that was started anew since the plan is the one that is stopped', {
  timeout: 180_000,
}, async () => {
  const first = await machine.startGateway();
  const signal = new AbortController().signal;
  const release = await machine.publish(NEW);
  const found = await preflight(machine.copy(), {
    host: machine.host(signal),
    probes: machine.look(),
    mirror: 'own',
    offline: false,
    asking: {
      release: async () => ({ state: 'answered', registry: 'shelf', tags: {}, release }),
      registries: async () => silent,
    },
  });
  if (found.state !== 'ready') throw new Error(JSON.stringify(found));
  process.kill(first.pid, 'SIGKILL');
  for (let tries = 0; tries < 100 && startOf(first.pid) !== null; tries++) await pause(20);
  await machine.startGateway();
  expect(await runUpdate(found.plan, machine.needs(signal))).toMatchObject({ result: 'fixed' });
  expect(await machine.health()).toBe(NEW);
  expect(gateways().length).toBe(1);
});

test('a gateway that starts itself anew while it is stopped does not run as the copy is changed', {
  timeout: 180_000,
}, async () => {
  await machine.remove();
  machine = await makeMachine({ faults: { gateway: 'anew' } });
  await machine.startGateway();
  expect(await update()).toMatchObject({ result: 'fixed' });
  expect(await machine.health()).toBe(NEW);
  expect(gateways().length).toBe(1);
  expect((await createLedgers(machine.folder).all())[0]?.ran).toHaveLength(1);
});

test('a loop that was halted when the app was killed goes on after the recovery', {
  timeout: 180_000,
}, async () => {
  const keeper = await loop();
  const [found] = (await machine.look().gateways.running()).items;
  process.kill(keeper, 'SIGSTOP');
  for (const pid of gateways()) process.kill(pid, 'SIGKILL');
  const hold = { kind: 'loop', pid: keeper, program: 'sh', startedAt: startOf(keeper) } as const;
  const ran = {
    service: null,
    stateDir: machine.state,
    port: machine.port,
    node: words()[0] ?? '',
    cwd: '/',
  };
  await createLedgers(machine.folder).write({
    ...{ schema: 2, kind: 'update', id: 'update-0a1b2c3d', at: '2026-11-29T00:00:00.000Z', phase: 'stopped' },
    ...{
      copy: machine.copyPath,
      now: machine.copyPath,
      from: OLD,
      to: NEW,
      staging: [],
      swaps: [],
      kept: [],
    },
    ran: [{ ...ran, holds: [hold], env: machine.env }],
  });
  expect(found?.copyPath).toBe(machine.copyPath);
  expect(await recoverUpdates(machine.needs(new AbortController().signal))).toMatchObject([
    { result: 'rolled-back' },
  ]);
  await answers();
  expect(gateways().map((pid) => stat(pid).parent)).toEqual([keeper]);
  expect(stat(keeper).state).not.toBe('T');
});
