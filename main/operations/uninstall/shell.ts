import type { EditChange } from '../../contract/change';
import { SHELL_FILES, withoutOpenClaw } from '../../openclaw/shell-lines';
import type { FileProbe } from '../../probes/files';
import type { Copy } from '../../probes/openclaw';
import { binFolders, type Launcher } from './launchers';

/** Folders for commands that hold none but OpenClaw's: their place on `PATH` serves nobody else. */
async function onlyOurs(
  files: FileProbe,
  copies: readonly Copy[],
  launchers: readonly Launcher[],
): Promise<readonly string[]> {
  const shared = [files.path.join(files.home, 'bin'), files.path.join(files.home, '.local', 'bin')];
  const folders = await Promise.all(
    binFolders(files, copies)
      // Distributions put these on `PATH` by themselves.
      .filter((folder) => folder.startsWith(files.home) && !shared.includes(folder))
      .map(async (folder) => {
        const names = await files.list(folder).catch(() => null);
        const own = names?.every((name) =>
          launchers.some(({ path }) => path === files.path.join(folder, name)),
        );
        return own === true ? [folder] : [];
      }),
  );
  return folders.flat();
}

/** Start files of shells, each without OpenClaw's lines. Those of others and those that can't be read as text are left out. */
export async function shellEdits(
  files: FileProbe,
  copies: readonly Copy[],
  launchers: readonly Launcher[],
): Promise<readonly EditChange[]> {
  const { home, env, path } = files;
  const place = { home, binFolders: await onlyOurs(files, copies, launchers) };
  const named = SHELL_FILES.map((file) => path.join(home, ...file.split('/')));
  const moved = [
    ...(env.ZDOTDIR ? [path.join(env.ZDOTDIR, '.zshrc')] : []),
    ...(env.XDG_CONFIG_HOME ? [path.join(env.XDG_CONFIG_HOME, 'fish', 'config.fish')] : []),
  ].filter((file) => path.isAbsolute(file));
  const edits = new Map<string, EditChange>();
  for (const file of [...named, ...moved]) {
    const real = await files.realpath(file).catch(() => null);
    const before = real === null ? null : await files.exact(file).catch(() => null);
    const after = before && withoutOpenClaw(before.text, place);
    if (real === null || !before || after === null) continue;
    edits.set(real, { kind: 'edit', path: file, before: before.text, after, format: 'lines' });
  }
  return [...edits.values()];
}
