import { posix } from 'node:path';
import type { At } from '../..';
import { field, jsonOf, type Tool, toolOf, unclear } from '../ask';

/**
 * A home of Lima's for our tanks alone (LIMA_HOME, docs/dev/internals). In the user's own, `_config/override.yaml` would
 * stand above whatever a machine says of itself, and could mount the home folder into it (templates/default.yaml,
 * "Global defaults and overrides"). Short, because a socket's path may have no more than 104 bytes on macOS.
 */
export const limaHome = ({ needs: { env } }: At): string => posix.join(env.HOME ?? '/', '.tankmate-lima');

export const limactl = (at: At): Tool => toolOf(at, 'lima', 'limactl', { env: { LIMA_HOME: limaHome(at) } });

/** One of Lima's machines, as `limactl list --json` tells it (pkg/limatype/lima_instance.go). */
export interface Instance {
  readonly name: string;
  /** Uninitialized, Installing, Broken, Stopped, Running, or nothing. */
  readonly status: string;
  readonly dir: string;
  readonly sshLocalPort: number | null;
  readonly cpus: number | null;
  /** Bytes. */
  readonly memory: number | null;
  /** What is in force, after all of Lima's own defaults and overrides. */
  readonly config: unknown;
}

const numberOf = (thing: unknown): number | null => (typeof thing === 'number' && thing > 0 ? thing : null);

/** Names of the machines in our home, snapshots among them. */
export async function names(at: At): Promise<readonly string[]> {
  const { out } = await limactl(at).does('asking', ['list', '--quiet']);
  return out.split('\n').filter((line) => line !== '');
}

/** One of them, or null. JSON of one only: of many it could be longer than what is kept of a program's output. */
export async function instanceOf(at: At): Promise<Instance | null> {
  const { name } = at.plan;
  if (!(await names(at)).includes(name)) return null;
  const { out } = await limactl(at).does('asking', ['list', '--json', name]);
  const told = jsonOf('lima', out);
  if (field(told, 'name') !== name) throw unclear('lima', out);
  return {
    name,
    status: String(field(told, 'status') ?? ''),
    dir: String(field(told, 'dir') ?? ''),
    sshLocalPort: numberOf(field(told, 'sshLocalPort')),
    cpus: numberOf(field(told, 'cpus')),
    memory: numberOf(field(told, 'memory')),
    config: field(told, 'config'),
  };
}
