import { readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { SEED } from '../../../isolation/qemu-tank-files';
import { pollUntil } from '../../../system/read/poll-until';
import type { TankContext } from '../../model/types';
import { type QemuHost, qemuAcceleration } from './qemu-acceleration';
import { FIRMWARE, PROGRAM, qemuArguments } from './qemu-arguments';
import { clearQemuProcess, type QemuProcess, qemuProcessOf, writeQemuProcess } from './qemu-process';
import { programOf, qemuError } from './qemu-programs';
import { withQmp } from './qmp';

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

async function logTail({ folder }: TankContext): Promise<string> {
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
  throw qemuError('no-firmware');
}

/** One start. Resolves to null when it ended at once: its own words are in the log. */
async function launch(tank: TankContext, ssh: number, computer: QemuHost): Promise<QemuProcess | null> {
  const { plan, folder, needs } = tank;
  const firmware = plan.architecture === 'arm64' ? { firmware: await firmwareOf() } : {};
  const pid = await needs.runner.launch({
    program: await programOf(tank, PROGRAM[plan.architecture]),
    args: qemuArguments(plan, {
      acceleration: await qemuAcceleration(computer),
      ssh,
      // The first instructions are for the first start; later nobody inside can read them any more.
      seed: plan.madeAt === null && (await isThere(join(folder, SEED))),
      ...firmware,
    }),
    folder,
    log: join(folder, LOG),
  });
  const mark = await needs.runner.identify(pid);
  if (mark === null) return null;
  const running = { ...mark, ssh };
  await writeQemuProcess(tank, running);
  const comesUp = async () => {
    if (!(await needs.runner.isAlive(running))) return 'ended';
    return withQmp(folder, (qmp) => qmp.execute('query-status')).then(
      () => 'up',
      () => null,
    );
  };
  const limitMs = COMES_UP_MS * computer.patience;
  const is = await pollUntil(comesUp, { everyMs: PAUSE_MS, limitMs, signal: needs.signal });
  if (is === null) throw qemuError('no-start', await logTail(tank));
  if (is === 'up') return running;
  await clearQemuProcess(tank);
  return null;
}

/** Starts the machine. Nothing to do when it runs. Rejects with TankTrouble when QEMU doesn't come up. */
export async function startQemu(tank: TankContext, computer: QemuHost): Promise<void> {
  if (await qemuProcessOf(tank, computer)) return;
  // What it said another time is not told again.
  await rm(join(tank.folder, LOG), { force: true });
  if (await launch(tank, tank.plan.ports.ssh, computer)) return;
  let said = await logTail(tank);
  // Somebody else took its port since the tank was planned: any other does as well.
  if (TAKEN.test(said)) {
    if (await launch(tank, await freePort(), computer)) return;
    said = await logTail(tank);
  }
  // Another start of ours was quicker, or was not noted down in time.
  if (LOCKED.test(said) && (await qemuProcessOf(tank, computer))) return;
  throw qemuError('no-start', said);
}

/** Waits until it is gone. */
async function gone(
  { needs: { runner, signal } }: TankContext,
  running: QemuProcess,
  limitMs: number,
): Promise<boolean> {
  const ended = async () => !(await runner.isAlive(running));
  return (await pollUntil(ended, { everyMs: PAUSE_MS, limitMs, signal })) !== null;
}

const order = (tank: TankContext, command: 'system_powerdown' | 'quit') =>
  withQmp(tank.folder, (qmp) => qmp.execute(command)).then(
    () => true,
    () => false,
  );

async function gently(tank: TankContext, running: QemuProcess, patience: number): Promise<boolean> {
  for (const until = performance.now() + GENTLE_MS * patience; performance.now() < until; ) {
    if (!(await order(tank, 'system_powerdown'))) return gone(tank, running, 0);
    if (await gone(tank, running, AGAIN_MS * patience)) return true;
  }
  return false;
}

/**
 * Stops the machine: by its power button, then by QEMU's own end, then by the system. `now` leaves the first out.
 * Resolves when it is gone.
 */
export async function stopQemu(tank: TankContext, computer: QemuHost, now = false): Promise<void> {
  const running = await qemuProcessOf(tank, computer);
  if (running && (now || !(await gently(tank, running, computer.patience)))) {
    await order(tank, 'quit');
    if (!(await gone(tank, running, QUIT_MS * computer.patience)))
      await tank.needs.runner.end(running, QUIT_MS);
    if (await tank.needs.runner.isAlive(running)) throw qemuError('no-stop');
  }
  await clearQemuProcess(tank);
}
