import { type At, type Engine, type Snapshots, TankTrouble } from '../..';
import { field, nameOf, unclear, until, words } from '../ask';
import { isOurs } from '../claim';
import { snapshotsOf } from '../stopped';
import { hypervOutside, look, usageOf } from './look';
import { hypervCommands, hypervSteps } from './make';
import { askScript, runScript, tryScript } from './powershell';
import { ADDRESS, DROP, REMOVE, RESTORE, START_VM, STOP_VM, TAKE, TURN_OFF, VERSION } from './scripts';

const LIMIT_MS = 300_000;

/** VMState of the module, as its names (learn.microsoft.com, Microsoft.HyperV.PowerShell.VMState). */
async function state(at: At): Promise<'absent' | 'stopped' | 'running'> {
  const found = (await isOurs(at)) ? await look(at) : null;
  if (!found) return 'absent';
  const told = String(field(found, 'state'));
  if (['Off', 'Saved', 'FastSaved', 'OffCritical', 'SavedCritical'].includes(told)) return 'stopped';
  if (/^(Running|Starting|Stopping|Saving|Pausing|Paused|Resuming|Reset)/.test(told)) return 'running';
  throw unclear('hyperv', `State ${told}`);
}

async function start(at: At): Promise<void> {
  await runScript(at, 'starting', START_VM, {}, LIMIT_MS);
}

async function stop(at: At): Promise<void> {
  if ((await state(at)) !== 'running') return;
  const { code } = await tryScript(at, 'stopping', STOP_VM, {}, LIMIT_MS);
  if (code !== 0 || (await state(at)) === 'running') await runScript(at, 'stopping', TURN_OFF);
}

const snapshots: Snapshots = {
  async list(at) {
    const told = field(await look(at), 'snapshots');
    return (Array.isArray(told) ? told : told ? [told] : []).map((each: unknown) => ({
      name: String(field(each, 'name')),
      at: new Date(String(field(each, 'at'))).toISOString(),
    }));
  },
  take: async (at, name) => void (await runScript(at, 'snapshot', TAKE, { snapshot: name }, LIMIT_MS)),
  restore: async (at, name) => void (await runScript(at, 'restoring', RESTORE, { snapshot: name }, LIMIT_MS)),
  drop: async (at, name) => void (await runScript(at, 'removing', DROP, { snapshot: name }, LIMIT_MS)),
};

/**
 * Hyper-V of Windows 10 and 11 Pro, Enterprise and Education: the machine beside Windows, on the same hypervisor. Read in
 * Microsoft's documents; not run here.
 */
export const engine: Engine = {
  id: 'hyperv',
  wall: 'machine',
  platforms: ['win32'],
  base: 'disk',
  door: 'tunnel',
  commands: hypervCommands,
  steps: hypervSteps,
  /** It has no number of its own: Windows' build is its version. */
  async version(at) {
    const version = await askScript(at, VERSION).then(
      (told) => field(told, 'version'),
      () => null,
    );
    return typeof version === 'string' && version !== '' ? version : null;
  },
  state,
  start,
  stop,
  async remove(at) {
    if (await isOurs(at)) await runScript(at, 'removing', REMOVE, { folder: at.folder }, LIMIT_MS);
  },
  sshAt: (at) =>
    until(
      at,
      {
        everyMs: 3000,
        limitMs: LIMIT_MS,
        late: () => new TankTrouble(words('no-address', { name: nameOf('hyperv') })),
      },
      async () => {
        const host = field(await askScript(at, ADDRESS, { host: at.plan.name }), 'address');
        return typeof host === 'string' && host !== '' ? { host, port: 22 } : null;
      },
    ),
  snapshots: snapshotsOf({ state, start, stop }, snapshots),
  outside: hypervOutside,
  usage: async (at) => usageOf(await look(at)),
};
