import type { Platform } from '../../contract/finding';
import type { unitOf } from '../../openclaw/service-control';
import type { Service } from '../../probes/openclaw';

/** A program with its arguments. */
export interface CommandArgs {
  readonly program: string;
  readonly args: readonly string[];
}

/** One step of holding a service, and what takes it back. */
export interface ServiceStep {
  readonly stop: CommandArgs;
  readonly start: CommandArgs;
}

const step = (program: string, stop: readonly string[], start: readonly string[]): ServiceStep => ({
  stop: { program, args: stop },
  start: { program, args: start },
});

/**
 * What stops a service of this account and holds it back, in order; starting it is the other halves in reverse. Null for
 * one of the whole computer, which needs administrator rights (systemctl(1); launchctl(1): `bootout` and `bootstrap` of a
 * domain target; schtasks /End, /Run and /Change: a task that repeats would start again between the two).
 */
export function serviceSteps(
  { kind, name, file }: Pick<Service, 'kind' | 'name' | 'file'>,
  uid: number | null,
): readonly ServiceStep[] | null {
  switch (kind) {
    case 'systemd-user': {
      const unit = `${name}.service`;
      return [step('systemctl', ['--user', 'stop', unit], ['--user', 'start', unit])];
    }
    case 'launch-agent':
      return [step('launchctl', ['bootout', `gui/${uid}/${name}`], ['bootstrap', `gui/${uid}`, file])];
    case 'scheduled-task': {
      const task = ['/TN', file];
      return [
        step('schtasks.exe', ['/End', ...task], ['/Run', ...task]),
        step('schtasks.exe', ['/Change', ...task, '/DISABLE'], ['/Change', ...task, '/ENABLE']),
      ];
    }
    default:
      return null;
  }
}

/** What a manager of this account is found by where nobody signed in (over ssh, `su`): systemd's own place (pam_systemd(8)). */
export const managerVariables = (
  env: Readonly<Record<string, string | undefined>>,
  uid: number | null,
): Record<string, string> =>
  process.platform !== 'linux' || env.XDG_RUNTIME_DIR || uid === null
    ? {}
    : { XDG_RUNTIME_DIR: `/run/user/${uid}` };

/**
 * The service that runs a gateway: on Linux by its unit and whose manager runs that, elsewhere the one whose state folder
 * is the gateway's, or the only one there is. Null: it was started by hand.
 */
export function serviceOf(
  gateway: { readonly unit: ReturnType<typeof unitOf>; readonly stateDir: string | null },
  services: readonly Service[],
  platform: Platform,
): Service | null {
  const { unit } = gateway;
  if (platform === 'linux')
    return (
      services.find(
        ({ name, kind }) =>
          `${name}.service` === unit?.unit && (kind === 'systemd-user') === (unit.uid !== null),
      ) ?? null
    );
  const same = services.filter(({ env }) => env.OPENCLAW_STATE_DIR === (gateway.stateDir ?? undefined));
  return same[0] ?? (services.length === 1 ? (services[0] ?? null) : null);
}
