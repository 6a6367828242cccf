import { workspacesOf } from '../../openclaw/workspace';
import type { Probes } from '../../probes';
import type { Setup } from '../../probes/openclaw';

const NAMED = /^\.?(openclaw|clawdbot|moltbot|moldbot)([-.].*)?$/i;

const isIn = (inner: string, outer: string, separator: string) =>
  inner === outer || inner.startsWith(outer.endsWith(separator) ? outer : `${outer}${separator}`);

/** State folders and settings files: those that surely are OpenClaw's alone and this account's, and the others. */
export interface States {
  readonly own: readonly { readonly setup: Setup; readonly paths: readonly string[] }[];
  readonly others: readonly Setup[];
  /** Workspaces outside of all state folders: they stay, and are named. */
  readonly workspaces: readonly string[];
}

/**
 * Sorts the setups. A state folder that was moved to a place of another name could be anything (a home, a disk), so it
 * counts as OpenClaw's own only by its name.
 */
export async function statesOf({ openclaw, settings, files }: Probes): Promise<States> {
  const { path, home, platform } = files;
  const [setups, read] = await Promise.all([openclaw.setups(), settings.all()]);
  const own: States['own'][number][] = [];
  const others: Setup[] = [];
  for (const setup of setups.found) {
    const folder = await files.realpath(setup.stateDir).catch(() => setup.stateDir);
    const facts = await files.lstat(setup.stateDir).catch(() => null);
    const mine =
      platform === 'win32' ? setup.owner === null || isIn(folder, home, path.sep) : facts?.uid === files.uid;
    const holdsMore = [home, setup.home].some((each) => isIn(each, folder, path.sep));
    if (facts?.kind !== 'folder' || !mine || holdsMore || !NAMED.test(path.basename(folder)))
      others.push(setup);
    else {
      const apart = isIn(setup.configPath, setup.stateDir, path.sep) ? [] : [setup.configPath];
      own.push({ setup, paths: [setup.stateDir, ...apart] });
    }
  }
  const folders = read.found.flatMap((each) =>
    workspacesOf(
      each.state === 'read' ? each.value : null,
      each.setup,
      path,
      ('environment' in each && each.environment) || {},
    ),
  );
  const outside = folders.filter(
    ({ path: place }) => !own.some(({ setup }) => isIn(place, setup.stateDir, path.sep)),
  );
  const there = await Promise.all(
    [...new Set(outside.map((each) => each.path))].map(async (place) =>
      path.isAbsolute(place) && (await files.stat(place).catch(() => null))?.kind === 'folder' ? [place] : [],
    ),
  );
  return { own, others, workspaces: there.flat() };
}
