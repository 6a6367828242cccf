/** Whether a path leads through a folder that bears a name of OpenClaw's, or to a script of such a name or of its own. */
function isScriptPath(path: string): boolean {
  const isScript = /\.m?js$/i.test(path);
  const folders = path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return (
    /openclaw|clawdbot|moltbot/i.test(isScript ? path : folders) ||
    /[\\/]dist[\\/](entry|index)\.m?js$/i.test(path)
  );
}

/**
 * Absolute paths that a launcher script leads to: shell wrappers of install.sh and install-cli.sh, npm and pnpm
 * shims (`$basedir`), Windows .cmd files (`%~dp0`, `%dp0%`). `folder` is the script's own, without a separator
 * at its end; `home` stands for `~`, `$HOME` and `%USERPROFILE%`. Only paths to scripts of OpenClaw are kept.
 */
export function pathsInLauncher(text: string, folder: string, home: string): readonly string[] {
  const filled = text
    .replace(/%~?dp0%?[\\/]?/gi, `${folder}/`)
    .replace(/\$\{?basedir\}?/g, folder)
    .replace(/%USERPROFILE%|\$\{?HOME\}?/gi, home);
  const quoted = [...filled.matchAll(/"([^"\n]+)"|'([^'\n]+)'/g)].map((hit) => hit[1] ?? hit[2] ?? '');
  const bare = filled.split(/[\s"'`;|&<>()=]+/);
  return [...new Set([...quoted, ...bare])]
    .map((each) => each.replace(/^~(?=[\\/])/, home))
    .filter((each) => /^([\\/]|[A-Za-z]:[\\/])/.test(each))
    .filter(isScriptPath)
    .slice(0, 20);
}
