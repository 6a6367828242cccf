import type { Platform } from '../contract/finding';
import type { Service } from '../probes/openclaw';

export interface Words {
  readonly program: string;
  readonly args: readonly string[];
}

/** What stops a service and holds it back, and what starts it again. */
export interface ServiceCommands {
  readonly stop: Words;
  readonly start: Words;
}

/**
 * Commands for a service of this account; null for one of the whole computer, which needs administrator rights
 * (systemctl(1); launchctl(1): `bootout` and `bootstrap` of a domain target; schtasks /End and /Run).
 */
export function serviceCommands(
  { kind, name, file }: Pick<Service, 'kind' | 'name' | 'file'>,
  uid: number | null,
): ServiceCommands | null {
  switch (kind) {
    case 'systemd-user': {
      const unit = `${name}.service`;
      return {
        stop: { program: 'systemctl', args: ['--user', 'stop', unit] },
        start: { program: 'systemctl', args: ['--user', 'start', unit] },
      };
    }
    case 'launch-agent':
      return {
        stop: { program: 'launchctl', args: ['bootout', `gui/${uid}/${name}`] },
        start: { program: 'launchctl', args: ['bootstrap', `gui/${uid}`, file] },
      };
    case 'scheduled-task':
      return {
        stop: { program: 'schtasks.exe', args: ['/End', '/TN', name] },
        start: { program: 'schtasks.exe', args: ['/Run', '/TN', name] },
      };
    default:
      return null;
  }
}

/** The unit that a Linux process belongs to, by its /proc/<pid>/cgroup (cgroups(7)); null for a session's own. */
export function unitOf(cgroup: string): string | null {
  const last = cgroup
    .split('\n')
    .map((line) => line.split(':').slice(2).join(':'))
    .flatMap((path) => path.split('/').filter((part) => part.endsWith('.service')))
    .filter((part) => !/^user@\d+\.service$/.test(part))
    .at(-1);
  return last?.replace(/\.service$/, '') ?? null;
}

/**
 * The service that runs a gateway: on Linux by its unit, elsewhere the one whose state folder is the gateway's, or
 * the only one there is. Null: it was started by hand.
 */
export function serviceOf(
  gateway: { readonly unit: string | null; readonly stateDir: string | null },
  services: readonly Service[],
  platform: Platform,
): Service | null {
  if (platform === 'linux') return services.find(({ name }) => name === gateway.unit) ?? null;
  const same = services.filter(({ env }) => env.OPENCLAW_STATE_DIR === (gateway.stateDir ?? undefined));
  return same[0] ?? (services.length === 1 ? (services[0] ?? null) : null);
}
