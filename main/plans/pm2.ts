import type { Change } from '../contract/change';
import type { FileProbe } from '../probes/files';
import type { Process } from '../probes/gateways';

/** The title that pm2's keeper of processes gives itself: `PM2 v5.3.0: God Daemon (/home/lin/.pm2)` (pm2, lib/Daemon.js). */
const isKeeper = ({ args }: Process) => /^PM2 v[\d.]+: God Daemon/.test(args[0] ?? '');

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
 * pm2 starts again whatever ends by itself: it has to be told, by the number that it gives each of its programs in the
 * environment (`pm_id`, pm2.keymetrics.io/docs/usage/environment). Linux only: elsewhere nobody may read that.
 */
export async function pm2Stops(
  files: FileProbe,
  own: readonly Process[],
  above: readonly Process[],
): Promise<readonly Change[]> {
  if (!above.some(isKeeper)) return [];
  const program = await programOf(files);
  if (program === null) return [];
  const ids = await Promise.all(
    own.map(async ({ pid }) => {
      const environ = (await files.exact(`/proc/${pid}/environ`).catch(() => null))?.text ?? '';
      return /(?:^|\0)pm_id=(\d{1,6})(?:\0|$)/.exec(environ)?.[1];
    }),
  );
  return [...new Set(ids)]
    .filter((id) => id !== undefined)
    .map((id) => ({
      kind: 'command',
      program,
      args: ['stop', id],
      admin: false,
      undo: { program, args: ['start', id] },
      optional: true,
      limitMs: 1500,
    }));
}
