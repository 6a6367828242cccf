import { redact } from '../../changes/redact';
import { contactRanges } from './contact-ranges';
import { pathRanges, pathsInText, settingRanges } from './path-ranges';
import { MARK_KINDS, type MarkKind, type PrivateRange, rangesOf, unitedRanges } from './private-ranges';

/** Who and where somebody is, as far as that is known before any text is read. */
export interface Identities {
  /** Absolute paths of homes. */
  readonly homes: readonly string[];
  /** Names of accounts; one of Windows with its computer in front or without. */
  readonly people: readonly string[];
  /** Names of this computer. */
  readonly computers: readonly string[];
  /** Paths that are told in sentences too, where nobody could tell how far they go. */
  readonly paths: readonly string[];
}

export interface Anonymizer {
  /** A text in which nothing says who somebody is: the same mark always stands for the same thing. */
  text(text: string): string;
  /** The same of a text that is nothing but a path, with spaces in it perhaps. */
  path(path: string): string;
  /** The same of where a setting stands: `FILE: a.b[0]`. */
  setting(where: string): string;
}

/** Names of accounts that say nothing of anybody: the system's, and those that come with it. */
const NOBODYS =
  /^(?:root|system|local system|network service|local service|nt authority|administrators?|everyone|nobody|daemon|www-data|users?|staff|wheel|sudo|admin|guest|test|openclaw|clawdbot|moltbot|node|docker|podman|ubuntu|debian|pi|vagrant|ec2-user|localhost|builtin)$/i;
/** As the readers of processes write it: whose it is, behind its number. */
const OF_PROCESS = /\(pid \d{1,10}, user ([^()\s]{1,64})\)/dg;
/** As the checks' sentences write accounts and agents (`checks/*.ts`, `{account}`, `{agent}`). */
const OF_ACCOUNT: readonly RegExp[] = [
  /\bthe account ([^\s,;:’'“”"()，。]{1,64})/dgi,
  /\bruns as ([^\s,;:’'“”"()，。]{1,64})/dgi,
  /账户 ([^\s,;:’'“”"()，。；：、]{1,64})/dg,
  /以 ([^\s,;:’'“”"()，。；：、]{1,64}) 运行/dg,
];
const OF_AGENT: readonly RegExp[] = [
  /\b(?:the agent|workspace of) ([^\s,;:’'“”"()，。]{1,64})/dgi,
  /智能体 ([^\s,;:’'“”"()，。；：、]{1,64})/dg,
  /([^\s,;:’'“”"()，。；：、]{1,64}) 的工作区/dg,
  /\bagent:([^\s:]{1,64})(?=:)/dg,
];
/** Words that go on with the sentence where no name stands. */
const NO_NAME =
  /^(?:that|which|whose|who|of|is|in|and|or|itself|can|has|may|the|its|it|this|your|an?|under|main|default|它)\.?$/i;
/** A unit or agent of OpenClaw's, with its profile's name. */
const OF_SERVICE =
  /(?<![\w./\\-])(?:ai\.)?(?:openclaw|clawdbot|moltbot)[\w.-]{1,100}\.(?:service|plist|timer)\b/g;
/** The name of a container or machine is whatever its owner called it. */
const OF_GUEST = /\b(?:container|vm|wsl):([\w.-]{1,100})/dg;

const isName = (found: string) => !NO_NAME.test(found) && !NOBODYS.test(found);
/** A text in small letters, each in its place: where one would become two, as it is. */
const small = (text: string) => (text.toLowerCase().length === text.length ? text.toLowerCase() : text);
const isLatin = (letter: string | undefined) => letter !== undefined && /[A-Za-z\d_]/.test(letter);

/** Names in a text however they are capitalized, as words of their own where their letters have spaces between words. */
function namesIn(text: string, names: readonly string[], kind: MarkKind): readonly PrivateRange[] {
  const searched = small(text);
  return names.map(small).flatMap((name) => {
    const found: PrivateRange[] = [];
    for (let from = searched.indexOf(name); from >= 0; from = searched.indexOf(name, from + name.length)) {
      const to = from + name.length;
      const goesOn =
        (isLatin(name[0]) && isLatin(text[from - 1])) || (isLatin(name.at(-1)) && isLatin(text[to]));
      if (!goesOn) found.push({ from, to, kind });
    }
    return found;
  });
}

/** Parts of a name on Windows (`COMPUTER\lin`), and the first of a computer's (`lins-mac.local`), each by itself. */
const partsOf = (names: readonly string[], between: string) =>
  [...new Set(names.flatMap((name) => [name, ...name.split(between)]))]
    .filter((name) => name.length > 1 && !NOBODYS.test(name))
    .toSorted((a, b) => b.length - a.length);

const endOf = (path: string) => path.split(/[\\/]/).at(-1) ?? '';
/** Numbers and names are told apart by what they say, and not by how they are written. */
const keyOf = (kind: MarkKind, found: string) => {
  const plain =
    kind === 'number' ? found.replace(/[ .+\u00a0\u202f\u2010\u2011-]/g, '') : found.replace(/^@/, '');
  return `${kind} ${plain.normalize('NFKC').toLowerCase()}`;
};

/** What `redact` put there stays as it is. */
const HIDDEN = /‹[^‹›]{1,40}›/g;

/**
 * Takes out of texts who and where somebody is, secrets among it (`changes/redact`). `mark` gives what stands in its place.
 * What nobody can tell by its form, a name in the middle of a sentence that is no account's, stays.
 */
export function createAnonymizer(
  { homes, people, computers, paths }: Identities,
  mark: (kind: MarkKind, number: number) => string,
): Anonymizer {
  const byLength = (a: string, b: string) => b.length - a.length;
  const knownHomes = [...new Set(homes)].filter((home) => home.length > 3).toSorted(byLength);
  const persons = partsOf([...people, ...knownHomes.map(endOf)], '\\');
  const machines = partsOf(computers, '.').filter((name) => !/^(?:local|lan|home|internal)$/i.test(name));
  const knownPaths = [...new Set(paths)].filter((path) => /[\\/]/.test(path)).toSorted(byLength);
  const counts = new Map<MarkKind, number>(MARK_KINDS.map((kind) => [kind, 0]));
  const numbers = new Map<string, number>();

  function markOf(kind: MarkKind, found: string): string {
    const key = keyOf(kind, found);
    let number = numbers.get(key);
    if (number === undefined) {
      number = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, number);
      numbers.set(key, number);
    }
    return mark(kind, number);
  }

  const inPath = (text: string, from: number, to: number) =>
    pathRanges(text.slice(from, to), knownHomes).map((each) => ({
      ...each,
      from: each.from + from,
      to: each.to + from,
    }));

  /** Everything private in a text, but for what only its place says. */
  const inAny = (text: string): readonly PrivateRange[] => [
    ...knownPaths.flatMap((path) => {
      const found: PrivateRange[] = [];
      for (let at = text.indexOf(path); at >= 0; at = text.indexOf(path, at + path.length))
        found.push(...inPath(text, at, at + path.length));
      return found;
    }),
    ...pathsInText(text).flatMap(([from, to]) => inPath(text, from, to)),
    ...[...text.matchAll(OF_SERVICE)].flatMap(({ 0: unit, index }) =>
      inPath(text, index, index + unit.length),
    ),
    ...namesIn(text, knownHomes, 'home'),
    ...namesIn(text, persons, 'person'),
    ...namesIn(text, machines, 'computer'),
    ...rangesOf(text, 'person', OF_PROCESS, (name) => !NOBODYS.test(name)),
    ...OF_ACCOUNT.flatMap((each) => rangesOf(text, 'person', each, isName)),
    ...OF_AGENT.flatMap((each) => rangesOf(text, 'name', each, isName)),
    ...rangesOf(text, 'name', OF_GUEST),
    ...contactRanges(text),
  ];

  function put(text: string, ranges: readonly PrivateRange[]): string {
    const hidden = [...text.matchAll(HIDDEN)].map(({ 0: found, index }) => [index, index + found.length]);
    let shown = '';
    let at = 0;
    for (const { from, to, kind } of unitedRanges(ranges)) {
      if (hidden.some(([start = 0, end = 0]) => from >= start && to <= end)) continue;
      shown += text.slice(at, from) + markOf(kind, text.slice(from, to));
      at = to;
    }
    return shown + text.slice(at);
  }

  const text = (whole: string) => {
    const safe = redact(whole, 'lines');
    return put(safe, inAny(safe));
  };
  /** A path's own names may look as random as a secret: they are marked by their place. */
  const path = (whole: string) => put(whole, [...pathRanges(whole, knownHomes), ...inAny(whole)]);
  return {
    text,
    path,
    setting(where) {
      const end = where.lastIndexOf(': ');
      const key = where.slice(end < 0 ? 0 : end + 2);
      const file = end < 0 ? '' : `${path(where.slice(0, end))}: `;
      return file + put(key, [...settingRanges(key), ...inAny(key)]);
    },
  };
}
