import type { At, OutsideFact } from '../..';
import { field } from '../ask';
import { machineOf } from '../claim';
import { factsOf, type Told } from '../outside';
import { info, multipass } from './client';

const MIB = 1024 * 1024;
const numberOf = (thing: unknown): number => Number(thing ?? Number.NaN);

/** Folders that are mounted: `mounts` is an object by the place inside (json_formatter.cpp); absent: not told. */
function mountsOf(told: unknown): Told {
  const mounts = field(told, 'mounts');
  if (typeof mounts !== 'object' || mounts === null) return null;
  return Object.values(mounts).map((each) => String(field(each, 'source_path')));
}

/**
 * Multipass forwards no ports, has no clipboard, and gives no devices of this computer (its command line has no word for
 * either). A bridge would put the machine into the home network (reference/settings/local-instance-name-bridged).
 */
export async function multipassOutside(at: At): Promise<readonly OutsideFact[]> {
  const told = await info(at);
  const bridge = await multipass(at).does('asking', ['get', `local.${machineOf(at)}.bridged`]);
  const bridged = `bridged=${bridge.out.trim()}`;
  const memory = numberOf(field(field(told, 'memory'), 'total'));
  const processors = numberOf(field(told, 'cpu_count') || Number.NaN);
  return factsOf(at, 'multipass', {
    settings: [bridged, `image_hash=${String(field(told, 'image_hash') ?? '')}`],
    loose: bridged === 'bridged=false' ? [] : [bridged],
    mounts: mountsOf(told),
    ports: [],
    strange: [],
    devices: [],
    clipboard: [],
    limits: memory > 0 && processors > 0 ? { memoryMiB: Math.floor(memory / MIB), processors } : null,
  });
}
