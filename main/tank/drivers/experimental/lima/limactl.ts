import { posix } from 'node:path';
import type { TankContext } from '../../../model/types';
import { type DriverProgram, driverProgram, field, jsonOf, unclearAnswer } from '../../driver-program';

/**
 * A home of Lima's for our tanks alone (LIMA_HOME, docs/dev/internals). In the user's own, `_config/override.yaml` would
 * stand above whatever a machine says of itself, and could mount the home folder into it (templates/default.yaml,
 * "Global defaults and overrides"). Short, because a socket's path may have no more than 104 bytes on macOS.
 */
export const limaHome = ({ needs: { env } }: TankContext): string =>
  posix.join(env.HOME ?? '/', '.tankmate-lima');

export const limactl = (tank: TankContext): DriverProgram =>
  driverProgram(tank, 'lima', 'limactl', { env: { LIMA_HOME: limaHome(tank) } });

/** One of Lima's machines, as `limactl list --json` tells it (pkg/limatype/lima_instance.go). */
export interface LimaInstance {
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
export async function limaNames(tank: TankContext): Promise<readonly string[]> {
  const { out } = await limactl(tank).run('asking', ['list', '--quiet']);
  return out.split('\n').filter((line) => line !== '');
}

/** One of them, or null. JSON of one only: of many it could be longer than what is kept of a program's output. */
export async function instanceOf(tank: TankContext): Promise<LimaInstance | null> {
  const { name } = tank.plan;
  if (!(await limaNames(tank)).includes(name)) return null;
  const { out } = await limactl(tank).run('asking', ['list', '--json', name]);
  const reported = jsonOf('lima', out);
  if (field(reported, 'name') !== name) throw unclearAnswer('lima', out);
  return {
    name,
    status: String(field(reported, 'status') ?? ''),
    dir: String(field(reported, 'dir') ?? ''),
    sshLocalPort: numberOf(field(reported, 'sshLocalPort')),
    cpus: numberOf(field(reported, 'cpus')),
    memory: numberOf(field(reported, 'memory')),
    config: field(reported, 'config'),
  };
}
