import { type At, type Engine, TankTrouble } from '../..';
import { userData } from '../../seed';
import { field, jsonOf, nameOf, shownLine, troubleOf, unclear, until, words } from '../ask';
import { claim, isOurs, machineOf } from '../claim';
import { imagePath } from '../images';
import { snapshotsOf } from '../stopped';
import { info, listed, multipass } from './client';
import { multipassOutside } from './outside';
import { multipassSnapshots } from './snapshots';

const LAUNCH_S = 1800;
const STOP_MS = 180_000;
const ADDRESS = { everyMs: 2000, limitMs: 300_000 };

/**
 * Which image it starts from. On macOS the file that we checked. The daemon of the snap can read no hidden folder, as
 * ours is (snap/snapcraft.yaml, `all-home`), and on Windows a file's address is read as a host's name
 * (src/daemon/default_vm_image_vault.cpp): there it gets our SHA-256, by which Multipass picks that very image from its
 * list and verifies it (reference/command-line-interface/launch: "a partial image hash").
 */
const imageOf = (at: At): string =>
  at.needs.platform === 'darwin' ? `file://${imagePath(at, 'disk')}` : at.plan.image;

/** Named never `primary`, nothing mounted, its first instructions by standard input. */
function launchArgs(at: At): readonly string[] {
  const { limits } = at.plan;
  return [
    ...['launch', imageOf(at), '--name', machineOf(at), '--cpus', String(limits.processors)],
    ...['--memory', `${limits.memoryMiB}M`, '--disk', `${limits.diskGiB}G`],
    ...['--timeout', String(LAUNCH_S), '--cloud-init', '-'],
  ];
}

async function launch(at: At): Promise<void> {
  await claim(at, 'multipass', async () => (await listed(at)) !== null);
  // What was deleted and can be recovered still holds the name.
  if ((await listed(at))?.state === 'Deleted') await purge(at);
  const ended = await multipass(at).tries('making', launchArgs(at), {
    input: await userData(at),
    limitMs: (LAUNCH_S + 600) * 1000,
  });
  // It says so in English only (src/daemon, "Unable to find an image matching").
  if (ended.code !== 0 && /unable to find an image/i.test(ended.err))
    throw new TankTrouble(words('no-image', { name: nameOf('multipass') }), ended.err.trim());
  if (ended.code !== 0) throw troubleOf('multipass', 'making', ended);
}

async function state(at: At): Promise<'absent' | 'stopped' | 'running'> {
  const found = (await isOurs(at)) ? await listed(at) : null;
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
      throw unclear('multipass', String(found?.state));
  }
}

async function start(at: At): Promise<void> {
  if ((await listed(at))?.state === 'Running') return;
  await multipass(at).does('starting', ['start', '--timeout', '900', machineOf(at)], { limitMs: 960_000 });
}

async function stop(at: At): Promise<void> {
  if ((await state(at)) !== 'running') return;
  const gently = await multipass(at).tries('stopping', ['stop', machineOf(at)], { limitMs: STOP_MS });
  if (gently.code !== 0)
    await multipass(at).does('stopping', ['stop', '--force', machineOf(at)], { limitMs: STOP_MS });
}

async function purge(at: At): Promise<void> {
  await multipass(at).does('removing', ['delete', '--purge', machineOf(at)], { limitMs: STOP_MS });
}

/**
 * Multipass (documentation.ubuntu.com/multipass, version 1.16): QEMU, Hyper-V or VirtualBox behind a daemon with
 * administrator rights. Whoever may talk to the daemon may enter every machine (explanation/about-security). Its account
 * inside is `ubuntu`, beside our own. Read in its documents and source of 2026-08-21; not run here.
 */
export const engine: Engine = {
  id: 'multipass',
  wall: 'machine',
  platforms: ['win32', 'darwin', 'linux'],
  base: 'disk',
  door: 'tunnel',
  commands: async (at) => [shownLine('multipass', launchArgs(at))],
  steps: (at) => [
    {
      id: 'make-machine',
      now: words('make-machine', { name: nameOf('multipass') }),
      seconds: 120,
      done: async () => (await state(at)) !== 'absent',
      run: () => launch(at),
    },
  ],
  async version(at) {
    const { code, out } = await multipass(at).tries('asking', ['version', '--format', 'json']);
    if (code !== 0) return null;
    const told = jsonOf('multipass', out);
    const version = field(told, 'multipassd') ?? field(told, 'multipass');
    return typeof version === 'string' ? version : null;
  },
  state,
  start,
  stop,
  async remove(at) {
    if (!(await isOurs(at)) || !(await listed(at))) return;
    await purge(at);
  },
  sshAt: (at) =>
    until(
      at,
      { ...ADDRESS, late: () => new TankTrouble(words('no-address', { name: nameOf('multipass') })) },
      async () => {
        // The first is the one by which Multipass itself comes in.
        const host = (await listed(at))?.addresses[0];
        return host ? { host, port: 22 } : null;
      },
    ),
  snapshots: snapshotsOf({ state, start, stop }, multipassSnapshots),
  outside: multipassOutside,
  async usage(at) {
    const told = await info(at);
    const bytes = (thing: unknown) => (Number(thing) > 0 ? Number(thing) : null);
    const disk = field(field(told, 'disks'), 'sda1');
    return { memory: bytes(field(field(told, 'memory'), 'used')), disk: bytes(field(disk, 'used')) };
  },
};
