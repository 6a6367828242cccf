import { canQuarantine } from '../../checks/quarantine/can-quarantine';
import { quarantinePath } from '../../checks/quarantine/quarantine-path';
import type { Change } from '../../contract/change';
import type { Probes } from '../../probes';
import { outermost } from './paths';

/** In a folder that everybody writes to, each may rename what is theirs (sticky bit, inode(7)): `/tmp`. */
async function mayMoveFromShared({ files }: Probes, path: string): Promise<boolean> {
  const [facts, above] = await Promise.all(
    [path, files.path.dirname(path)].map((each) => files.lstat(each).catch(() => null)),
  );
  return facts?.uid === files.uid && above?.kind === 'folder' && (above.mode & 0o1002) === 0o1002;
}

/** Moves of these paths into the quarantine, and those that can't be moved. `apart`: what must not come along. */
export async function quarantineMoves(
  probes: Probes,
  paths: readonly string[],
  apart: readonly string[],
  quarantine: string,
): Promise<{ moves: readonly Change[]; stuck: readonly string[] }> {
  const separator = probes.files.path.sep;
  const whole = outermost(paths, separator);
  const moves: Change[] = [];
  const stuck: string[] = [];
  for (const from of whole) {
    const to = await quarantinePath(probes.files, quarantine, 'left', from);
    const may =
      (await canQuarantine(probes, from, quarantine, apart)) || (await mayMoveFromShared(probes, from));
    if (to !== null && may) moves.push({ kind: 'move', from, to });
    else stuck.push(from);
  }
  return { moves, stuck };
}
