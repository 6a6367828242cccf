import { isRuntime } from '../../openclaw/gateway-process';
import { noVariables } from '../../openclaw/shell-variables';
import { baseName } from '../../system/read/processes/linux-process';
import type { AccountHomes } from './account-homes';
import type { TolerantReader } from './tolerant-reader';

const MAPS_BYTES = 4 * 1024 * 1024;

/** A process that calls itself OpenClaw, with what its environment says of OpenClaw. */
export interface OpenClawProcess {
  readonly pid: number;
  readonly uid: number;
  readonly env: Readonly<Record<string, string>>;
  /** Its title says that it is a gateway, not any other command. */
  readonly gateway: boolean;
  /** Its working folder; null when it could not be told. */
  readonly cwd: string | null;
  /** Scripts and addons that it shows, of whatever package. */
  readonly paths: readonly string[];
}

/** Names in /proc/PID/comm, cut at 15 characters by the kernel (proc(5)). */
const TITLE = /^(openclaw|clawdbot|moltbot)(-gatewa?y?)?$/;

/** `NAME=value` parts, separated by zero bytes, of /proc/PID/environ (proc(5)). */
export function parseEnviron(text: string): Readonly<Record<string, string>> {
  return noVariables(
    Object.fromEntries(
      text
        .split('\0')
        .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)] as const)
        .filter(([name]) => name === 'HOME' || name.startsWith('OPENCLAW_')),
    ),
  );
}

/**
 * Scripts and addons, as the address space's lines or the arguments of a process name them. Which of them belong to a
 * package of OpenClaw say the packages themselves: the folder's name says nothing.
 */
export function scriptsIn(text: string): readonly string[] {
  const paths = text.split(/[\n\0]/).map((line) => line.slice(Math.max(line.indexOf('/'), 0)));
  return [...new Set(paths)].filter((path) => /^\/.*\.([cm]?js|node)$/.test(path));
}

/**
 * OpenClaw that runs now, on Linux. Its title hides its arguments, so the copy shows in the addons that it has loaded
 * (maps) and in the helpers that it has started. One whose environment may not be read belongs to another account,
 * and one with other mounts sees other files of the same names: both are for whoever reads sockets and containers.
 */
export async function runningOpenClaw(
  reader: TolerantReader,
  people: AccountHomes,
): Promise<readonly OpenClawProcess[]> {
  const { host, skippingDenied } = reader;
  if (host.platform !== 'linux') return [];
  const mounts = (pid: string) => host.readLink(`/proc/${pid}/ns/mnt`).catch(() => null);
  const text = (file: string) => host.readText(file, MAPS_BYTES).catch(() => '');
  const ours = await mounts('self');
  const pids = (await skippingDenied.list('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid): Promise<readonly OpenClawProcess[]> => {
      try {
        const title = (await host.readText(`/proc/${pid}/comm`)).trim();
        if (!TITLE.test(title) || (await mounts(pid)) !== ours) return [];
        // Another program may bear the name: OpenClaw is run by a runtime, or by an app's own.
        const file = await host.readLink(`/proc/${pid}/exe`).catch(() => null);
        const environ = await host.readText(`/proc/${pid}/environ`);
        if (file !== null && !isRuntime(baseName(file)) && !/(^|\0)ELECTRON_RUN_AS_NODE=/.test(environ))
          return [];
        const env = parseEnviron(environ);
        const { uid } = await host.stat(`/proc/${pid}`);
        const children = (await text(`/proc/${pid}/task/${pid}/children`)).split(' ').filter(Boolean);
        const sources = [`${pid}/maps`, `${pid}/cmdline`, ...children.map((child) => `${child}/cmdline`)];
        const texts = await Promise.all(sources.map((source) => text(`/proc/${source}`)));
        const cwd = await host.readLink(`/proc/${pid}/cwd`).catch(() => null);
        const gateway = /-gatewa?y?$/.test(title);
        // An idle one shows no file of its package: what its Node was given, and what lies in its folder, may be it.
        const { dirname, join } = host.path;
        const near = [...(file ? [join(dirname(dirname(file)), 'lib')] : []), ...(cwd ? [cwd] : [])];
        const paths = [
          ...texts.flatMap(scriptsIn),
          ...near.map((folder) => join(folder, 'node_modules', 'openclaw', 'openclaw.mjs')),
          ...(cwd ? [join(cwd, 'openclaw.mjs')] : []),
        ];
        return [{ pid: Number(pid), uid, env, gateway, cwd, paths }];
      } catch {
        return [];
      }
    }),
  );
  // A look at a moved home is not a look at whatever else runs on this computer.
  return found.flat().filter(({ env }) => !people.moved || env.HOME === host.home);
}
