import type { Host } from '../../system/read';
import { isAbsentReading } from '../../system/read';
import { type Gap, type PartialResult, readFailure } from '../partial-result';

/** Most homes of other accounts that are looked at. */
const HOMES = 16;

/** Another account's home on this computer. */
export interface OtherHome {
  readonly name: string;
  readonly path: string;
  /** `windows` where WSL shows a Windows drive. */
  readonly like: 'linux' | 'darwin' | 'windows';
}

/** Folders beside the homes that belong to nobody. */
const NOBODYS = new Set(['shared', 'guest', 'public', 'default', 'default user', 'all users', 'lost+found']);

/** The homes of the computer's other accounts, and of Windows where WSL shows its drive C. */
export async function otherHomes(host: Host): Promise<PartialResult<OtherHome>> {
  const roots: { path: string; like: OtherHome['like'] }[] =
    host.platform === 'win32'
      ? [{ path: host.path.dirname(host.home), like: 'windows' }]
      : host.platform === 'darwin'
        ? [{ path: '/Users', like: 'darwin' }]
        : [
            { path: '/home', like: 'linux' },
            // WSL's own place for the Windows drives: learn.microsoft.com/windows/wsl/wsl-config#automount-settings
            { path: '/mnt/c/Users', like: 'windows' },
          ];
  const found: OtherHome[] =
    host.platform === 'linux' ? [{ name: 'root', path: '/root', like: 'linux' }] : [];
  const gaps: Gap[] = [];
  const own = await host.realpath(host.home).catch(() => host.home);
  for (const { path, like } of roots) {
    try {
      const names = (await host.list(path)).filter(
        (name) => !NOBODYS.has(name.toLowerCase()) && !name.startsWith('.') && !name.includes('.ini'),
      );
      found.push(...names.slice(0, HOMES).map((name) => ({ name, path: host.path.join(path, name), like })));
      if (names.length > HOMES)
        gaps.push({ where: path, because: { id: 'folders.too-many', values: { limit: HOMES } } });
    } catch (error) {
      if (!isAbsentReading(error)) gaps.push({ where: path, because: readFailure(error) });
    }
  }
  return { items: found.filter((home) => home.path !== own && home.path !== host.home), gaps };
}
