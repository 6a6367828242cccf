import type { Host } from '../../system/read';
import { isAbsentReading } from '../../system/read';
import type { Setup } from '../openclaw/types';
import { type Gap, type PartialResult, readFailure } from '../partial-result';

/** Something that OpenClaw keeps on disk. */
export interface StateFile {
  readonly path: string;
  /** `names`: a folder whose list of names is all that it gives away by itself. */
  readonly holds: 'settings' | 'keys' | 'conversations' | 'logs' | 'names';
}

/** Most names of one folder that are looked at one by one. */
const NAMES = 100;

/**
 * What lies in a state folder: docs/gateway/security/secrets-and-storage.md of 2026.9.6, and what runs of 2026.1.30,
 * 2026.3.13 and 2026.9.6 left behind.
 */
const KINDS: readonly (readonly [RegExp, StateFile['holds']])[] = [
  [/^(openclaw|clawdbot|moltbot|moldbot)\.json([.\-~].*)?$/i, 'settings'],
  [/^(\.env(\..*)?|secrets.*\.json|credentials|identity|devices|state|oauth.*)$/i, 'keys'],
  [/^(workspace.*|media|memory|sessions|agents|sandboxes|canvas)$/i, 'conversations'],
  [/^logs?$|\.log$/i, 'logs'],
];
/** Folders in which each entry has rights of its own that matter. */
const INSIDE: readonly (readonly [string, StateFile['holds']])[] = [
  ['credentials', 'keys'],
  ['identity', 'keys'],
  ['devices', 'keys'],
  ['state', 'keys'],
  ['logs', 'logs'],
];

/** The files and folders of one setup whose rights matter, backups and logs among them. Nothing is opened. */
export async function stateFiles(host: Host, setup: Setup): Promise<PartialResult<StateFile>> {
  const found: StateFile[] = [];
  const gaps: Gap[] = [];
  const { join } = host.path;

  /** Nobody but its owner gets in, so that what lies inside needs no look of its own. */
  async function isClosed(folder: string): Promise<boolean> {
    if (host.platform === 'win32') return false;
    return host.stat(folder).then(
      ({ kind, mode }) => kind === 'folder' && (mode & 0o077) === 0,
      () => false,
    );
  }
  async function names(folder: string): Promise<readonly string[]> {
    try {
      const all = await host.list(folder);
      if (all.length > NAMES)
        gaps.push({ where: folder, because: { id: 'folders.too-many', values: { limit: NAMES } } });
      return all.slice(0, NAMES);
    } catch (error) {
      if (!isAbsentReading(error) && !(await isClosed(folder)))
        gaps.push({ where: folder, because: readFailure(error) });
      return [];
    }
  }
  async function inside(folder: string, holds: StateFile['holds']) {
    for (const name of await names(folder)) found.push({ path: join(folder, name), holds });
  }

  const { stateDir } = setup;
  found.push({ path: stateDir, holds: 'names' }, { path: setup.configPath, holds: 'settings' });
  const top = await names(stateDir);
  for (const name of top) {
    const kind = KINDS.find(([pattern]) => pattern.test(name));
    if (kind) found.push({ path: join(stateDir, name), holds: kind[1] });
  }
  const has = (name: string) => top.some((each) => each.toLowerCase() === name);
  await Promise.all(
    INSIDE.filter(([name]) => has(name)).map(([name, holds]) => inside(join(stateDir, name), holds)),
  );
  if (has('agents')) {
    const agents = join(stateDir, 'agents');
    await Promise.all(
      (await names(agents)).map(async (agent) => {
        found.push({ path: join(agents, agent, 'agent'), holds: 'keys' });
        found.push({ path: join(agents, agent, 'sessions'), holds: 'conversations' });
        await inside(join(agents, agent, 'agent'), 'keys');
      }),
    );
  }
  for (const folder of logFolders(host, setup)) {
    found.push({ path: folder, holds: 'logs' });
    await inside(folder, 'logs');
  }
  return { items: [...new Map(found.map((file) => [file.path, file])).values()], gaps };
}

/** `<tmp>/openclaw`, where 2026.9.6 prefers `/tmp` itself; the macOS service writes to `~/Library/Logs/openclaw`. */
function logFolders(host: Host, { home }: Setup): readonly string[] {
  const { join } = host.path;
  const temporary = (
    host.platform === 'win32' ? [host.env.TEMP, host.env.TMP] : ['/tmp', host.env.TMPDIR]
  ).filter((folder): folder is string => folder !== undefined && host.path.isAbsolute(folder));
  const names = ['openclaw', 'clawdbot', ...(host.uid === null ? [] : [`openclaw-${host.uid}`])];
  return [
    ...new Set([
      ...temporary.flatMap((folder) => names.map((name) => join(folder, name))),
      ...(host.platform === 'darwin' ? [join(home, 'Library', 'Logs', 'openclaw')] : []),
    ]),
  ];
}
