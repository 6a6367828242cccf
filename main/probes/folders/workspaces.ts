import { type AgentFolder, workingFoldersOf, workspacesOf } from '../../openclaw/workspace';
import type { Host } from '../host';
import { isAbsent } from '../host';
import { couldNot, type Seen, type Unseen } from '../seen';
import type { Settings } from '../settings';
import type { Workspace } from '.';
import { basesOf, plainBases } from './known';
import { GUARDED } from './macos';
import { type Bases, KNOWN_FOLDERS } from './table';

/** Folders whose content a program copies to its cloud, by the name that it gives them. */
const CLOUDS: readonly (readonly [RegExp, string])[] = [
  [/^OneDrive( - .+|-.+)?$/i, 'OneDrive'],
  [/^(Mobile Documents|com~apple~CloudDocs|iCloudDrive)$/i, 'iCloud Drive'],
  [/^Dropbox( \(.+\)|-.+)?$/i, 'Dropbox'],
  [/^(Google ?Drive|GoogleDrive-.+|My Drive|我的云端硬盘)$/i, 'Google Drive'],
  [/^(Nutstore( Files)?|我的坚果云|坚果云)$/i, '坚果云'],
  [/^(BaiduSyncdisk|BaiduNetdiskWorkspace|百度网盘.*)$/i, '百度网盘'],
  [/^(Weiyun.*|腾讯微云|微云.*)$/i, '腾讯微云'],
  [/^(aDrive|阿里云盘.*)$/i, '阿里云盘'],
  [/^(Nextcloud|ownCloud|Seafile|MEGA(sync)?|pCloud ?Drive|Box|Proton Drive|Syncthing)$/i, '$&'],
];
/** Files that usually hold keys or passwords, by name; samples without any are left out. */
const SECRET =
  /^(\.env(\.(?!example$|sample$|template$|dist$).+)?|id_(rsa|dsa|ecdsa|ed25519)|\.npmrc|\.netrc|\.git-credentials|credentials?\.json|secrets?\.(json|ya?ml|toml)|service-account.*\.json|.+\.(pem|key|p12|pfx|kdbx|ppk))$/i;

const cloudOf = (path: string): string | null => {
  for (const name of path.split(/[\\/]/))
    for (const [pattern, product] of CLOUDS) if (pattern.test(name)) return product === '$&' ? name : product;
  return null;
};

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
  settings: Settings,
  bases: Bases,
): Promise<Workspace | Unseen> {
  if (!host.path.isAbsolute(path) || path.includes('${'))
    return { where: path, because: { id: 'folders.depends' } };
  const { home, stateDir } = settings.setup;
  const realOf = (each: string) => host.realpath(each).catch(() => each);
  let real = path;
  let there = true;
  let names: readonly string[] = [];
  try {
    real = await host.realpath(path);
  } catch (error) {
    if (!isAbsent(error)) return { where: path, because: couldNot(error) };
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
      return { where: path, because: couldNot(error) };
    }
  }
  const secrets = names.filter((name) => SECRET.test(name));
  return { agent, path, is, syncedBy, repository: names.includes('.git'), secrets, there };
}

/** All workspaces and working folders that settings name; of a default's candidates those that exist. */
export async function lookAtWorkspaces(
  host: Host,
  settings: Settings & { readonly state: 'read' | 'absent' },
): Promise<Seen<Workspace>> {
  const { setup, environment } = settings;
  const value = settings.state === 'read' ? settings.value : null;
  const bases = setup.home === host.home ? await basesOf(host) : plainBases(host, setup.home);
  const folders = [
    ...workspacesOf(value, setup, host.path, environment),
    ...workingFoldersOf(value, setup, host.path, environment),
  ];
  const unique = [...new Map(folders.map((each) => [each.path, each])).values()];
  const all = await Promise.all(unique.map((each) => look(host, each, settings, bases)));
  const found = all.filter((each): each is Workspace => 'agent' in each);
  return {
    found: found.filter((each) => each.there || each.is !== 'apart' || each.syncedBy !== null),
    unseen: all.filter((each): each is Unseen => !('agent' in each)),
  };
}
