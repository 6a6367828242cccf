import type { CommandChange } from '../../contract/change';
import type { FileProbe } from '../../probes/files';
import type { Process } from '../../probes/gateways';

/** The title that pm2's keeper of processes gives itself: `PM2 v5.3.0: God Daemon (/home/lin/.pm2)` (pm2, lib/Daemon.js). */
const homeOf = ({ args }: Process): string | null =>
  args.length === 1
    ? (/^PM2 v[\w.-]+: God Daemon \((\/.*)\)$/.exec(args[0]?.trim() ?? '')?.[1] ?? null)
    : null;

/** pm2 by its place: on `PATH`, in folders that belong to this account or to the system. */
async function programOf({ env, path, stat, uid }: FileProbe): Promise<string | null> {
  for (const folder of (env.PATH ?? '').split(path.delimiter)) {
    if (!path.isAbsolute(folder)) continue;
    const file = path.join(folder, 'pm2');
    const facts = await stat(file).catch(() => null);
    if (facts && (facts.uid === 0 || facts.uid === uid)) return file;
  }
  return null;
}

/**
 * The number under which this pm2 keeps a process: `pids/<name>-<number>.pid` in pm2's own home holds the process' number
 * (pm2, lib/God/ForkMode.js and constants.js). What a process has inherited in its environment (`pm_id`) says nothing.
 */
async function idOf(files: FileProbe, home: string, pid: number): Promise<string | null> {
  const folder = files.path.join(home, 'pids');
  const names = await files.list(folder).catch(() => []);
  for (const name of names) {
    const id = /-(\d{1,6})\.pid$/.exec(name)?.[1];
    if (id === undefined) continue;
    const text = (await files.exact(files.path.join(folder, name)).catch(() => null))?.text ?? '';
    if (text.trim() === String(pid)) return id;
  }
  return null;
}

/**
 * pm2 starts again whatever ends by itself, so it has to be told (pm2.keymetrics.io/docs/usage/quick-start). Only where
 * `parent` is a pm2 of this account, and OpenClaw itself is what it keeps, and by that pm2's own home: null otherwise.
 */
export async function pm2Hold(
  files: FileProbe,
  { pid }: Process,
  parent: Process,
): Promise<CommandChange | null> {
  const home = parent.ours === true ? homeOf(parent) : null;
  if (home === null) return null;
  const facts = await files.stat(home).catch(() => null);
  const [id, program] = await Promise.all([idOf(files, home, pid), programOf(files)]);
  if (facts?.uid !== files.uid || id === null || program === null) return null;
  return {
    kind: 'command',
    program,
    args: ['stop', id],
    env: { PM2_HOME: home },
    admin: false,
    undo: { program, args: ['start', id] },
    optional: true,
    limitMs: 4000,
  };
}
