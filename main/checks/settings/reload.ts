import type { Change, CommandChange } from '../../contract/change';
import type { Probes } from '../../probes';
import type { Service, Setup } from '../../probes/openclaw';
import type { Mendable } from './mend';

/** A gateway that starts anew by itself finishes first what it is at; it was seen to take up to a minute on two busy cores. */
const RESTART_MS = 90_000;

/** Does a service start OpenClaw on this setup? One that names no folder starts it on the default one. */
function starts({ env }: Service, { name, stateDir, configPath }: Setup): boolean {
  if (env.OPENCLAW_CONFIG_PATH) return env.OPENCLAW_CONFIG_PATH === configPath;
  if (env.OPENCLAW_STATE_DIR) return env.OPENCLAW_STATE_DIR === stateDir;
  return (env.OPENCLAW_PROFILE || 'default') === name;
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
export async function reloads(
  { gateways, openclaw, files }: Probes,
  setups: readonly Mendable[],
  afresh: boolean,
): Promise<{
  readonly changes: readonly Change[];
  readonly settleMs: number;
  readonly endsGateway: boolean;
}> {
  const [running, services] = await Promise.all([gateways.running(), openclaw.services()]);
  const changes: Change[] = [];
  let [settleMs, endsGateway] = [0, false];
  for (const { reader, settings } of setups) {
    const own = running.found.filter(
      ({ stateDir, where }) =>
        where === 'this-computer' && (stateDir === null || stateDir === settings.setup.stateDir),
    );
    if (own.length === 0) continue;
    settleMs = RESTART_MS;
    const mode = reader.raw('gateway.reload.mode');
    if (!afresh && mode !== 'off' && mode !== 'hot') continue;
    const service = services.found.find((each) => starts(each, settings.setup));
    const commands = service && restart(service, files.uid);
    if (commands) changes.push(...commands);
    else
      for (const { pid, program, startedAt, administrator } of own) {
        if (administrator === true && files.uid !== 0) continue;
        changes.push({ kind: 'end', pid, program, startedAt, graceMs: 10_000 });
        endsGateway = true;
      }
  }
  return { changes, settleMs, endsGateway };
}
