import { readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/** How this copy came onto the computer; `source`: it didn't, it runs from its source code or an unpacked folder. */
export interface InstalledAs {
  readonly kind: 'appimage' | 'deb' | 'rpm' | 'nsis' | 'dmg' | 'source';
  /** The AppImage's own file; null for everything else. */
  readonly file: string | null;
}

export interface AppSurroundings {
  readonly platform: NodeJS.Platform;
  readonly packaged: boolean;
  readonly execPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** electron-builder writes into a .deb and .rpm what they are (`resources/package-type`, its FpmTarget). */
function packageType(execPath: string): string | null {
  try {
    return readFileSync(join(dirname(execPath), 'resources', 'package-type'), 'utf8').trim();
  } catch {
    return null;
  }
}

/**
 * Told from where the program lies. An AppImage's runtime names its file in `APPIMAGE` and its mount in `APPDIR`
 * (docs.appimage.org, environment variables), and programs that it starts inherit both: the file is ours only when this
 * very program runs from that mount.
 */
export function installedAs({ platform, packaged, execPath, env }: AppSurroundings): InstalledAs {
  const other = (kind: InstalledAs['kind']): InstalledAs => ({ kind, file: null });
  if (!packaged) return other('source');
  if (platform === 'win32') return other('nsis');
  if (platform === 'darwin') return other('dmg');
  const type = packageType(execPath);
  if (type === 'deb' || type === 'rpm') return other(type);
  const { APPIMAGE: file, APPDIR: mount } = env;
  if (file?.startsWith(sep) && mount?.startsWith(sep) && execPath.startsWith(`${mount}${sep}`))
    return { kind: 'appimage', file };
  return other('source');
}
