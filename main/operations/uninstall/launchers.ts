import { launchersOf } from '../../checks/copies/copy-launchers';
import { BIN_FOLDERS, fillPattern } from '../../openclaw/install-places';
import type { Probes } from '../../probes';
import type { FileProbe } from '../../probes/files';
import type { Copy } from '../../probes/openclaw';

const LAUNCHER = /^(openclaw|clawdbot|moltbot)(\.(cmd|bat|ps1|mjs))?$/i;
const PROGRAM = /[\\/]node_modules[\\/](openclaw|clawdbot|moltbot)[\\/][^\\/]+\.m?js$/i;

/** A command that starts OpenClaw, and the account that it belongs to. */
export interface Launcher {
  readonly path: string;
  /** Numeric; -1 on Windows. */
  readonly uid: number;
}

/** Folders of this home in which commands may lie: the usual ones, those on `PATH`, and those beside each copy. */
export function binFolders(files: FileProbe, copies: readonly Copy[]): readonly string[] {
  const { env, home, path, platform } = files;
  const named = {
    ...env,
    home,
    data: env.XDG_DATA_HOME || path.join(home, '.local', 'share'),
    appdata: env.APPDATA,
    localappdata: env.LOCALAPPDATA,
  };
  const beside = copies
    .map((copy) => /^(.*?)[\\/]lib[\\/]node_modules[\\/]/.exec(copy.path)?.[1])
    .flatMap((prefix) => (prefix === undefined ? [] : [path.join(prefix, 'bin')]));
  const onPath = (env.PATH ?? env.Path ?? '').split(path.delimiter);
  const all = [...BIN_FOLDERS[platform].map((pattern) => fillPattern(pattern, named)), ...beside, ...onPath];
  return [
    ...new Set(
      all
        .filter((folder): folder is string => folder !== null && path.isAbsolute(folder))
        .map((folder) => path.normalize(folder).replace(/(?<=.)[\\/]$/, '')),
    ),
  ];
}

/** Links named after OpenClaw that lead to its program where it is no more. */
async function dangling(files: FileProbe, folders: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    folders.map(async (folder) => {
      const names = (await files.list(folder).catch(() => [])).filter((name) => LAUNCHER.test(name));
      return Promise.all(
        names.map(async (name) => {
          const path = files.path.join(folder, name);
          const leads = await files.readLink(path).catch(() => '');
          const gone = await files.realpath(path).then(
            () => false,
            () => true,
          );
          return gone && PROGRAM.test(files.path.resolve(folder, leads)) ? [path] : [];
        }),
      );
    }),
  );
  return found.flat(2);
}

/** Commands that start one of the copies and nothing else, or one that is gone. */
export async function findLaunchers(probes: Probes, copies: readonly Copy[]): Promise<readonly Launcher[]> {
  const { files } = probes;
  const here = copies.filter(({ where }) => where === 'this-computer');
  const [leading, lost] = await Promise.all([
    Promise.all(here.map(({ path }) => launchersOf(probes, path))),
    dangling(files, binFolders(files, copies)),
  ]);
  const paths = [...new Set([...leading.flat(), ...lost])];
  return Promise.all(paths.map(async (path) => ({ path, uid: (await files.lstat(path)).uid })));
}
