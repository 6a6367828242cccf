import { readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { At } from '../..';
import { accelerationOf, type Computer } from './acceleration';
import { FIRMWARE, PROGRAM, qemuArguments, SEED } from './arguments';
import { withQmp } from './qmp';
import { forget, keep, type Running, runningOf } from './running';
import { programOf } from './tools';
import { trouble } from './trouble';

/** How long the inside may take to go down by itself: programs do all the work of the processor in the worst case. */
const GENTLE_MS = 120_000;
/** The button is pressed again: an inside that still comes up doesn't hear it. */
const AGAIN_MS = 15_000;
const QUIT_MS = 5000;
const COMES_UP_MS = 30_000;
const PAUSE_MS = 200;

const LOG = 'qemu.log';
const TAKEN = /host forwarding rule/;
const LOCKED = /lock/i;

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

async function logTail({ folder }: At): Promise<string> {
  return (await readFile(join(folder, LOG), 'utf8').catch(() => '')).slice(-2000);
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

async function firmwareOf(): Promise<string> {
  for (const path of FIRMWARE) if (await isThere(path)) return path;
  throw trouble('no-firmware');
}

/** One start. Resolves to null when it ended at once: its own words are in the log. */
async function launch(at: At, ssh: number, computer: Computer): Promise<Running | null> {
  const { plan, folder, needs } = at;
  const firmware = plan.architecture === 'arm64' ? { firmware: await firmwareOf() } : {};
  const pid = await needs.hands.launch({
    program: await programOf(at, PROGRAM[plan.architecture]),
    args: qemuArguments(plan, {
      acceleration: await accelerationOf(plan.architecture, computer),
      ssh,
      // The first instructions are for the first start; later nobody inside can read them any more.
      seed: plan.madeAt === null && (await isThere(join(folder, SEED))),
      ...firmware,
    }),
    folder,
    log: join(folder, LOG),
  });
  const mark = await needs.hands.mark(pid);
  if (mark === null) return null;
  const running = { ...mark, ssh };
  await keep(at, running);
  const until = performance.now() + COMES_UP_MS * computer.patience;
  while (await needs.hands.alive(running)) {
    const status = await withQmp(folder, (qmp) => qmp.execute('query-status')).catch(() => null);
    if (status !== null) return running;
    if (performance.now() > until) throw trouble('no-start', await logTail(at));
    await sleep(PAUSE_MS, undefined, needs);
  }
  await forget(at);
  return null;
}

/** Starts the machine. Nothing to do when it runs. Rejects with TankTrouble when QEMU doesn't come up. */
export async function start(at: At, computer: Computer): Promise<void> {
  if (await runningOf(at, computer)) return;
  // What it said another time is not told again.
  await rm(join(at.folder, LOG), { force: true });
  if (await launch(at, at.plan.ports.ssh, computer)) return;
  let said = await logTail(at);
  // Somebody else took its port since the tank was planned: any other does as well.
  if (TAKEN.test(said)) {
    if (await launch(at, await freePort(), computer)) return;
    said = await logTail(at);
  }
  // Another start of ours was quicker, or was not noted down in time.
  if (LOCKED.test(said) && (await runningOf(at, computer))) return;
  throw trouble('no-start', said);
}

/** Waits until it is gone. */
async function gone(at: At, running: Running, limitMs: number): Promise<boolean> {
  const until = performance.now() + limitMs;
  while (await at.needs.hands.alive(running)) {
    if (performance.now() > until) return false;
    await sleep(PAUSE_MS, undefined, at.needs);
  }
  return true;
}

const order = (at: At, command: 'system_powerdown' | 'quit') =>
  withQmp(at.folder, (qmp) => qmp.execute(command)).then(
    () => true,
    () => false,
  );

async function gently(at: At, running: Running, patience: number): Promise<boolean> {
  for (const until = performance.now() + GENTLE_MS * patience; performance.now() < until; ) {
    if (!(await order(at, 'system_powerdown'))) return gone(at, running, 0);
    if (await gone(at, running, AGAIN_MS * patience)) return true;
  }
  return false;
}

/**
 * Stops the machine: by its power button, then by QEMU's own end, then by the system. `now` leaves the first out.
 * Resolves when it is gone.
 */
export async function stop(at: At, computer: Computer, now = false): Promise<void> {
  const running = await runningOf(at, computer);
  if (running && (now || !(await gently(at, running, computer.patience)))) {
    await order(at, 'quit');
    if (!(await gone(at, running, QUIT_MS * computer.patience))) await at.needs.hands.end(running, QUIT_MS);
    if (await at.needs.hands.alive(running)) throw trouble('no-stop');
  }
  await forget(at);
}
