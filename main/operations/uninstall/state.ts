import { workspacesOf } from '../../openclaw/agent-workspaces';
import type { Probes } from '../../probes';
import type { Setup } from '../../probes/openclaw';
import { type Linked, linkedFrom } from './links';
import { isIn } from './paths';

const NAMED = /^\.?(openclaw|clawdbot|moltbot|moldbot)([-.].*)?$/i;

/** State folders and settings files: those that surely are OpenClaw's alone and this account's, and the others. */
export interface States {
  readonly own: readonly { readonly setup: Setup; readonly paths: readonly string[] }[];
  readonly others: readonly Setup[];
  /** Where the state folders among the others really lie, when they are links. */
  readonly elsewhere: readonly string[];
  /** What links of the own ones lead to: settings that somebody keeps in a place of their own. */
  readonly linked: readonly (Linked & { readonly stateDir: string })[];
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
  const elsewhere: string[] = [];
  for (const setup of setups.items) {
    const folder = await files.realpath(setup.stateDir).catch(() => setup.stateDir);
    // Where the folder itself is a link, it goes together with what it leads to.
    const facts = await files.lstat(folder).catch(() => null);
    const isLink = (await files.lstat(setup.stateDir).catch(() => null))?.kind === 'link';
    const mine =
      platform === 'win32' ? setup.owner === null || isIn(folder, home, path.sep) : facts?.uid === files.uid;
    const holdsMore = [home, setup.home].some((each) => isIn(each, folder, path.sep));
    // What an app keeps among its own data goes with the app.
    const isApps = setup.from === 'search';
    if (facts?.kind !== 'folder' || !mine || holdsMore || isApps || !NAMED.test(path.basename(folder))) {
      others.push(setup);
      if (isLink && folder !== setup.stateDir) elsewhere.push(folder);
    } else {
      const apart = isIn(setup.configPath, setup.stateDir, path.sep) ? [] : [setup.configPath];
      own.push({ setup, paths: [setup.stateDir, ...(isLink ? [folder] : []), ...apart] });
    }
  }
  const folders = read.items.flatMap((each) =>
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
  const linked = await Promise.all(
    own.map(async ({ setup: { stateDir }, paths }) =>
      (
        await linkedFrom(
          files,
          paths,
          folders.map((each) => each.path),
        )
      ).map((each) => ({ ...each, stateDir })),
    ),
  );
  return { own, others, elsewhere, linked: linked.flat(), workspaces: there.flat() };
}
