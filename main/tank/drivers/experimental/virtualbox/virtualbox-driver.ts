import { stat } from 'node:fs/promises';
import { pollUntil } from '../../../../system/read/poll-until';
import { type Driver, type TankContext, TankError } from '../../../model/types';
import { driverMessage, engineName, unclearAnswer } from '../../driver-program';
import { isOurs, machineOf } from '../../machine-claim';
import { stoppedSnapshots } from '../../while-stopped';
import { vhdDiskStep, vhdPath } from '../vhd-disk/vhd-step';
import { machine, manage } from './vboxmanage';
import { virtualboxBoundary } from './virtualbox-boundary';
import { isMade, makeVirtualboxMachine, virtualboxCommands, virtualboxVersion } from './virtualbox-machine';
import { virtualboxSnapshots } from './virtualbox-snapshots';

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

async function state(tank: TankContext): Promise<'absent' | 'stopped' | 'running'> {
  const facts = (await isOurs(tank)) ? await machine(tank) : null;
  if (!facts) return 'absent';
  const reported = facts.get('VMState') ?? '';
  if (STOPPED.includes(reported)) return 'stopped';
  if (RUNNING.includes(reported)) return 'running';
  throw unclearAnswer('virtualbox', `VMState ${reported}`);
}

async function start(tank: TankContext): Promise<void> {
  const reported = (await machine(tank))?.get('VMState') ?? '';
  if (reported === 'paused') await manage(tank).run('starting', ['controlvm', machineOf(tank), 'resume']);
  if (RUNNING.includes(reported)) return;
  await manage(tank).run('starting', ['startvm', machineOf(tank), '--type', 'headless'], {
    limitMs: 180_000,
  });
}

async function stop(tank: TankContext): Promise<void> {
  if ((await state(tank)) !== 'running') return;
  const stopped = async () => (await state(tank)) === 'stopped';
  const stopping = { everyMs: 2000, limitMs: 90_000, signal: tank.needs.signal };
  const late = () =>
    new TankError(
      driverMessage('too-slow', { name: engineName('virtualbox'), doing: driverMessage('doing-stopping') }),
    );
  const { code } = await manage(tank).tryRun('stopping', ['controlvm', machineOf(tank), 'acpipowerbutton']);
  // Gentle stopping that takes too long is no trouble yet.
  if (code === 0 && (await pollUntil(stopped, stopping))) return;
  await manage(tank).run('stopping', ['controlvm', machineOf(tank), 'poweroff']);
  await pollUntil(stopped, { ...stopping, late });
}

async function remove(tank: TankContext): Promise<void> {
  if (!(await isOurs(tank)) || !(await machine(tank))) return;
  await stop(tank);
  // Its settings, snapshots and disk; the seed stays in the tank's folder.
  await manage(tank).run('removing', ['unregistervm', machineOf(tank), '--delete'], { limitMs: 300_000 });
}

/**
 * VirtualBox 7 (its manual, "VBoxManage"): everywhere, at the price of a larger program around the machine. Read in its
 * manual and source; not run here.
 */
export const virtualboxDriver: Driver = {
  id: 'virtualbox',
  boundary: 'machine',
  platforms: ['win32', 'darwin', 'linux'],
  base: 'disk',
  access: 'tunnel',
  commands: virtualboxCommands,
  steps: (tank) => [
    vhdDiskStep(tank, 'virtualbox'),
    {
      id: 'make-machine',
      now: driverMessage('make-machine', { name: engineName('virtualbox') }),
      seconds: 5,
      done: async () => (await state(tank)) !== 'absent' && (await isMade(tank)),
      run: () => makeVirtualboxMachine(tank),
    },
  ],
  version: virtualboxVersion,
  state,
  start,
  stop,
  remove,
  sshAt: async ({ plan }) => ({ host: '127.0.0.1', port: plan.ports.ssh }),
  snapshots: stoppedSnapshots({ state, start, stop }, virtualboxSnapshots),
  inspectBoundary: virtualboxBoundary,
  async usage(tank) {
    const facts = await stat(vhdPath(tank)).catch(() => null);
    return { memory: null, disk: facts && (facts.blocks ? facts.blocks * 512 : facts.size) };
  },
};
