/** Folders by their whole path or from the home, as every shell writes them, up to what ends a word in any of them. */
const FOLDER =
  /(~|\(?\$\{?(?:env[.:]|E:)?HOME\}?\)?|\$nu\.home-(?:path|dir))?(\/[^\s"'`:;,()[\]{}$|&<>*?=]{1,400})/g;
const LONGEST_LINE = 4096;
const MOST = 100;

/**
 * Folders that a shell's start file may put on `PATH`: all that stand in a line which speaks of the path. No shell's own
 * way to say so has to be known (`export PATH=…`, `fish_add_path`, `set path = ( … )`, `$env.PATH = ($env.PATH |
 * prepend …)`, `$PATH.insert(0, …)`, `set paths = [ … ]`), and a folder too many costs one look into it.
 */
export function foldersOnPath(text: string, home: string): readonly string[] {
  const found = new Set<string>();
  for (const line of text.split(/\r?\n/)) {
    if (line.length > LONGEST_LINE || /^\s*#/.test(line) || !/path/i.test(line)) continue;
    for (const [, base, folder = ''] of line.matchAll(FOLDER)) {
      if (found.size >= MOST) return [...found];
      found.add(`${base === undefined ? '' : home}${folder.endsWith('/') ? folder.slice(0, -1) : folder}`);
    }
  }
  return [...found];
}
