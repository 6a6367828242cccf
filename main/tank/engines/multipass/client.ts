import type { At } from '../..';
import { field, jsonOf, type Tool, toolOf } from '../ask';
import { machineOf } from '../claim';

export const multipass = (at: At): Tool => toolOf(at, 'multipass', 'multipass');

const entries = (thing: unknown): readonly unknown[] => (Array.isArray(thing) ? thing : []);

/** One machine of `multipass list --format json` (src/client/cli/formatter/json_formatter.cpp). */
export interface Listed {
  /** Running, Stopped, Deleted, Starting, Restarting, Delayed Shutdown, Suspending, Suspended, Unavailable, Unknown. */
  readonly state: string;
  readonly addresses: readonly string[];
}

export async function listed(at: At): Promise<Listed | null> {
  const { out } = await multipass(at).does('asking', ['list', '--format', 'json']);
  const all = field(jsonOf('multipass', out), 'list');
  const found = entries(all).find((each) => field(each, 'name') === machineOf(at));
  if (!found) return null;
  return {
    state: String(field(found, 'state')),
    addresses: entries(field(found, 'ipv4')).filter(
      (each): each is string => typeof each === 'string' && each !== '',
    ),
  };
}

/** What `multipass info` tells of the machine; with `--snapshots` of its snapshots instead. */
export async function info(at: At, ...options: readonly string[]): Promise<unknown> {
  const name = machineOf(at);
  const { out } = await multipass(at).does('asking', ['info', name, ...options, '--format', 'json']);
  return field(field(jsonOf('multipass', out), 'info'), name);
}
