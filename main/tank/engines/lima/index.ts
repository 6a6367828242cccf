import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type At, type Engine, TankTrouble } from '../..';
import { userData } from '../../seed';
import { quoted } from '../../ssh';
import { nameOf, shownLine, words } from '../ask';
import { bringBack, restoringNow } from '../restoring';
import { snapshotsOf } from '../stopped';
import { limaConfig } from './config';
import { seedAsScript } from './inside';
import { instanceOf, limactl, limaHome, names } from './limactl';
import { limaOutside } from './outside';
import { limaSnapshots, removeAll, replace } from './snapshots';

const MAKE_MS = 900_000;
/** Without hardware for virtual machines a first start takes minutes. */
const START_MS = 1_200_000;
const STOP_MS = 240_000;

const createArgs = ({ plan }: At) => ['create', '--tty=false', `--name=${plan.name}`, '-'];

async function state(at: At): Promise<'absent' | 'stopped' | 'running'> {
  const instance = await instanceOf(at);
  if (!instance) return 'absent';
  return instance.status === 'Running' ? 'running' : 'stopped';
}

async function start(at: At): Promise<void> {
  const unfinished = await restoringNow(at);
  if (unfinished !== null) await bringBack(at, unfinished, () => replace(at, unfinished));
  const instance = await instanceOf(at);
  if (instance?.status === 'Running') return;
  // Half of it still runs, or nobody can tell: ended first, so that it starts whole.
  if (instance && !['Stopped', 'Uninitialized'].includes(instance.status))
    await limactl(at).does('stopping', ['stop', '--force', at.plan.name], { limitMs: STOP_MS });
  await limactl(at).does('starting', ['start', '--tty=false', '--timeout=20m', at.plan.name], {
    limitMs: START_MS + 60_000,
  });
}

async function stop(at: At): Promise<void> {
  const instance = await instanceOf(at);
  if (!instance || instance.status === 'Stopped' || instance.status === 'Uninitialized') return;
  const gently =
    instance.status === 'Running'
      ? await limactl(at).tries('stopping', ['stop', at.plan.name], { limitMs: STOP_MS })
      : { code: 1 };
  if (gently.code !== 0) await limactl(at).does('stopping', ['stop', '--force', at.plan.name]);
}

async function remove(at: At): Promise<void> {
  if ((await at.needs.hands.find('limactl')) === null)
    return removeHome(at).catch(() => {
      // Only Lima itself can let go of what it still holds.
      throw new TankTrouble(words('missing', { name: nameOf('lima') }), 'limactl');
    });
  await removeAll(at);
  if ((await names(at)).length === 0) await removeHome(at);
}

/** Our home of Lima's goes with the last tank; a machine that is still in it keeps it. */
async function removeHome(at: At): Promise<void> {
  const home = limaHome(at);
  const left = (await readdir(home).catch(() => [])).filter((each) => !each.startsWith('_'));
  if (left.length > 0) throw new TankTrouble(words('left', { name: nameOf('lima'), list: left }));
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
export const engine: Engine = {
  id: 'lima',
  wall: 'machine',
  platforms: ['darwin', 'linux'],
  base: 'disk',
  door: 'tunnel',
  /** With the machine that goes in by standard input, but for the seed, which holds a key. */
  async commands(at) {
    const home = `LIMA_HOME=${quoted(limaHome(at))}`;
    return [`${home} ${shownLine('limactl', createArgs(at))}`, limaConfig(at, '# the seed')];
  },
  steps: (at) => [
    {
      id: 'make-machine',
      now: words('make-machine', { name: nameOf('lima') }),
      seconds: 40,
      done: async () => (await state(at)) !== 'absent',
      async run() {
        const config = limaConfig(at, seedAsScript(await userData(at)));
        await limactl(at).does('making', createArgs(at), { input: config, limitMs: MAKE_MS });
      },
    },
  ],
  async version(at) {
    const { code, out } = await limactl(at).tries('asking', ['--version']);
    return code === 0 ? (/\d+\.\d+\.\d+\S*/.exec(out)?.[0] ?? null) : null;
  },
  state,
  start,
  stop,
  remove,
  async sshAt(at) {
    const port = (await instanceOf(at))?.sshLocalPort ?? at.plan.ports.ssh;
    return { host: '127.0.0.1', port };
  },
  snapshots: snapshotsOf({ state, start, stop }, limaSnapshots),
  outside: limaOutside,
  async usage(at) {
    const instance = await instanceOf(at);
    return { memory: null, disk: instance && (await diskOf(instance.dir)) };
  },
};
