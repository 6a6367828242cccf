import type { Change, CommandChange } from '../../contract/change';
import { DROP_IN_NAME, DROP_IN_TEXT } from '../../openclaw/service-control';
import type { FileProbe } from '../../probes/files';
import type { Service } from '../../probes/openclaw';

/** A service to hold back, and whether it runs now: only then does undo start it again. */
export interface ServiceToDisable {
  readonly service: Service;
  readonly running: boolean;
}

/** Service managers are asked with a short limit: what they don't do in time, the files and the signals do. */
const ASK_MS = 700;
const RELOAD_MS = 400;

/** Programs of the system, by their place: a bare name could find one that somebody planted. */
const SYSTEMCTL = '/usr/bin/systemctl';
const LAUNCHCTL = '/bin/launchctl';
export const schtasksIn = ({ env, path }: Pick<FileProbe, 'env' | 'path'>): string =>
  path.join(env.SystemRoot ?? 'C:\\Windows', 'System32', 'schtasks.exe');

const optional = (
  program: string,
  args: readonly string[],
  undo: readonly string[] | null,
  limitMs: number,
  env?: Record<string, string>,
): CommandChange => ({
  kind: 'command',
  program,
  args,
  ...(env && { env }),
  admin: false,
  undo: undo && { program, args: undo },
  optional: true,
  limitMs,
});

const admin = (program: string, args: readonly string[], undo: readonly string[] | null): CommandChange => ({
  kind: 'command',
  program,
  args,
  admin: true,
  undo: undo && { program, args: undo },
});

/** Words that lead to the manager of the account whose unit it is, and what it needs to be found over ssh. */
function userManager({ uid, userName, env }: FileProbe, account: string | null) {
  if (account !== null && account !== userName) return { prefix: ['--user', `--machine=${account}@.host`] };
  const runtime = env.XDG_RUNTIME_DIR ? undefined : { XDG_RUNTIME_DIR: `/run/user/${uid}` };
  return { prefix: ['--user'], env: runtime };
}

async function dropIn(files: FileProbe, folder: string, unit: string): Promise<readonly Change[]> {
  const path = files.path.join(folder, `${unit}.d`, DROP_IN_NAME);
  const before = (await files.exact(path))?.text ?? null;
  return before === DROP_IN_TEXT
    ? []
    : [{ kind: 'edit', path, before, after: DROP_IN_TEXT, mode: 0o644, format: 'lines' }];
}

/**
 * The manager is told to stop it before the file comes, and to read its files again on both sides of it: taken back in
 * reverse, the file goes first, then the manager reads, then it starts the service.
 */
async function systemd(files: FileProbe, { service, running }: ServiceToDisable): Promise<readonly Change[]> {
  const { path, home, env } = files;
  const unit = path.basename(service.file);
  const system = service.kind === 'systemd-system';
  const { prefix, env: found } = system
    ? { prefix: [], env: undefined }
    : userManager(files, service.account);
  const config = path.join(env.XDG_CONFIG_HOME || path.join(home, '.config'), 'systemd', 'user');
  const shared = /^\/(etc|run|usr|lib)\//.test(service.file);
  const folder = system ? '/etc/systemd/system' : shared ? config : path.dirname(service.file);
  const edit = await dropIn(files, folder, unit);
  const stop = [...prefix, 'stop', '--no-block', unit];
  const start = [...prefix, 'start', '--no-block', unit];
  const reload = [...prefix, 'daemon-reload'];
  if (edit.length === 0 && !running) return [];
  return [
    optional(SYSTEMCTL, stop, running ? start : null, ASK_MS, found),
    optional(SYSTEMCTL, reload, reload, RELOAD_MS, found),
    ...edit,
    optional(SYSTEMCTL, reload, null, RELOAD_MS, found),
  ];
}

/** launchd keeps what is disabled in a list of its own, beside the job's file (launchctl(1)). */
function launchd({ uid }: FileProbe, { service, running }: ServiceToDisable): readonly Change[] {
  const domain = service.kind === 'launch-daemon' ? 'system' : `gui/${uid}`;
  const target = `${domain}/${service.name}`;
  const load = running ? ['bootstrap', domain, service.file] : null;
  return [
    optional(LAUNCHCTL, ['bootout', target], load, ASK_MS),
    optional(LAUNCHCTL, ['disable', target], ['enable', target], RELOAD_MS),
  ];
}

/** schtasks.exe (learn.microsoft.com/windows-server/administration/windows-commands/schtasks). */
function task(files: FileProbe, { service, running }: ServiceToDisable): readonly Change[] {
  const schtasks = schtasksIn(files);
  const name = ['/TN', service.file];
  return [
    optional(schtasks, ['/End', ...name], running ? ['/Run', ...name] : null, ASK_MS),
    optional(schtasks, ['/Change', ...name, '/DISABLE'], ['/Change', ...name, '/ENABLE'], ASK_MS),
  ];
}

/** Keeps a service of this account from starting, by files where there are any. Twice is once. */
export async function disableService(
  files: FileProbe,
  holding: ServiceToDisable,
  quarantine: string,
): Promise<readonly Change[]> {
  const { service } = holding;
  switch (service.kind) {
    case 'systemd-user':
    case 'systemd-system':
      return systemd(files, holding);
    case 'launch-agent':
    case 'launch-daemon':
      return launchd(files, holding);
    case 'scheduled-task':
      return task(files, holding);
    case 'startup-item': {
      const to = files.path.join(quarantine, 'stopped', files.path.basename(service.file));
      return [{ kind: 'move', from: service.file, to }];
    }
  }
}

/** Whether holding it back takes administrator rights that this account doesn't have now. */
export const needsAdmin = ({ uid }: FileProbe, { kind, administrator }: Service): boolean =>
  uid !== 0 &&
  (kind === 'systemd-system' ||
    kind === 'launch-daemon' ||
    (kind === 'scheduled-task' && administrator === true));

/** The same for a service of the whole computer: one command, asked for once. `enabled`: it starts by itself at boot. */
export function disableServiceAsAdmin(
  files: FileProbe,
  { service, running }: ServiceToDisable,
  enabled: boolean,
): readonly Change[] {
  const unit = files.path.basename(service.file);
  const now = running ? ['--now'] : [];
  switch (service.kind) {
    case 'systemd-system':
      return enabled
        ? [admin(SYSTEMCTL, ['disable', '--now', unit], ['enable', ...now, unit])]
        : running
          ? [admin(SYSTEMCTL, ['stop', unit], ['start', unit])]
          : [];
    case 'launch-daemon':
      return [
        ...(running
          ? [admin(LAUNCHCTL, ['bootout', `system/${service.name}`], ['bootstrap', 'system', service.file])]
          : []),
        admin(LAUNCHCTL, ['disable', `system/${service.name}`], ['enable', `system/${service.name}`]),
      ];
    default: {
      const name = ['/TN', service.file];
      return [admin(schtasksIn(files), ['/Change', ...name, '/DISABLE'], ['/Change', ...name, '/ENABLE'])];
    }
  }
}
