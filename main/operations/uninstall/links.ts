import type { FileProbe } from '../../probes/files';
import { isIn } from './paths';

/** A file or folder elsewhere, to which a link of OpenClaw's folder leads: kept there by stow, chezmoi or home-manager. */
export interface Linked {
  /** Where it really lies. */
  readonly target: string;
  /** The link that leads to it. */
  readonly from: string;
  readonly kind: 'file' | 'folder';
}

/** What programs install for themselves is full of links, and none of it is OpenClaw's data. */
const SKIPPED: readonly string[] = ['node_modules', '.git'];
/** So many names are looked at; OpenClaw's own folder has a few hundred. */
const MOST = 50_000;

/**
 * What the links in (or at) these paths lead to that lies in none of them. `but` are workspaces: what their links lead
 * to is somebody's own work, and theirs to know.
 */
export async function linkedFrom(
  files: FileProbe,
  paths: readonly string[],
  but: readonly string[],
): Promise<readonly Linked[]> {
  const { path } = files;
  const real = (each: string) => files.realpath(each).catch(() => null);
  const going = (await Promise.all(paths.map(real))).filter((each) => each !== null);
  const own = (await Promise.all(but.map(real))).filter((each) => each !== null);
  const found = new Map<string, Linked>();
  const open = [...paths];
  for (let looked = 0, at = open.pop(); at !== undefined && looked < MOST; at = open.pop(), looked++) {
    const here = at;
    const kind = (await files.lstat(here).catch(() => null))?.kind;
    if (kind === 'folder') {
      if (but.includes(here) || SKIPPED.includes(path.basename(here))) continue;
      open.push(...(await files.list(here).catch(() => [])).map((name) => path.join(here, name)));
    }
    if (kind !== 'link') continue;
    const target = await real(here);
    const leadsTo = target === null ? null : (await files.stat(target).catch(() => null))?.kind;
    if (target === null || (leadsTo !== 'file' && leadsTo !== 'folder')) continue;
    const isKnown = [...going, ...own].some((each) => isIn(target, each, path.sep));
    if (!isKnown && !found.has(target)) found.set(target, { target, from: here, kind: leadsTo });
  }
  return [...found.values()];
}
