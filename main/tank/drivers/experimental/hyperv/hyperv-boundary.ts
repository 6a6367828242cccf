import { join } from 'node:path';
import { seedFile } from '../../../guest/cloud-init/seed-step';
import type { BoundaryFact, TankContext } from '../../../model/types';
import { boundaryFacts } from '../../boundary-facts';
import { field } from '../../driver-program';
import { askPowerShell } from './hyperv-powershell';
import { READ_VM } from './hyperv-scripts';

/** Hyper-V's own form: a machine of generation 2 starts from nothing else. */
export const vhdxPath = ({ folder }: TankContext): string => join(folder, 'disk.vhdx');

const MIB = 1024 * 1024;
/** Windows' own Default Switch (github.com/canonical/multipass/issues/3580). */
const DEFAULT_SWITCH = 'c08cb7b8-9b3c-408e-8e30-5e16a3aeb444';

/** Networks that it is refused from outside: the private ones, link-local with its metadata services, multicast. */
export const REFUSED = [
  ...['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.168.0.0/16', '198.18.0.0/15', '224.0.0.0/4', 'fc00::/7', 'fe80::/10'],
] as const;

/** What `LOOK` found; null when Hyper-V knows no such machine. */
export async function readMachine(tank: TankContext): Promise<object | null> {
  const found = await askPowerShell(tank, READ_VM);
  return typeof found === 'object' ? found : null;
}

const texts = (thing: unknown): readonly string[] =>
  (Array.isArray(thing) ? thing : [thing]).filter((each): each is string => typeof each === 'string');
const bytes = (thing: unknown): number | null => (typeof thing === 'number' && thing > 0 ? thing : null);

export function hypervUsage(found: object | null): { memory: number | null; disk: number | null } {
  return { memory: bytes(field(found, 'assigned')), disk: bytes(field(found, 'diskBytes')) };
}

/** Hyper-V shares no folders with Linux; files come in by the Guest Service Interface, the clipboard by enhanced sessions. */
export async function hypervBoundary(tank: TankContext): Promise<readonly BoundaryFact[]> {
  const found = await readMachine(tank);
  const reported = (name: string) => `${name}=${String(field(found, name))}`;
  const refused = texts(field(found, 'refused')).map((each) => each.toLowerCase());
  const missing = REFUSED.filter((range) => !refused.includes(range)).map((range) => `${range}=open`);
  const switches = texts(field(found, 'switches'));
  const strange = switches
    .filter((id) => id.toLowerCase() !== DEFAULT_SWITCH)
    .map((id) => `switch=${id || 'none'}`);
  const loose = [
    ...(field(found, 'secureBoot') === 'On' ? [] : [reported('secureBoot')]),
    ...(field(found, 'automaticCheckpoints') === false ? [] : [reported('automaticCheckpoints')]),
    ...missing,
    ...strange,
  ];
  // Snapshots have disks of their own beside ours.
  const own = (path: string) =>
    path === seedFile(tank.folder) || path.startsWith(vhdxPath(tank).replace(/\.vhdx$/, ''));
  const disks = [...texts(field(found, 'disks')), ...texts(field(found, 'dvds'))];
  const [memory, processors] = [bytes(field(found, 'memory')), bytes(field(found, 'processors'))];
  return boundaryFacts(tank, 'hyperv', {
    settings: found && [
      reported('secureBoot'),
      reported('automaticCheckpoints'),
      `refused=${refused.length}`,
    ],
    loose,
    mounts: found && (field(found, 'copyIn') === false ? [] : [reported('copyIn')]),
    ports: found && [],
    strange: [],
    devices: found && disks.filter((path) => !own(path)),
    // Builds that don't tell it know enhanced sessions of Windows alone.
    clipboard:
      found && (['VMBus', ''].includes(String(field(found, 'session'))) ? [] : [reported('session')]),
    limits: memory && processors ? { memoryMiB: Math.floor(memory / MIB), processors } : null,
  });
}
