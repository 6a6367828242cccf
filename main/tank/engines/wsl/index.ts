import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type At, type Engine, type Snapshots, TankTrouble } from '../..';
import { nameOf, until, words } from '../ask';
import { isOurs, machineOf } from '../claim';
import { bringBack, markWhole, restoringNow, unmark, wholeSnapshot } from '../restoring';
import { snapshotsOf } from '../stopped';
import { isKept, keep, letGo } from './keeper';
import { importFrom, isImported, unregister, wslCommands, wslSteps } from './make';
import { wslOutside } from './outside';
import { inside, isListed, isRunning, plain, wsl, wslGuest } from './wsl';

const COPY_MS = 900_000;
const READY = { everyMs: 250, limitMs: 120_000 };

const tarOf = ({ folder }: At, name: string): string => join(folder, 'snapshots', `${name}.tar`);

/** Until it is whole. */
const partOf = (at: At, name: string): string => `${tarOf(at, name)}.new`;

async function state(at: At): Promise<'absent' | 'stopped' | 'running'> {
  // While it is being brought back there may be none.
  const isThere = (await isImported(at)) || (await restoringNow(at)) !== null;
  if (!isThere) return 'absent';
  return (await isRunning(at)) ? 'running' : 'stopped';
}

async function start(at: At): Promise<void> {
  const unfinished = await restoringNow(at);
  if (unfinished !== null)
    await bringBack(at, unfinished, () => importFrom(at, tarOf(at, unfinished), 'restoring'));
  await keep(at);
  const late = () =>
    new TankTrouble(words('too-slow', { name: nameOf('wsl'), doing: words('doing-starting') }));
  await until(at, { ...READY, late }, async () => {
    if (!(await isKept(at))) await keep(at);
    // `degraded` is up as well (systemctl(1), is-system-running).
    const { out } = await inside(at, 'root', ['/usr/bin/systemctl', 'is-system-running'], 'starting');
    return /^(running|degraded)\s*$/.test(out) ? true : null;
  });
}

/** Lets OpenClaw write down what it has to: WSL itself knows only how to end a distribution at once. */
async function settle(at: At): Promise<void> {
  try {
    if (!(await isRunning(at))) return;
    const gateway = ['/usr/bin/systemctl', 'stop', 'openclaw-gateway.service'];
    await inside(at, 'root', gateway, 'stopping', { limitMs: 45_000 });
  } catch (error) {
    // It is ended all the same.
    if (!(error instanceof TankTrouble)) throw error;
  }
}

async function stop(at: At): Promise<void> {
  // Ending one that doesn't run is no fault of WSL's, so nothing hangs on the word that it runs.
  if (await isImported(at)) {
    await settle(at);
    await wsl(at).does('stopping', ['--terminate', machineOf(at)]);
  }
  await letGo(at);
}

const snapshots: Snapshots = {
  async list(at) {
    const files = await readdir(join(at.folder, 'snapshots')).catch(() => []);
    const names = files.filter((file) => file.endsWith('.tar')).map((file) => file.slice(0, -'.tar'.length));
    return (await Promise.all(names.map((name) => wholeSnapshot(at, name)))).filter((each) => each !== null);
  },
  async take(at, name) {
    await mkdir(join(at.folder, 'snapshots'), { recursive: true, mode: 0o700 });
    const part = partOf(at, name);
    await wsl(at).does('snapshot', ['--export', machineOf(at), part], { limitMs: COPY_MS });
    await rename(part, tarOf(at, name));
    await markWhole(at, name);
  },
  restore: (at, name) => bringBack(at, name, () => importFrom(at, tarOf(at, name), 'restoring')),
  async drop(at, name) {
    await unmark(at, name);
    for (const file of [tarOf(at, name), partOf(at, name)]) await rm(file, { force: true });
  },
};

/**
 * WSL 2: tidy separation, not a wall. One kernel and one network for all distributions, Windows' files for whoever is root
 * inside (learn.microsoft.com/windows/wsl/enterprise). Read in Microsoft's documents; not run here.
 */
export const engine: Engine = {
  id: 'wsl',
  wall: 'tidy',
  platforms: ['win32'],
  base: 'root',
  door: 'published',
  commands: wslCommands,
  steps: wslSteps,
  async version(at) {
    const ended = await wsl(at).tries('asking', ['--version']);
    // Its labels are translated; WSL's own number is the first.
    return ended.code === 0 ? (/\d+(?:\.\d+){2,3}/.exec(plain(ended))?.[0] ?? null) : null;
  },
  state,
  start,
  stop,
  async remove(at) {
    if (!(await isOurs(at))) return;
    await letGo(at);
    if (await isListed(at)) await unregister(at);
  },
  guest: wslGuest,
  snapshots: snapshotsOf({ state, start, stop }, snapshots),
  outside: wslOutside,
  async usage(at) {
    const disk = await stat(join(at.folder, 'wsl', 'ext4.vhdx')).catch(() => null);
    return { memory: null, disk: disk?.size ?? null };
  },
};
