/** One line of `ps -axww -o pid=,ppid=,uid=,user=,command=`. */
export interface PsLine {
  readonly pid: number;
  readonly parent: number;
  readonly uid: number;
  readonly user: string;
  /** The whole command line; where one argument ends can't be told. */
  readonly command: string;
}

/** Lines of that ps(1) of macOS; others are skipped. */
export const parsePs = (text: string): readonly PsLine[] =>
  text.split('\n').flatMap((line) => {
    const [, pid, parent, uid, user, command] =
      /^\s*(\d+)\s+(\d+)\s+(-?\d+)\s+(\S+)\s+(\S.*)$/.exec(line) ?? [];
    if (!pid || !parent || !uid || !user || !command) return [];
    return [{ pid: Number(pid), parent: Number(parent), uid: Number(uid), user, command: command.trim() }];
  });

/** `pid comm` of `ps -axww -o pid=,comm=`: on macOS the program's whole path, blanks and all. */
export const parsePrograms = (text: string): ReadonlyMap<number, string> =>
  new Map(
    text.split('\n').flatMap((line): [number, string][] => {
      const [, pid, path] = /^\s*(\d+)\s+(\S.*)$/.exec(line.trimEnd()) ?? [];
      return pid && path ? [[Number(pid), path]] : [];
    }),
  );

/** `pid lstart` of `ps -axww -o pid=,lstart=` in the C locale, as in `Sun Nov 22 05:36:37 2026` (ps(1)). */
export const parseStarts = (text: string): ReadonlyMap<number, string> =>
  new Map(
    text.split('\n').flatMap((line): [number, string][] => {
      const [, pid, when] = /^\s*(\d+)\s+(\S.*)$/.exec(line.trimEnd()) ?? [];
      return pid && when ? [[Number(pid), when]] : [];
    }),
  );

/** Arguments of a command line without quotes: the program's own path is known and may hold blanks. */
export function argsOf(command: string, program: string): readonly string[] {
  const rest = command.startsWith(`${program} `) ? command.slice(program.length) : null;
  if (rest === null) return command.split(/\s+/);
  const pieces = [...rest.matchAll(/\S+/g)].map(({ 0: word, index }) => ({ word, from: index }));
  const scripts = pieces.flatMap(({ word }, at) => (/\.m?js$/.test(word) ? [at] : []));
  const args = [program];
  for (let at = 0, script = 0; at < pieces.length; at++) {
    const { word = '', from = 0 } = pieces[at] ?? {};
    while ((scripts[script] ?? at) < at) script++;
    const last = scripts[script];
    const end = word.startsWith('/') && last !== undefined ? pieces[last] : undefined;
    // A script below a folder with blanks ("Application Support") is put together again.
    args.push(end ? rest.slice(from, end.from + end.word.length) : word);
    if (end && last !== undefined) at = last;
  }
  return args;
}
