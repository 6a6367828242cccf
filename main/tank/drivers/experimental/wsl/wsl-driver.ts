import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pollUntil } from '../../../../system/read/poll-until';
import { type Driver, type SnapshotDriver, type TankContext, TankError } from '../../../model/types';
import {
  markWhole,
  restoreCopy,
  restoreInProgress,
  unmarkWhole,
  wholeSnapshot,
} from '../../copied-snapshots';
import { driverMessage, engineName } from '../../driver-program';
import { isOurs, machineOf } from '../../machine-claim';
import { stoppedSnapshots } from '../../while-stopped';
import { wslBoundary } from './wsl-boundary';
import { importFrom, isImported, unregister, wslCommands, wslSteps } from './wsl-import';
import { endKeepalive, isKeptAlive, startKeepalive } from './wsl-keepalive';
import { isDistributionRunning, isListed, runInside, wsl, wslGuest } from './wsl-program';

const COPY_MS = 900_000;
const READY = { everyMs: 250, limitMs: 120_000 };

const tarOf = ({ folder }: TankContext, name: string): string => join(folder, 'snapshots', `${name}.tar`);

/** Until it is whole. */
const partOf = (tank: TankContext, name: string): string => `${tarOf(tank, name)}.new`;

async function state(tank: TankContext): Promise<'absent' | 'stopped' | 'running'> {
  // While it is being brought back there may be none.
  const isThere = (await isImported(tank)) || (await restoreInProgress(tank)) !== null;
  if (!isThere) return 'absent';
  return (await isDistributionRunning(tank)) ? 'running' : 'stopped';
}

async function start(tank: TankContext): Promise<void> {
  const unfinished = await restoreInProgress(tank);
  if (unfinished !== null)
    await restoreCopy(tank, unfinished, () => importFrom(tank, tarOf(tank, unfinished), 'restoring'));
  await startKeepalive(tank);
  const late = () =>
    new TankError(
      driverMessage('too-slow', { name: engineName('wsl'), doing: driverMessage('doing-starting') }),
    );
  const isUp = async () => {
    if (!(await isKeptAlive(tank))) await startKeepalive(tank);
    // `degraded` is up as well (systemctl(1), is-system-running).
    const { out } = await runInside(tank, 'root', ['/usr/bin/systemctl', 'is-system-running'], 'starting');
    return /^(running|degraded)\s*$/.test(out);
  };
  await pollUntil(isUp, { ...READY, signal: tank.needs.signal, late });
}

/** Lets OpenClaw write down what it has to: WSL itself knows only how to end a distribution at once. */
async function settle(tank: TankContext): Promise<void> {
  try {
    if (!(await isDistributionRunning(tank))) return;
    const gateway = ['/usr/bin/systemctl', 'stop', 'openclaw-gateway.service'];
    await runInside(tank, 'root', gateway, 'stopping', { limitMs: 45_000 });
  } catch (error) {
    // It is ended all the same.
    if (!(error instanceof TankError)) throw error;
  }
}

async function stop(tank: TankContext): Promise<void> {
  // Ending one that doesn't run is no fault of WSL's, so nothing hangs on the word that it runs.
  if (await isImported(tank)) {
    await settle(tank);
    await wsl(tank).run('stopping', ['--terminate', machineOf(tank)]);
  }
  await endKeepalive(tank);
}

const snapshots: SnapshotDriver = {
  async list(tank) {
    const files = await readdir(join(tank.folder, 'snapshots')).catch(() => []);
    const names = files.filter((file) => file.endsWith('.tar')).map((file) => file.slice(0, -'.tar'.length));
    return (await Promise.all(names.map((name) => wholeSnapshot(tank, name)))).filter(
      (each) => each !== null,
    );
  },
  async take(tank, name) {
    await mkdir(join(tank.folder, 'snapshots'), { recursive: true, mode: 0o700 });
    const part = partOf(tank, name);
    await wsl(tank).run('snapshot', ['--export', machineOf(tank), part], { limitMs: COPY_MS });
    await rename(part, tarOf(tank, name));
    await markWhole(tank, name);
  },
  restore: (tank, name) => restoreCopy(tank, name, () => importFrom(tank, tarOf(tank, name), 'restoring')),
  async drop(tank, name) {
    await unmarkWhole(tank, name);
    for (const file of [tarOf(tank, name), partOf(tank, name)]) await rm(file, { force: true });
  },
};

/**
 * WSL 2: tidy separation, not a wall. One kernel and one network for all distributions, Windows' files for whoever is root
 * inside (learn.microsoft.com/windows/wsl/enterprise). Read in Microsoft's documents; not run here.
 */
export const wslDriver: Driver = {
  id: 'wsl',
  boundary: 'tidy',
  platforms: ['win32'],
  base: 'root',
  access: 'published',
  commands: wslCommands,
  steps: wslSteps,
  // Its labels are translated; WSL's own number is the first.
  version: (tank) => wsl(tank).version(/(?<!\d)\d+(?:\.\d+){2,3}/),
  state,
  start,
  stop,
  async remove(tank) {
    if (!(await isOurs(tank))) return;
    await endKeepalive(tank);
    if (await isListed(tank)) await unregister(tank);
  },
  guest: wslGuest,
  snapshots: stoppedSnapshots({ state, start, stop }, snapshots),
  inspectBoundary: wslBoundary,
  async usage(tank) {
    const disk = await stat(join(tank.folder, 'wsl', 'ext4.vhdx')).catch(() => null);
    return { memory: null, disk: disk?.size ?? null };
  },
};
