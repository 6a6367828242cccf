import type { Message } from '../../contract/finding';
import type { Host } from '../../system/read';
import { isAbsentReading } from '../../system/read';
import { readFailure } from '../partial-result';
import { decodeCodePage, parseCodePage, parseRegistry, parseUserDirs } from './parse-known-folders';
import { type Base, type Bases, KNOWN_FOLDERS, type KnownFolder } from './place-table';

/** English names always, and the Chinese ones that xdg-user-dirs and OneDrive make on a Chinese system. */
const NAMES: Readonly<Record<KnownFolder, readonly string[]>> = {
  DESKTOP: ['Desktop', '桌面'],
  DOCUMENTS: ['Documents', '文档'],
  DOWNLOADS: ['Downloads', '下载'],
  PICTURES: ['Pictures', '图片'],
};

const each = (base: (folder: KnownFolder) => Base): Bases =>
  Object.fromEntries(KNOWN_FOLDERS.map((folder) => [folder, base(folder)]));

const usual = (host: Host, home: string, folder: KnownFolder) =>
  NAMES[folder].map((name) => host.path.join(home, name));

/** The bases of a home of which only the place is known: another account's, or a Windows home seen from WSL. */
export function plainBases(host: Host, home: string): Bases {
  const at = (...parts: string[]): Base => ({ paths: [host.path.join(home, ...parts)] });
  return {
    '~': { paths: [home] },
    CONFIG: at('.config'),
    DATA: at('.local', 'share'),
    SUPPORT: at('Library', 'Application Support'),
    ROAMING: at('AppData', 'Roaming'),
    LOCAL: at('AppData', 'Local'),
    ONEDRIVE: { paths: [] },
    ...each((folder) => ({ paths: usual(host, home, folder) })),
  };
}

/** A base that an environment variable may move; the XDG specification lets a relative value count as unset. */
const moved = (host: Host, value: string | undefined, plain: Base | undefined): Base | undefined =>
  value && host.path.isAbsolute(value) ? { paths: [value] } : plain;

async function linuxBases(host: Host): Promise<Bases> {
  const plain = plainBases(host, host.home);
  const CONFIG = moved(host, host.env.XDG_CONFIG_HOME, plain.CONFIG);
  const DATA = moved(host, host.env.XDG_DATA_HOME, plain.DATA);
  let dirs: Partial<Record<KnownFolder, string>> = {};
  let because: Message | undefined;
  try {
    const file = host.path.join(CONFIG?.paths[0] ?? host.home, 'user-dirs.dirs');
    dirs = parseUserDirs(await host.readText(file), host.home);
  } catch (error) {
    if (!isAbsentReading(error)) because = readFailure(error);
  }
  return {
    ...plain,
    CONFIG,
    DATA,
    ...each((folder) => {
      const named = dirs[folder];
      const paths = [...(named ? [named] : []), ...usual(host, host.home, folder)];
      return { paths: [...new Set(paths)], ...(because && { because }) };
    }),
  };
}

/** Value names of the known folders: learn.microsoft.com/windows/win32/shell/knownfolderid. Downloads has only its GUID. */
const SHELL_FOLDERS: Readonly<Record<KnownFolder, string>> = {
  DESKTOP: 'desktop',
  DOCUMENTS: 'personal',
  DOWNLOADS: '{374de290-123f-4565-9164-39c4925e467b}',
  PICTURES: 'my pictures',
};
const SHELL_KEY = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders';
const CODE_PAGE_KEY = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Nls\\CodePage';

async function shellFolders(host: Host): Promise<ReadonlyMap<string, string> | null> {
  const reg = host.path.join(host.env.SystemRoot ?? 'C:\\Windows', 'System32', 'reg.exe');
  try {
    const [folders, page] = await Promise.all([
      host.run(reg, ['query', SHELL_KEY]),
      host.run(reg, ['query', CODE_PAGE_KEY, '/v', 'OEMCP']),
    ]);
    if (folders.code !== 0) return null;
    const text = decodeCodePage(folders.stdout, parseCodePage(page.stdout));
    return text === null ? null : parseRegistry(text);
  } catch {
    return null;
  }
}

async function windowsBases(host: Host): Promise<Bases> {
  const plain = plainBases(host, host.home);
  const environment = new Map(Object.entries(host.env).map(([name, value]) => [name.toLowerCase(), value]));
  environment.set('userprofile', environment.get('userprofile') ?? host.home);
  const oneDrives = ['onedrive', 'onedriveconsumer', 'onedrivecommercial']
    .map((name) => environment.get(name))
    .filter((path): path is string => path !== undefined && host.path.isAbsolute(path));
  const folders = await shellFolders(host);
  const because: Message = { id: 'folders.not-told' };
  return {
    ...plain,
    ROAMING: moved(host, environment.get('appdata'), plain.ROAMING),
    LOCAL: moved(host, environment.get('localappdata'), plain.LOCAL),
    ONEDRIVE: { paths: [...new Set(oneDrives)] },
    ...each((folder) => {
      const written = folders?.get(SHELL_FOLDERS[folder]);
      const stated = written?.replace(
        /%([^%]+)%/g,
        (all, name) => environment.get(name.toLowerCase()) ?? all,
      );
      const known = stated !== undefined && host.path.isAbsolute(stated) && !stated.includes('%');
      const redirected = oneDrives.flatMap((drive) => usual(host, drive, folder));
      const paths = [...(known ? [stated] : []), ...usual(host, host.home, folder), ...redirected];
      // A value that is missing means the usual place; a registry that doesn't answer, or a value that can't be read, doesn't.
      const sure = known || (folders !== null && written === undefined);
      return { paths: [...new Set(paths)], ...(!sure && { because }) };
    }),
  };
}

/** Where this account's folders are, wherever they were moved. */
export function basesOf(host: Host): Promise<Bases> {
  if (host.platform === 'win32') return windowsBases(host);
  if (host.platform === 'linux') return linuxBases(host);
  return Promise.resolve(plainBases(host, host.home));
}
