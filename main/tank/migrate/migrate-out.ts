import { type CopiedOut, copyOut } from '../guest/copy-out';
import { type CommandResult, commandResult } from '../lifecycle/command';
import { safeName } from '../model/exchange-names';
import { type Guest, type TankContext, TankError } from '../model/types';
import { migrateMessage } from './migrate-error';

/**
 * What is brought out: texts and memory, nothing with a secret in it; also of who lived in the tank before somebody
 * moved in. A workspace that is a link is not followed: then it isn't all.
 */
const WHAT = `set -eu; cd "$HOME"; all=0; set --
for home in .openclaw .openclaw-before .before-moving-in-*; do for each in "$home"/workspace "$home"/workspace-*
do if [ -L "$each" ]; then all=1; fi; if [ -d "$each" ]; then set -- "$@" "$each"; fi; done; done
[ $# -gt 0 ] || exit 0
tar -cf - --format=pax --hard-dereference --exclude=node_modules --exclude=.git --exclude='.env*' \\
--transform='s,^\\.openclaw/,,' -- "$@"
exit "$all"`;

const PACK_MS = 10 * 60_000;
/** A guest that was taken over may send anything. */
const BOUNDS = { files: 20_000, bytes: 1024 ** 3, deep: 64 };

/** In safe letters. What is hidden stays so, but for the home of who lived there before. */
function plain(name: string): string {
  const [, since] = /^\.(?:openclaw-before|before-moving-in-(\d{9,11})-\d+)$/.exec(name) ?? [];
  if (since) return `before-moving-in-${new Date(Number(since) * 1000).toISOString().slice(0, 10)}`;
  if (name === '.openclaw-before') return 'before-moving-in';
  return name.startsWith('.') ? `.${safeName(name.slice(1))}` : safeName(name);
}

/**
 * Brings the workspaces with their memory out, by copy, into a folder of their own. Only plain files come: no links, no
 * devices, nothing above the folder. What is too much stays, and then it isn't whole. Rejects when nothing could be had.
 */
export async function migrateOut(tank: TankContext, guest: Guest, bounds = BOUNDS): Promise<CopiedOut> {
  let beyond = false;
  const taking = {
    ...{ ...bounds, plain, limitMs: PACK_MS, partly: true },
    beyond() {
      beyond = true;
    },
  };
  try {
    const brought = await copyOut(tank, guest, 'moved-out', ['/bin/sh', '-c', WHAT], taking);
    return { ...brought, whole: brought.whole && !beyond };
  } catch (error) {
    // Only what reads an archive says so; what the system says of this computer's disk has words of its own.
    if (!(error instanceof Error) || !('tarCode' in error)) throw error;
    throw new TankError(migrateMessage('odd-inside'), String(error), { cause: error });
  }
}

/** How bringing out ended. Whoever reads it may remove the tank next: only what came whole is told as done. */
export function migrateOutResult({ folder, files, skipped, whole }: CopiedOut): CommandResult {
  if (folder === null)
    return whole && skipped === 0
      ? commandResult('skipped', migrateMessage('out-nothing'))
      : commandResult('refused', migrateMessage('out-none', { skipped }));
  return whole
    ? commandResult('fixed', migrateMessage('out', { folder, files, skipped }), migrateMessage('out-never'))
    : commandResult(
        'left-changed',
        migrateMessage('out-not-all', { folder, files, skipped }),
        migrateMessage('out-keep'),
      );
}
