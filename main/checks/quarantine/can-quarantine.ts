import type { Probes } from '../../probes';

/** True when `inner` is `outer` or lies in it. Letters' case counts on Linux only. */
export function containsPath({ files }: Probes, outer: string, inner: string): boolean {
  const fold = (path: string) => {
    const normal = files.path.resolve(path);
    return files.platform === 'linux' ? normal : normal.toLowerCase();
  };
  const rest = files.path.relative(fold(outer), fold(inner));
  return rest === '' || (!/^\.\.(?:[\\/]|$)/.test(rest) && !files.path.isAbsolute(rest));
}

/** What must stay where it is whatever a record or a setting says: homes, state folders, settings, programs that run. */
async function staying(probes: Probes, quarantine: string): Promise<readonly string[]> {
  const [setups, copies] = await Promise.all([probes.openclaw.setups(), probes.openclaw.copies()]);
  return [
    probes.files.home,
    quarantine,
    ...setups.items.flatMap(({ home, stateDir, configPath }) => [home, stateDir, configPath]),
    ...copies.items.filter(({ where }) => where === 'this-computer').map(({ path }) => path),
  ];
}

/**
 * Whether a thing may be put away as a whole: this account may rename it (its folder is the account's own), and it is
 * not, and does not hold, what must stay. `apart` are paths that are put away on purpose.
 */
export async function canQuarantine(
  probes: Probes,
  path: string,
  quarantine: string,
  apart: readonly string[] = [],
): Promise<boolean> {
  const { files } = probes;
  if (!files.path.isAbsolute(path) || files.path.dirname(path) === path) return false;
  const stay = (await staying(probes, quarantine)).filter((each) => !apart.includes(each));
  // A link is moved itself, so what it points to stays anyway.
  const facts = await files.lstat(path).catch(() => null);
  if (facts === null || stay.some((each) => containsPath(probes, path, each))) return false;
  const real = await files.realpath(path).catch(() => path);
  if (facts.kind !== 'link' && stay.some((each) => containsPath(probes, real, each))) return false;
  if (files.platform === 'win32' || files.uid === 0) return true;
  const above = await files.stat(files.path.dirname(path)).catch(() => null);
  if (above === null || above.uid !== files.uid || (above.mode & 0o300) !== 0o300) return false;
  // Moving a folder that isn't ours into another folder needs the right to write in it (rename(2)).
  return facts.kind === 'link' || facts.uid === files.uid;
}
