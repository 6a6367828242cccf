import type { Change, CommandChange } from '../../contract/change';
import type { Influence } from '../../contract/influence';
import type { SettingsReader } from '../../openclaw/read-settings';
import type { Probes } from '../../probes';
import type { Service, Setup } from '../../probes/openclaw';
import type { Thing } from '../../probes/ownership';
import type { OpenClawSettings } from '../../probes/settings';

/** A gateway that starts anew by itself finishes first what it is at; it was seen to take up to a minute on two busy cores. */
const RESTART_MS = 90_000;

/** Does a service start OpenClaw on this setup? One that names no folder starts it on the default one. */
function starts({ env, account }: Service, { name, stateDir, configPath, owner }: Setup): boolean {
  if (env.OPENCLAW_CONFIG_PATH) return env.OPENCLAW_CONFIG_PATH === configPath;
  if (env.OPENCLAW_STATE_DIR) return env.OPENCLAW_STATE_DIR === stateDir;
  // Of another account's home it is that one's default.
  return (
    (env.OPENCLAW_PROFILE || 'default') === name && (account === null || owner === null || account === owner)
  );
}

/** Has the service's manager start it anew (systemctl(1), launchctl(1), schtasks). Null: nobody here can. */
function restart({ kind, name }: Service, uid: number | null): readonly CommandChange[] | null {
  const run = (program: string, args: readonly string[], admin = false): CommandChange => ({
    kind: 'command',
    program,
    args,
    admin,
    undo: null,
    optional: true,
  });
  switch (kind) {
    case 'systemd-user':
      return [run('systemctl', ['--user', 'restart', `${name}.service`])];
    case 'systemd-system':
      return [run('systemctl', ['restart', `${name}.service`], true)];
    case 'launch-agent':
      return uid === null ? null : [run('launchctl', ['kickstart', '-k', `gui/${uid}/${name}`])];
    case 'launch-daemon':
      return [run('launchctl', ['kickstart', '-k', `system/${name}`], true)];
    case 'scheduled-task':
      return [run('schtasks.exe', ['/End', '/TN', name]), run('schtasks.exe', ['/Run', '/TN', name])];
    case 'startup-item':
      return null;
  }
}

/**
 * What makes the running gateways of these setups take up changed settings. OpenClaw watches its settings and what
 * they include, and starts anew by itself where it must, unless `gateway.reload.mode` is `off`, or `hot` in versions
 * before 2026.8.1 (docs/gateway/configuration/hot-reload.md): then its service is told to, and without one it is ended.
 * `afresh` asks for that in any case: without a service 2026.9.6 starts anew inside the same process, which keeps the
 * address that it began with (seen on a real one; dist: cli/gateway-cli/run, `bind`).
 */
export async function planReloads(
  { gateways, openclaw, files, ownership }: Pick<Probes, 'gateways' | 'openclaw' | 'files' | 'ownership'>,
  setups: readonly { readonly settings: Pick<OpenClawSettings, 'setup'>; readonly reader: SettingsReader }[],
  afresh: boolean,
): Promise<{
  readonly changes: readonly Change[];
  readonly settleMs: number;
  readonly endsGateway: boolean;
  readonly influences: readonly Influence[];
}> {
  const [running, services] = await Promise.all([
    gateways.running().then(({ items }) => ofThisHome(items, (gateway) => ({ kind: 'gateway', gateway }))),
    openclaw.services().then(({ items }) => ofThisHome(items, (service) => ({ kind: 'service', service }))),
  ]);
  /** Another account's gateway goes on as it is: what its own settings say is not what was changed here. */
  async function ofThisHome<T>(all: readonly T[], thing: (each: T) => Thing): Promise<readonly T[]> {
    const whose = await Promise.all(all.map((each) => ownership.ownerOf(thing(each))));
    return all.filter((_, at) => whose[at]?.actor === 'us' || whose[at]?.actor === 'administrator');
  }
  const changes: Change[] = [];
  const influences: Influence[] = [];
  let [settleMs, endsGateway] = [0, false];
  for (const { reader, settings } of setups) {
    const own = running.filter(
      ({ stateDir, where }) =>
        where === 'this-computer' && (stateDir === null || stateDir === settings.setup.stateDir),
    );
    if (own.length === 0) continue;
    settleMs = RESTART_MS;
    influences.push({ kind: 'gateway', stateDir: settings.setup.stateDir });
    const mode = reader.raw('gateway.reload.mode');
    if (!afresh && mode !== 'off' && mode !== 'hot') continue;
    const service = services.find((each) => starts(each, settings.setup));
    const commands = service && restart(service, files.uid);
    if (service && commands) {
      changes.push(...commands);
      influences.push({ kind: 'service', file: service.file });
    } else
      for (const { pid, program, startedAt, administrator } of own) {
        if ((administrator === true && files.uid !== 0) || startedAt === null) continue;
        changes.push({ kind: 'end', pid, program, startedAt, graceMs: 10_000 });
        endsGateway = true;
      }
  }
  return { changes, settleMs, endsGateway, influences };
}
