import { pollUntil } from '../../../../system/read/poll-until';
import { userData } from '../../../guest/cloud-init/seed-step';
import { imagePath } from '../../../images/image-catalogue';
import { type Driver, type TankContext, TankError } from '../../../model/types';
import {
  addressWait,
  driverMessage,
  engineName,
  field,
  jsonOf,
  programError,
  shownLine,
  unclearAnswer,
} from '../../driver-program';
import { claim, isOurs, machineOf } from '../../machine-claim';
import { stoppedSnapshots } from '../../while-stopped';
import { multipassBoundary } from './multipass-boundary';
import { multipass, multipassInfo, multipassInstance } from './multipass-program';
import { multipassSnapshots } from './multipass-snapshots';

const LAUNCH_S = 1800;
const STOP_MS = 180_000;

/**
 * Which image it starts from. On macOS the file that we checked. The daemon of the snap can read no hidden folder, as
 * ours is (snap/snapcraft.yaml, `all-home`), and on Windows a file's address is read as a host's name
 * (src/daemon/default_vm_image_vault.cpp): there it gets our SHA-256, by which Multipass picks that very image from its
 * list and verifies it (reference/command-line-interface/launch: "a partial image hash").
 */
const imageOf = (tank: TankContext): string =>
  tank.needs.platform === 'darwin' ? `file://${imagePath(tank, 'disk')}` : tank.plan.image;

/** Named never `primary`, nothing mounted, its first instructions by standard input. */
function launchArgs(tank: TankContext): readonly string[] {
  const { limits } = tank.plan;
  return [
    ...['launch', imageOf(tank), '--name', machineOf(tank), '--cpus', String(limits.processors)],
    ...['--memory', `${limits.memoryMiB}M`, '--disk', `${limits.diskGiB}G`],
    ...['--timeout', String(LAUNCH_S), '--cloud-init', '-'],
  ];
}

async function launch(tank: TankContext): Promise<void> {
  await claim(tank, 'multipass', async () => (await multipassInstance(tank)) !== null);
  // What was deleted and can be recovered still holds the name.
  if ((await multipassInstance(tank))?.state === 'Deleted') await purge(tank);
  const ended = await multipass(tank).tryRun('making', launchArgs(tank), {
    input: await userData(tank),
    limitMs: (LAUNCH_S + 600) * 1000,
  });
  // It says so in English only (src/daemon, "Unable to find an image matching").
  if (ended.code !== 0 && /unable to find an image/i.test(ended.err))
    throw new TankError(driverMessage('no-image', { name: engineName('multipass') }), ended.err.trim());
  if (ended.code !== 0) throw programError('multipass', 'making', ended);
}

async function state(tank: TankContext): Promise<'absent' | 'stopped' | 'running'> {
  const found = (await isOurs(tank)) ? await multipassInstance(tank) : null;
  switch (found?.state) {
    case undefined:
    case 'Deleted':
      return 'absent';
    case 'Stopped':
    case 'Suspended':
      return 'stopped';
    case 'Running':
    case 'Starting':
    case 'Restarting':
    case 'Delayed Shutdown':
    case 'Suspending':
      return 'running';
    default:
      throw unclearAnswer('multipass', String(found?.state));
  }
}

async function start(tank: TankContext): Promise<void> {
  if ((await multipassInstance(tank))?.state === 'Running') return;
  await multipass(tank).run('starting', ['start', '--timeout', '900', machineOf(tank)], { limitMs: 960_000 });
}

async function stop(tank: TankContext): Promise<void> {
  if ((await state(tank)) !== 'running') return;
  const gently = await multipass(tank).tryRun('stopping', ['stop', machineOf(tank)], { limitMs: STOP_MS });
  if (gently.code !== 0)
    await multipass(tank).run('stopping', ['stop', '--force', machineOf(tank)], { limitMs: STOP_MS });
}

async function purge(tank: TankContext): Promise<void> {
  await multipass(tank).run('removing', ['delete', '--purge', machineOf(tank)], { limitMs: STOP_MS });
}

/**
 * Multipass (documentation.ubuntu.com/multipass, version 1.16): QEMU, Hyper-V or VirtualBox behind a daemon with
 * administrator rights. Whoever may talk to the daemon may enter every machine (explanation/about-security). Its account
 * inside is `ubuntu`, beside our own. Read in its documents and source of 2026-08-21; not run here.
 */
export const multipassDriver: Driver = {
  id: 'multipass',
  boundary: 'machine',
  platforms: ['win32', 'darwin', 'linux'],
  base: 'disk',
  access: 'tunnel',
  commands: async (tank) => [shownLine('multipass', launchArgs(tank))],
  steps: (tank) => [
    {
      id: 'make-machine',
      now: driverMessage('make-machine', { name: engineName('multipass') }),
      seconds: 120,
      done: async () => (await state(tank)) !== 'absent',
      run: () => launch(tank),
    },
  ],
  async version(tank) {
    const { code, out } = await multipass(tank).tryRun('asking', ['version', '--format', 'json']);
    if (code !== 0) return null;
    const reported = jsonOf('multipass', out);
    const version = field(reported, 'multipassd') ?? field(reported, 'multipass');
    return typeof version === 'string' ? version : null;
  },
  state,
  start,
  stop,
  async remove(tank) {
    if (!(await isOurs(tank)) || !(await multipassInstance(tank))) return;
    await purge(tank);
  },
  sshAt: (tank) =>
    pollUntil(
      async () => {
        // The first is the one by which Multipass itself comes in.
        const host = (await multipassInstance(tank))?.addresses[0];
        return host ? { host, port: 22 } : null;
      },
      { everyMs: 2000, limitMs: 300_000, ...addressWait(tank, 'multipass') },
    ),
  snapshots: stoppedSnapshots({ state, start, stop }, multipassSnapshots),
  inspectBoundary: multipassBoundary,
  async usage(tank) {
    const reported = await multipassInfo(tank);
    const bytes = (thing: unknown) => (Number(thing) > 0 ? Number(thing) : null);
    const disk = field(field(reported, 'disks'), 'sda1');
    return { memory: bytes(field(field(reported, 'memory'), 'used')), disk: bytes(field(disk, 'used')) };
  },
};
