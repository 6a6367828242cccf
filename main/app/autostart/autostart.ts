import { posix } from 'node:path';
import { HIDDEN } from './place';

/**
 * Where desktops look for what is to be started with the session: `$XDG_CONFIG_HOME/autostart`, or `~/.config/autostart`
 * (specifications.freedesktop.org/autostart/latest). A relative XDG_CONFIG_HOME is invalid and is left aside.
 */
export function autostartFile(env: Readonly<Record<string, string | undefined>>, home: string): string {
  const config = env.XDG_CONFIG_HOME;
  const folder = config && posix.isAbsolute(config) ? config : posix.join(home, '.config');
  return posix.join(folder, 'autostart', 'tankmate.desktop');
}

/** A string of a desktop entry (specifications.freedesktop.org/desktop-entry, “Possible value types”). */
const asString = (text: string): string =>
  text.replace(
    /[\\\n\t\r]/g,
    (sign) => ({ '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r' })[sign] ?? sign,
  );

/**
 * One argument of Exec, quoted where the specification asks for it (“The Exec key”): the quoting comes first, the
 * escaping of strings after it, so that a literal backslash becomes four. A per cent sign would begin a field code.
 */
function asArgument(word: string): string {
  const plain = /^[\w@+=:,./-]+$/.test(word);
  const quoted = plain ? word : `"${word.replace(/["`$\\]/g, '\\$&')}"`;
  return asString(quoted).replaceAll('%', '%%');
}

const execLine = (program: string): string => `Exec=${[program, HIDDEN].map(asArgument).join(' ')}`;

/** Whether an entry starts this very program. */
export const startsProgram = (entry: string, program: string): boolean =>
  entry.split('\n').includes(execLine(program));

/** The entry that starts `program` into the tray with the session. */
export const autostartEntry = (program: string): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Tankmate',
    'Name[zh_CN]=龙虾缸管家',
    'Comment=Watches over your OpenClaw from the tray',
    'Comment[zh_CN]=在托盘里看着您的 OpenClaw',
    execLine(program),
    `TryExec=${asString(program)}`,
    'Icon=tankmate',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

/** Switched off in the desktop's own settings: KDE and GNOME leave the file there and mark it. */
export const isSwitchedOff = (entry: string): boolean =>
  /^Hidden\s*=\s*true\s*$/m.test(entry) || /^X-GNOME-Autostart-enabled\s*=\s*false\s*$/m.test(entry);
