import { fillPattern } from '../../openclaw/install-places';
import type { Host } from '../../system/read';
import type { AccountHome } from './account-homes';

/** The named folders that patterns of `openclaw/places.ts` may ask for, for one home. The environment is one's own only. */
export function foldersOf(host: Host, home: AccountHome): Readonly<Record<string, string | undefined>> {
  const { join } = host.path;
  const env = home.own ? host.env : {};
  const machine = ['ProgramFiles', 'ProgramFiles(x86)', 'ProgramData', 'SystemDrive'];
  return {
    ...Object.fromEntries(machine.map((name) => [name, host.env[name]])),
    ...env,
    home: home.path,
    data: env.XDG_DATA_HOME || join(home.path, '.local', 'share'),
    config: env.XDG_CONFIG_HOME || join(home.path, '.config'),
    appdata: env.APPDATA || join(home.path, 'AppData', 'Roaming'),
    localappdata: env.LOCALAPPDATA || join(home.path, 'AppData', 'Local'),
  };
}

/** Fills patterns for one home and leaves out those that ask for what isn't set; each comes once. */
export function placesOf<P extends { readonly pattern: string }>(
  host: Host,
  home: AccountHome,
  places: readonly P[],
): readonly P[] {
  const folders = foldersOf(host, home);
  const filled = places.flatMap((place) => {
    const pattern = fillPattern(place.pattern, folders);
    return pattern === null || !host.path.isAbsolute(pattern)
      ? []
      : [{ ...place, pattern: host.path.normalize(pattern) }];
  });
  return [...new Map(filled.map((place) => [place.pattern, place])).values()];
}
