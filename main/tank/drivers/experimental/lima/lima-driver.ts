import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { quoteShell } from '../../../../openclaw/shell-quote';
import { userData } from '../../../guest/cloud-init/seed-step';
import { type Driver, type TankContext, TankError } from '../../../model/types';
import { restoreCopy, restoreInProgress } from '../../copied-snapshots';
import { driverMessage, engineName, shownLine } from '../../driver-program';
import { stoppedSnapshots } from '../../while-stopped';
import { limaBoundary } from './lima-boundary';
import { limaConfig } from './lima-config';
import { seedAsScript } from './lima-seed';
import { limaSnapshots, removeInstances, replaceInstance } from './lima-snapshots';
import { instanceOf, limactl, limaHome, limaNames } from './limactl';

const MAKE_MS = 900_000;
/** Without hardware for virtual machines a first start takes minutes. */
const START_MS = 1_200_000;
const STOP_MS = 240_000;

const createArgs = ({ plan }: TankContext) => ['create', '--tty=false', `--name=${plan.name}`, '-'];

async function state(tank: TankContext): Promise<'absent' | 'stopped' | 'running'> {
  const instance = await instanceOf(tank);
  if (!instance) return 'absent';
  return instance.status === 'Running' ? 'running' : 'stopped';
}

async function start(tank: TankContext): Promise<void> {
  const unfinished = await restoreInProgress(tank);
  if (unfinished !== null) await restoreCopy(tank, unfinished, () => replaceInstance(tank, unfinished));
  const instance = await instanceOf(tank);
  if (instance?.status === 'Running') return;
  // Half of it still runs, or nobody can tell: ended first, so that it starts whole.
  if (instance && !['Stopped', 'Uninitialized'].includes(instance.status))
    await limactl(tank).run('stopping', ['stop', '--force', tank.plan.name], { limitMs: STOP_MS });
  await limactl(tank).run('starting', ['start', '--tty=false', '--timeout=20m', tank.plan.name], {
    limitMs: START_MS + 60_000,
  });
}

async function stop(tank: TankContext): Promise<void> {
  const instance = await instanceOf(tank);
  if (!instance || instance.status === 'Stopped' || instance.status === 'Uninitialized') return;
  const gently =
    instance.status === 'Running'
      ? await limactl(tank).tryRun('stopping', ['stop', tank.plan.name], { limitMs: STOP_MS })
      : { code: 1 };
  if (gently.code !== 0) await limactl(tank).run('stopping', ['stop', '--force', tank.plan.name]);
}

async function remove(tank: TankContext): Promise<void> {
  if ((await tank.needs.runner.find('limactl')) === null)
    return removeHome(tank).catch(() => {
      // Only Lima itself can let go of what it still holds.
      throw new TankError(driverMessage('missing', { name: engineName('lima') }), 'limactl');
    });
  await removeInstances(tank);
  if ((await limaNames(tank)).length === 0) await removeHome(tank);
}

/** Our home of Lima's goes with the last tank; a machine that is still in it keeps it. */
async function removeHome(tank: TankContext): Promise<void> {
  const home = limaHome(tank);
  const left = (await readdir(home).catch(() => [])).filter((each) => !each.startsWith('_'));
  if (left.length > 0) throw new TankError(driverMessage('left', { name: engineName('lima'), list: left }));
  for (const own of ['_config', '_networks', '_disks', '_templates'])
    await rm(join(home, own), { recursive: true, force: true });
  await rmdir(home).catch(() => {});
}

/** Bytes that the files in it take. */
async function diskOf(folder: string): Promise<number | null> {
  const files = await readdir(folder).catch(() => null);
  if (!files) return null;
  const sizes = await Promise.all(
    files.map((file) =>
      stat(join(folder, file)).then(
        ({ blocks }) => blocks * 512,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * Lima 2 (lima-vm.io): a machine of its own kernel by Apple's Virtualization framework or QEMU, without administrator.
 * Read in its source of 2026-08-21; not run here.
 */
export const limaDriver: Driver = {
  id: 'lima',
  boundary: 'machine',
  platforms: ['darwin', 'linux'],
  base: 'disk',
  access: 'tunnel',
  /** With the machine that goes in by standard input, but for the seed, which holds a key. */
  async commands(tank) {
    const home = `LIMA_HOME=${quoteShell(limaHome(tank))}`;
    return [`${home} ${shownLine('limactl', createArgs(tank))}`, limaConfig(tank, '# the seed')];
  },
  steps: (tank) => [
    {
      id: 'make-machine',
      now: driverMessage('make-machine', { name: engineName('lima') }),
      seconds: 40,
      done: async () => (await state(tank)) !== 'absent',
      async run() {
        const config = limaConfig(tank, seedAsScript(await userData(tank)));
        await limactl(tank).run('making', createArgs(tank), { input: config, limitMs: MAKE_MS });
      },
    },
  ],
  version: (tank) => limactl(tank).version(/(?<!\d)\d+\.\d+\.\d+\S*/),
  state,
  start,
  stop,
  remove,
  async sshAt(tank) {
    const port = (await instanceOf(tank))?.sshLocalPort ?? tank.plan.ports.ssh;
    return { host: '127.0.0.1', port };
  },
  snapshots: stoppedSnapshots({ state, start, stop }, limaSnapshots),
  inspectBoundary: limaBoundary,
  async usage(tank) {
    const instance = await instanceOf(tank);
    return { memory: null, disk: instance && (await diskOf(instance.dir)) };
  },
};
