import type { Eyes } from './eyes';
import type { People } from './homes';

const MAPS_BYTES = 4 * 1024 * 1024;

/** A process that calls itself OpenClaw, with what its environment says of OpenClaw. */
export interface Running {
  readonly pid: number;
  readonly uid: number;
  readonly env: Readonly<Record<string, string>>;
  /** Files of its package that it shows. */
  readonly paths: readonly string[];
}

/** Names in /proc/PID/comm, cut at 15 characters by the kernel (proc(5)). */
const TITLE = /^(openclaw|clawdbot|moltbot)(-gatewa?y?)?$/;

/** `NAME=value` parts, separated by zero bytes, of /proc/PID/environ (proc(5)). */
export function parseEnviron(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text
      .split('\0')
      .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)] as const)
      .filter(([name]) => name === 'HOME' || name.startsWith('OPENCLAW_')),
  );
}

/** Paths in a package of OpenClaw, as the address space's lines or the arguments of a process name them. */
export function pathsOfPackage(text: string): readonly string[] {
  const paths = text.split(/[\n\0]/).map((line) => line.slice(Math.max(line.indexOf('/'), 0)));
  return [...new Set(paths)].filter((path) =>
    /^\/.*\/(openclaw|clawdbot|moltbot)\/.*\.([cm]?js|node)$/.test(path),
  );
}

/**
 * OpenClaw that runs now, on Linux. Its title hides its arguments, so the copy shows in the addons that it has loaded
 * (maps) and in the helpers that it has started. One whose environment may not be read belongs to another account,
 * and one with other mounts sees other files of the same names: both are for whoever reads sockets and containers.
 */
export async function runningOpenClaw(eyes: Eyes, people: People): Promise<readonly Running[]> {
  const { host, quiet } = eyes;
  if (host.platform !== 'linux') return [];
  const mounts = (pid: string) => host.readLink(`/proc/${pid}/ns/mnt`).catch(() => null);
  const text = (file: string) => host.readText(file, MAPS_BYTES).catch(() => '');
  const ours = await mounts('self');
  const pids = (await quiet.names('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid): Promise<readonly Running[]> => {
      try {
        const title = (await host.readText(`/proc/${pid}/comm`)).trim();
        if (!TITLE.test(title) || (await mounts(pid)) !== ours) return [];
        const env = parseEnviron(await host.readText(`/proc/${pid}/environ`));
        const { uid } = await host.stat(`/proc/${pid}`);
        const children = (await text(`/proc/${pid}/task/${pid}/children`)).split(' ').filter(Boolean);
        const sources = [`${pid}/maps`, `${pid}/cmdline`, ...children.map((child) => `${child}/cmdline`)];
        const texts = await Promise.all(sources.map((source) => text(`/proc/${source}`)));
        return [{ pid: Number(pid), uid, env, paths: texts.flatMap(pathsOfPackage) }];
      } catch {
        return [];
      }
    }),
  );
  // A look at a moved home is not a look at whatever else runs on this computer.
  return found.flat().filter(({ env }) => !people.moved || env.HOME === host.home);
}
