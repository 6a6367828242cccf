import { pollUntil } from '../../../../system/read/poll-until';
import type { Driver, SnapshotDriver, TankContext } from '../../../model/types';
import { addressWait, field, unclearAnswer } from '../../driver-program';
import { isOurs } from '../../machine-claim';
import { stoppedSnapshots } from '../../while-stopped';
import { hypervBoundary, hypervUsage, readMachine } from './hyperv-boundary';
import { hypervCommands, hypervSteps } from './hyperv-machine';
import { askPowerShell, runPowerShell, tryPowerShell } from './hyperv-powershell';
import { ADDRESS, DROP, REMOVE, RESTORE, START_VM, STOP_VM, TAKE, TURN_OFF, VERSION } from './hyperv-scripts';

const LIMIT_MS = 300_000;

/** VMState of the module, as its names (learn.microsoft.com, Microsoft.HyperV.PowerShell.VMState). */
async function state(tank: TankContext): Promise<'absent' | 'stopped' | 'running'> {
  const found = (await isOurs(tank)) ? await readMachine(tank) : null;
  if (!found) return 'absent';
  const reported = String(field(found, 'state'));
  if (['Off', 'Saved', 'FastSaved', 'OffCritical', 'SavedCritical'].includes(reported)) return 'stopped';
  if (/^(Running|Starting|Stopping|Saving|Pausing|Paused|Resuming|Reset)/.test(reported)) return 'running';
  throw unclearAnswer('hyperv', `State ${reported}`);
}

async function start(tank: TankContext): Promise<void> {
  await runPowerShell(tank, 'starting', START_VM, {}, LIMIT_MS);
}

async function stop(tank: TankContext): Promise<void> {
  if ((await state(tank)) !== 'running') return;
  const { code } = await tryPowerShell(tank, 'stopping', STOP_VM, {}, LIMIT_MS);
  if (code !== 0 || (await state(tank)) === 'running') await runPowerShell(tank, 'stopping', TURN_OFF);
}

const snapshots: SnapshotDriver = {
  async list(tank) {
    const reported = field(await readMachine(tank), 'snapshots');
    return (Array.isArray(reported) ? reported : reported ? [reported] : []).map((each: unknown) => ({
      name: String(field(each, 'name')),
      at: new Date(String(field(each, 'at'))).toISOString(),
    }));
  },
  take: async (tank, name) =>
    void (await runPowerShell(tank, 'snapshot', TAKE, { snapshot: name }, LIMIT_MS)),
  restore: async (tank, name) =>
    void (await runPowerShell(tank, 'restoring', RESTORE, { snapshot: name }, LIMIT_MS)),
  drop: async (tank, name) =>
    void (await runPowerShell(tank, 'removing', DROP, { snapshot: name }, LIMIT_MS)),
};

/**
 * Hyper-V of Windows 10 and 11 Pro, Enterprise and Education: the machine beside Windows, on the same hypervisor. Read in
 * Microsoft's documents; not run here.
 */
export const hypervDriver: Driver = {
  id: 'hyperv',
  boundary: 'machine',
  platforms: ['win32'],
  base: 'disk',
  access: 'tunnel',
  commands: hypervCommands,
  steps: hypervSteps,
  /** It has no number of its own: Windows' build is its version. */
  async version(tank) {
    const version = await askPowerShell(tank, VERSION).then(
      (reported) => field(reported, 'version'),
      () => null,
    );
    return typeof version === 'string' && version !== '' ? version : null;
  },
  state,
  start,
  stop,
  async remove(tank) {
    if (await isOurs(tank)) await runPowerShell(tank, 'removing', REMOVE, { folder: tank.folder }, LIMIT_MS);
  },
  sshAt: (tank) =>
    pollUntil(
      async () => {
        const host = field(await askPowerShell(tank, ADDRESS, { host: tank.plan.name }), 'address');
        return typeof host === 'string' && host !== '' ? { host, port: 22 } : null;
      },
      { everyMs: 3000, limitMs: LIMIT_MS, ...addressWait(tank, 'hyperv') },
    ),
  snapshots: stoppedSnapshots({ state, start, stop }, snapshots),
  inspectBoundary: hypervBoundary,
  usage: async (tank) => hypervUsage(await readMachine(tank)),
};
