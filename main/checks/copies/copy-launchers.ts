import { BIN_FOLDERS, fillPattern } from '../../openclaw/install-places';
import { pathsInLauncher } from '../../openclaw/launcher-paths';
import type { Probes } from '../../probes';
import { containsPath } from '../quarantine/can-quarantine';

const LAUNCHER = /^(?:openclaw|clawdbot|moltbot)(?:\.(?:cmd|ps1|bat))?$/i;

/** Where commands that start a copy may lie: beside its own prefix, on the search path, and in the usual places. */
function foldersFor({ files }: Probes, copy: string): readonly string[] {
  const { path, env, home, platform } = files;
  const above = path.dirname(copy);
  const prefix = path.dirname(above);
  const named = { ...env, home, data: env.XDG_DATA_HOME ?? path.join(home, '.local', 'share') };
  const machine = { ...named, appdata: env.APPDATA, localappdata: env.LOCALAPPDATA };
  const all = [
    prefix,
    path.join(path.dirname(prefix), 'bin'),
    ...(env.PATH ?? env.Path ?? '').split(path.delimiter),
    ...BIN_FOLDERS[platform].flatMap((pattern) => fillPattern(pattern, machine) ?? []),
  ];
  return [
    ...new Set(all.filter((folder) => path.isAbsolute(folder)).map((folder) => path.normalize(folder))),
  ];
}

/** Commands that start exactly this copy: links into it, and scripts that lead to nothing else. */
export async function launchersOf(probes: Probes, copy: string): Promise<readonly string[]> {
  const { files } = probes;
  const leads = async (file: string, folder: string): Promise<boolean> => {
    const facts = await files.lstat(file);
    if (facts.kind === 'link') return containsPath(probes, copy, await files.realpath(file));
    if (facts.kind !== 'file' || facts.size > 64 * 1024) return false;
    const text = (await files.exact(file))?.text ?? '';
    const targets = pathsInLauncher(text, folder, files.home).map((target) => files.path.normalize(target));
    return targets.length > 0 && targets.every((target) => containsPath(probes, copy, target));
  };
  const found = await Promise.all(
    foldersFor(probes, copy).map(async (folder) => {
      const names = await files.list(folder).catch(() => []);
      const launchers = names
        .filter((name) => LAUNCHER.test(name))
        .map((name) => files.path.join(folder, name));
      const led = await Promise.all(launchers.map((file) => leads(file, folder).catch(() => false)));
      return launchers.filter((_, index) => led[index]);
    }),
  );
  const real = await Promise.all(
    found.flat().map(async (file): Promise<[string, string]> => {
      const folder = await files.realpath(files.path.dirname(file)).catch(() => files.path.dirname(file));
      return [files.path.join(folder, files.path.basename(file)), file];
    }),
  );
  return [...new Map(real).values()].sort();
}
