import type { Eyes } from './eyes';

/** A process that calls itself OpenClaw, with what its environment says of OpenClaw. */
export interface Running {
  readonly pid: number;
  readonly uid: number;
  readonly env: Readonly<Record<string, string>>;
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

/**
 * Gateways that run now, on Linux: their environment tells of moved state folders. One whose environment may not be
 * read belongs to another account; what it keeps is looked for by whoever reads sockets and services.
 */
export async function runningOpenClaw({ host, quiet }: Eyes): Promise<readonly Running[]> {
  if (host.platform !== 'linux') return [];
  const pids = (await quiet.names('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid): Promise<readonly Running[]> => {
      try {
        const title = (await host.readText(`/proc/${pid}/comm`)).trim();
        if (!TITLE.test(title)) return [];
        const environ = await host.readText(`/proc/${pid}/environ`);
        const { uid } = await host.stat(`/proc/${pid}`);
        return [{ pid: Number(pid), uid, env: parseEnviron(environ) }];
      } catch {
        return [];
      }
    }),
  );
  return found.flat();
}
