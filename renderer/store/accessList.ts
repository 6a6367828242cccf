import type { Accesses } from '../../main/contract/accesses';
import { currentBridge } from './bridge';
import { useUi } from './uiState';
import { visible } from './visibleText';

/** Asks main for what the newest look did; null where nothing was kept. `failed`: main didn't answer, and the page says so. */
export async function fetchAccesses(): Promise<Accesses | 'failed' | null> {
  try {
    return visible(await currentBridge().getAccesses());
  } catch {
    useUi.setState({ problem: 'card' });
    return 'failed';
  }
}

/** Files and folders that lie below one folder. */
export interface AccessGroup {
  readonly folder: string;
  /** Their names from there on. */
  readonly names: readonly string[];
}

/** The home, a drive or the root; a name there; and what lies below it. */
const PATH = /^(~|[A-Za-z]:|)[/\\]([^/\\]+)[/\\](.+)$/;
const AT_TOP = /^(~|[A-Za-z]:|)[/\\](.*)$/;

/** Where a path is listed, and as what: below `~/.openclaw` or `/etc`; what lies beside these in `~` or `/`. */
function placeOf(path: string): { readonly folder: string; readonly name: string } {
  const [, top = '', first = '', name] = PATH.exec(path) ?? [];
  if (name) return { folder: path.slice(0, top.length + 1 + first.length), name };
  const [, base = '', own] = AT_TOP.exec(path) ?? [];
  return { folder: base || '/', name: own || path };
}

/**
 * The paths by the folder that they begin with, those of the home first, then by name.
 * @param paths as people are shown them: the home is `~`
 */
export function groupAccesses(paths: readonly string[]): readonly AccessGroup[] {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const { folder, name } = placeOf(path);
    const group = groups.get(folder);
    if (group) group.push(name);
    else groups.set(folder, [name]);
  }
  const isHome = ({ folder }: AccessGroup) => Number(folder.startsWith('~'));
  return [...groups]
    .map(([folder, names]) => ({ folder, names: names.sort() }))
    .sort((a, b) => isHome(b) - isHome(a) || (a.folder < b.folder ? -1 : 1));
}
