import type { BoundaryFact, TankContext } from '../../../model/types';
import { boundaryFacts, type Reported } from '../../boundary-facts';
import { field } from '../../driver-program';
import { machineOf } from '../../machine-claim';
import { multipass, multipassInfo } from './multipass-program';

const MIB = 1024 * 1024;
const numberOf = (thing: unknown): number => Number(thing ?? Number.NaN);

/** Folders that are mounted: `mounts` is an object by the place inside (json_formatter.cpp); absent: not told. */
function mountsOf(reported: unknown): Reported {
  const mounts = field(reported, 'mounts');
  if (typeof mounts !== 'object' || mounts === null) return null;
  return Object.values(mounts).map((each) => String(field(each, 'source_path')));
}

/**
 * Multipass forwards no ports, has no clipboard, and gives no devices of this computer (its command line has no word for
 * either). A bridge would put the machine into the home network (reference/settings/local-instance-name-bridged).
 */
export async function multipassBoundary(tank: TankContext): Promise<readonly BoundaryFact[]> {
  const reported = await multipassInfo(tank);
  const bridge = await multipass(tank).run('asking', ['get', `local.${machineOf(tank)}.bridged`]);
  const bridged = `bridged=${bridge.out.trim()}`;
  const memory = numberOf(field(field(reported, 'memory'), 'total'));
  const processors = numberOf(field(reported, 'cpu_count') || Number.NaN);
  return boundaryFacts(tank, 'multipass', {
    settings: [bridged, `image_hash=${String(field(reported, 'image_hash') ?? '')}`],
    loose: bridged === 'bridged=false' ? [] : [bridged],
    mounts: mountsOf(reported),
    ports: [],
    strange: [],
    devices: [],
    clipboard: [],
    limits: memory > 0 && processors > 0 ? { memoryMiB: Math.floor(memory / MIB), processors } : null,
  });
}
