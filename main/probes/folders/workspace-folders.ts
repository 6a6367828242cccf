import { type AgentFolder, workingFoldersOf, workspacesOf } from '../../openclaw/agent-workspaces';
import { cloudOf } from '../../openclaw/cloud-folders';
import type { Host } from '../../system/read';
import { isAbsentReading } from '../../system/read';
import { type Gap, memoizeBy, type PartialResult, readFailure } from '../partial-result';
import type { OpenClawSettings } from '../settings/types';
import { basesOf, plainBases } from './known-folders';
import { type Bases, KNOWN_FOLDERS } from './place-table';
import { GUARDED } from './places-macos';
import type { Workspace } from './types';

/** Files that usually hold keys or passwords, by name; samples without any are left out. */
const SECRET =
  /^(\.env(\.(?!example$|sample$|template$|dist$).+)?|id_(rsa|dsa|ecdsa|ed25519)|\.npmrc|\.netrc|\.git-credentials|credentials?\.json|secrets?\.(json|ya?ml|toml)|service-account.*\.json|.+\.(pem|key|p12|pfx|kdbx|ppk))$/i;

const KINDS = {
  DESKTOP: 'desktop',
  DOCUMENTS: 'documents',
  DOWNLOADS: 'downloads',
  PICTURES: 'pictures',
} as const;

/** Judges one folder by where it really is. */
async function look(
  host: Host,
  { agent, path }: AgentFolder,
  settings: OpenClawSettings,
  bases: Bases,
  realOf: (path: string) => Promise<string>,
): Promise<Workspace | Gap> {
  if (!host.path.isAbsolute(path) || path.includes('${'))
    return { where: path, because: { id: 'folders.depends' } };
  const { home, stateDir } = settings.setup;
  let real = path;
  let there = true;
  let names: readonly string[] = [];
  try {
    real = await host.realpath(path);
  } catch (error) {
    if (!isAbsentReading(error)) return { where: path, because: readFailure(error) };
    there = false;
  }

  const fold = (each: string) => (host.platform === 'linux' ? each : each.toLowerCase());
  const same = (a: string, b: string) => fold(a) === fold(b);
  const holds = (outer: string, inner: string) => {
    const rest = host.path.relative(fold(outer), fold(inner));
    return rest !== '' && !rest.startsWith('..') && !host.path.isAbsolute(rest);
  };
  const homes = [...new Set([home, await realOf(home)])];
  const known = await Promise.all(
    KNOWN_FOLDERS.map(async (folder) => ({
      kind: KINDS[folder],
      paths: (
        await Promise.all((bases[folder]?.paths ?? []).map(async (each) => [each, await realOf(each)]))
      ).flat(),
    })),
  );
  const at = [path, real];
  const is: Workspace['is'] =
    host.path.dirname(real) === real
      ? 'root'
      : at.some((each) => homes.some((one) => same(each, one)))
        ? 'home'
        : at.some((each) => homes.some((one) => holds(each, one)))
          ? 'above-home'
          : (known.find(({ paths }) =>
              at.some((each) => paths.some((one) => same(each, one) || holds(each, one))),
            )?.kind ?? 'apart');

  const syncedBy = cloudOf(real) ?? cloudOf(path);
  const unsure = KNOWN_FOLDERS.map((folder) => bases[folder]?.because).find(
    (because) => because !== undefined,
  );
  if (is === 'apart' && unsure && !holds(stateDir, path) && !holds(await realOf(stateDir), real))
    return { where: path, because: unsure };
  const guarded =
    host.platform === 'darwin' && GUARDED.some((folder) => holds(host.path.join(home, folder), real));
  if (there && is === 'apart') {
    if (guarded && syncedBy === null) return { where: path, because: { id: 'folders.macos-decides' } };
    try {
      names = guarded ? [] : await host.list(real);
    } catch (error) {
      return { where: path, because: readFailure(error) };
    }
  }
  const secrets = names.filter((name) => SECRET.test(name));
  return { agent, path, is, syncedBy, repository: names.includes('.git'), secrets, there };
}

/** All workspaces and working folders that settings name; of a default's candidates those that exist. */
export async function workspaceFolders(
  host: Host,
  settings: OpenClawSettings & { readonly state: 'read' | 'absent' },
): Promise<PartialResult<Workspace>> {
  const { setup, environment } = settings;
  const value = settings.state === 'read' ? settings.value : null;
  const bases = setup.home === host.home ? await basesOf(host) : plainBases(host, setup.home);
  const folders = [
    ...workspacesOf(value, setup, host.path, environment),
    ...workingFoldersOf(value, setup, host.path, environment),
  ];
  const unique = [...new Map(folders.map((each) => [each.path, each])).values()];
  // Places that are the same for all. One folder after another: settings may name any number of them.
  const realOf = memoizeBy((path: string) => host.realpath(path).catch(() => path));
  const all: (Workspace | Gap)[] = [];
  for (const each of unique) all.push(await look(host, each, settings, bases, realOf));
  const found = all.filter((each): each is Workspace => 'agent' in each);
  return {
    items: found.filter((each) => each.there || each.is !== 'apart' || each.syncedBy !== null),
    gaps: all.filter((each): each is Gap => !('agent' in each)),
  };
}
