import { fillPattern, LEGACY_STATE_FOLDERS } from '../../openclaw/install-places';
import {
  isBackupArchive,
  isLeftover,
  isSettingsBackup,
  LEFTOVER_FOLDERS,
} from '../../openclaw/residue-names';
import type { FileProbe } from '../../probes/files';
import type { Setup } from '../../probes/openclaw';

const names = (files: FileProbe, folder: string) => files.list(folder).catch((): readonly string[] => []);

/** The folder for temporary files as Node tells it (nodejs.org/api/os, os.tmpdir). */
const temporary = ({ env }: FileProbe) =>
  (env.TMPDIR || env.TMP || env.TEMP || '/tmp').replace(/(?<=.)\/$/, '');

/** Caches, logs and temporary files of this account, by their names. */
async function shared(files: FileProbe): Promise<readonly string[]> {
  const { env, home, path, platform } = files;
  const folders = LEFTOVER_FOLDERS[platform].map((pattern) =>
    fillPattern(pattern, { ...env, home, tmp: temporary(files) }),
  );
  const places = new Set(
    folders
      .filter((folder): folder is string => folder !== null && path.isAbsolute(folder))
      .map(path.normalize),
  );
  const found = await Promise.all(
    [...places].map(async (folder) =>
      (await names(files, folder)).filter(isLeftover).map((name) => path.join(folder, name)),
    ),
  );
  return found.flat();
}

/** Archives with the whole state in them, and copies of the settings: both hold tokens. */
async function backups(files: FileProbe, setups: readonly Setup[]): Promise<readonly string[]> {
  const { home, path } = files;
  const folders = [
    home,
    ...['Documents', 'Downloads', 'Desktop', 'backups', 'Backups'].map((name) => path.join(home, name)),
  ];
  const archives = await Promise.all(
    folders.map(async (folder) =>
      (await names(files, folder)).filter(isBackupArchive).map((name) => path.join(folder, name)),
    ),
  );
  const beside = await Promise.all(
    setups.map(async ({ configPath }) => {
      const folder = path.dirname(configPath);
      return (await names(files, folder)).filter(isSettingsBackup).map((name) => path.join(folder, name));
    }),
  );
  return [...archives, ...beside].flat();
}

/** Links that the renaming left in place of the old state folders. */
async function links(files: FileProbe): Promise<readonly string[]> {
  const found = await Promise.all(
    LEGACY_STATE_FOLDERS.map(async (name) => {
      const path = files.path.join(files.home, name);
      const facts = await files.lstat(path).catch(() => null);
      return facts?.kind === 'link' ? [path] : [];
    }),
  );
  return found.flat();
}

/** What lies around of OpenClaw besides its copies, services and state folders. */
export async function remainsOf(files: FileProbe, setups: readonly Setup[]): Promise<readonly string[]> {
  const found = await Promise.all([shared(files), backups(files, setups), links(files)]);
  const own = await Promise.all(
    [...new Set(found.flat())].map(async (path) => {
      const facts = await files.lstat(path).catch(() => null);
      return facts !== null && (files.uid === null || facts.uid === files.uid) ? [path] : [];
    }),
  );
  return own.flat();
}
