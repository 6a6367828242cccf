import type { TankContext } from '../../../model/types';
import { type DriverProgram, driverProgram, field, jsonOf } from '../../driver-program';
import { machineOf } from '../../machine-claim';

export const multipass = (tank: TankContext): DriverProgram => driverProgram(tank, 'multipass', 'multipass');

const entries = (thing: unknown): readonly unknown[] => (Array.isArray(thing) ? thing : []);

/** One machine of `multipass list --format json` (src/client/cli/formatter/json_formatter.cpp). */
export interface MultipassInstance {
  /** Running, Stopped, Deleted, Starting, Restarting, Delayed Shutdown, Suspending, Suspended, Unavailable, Unknown. */
  readonly state: string;
  readonly addresses: readonly string[];
}

export async function multipassInstance(tank: TankContext): Promise<MultipassInstance | null> {
  const { out } = await multipass(tank).run('asking', ['list', '--format', 'json']);
  const all = field(jsonOf('multipass', out), 'list');
  const found = entries(all).find((each) => field(each, 'name') === machineOf(tank));
  if (!found) return null;
  return {
    state: String(field(found, 'state')),
    addresses: entries(field(found, 'ipv4')).filter(
      (each): each is string => typeof each === 'string' && each !== '',
    ),
  };
}

/** What `multipass info` tells of the machine; with `--snapshots` of its snapshots instead. */
export async function multipassInfo(tank: TankContext, ...options: readonly string[]): Promise<unknown> {
  const name = machineOf(tank);
  const { out } = await multipass(tank).run('asking', ['info', name, ...options, '--format', 'json']);
  return field(field(jsonOf('multipass', out), 'info'), name);
}
