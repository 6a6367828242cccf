import { stat } from 'node:fs/promises';
import { type At, type Engine, TankTrouble } from '../..';
import { nameOf, unclear, until, words } from '../ask';
import { isOurs, machineOf } from '../claim';
import { diskStep, vhdPath } from '../disks/step';
import { snapshotsOf } from '../stopped';
import { isMade, make, virtualboxCommands, virtualboxVersion } from './make';
import { machine, manage } from './manage';
import { virtualboxOutside } from './outside';
import { virtualboxSnapshots } from './snapshots';

const STOP = { everyMs: 2000, limitMs: 90_000 };
/** MachineState, as `showvminfo` spells it (VBoxManageInfo.cpp, machineStateToName). */
const STOPPED = ['poweroff', 'aborted', 'saved', 'aborted-saved', 'teleported'];
const RUNNING = [
  'running',
  'paused',
  'starting',
  'stopping',
  'saving',
  'restoring',
  'gurumeditation',
  'stuck',
];

async function state(at: At): Promise<'absent' | 'stopped' | 'running'> {
  const facts = (await isOurs(at)) ? await machine(at) : null;
  if (!facts) return 'absent';
  const told = facts.get('VMState') ?? '';
  if (STOPPED.includes(told)) return 'stopped';
  if (RUNNING.includes(told)) return 'running';
  throw unclear('virtualbox', `VMState ${told}`);
}

async function start(at: At): Promise<void> {
  const told = (await machine(at))?.get('VMState') ?? '';
  if (told === 'paused') await manage(at).does('starting', ['controlvm', machineOf(at), 'resume']);
  if (RUNNING.includes(told)) return;
  await manage(at).does('starting', ['startvm', machineOf(at), '--type', 'headless'], { limitMs: 180_000 });
}

async function stop(at: At): Promise<void> {
  if ((await state(at)) !== 'running') return;
  const stopped = async () => ((await state(at)) === 'stopped' ? true : null);
  const late = () =>
    new TankTrouble(words('too-slow', { name: nameOf('virtualbox'), doing: words('doing-stopping') }));
  const { code } = await manage(at).tries('stopping', ['controlvm', machineOf(at), 'acpipowerbutton']);
  if (code === 0 && (await until(at, { ...STOP, late }, stopped).catch(ifLate(at)))) return;
  await manage(at).does('stopping', ['controlvm', machineOf(at), 'poweroff']);
  await until(at, { ...STOP, late }, stopped);
}

/** Gentle stopping that takes too long is no trouble yet; anything else is. */
const ifLate = (at: At) => (error: unknown) => {
  at.needs.signal.throwIfAborted();
  if (error instanceof TankTrouble && error.because.id === 'tank.engines-too-slow') return null;
  throw error;
};

async function remove(at: At): Promise<void> {
  if (!(await isOurs(at)) || !(await machine(at))) return;
  await stop(at);
  // Its settings, snapshots and disk; the seed stays in the tank's folder.
  await manage(at).does('removing', ['unregistervm', machineOf(at), '--delete'], { limitMs: 300_000 });
}

/**
 * VirtualBox 7 (its manual, "VBoxManage"): everywhere, at the price of a larger program around the machine. Read in its
 * manual and source; not run here.
 */
export const engine: Engine = {
  id: 'virtualbox',
  wall: 'machine',
  platforms: ['win32', 'darwin', 'linux'],
  base: 'disk',
  door: 'tunnel',
  commands: virtualboxCommands,
  steps: (at) => [
    diskStep(at, 'virtualbox'),
    {
      id: 'make-machine',
      now: words('make-machine', { name: nameOf('virtualbox') }),
      seconds: 5,
      done: async () => (await state(at)) !== 'absent' && (await isMade(at)),
      run: () => make(at),
    },
  ],
  version: virtualboxVersion,
  state,
  start,
  stop,
  remove,
  sshAt: async ({ plan }) => ({ host: '127.0.0.1', port: plan.ports.ssh }),
  snapshots: snapshotsOf({ state, start, stop }, virtualboxSnapshots),
  outside: virtualboxOutside,
  async usage(at) {
    const facts = await stat(vhdPath(at)).catch(() => null);
    return { memory: null, disk: facts && (facts.blocks ? facts.blocks * 512 : facts.size) };
  },
};
