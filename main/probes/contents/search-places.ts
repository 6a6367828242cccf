import type { Host } from '../../system/read';
import type { Service, Setup } from '../openclaw/types';
import type { OpenClawSettings } from '../settings/types';
import { excludedFolders } from './places/excluded-folders';
import { formerWorkspaces } from './places/former-workspaces';
import { copiesElsewhere, toolFiles } from './places/other-places';
import { HISTORY_FILES, SHELL_START_FILES, SHELL_START_FOLDERS } from './places/shell-files';
import { startedWith } from './places/started-with';
import { formOf, stateFile } from './places/state-folder';
import { type FileInFolder, walkFolders } from './places/walk-files';
import type { SearchLimits } from './search-limits';
import type { ContentPlace, Source } from './types';
import { workspaceRoots } from './workspace-roots';

/** Files that lie together, each with how it is read; `below` is the path below what is looked through. */
export interface SourceGroup {
  readonly folder: string;
  /** What is looked through, of which the folder is a part. */
  readonly root: string;
  readonly files: readonly { readonly source: Source; readonly below: string; readonly stamp: string }[];
  /** What can't be read there can't be read by OpenClaw either: it is no gap. */
  readonly optional: boolean;
}

/** Largest file of settings, units and compose files that is read for what it names, in bytes. */
const LARGEST_NAMING = 1024 * 1024;

/** Logs of the gateway: OpenClaw's own folder in the temporary one and macOS's (docs/logging.md); the state folder's lie in it. */
function logFolders(host: Host, setup: Setup): readonly string[] {
  const { join } = host.path;
  const temporary = host.platform === 'win32' ? (host.env.TEMP ?? host.env.TMP) : (host.env.TMPDIR ?? '/tmp');
  return [
    ...(temporary ? [join(temporary, 'openclaw')] : []),
    ...(host.uid !== null ? [`/tmp/openclaw-${host.uid}`] : []),
    ...(host.platform === 'darwin' ? [join(setup.home, 'Library', 'Logs', 'openclaw')] : []),
  ];
}

/**
 * `/tmp/openclaw` of an account that has nothing to do with this setup, closed to everyone else: this setup's gateway
 * can't have written there.
 */
async function isClosedByAnother(host: Host, folder: string, stateDir: string): Promise<boolean> {
  if (host.uid === null) return false;
  try {
    const [there, state] = await Promise.all([host.stat(folder), host.stat(stateDir)]);
    const closed = there.kind === 'folder' && (there.mode & 0o077) === 0;
    return closed && there.uid !== host.uid && there.uid !== state.uid;
  } catch {
    return false;
  }
}

/**
 * Every file that matters for one setup, folder by folder and each once, nearest to OpenClaw first: its settings and
 * state folder, its workspaces of now and before, its logs, what starts it, the account's shell and other programs, and
 * copies elsewhere. `stateDirs` are those of all setups, which are no part of a workspace that holds them.
 */
export async function* searchPlaces(
  host: Host,
  setup: Setup,
  settings: OpenClawSettings | null,
  services: readonly Service[],
  bounds: SearchLimits,
  stateDirs: readonly string[],
): AsyncGenerator<SourceGroup> {
  const { join, dirname, basename, relative, sep } = host.path;
  const { stateDir, configPath, home } = setup;
  const given = new Set<string>();
  const stampOf = ({ facts }: FileInFolder) => `${facts.size} ${facts.modifiedAt}`;

  // Most of the many places of a home are not there: one list tells, without a question about each.
  const names = await host.list(home).then(
    (all) => new Set(all.map((name) => name.toLowerCase())),
    () => null,
  );
  const mayBeThere = (file: string): boolean => {
    const [first = ''] = relative(home, file).split(sep);
    return names === null || !file.startsWith(`${home}${sep}`) || names.has(first.toLowerCase());
  };

  /** One file by itself, if it is there and was not given before. */
  const single = async function* (source: Source, optional = false): AsyncGenerator<SourceGroup> {
    if (given.has(source.file) || !mayBeThere(source.file)) return;
    given.add(source.file);
    try {
      const facts = await host.stat(source.file);
      if (facts.kind === 'folder') return;
      const one = { source, below: '', stamp: stampOf({ path: source.file, facts }) };
      yield { folder: dirname(source.file), root: dirname(source.file), files: [one], optional };
    } catch (error) {
      if (!optional) bounds.failed(source.file, error, source.personal === null);
    }
  };
  const been = new Set<string>();
  /** All files below a folder; `sourceOf` says what each is by the names below it, null what is left out. */
  const tree = async function* (
    root: string,
    excluded: ReadonlySet<string>,
    sourceOf: (path: string, parts: readonly string[]) => Source | null,
  ): AsyncGenerator<SourceGroup> {
    for await (const { folder, files } of walkFolders(
      host,
      root,
      bounds,
      excluded,
      been,
      (path) => sourceOf(path, partsOf(path)) !== null,
    )) {
      const all = files.flatMap((file) => {
        const source = given.has(file.path) ? null : sourceOf(file.path, partsOf(file.path));
        return source ? [{ source, below: relative(root, file.path), stamp: stampOf(file) }] : [];
      });
      if (all.length > 0) yield { folder, root: rootOf(all), files: all, optional: false };
    }
    // The state folder holds many things: what can't be looked into is told by its folder there.
    function rootOf([first]: SourceGroup['files']): string {
      const [top = '', ...more] = first?.below.split(sep) ?? [];
      return root === stateDir && more.length > 0 ? join(root, top) : root;
    }
    function partsOf(path: string): readonly string[] {
      return relative(root, path).split(sep);
    }
  };
  const both =
    (place: ContentPlace) =>
    (file: string): Source => ({ file, form: formOf(basename(file)), keys: place, personal: place });
  const keysOnly = (file: string, keys: ContentPlace, form: Source['form']): Source => ({
    file,
    keys,
    form,
    personal: null,
  });

  const read = new Set(settings?.state === 'read' ? settings.files : [configPath]);
  for (const file of read) yield* single(keysOnly(file, 'settings', 'settings'));
  for (const file of read) {
    const names = await host.list(dirname(file)).catch((error) => {
      bounds.failed(dirname(file), error);
      return [] as readonly string[];
    });
    // `openclaw.json.bak`, `.bak.1`, `.last-good`, `.pre-update` and what people call their own copies.
    for (const name of [...names].sort())
      if (
        name !== basename(file) &&
        name.startsWith(`${basename(file)}.`) &&
        !read.has(join(dirname(file), name))
      )
        yield* single(keysOnly(join(dirname(file), name), 'backup', 'settings'));
  }

  const { folders, gaps } = workspaceRoots(host, setup, settings);
  const value = settings?.state === 'read' ? settings.value : null;
  const workspaces = [...new Set([...folders, ...formerWorkspaces(host, setup, value)])];
  for (const gap of gaps) bounds.also(gap);
  const excluded = await excludedFolders(host, setup, stateDirs);
  const others = new Set([...excluded].filter((each) => each !== stateDir));
  // Workspaces before the folder that they lie in, which would call their files its own.
  for (const folder of workspaces.filter((each) => each.startsWith(`${stateDir}${sep}`)))
    yield* tree(folder, excluded, both('workspace'));
  yield* tree(stateDir, others, (file, parts) => {
    const known = stateFile(parts);
    return known && { file, ...known };
  });
  for (const folder of workspaces) yield* tree(folder, excluded, both('workspace'));
  for (const folder of logFolders(host, setup))
    if (!(await isClosedByAnother(host, folder, stateDir))) yield* tree(folder, excluded, both('log'));

  const readable = async (file: string) =>
    mayBeThere(file) ? host.readText(file, LARGEST_NAMING).catch(() => null) : null;
  for await (const source of startedWith(host, setup, services, readable, mayBeThere)) yield* single(source);
  for (const name of SHELL_START_FILES[host.platform])
    yield* single(keysOnly(join(home, ...name.split('/')), 'shell', 'variables'));
  for (const folder of SHELL_START_FOLDERS)
    for (const name of await host.list(join(home, ...folder.split('/'))).catch(() => []))
      yield* single(keysOnly(join(home, ...folder.split('/'), name), 'shell', 'variables'));
  for (const name of HISTORY_FILES)
    yield* single(keysOnly(join(home, ...name.split('/')), 'history', 'text'), true);
  for await (const source of toolFiles(host, setup)) yield* single(source, true);
  const copies = await copiesElsewhere(host, setup, new Set([...excluded, ...workspaces]));
  for (const file of copies.files) yield* single(both('copy')(file));
  for (const folder of copies.folders)
    yield* tree(folder, excluded, (file, parts) => (stateFile(parts) ? both('copy')(file) : null));
}
