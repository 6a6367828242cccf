import { readFile, readlink } from 'node:fs/promises';
import { unitOf } from '../../openclaw/service-control';
import type { Service } from '../../probes/openclaw';
import { type IdentifiedProcess, isAlive, type Processes } from '../../system/write/processes/end-process';
import { serviceOf } from './services';
import type { RunningGateway } from './surroundings';
import { UpdateError } from './update-error';
import type { GatewayProcess } from './update-journal';

/** Variables that a gateway started by hand needs again. Names only of what is no secret. */
const PLAIN =
  /^(HOME|PATH|USER|LOGNAME|SHELL|LANG|LC_\w+|TZ|TMPDIR|XDG_\w+|NVM_DIR|PNPM_HOME|SystemRoot|APPDATA|LOCALAPPDATA|USERPROFILE|TEMP|TMP|OPENCLAW_(HOME|STATE_DIR|CONFIG_PATH|PROFILE|DISABLE_BONJOUR|NO_AUTO_UPDATE|INCLUDE_ROOTS|WORKSPACE_DIR))$/;

export const plainVariables = (env: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && PLAIN.test(entry[0]),
    ),
  );

/** A gateway with all of its environment, in memory only. */
export interface CapturedGateway extends GatewayProcess, IdentifiedProcess {
  readonly whole: Readonly<Record<string, string>>;
  /** Name of what started it and may start it again; null: nothing that would. */
  readonly perhaps: string | null;
}

const parseEnvironment = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\0')
      .filter((part) => part.indexOf('=') > 0)
      .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]),
  );

/** What a captured gateway is to anybody else: what may be written down. */
export const plainGateway = ({
  service,
  stateDir,
  port,
  node,
  cwd,
  holds,
  env,
}: CapturedGateway): GatewayProcess => ({
  service,
  stateDir,
  port,
  node,
  cwd,
  ...(holds && { holds }),
  env,
});

/**
 * What is needed to start a gateway of this account again. Elsewhere than on Linux only its own program can be told. Null
 * where it has ended meanwhile: whoever has its number now is asked nothing. Rejects where a unit keeps it that is none
 * of OpenClaw's, since that would start it again.
 */
export async function captureProcess(
  { gateway, holds, perhaps }: RunningGateway,
  services: readonly Service[],
  node: string,
  platform: NodeJS.Platform,
  processes: Processes,
): Promise<CapturedGateway | null> {
  const linux = platform === 'linux';
  const text = (file: string) => (linux ? readFile(file, 'utf8').catch(() => '') : Promise.resolve(''));
  const link = (file: string) => (linux ? readlink(file).catch(() => null) : Promise.resolve(null));
  const { pid, program, startedAt } = gateway;
  const at = `/proc/${pid}`;
  const [environ, cgroup, cwd] = await Promise.all([
    text(`${at}/environ`),
    text(`${at}/cgroup`),
    link(`${at}/cwd`),
  ]);
  // Asked last: what was read is its own only if it is still there.
  if (!(await isAlive(processes, gateway))) return null;
  const whole =
    environ === '' ? (plainVariables(process.env) as Record<string, string>) : parseEnvironment(environ);
  const which = platform === 'darwin' || platform === 'win32' ? platform : 'linux';
  const unit = unitOf(cgroup);
  const service = serviceOf({ unit, stateDir: gateway.stateDir }, services, which);
  // What a desktop starts gets a unit of its own, too (systemd's "Desktop Environment Integration"): that keeps nothing.
  if (unit && !service && holds.length === 0 && !/^(app|run|dbus)-/.test(unit.unit))
    throw new UpdateError('kept-by-unit', { name: unit.unit });
  const port = gateway.listeners?.map((each) => each.port).toSorted((a, b) => a - b)[0] ?? null;
  return {
    pid,
    program,
    startedAt,
    service: service && { kind: service.kind, name: service.name, file: service.file },
    stateDir: gateway.stateDir,
    port,
    node,
    cwd: cwd ?? process.cwd(),
    holds,
    env: plainVariables(whole),
    whole,
    perhaps: perhaps[0]?.program ?? null,
  };
}
