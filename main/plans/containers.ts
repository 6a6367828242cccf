import type { Change } from '../contract/change';
import { containerOf } from '../openclaw/hold';
import type { FileProbe } from '../probes/files';
import type { Process } from '../probes/gateways';

/** Seconds that an engine gives a container before it ends it. */
const GRACE_S = '1';

/** Programs by their place; a bare name could find one that somebody planted. */
const PLACES = ['/usr/bin', '/usr/local/bin', '/snap/bin'];

const there = (files: FileProbe, path: string) =>
  files.stat(path).then(
    () => true,
    () => false,
  );

/** Docker's daemon obeys whoever may write its socket (docs.docker.com/engine/install/linux-postinstall). */
async function mayAskDocker(files: FileProbe): Promise<boolean> {
  if (files.uid === 0) return true;
  const socket = await files.stat('/var/run/docker.sock').catch(() => null);
  const status = (await files.exact('/proc/self/status').catch(() => null))?.text ?? '';
  const groups = /^Groups:\s*(.*)$/m.exec(status)?.[1]?.split(/\s+/) ?? [];
  return socket !== null && (socket.mode & 0o020) !== 0 && groups.includes(String(socket.gid));
}

/**
 * Stops the containers in which OpenClaw runs, by their engine, so that no restart rule brings them back before the
 * engine itself starts anew (docs.docker.com/engine/containers/start-containers-automatically). Undo starts them again.
 */
export async function containersToStop(
  files: FileProbe,
  inside: readonly Process[],
): Promise<{ own: readonly Change[]; asAdmin: readonly Change[]; outOfReach: readonly string[] }> {
  const found = await Promise.all(
    inside.map(async (process) => {
      const text = (await files.exact(`/proc/${process.pid}/cgroup`).catch(() => null))?.text ?? '';
      return { process, container: containerOf(text) };
    }),
  );
  const own = new Map<string, Change>();
  const asAdmin = new Map<string, Change>();
  const outOfReach = new Set<string>();
  for (const { process, container } of found) {
    const places = PLACES.map((place) => `${place}/${container?.engine}`);
    const programs = await Promise.all(
      places.map(async (path) => ((await there(files, path)) ? [path] : [])),
    );
    const program = programs.flat()[0];
    if (!container || !program) {
      outOfReach.add(process.where.replace(/^container:/, ''));
      continue;
    }
    const { engine, id } = container;
    const admin = engine === 'docker' ? !(await mayAskDocker(files)) : process.ours === false;
    (admin ? asAdmin : own).set(id, {
      kind: 'command',
      program,
      args: ['stop', '--time', GRACE_S, id],
      admin,
      undo: { program, args: ['start', id] },
      ...(!admin && { optional: true as const, limitMs: 4000 }),
    });
  }
  return { own: [...own.values()], asAdmin: [...asAdmin.values()], outOfReach: [...outOfReach] };
}
