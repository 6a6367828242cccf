import { sep } from 'node:path';

/** The switch with which the app shows its tray icon and no window. */
export const HIDDEN = '--hidden';

/** What is known of this start. */
export interface Start {
  readonly execPath: string;
  /** False when it runs from source code. */
  readonly packaged: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The program that a start at login has to name; null when there is none that will still be there tomorrow.
 * An AppImage is unpacked elsewhere at each start and names its own file in `APPIMAGE`
 * (docs.appimage.org/packaging-guide/environment-variables.html). Programs that it starts inherit that name, so it only
 * counts where we run from inside of its `APPDIR`.
 */
export function fixedProgram({ execPath, packaged, env }: Start): string | null {
  const { APPIMAGE, APPDIR } = env;
  if (APPIMAGE?.startsWith('/') && APPDIR && execPath.startsWith(APPDIR + sep)) return APPIMAGE;
  return packaged ? execPath : null;
}

/** Started by the login: no window. macOS hands no arguments on and says it itself. */
export const isHiddenStart = (argv: readonly string[], openedAtLogin = false): boolean =>
  openedAtLogin || argv.slice(1).includes(HIDDEN);
