/**
 * The simple commands of a shell's text (POSIX Shell Command Language, 2.2 Quoting, 2.3 Token Recognition, 2.9.1), each
 * as its words without quotes, redirections left out. Null where the text could do more than its words say: here-
 * documents, substitutions, functions, `case`, unfinished quotes. A word with a variable in it keeps its `$`.
 */
export function shellCommands(text: string): readonly (readonly string[])[] | null {
  const commands: string[][] = [];
  let args: string[] = [];
  let word: string | null = null;
  /** The next word is a redirection's file. */
  let redirected = false;
  const endWord = () => {
    if (word !== null && !redirected) args.push(word);
    if (word !== null) redirected = false;
    word = null;
  };
  const endCommand = (): boolean => {
    endWord();
    if (redirected) return false;
    if (args.length > 0) commands.push(args);
    args = [];
    return true;
  };
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const next = text.charAt(at + 1);
    if (char === '\\') {
      if (next === '') return null;
      at++;
      if (next !== '\n') word = (word ?? '') + next;
    } else if (char === "'") {
      const end = text.indexOf("'", at + 1);
      if (end < 0) return null;
      word = (word ?? '') + text.slice(at + 1, end);
      at = end;
    } else if (char === '"') {
      const quoted = doubleQuoted(text, at + 1);
      if (quoted === null) return null;
      word = (word ?? '') + quoted.text;
      at = quoted.end;
    } else if (char === '`' || char === '(' || char === ')') return null;
    else if (char === '#' && word === null) {
      while (at + 1 < text.length && text.charAt(at + 1) !== '\n') at++;
    } else if (char === '<' || char === '>') {
      if (next === '(' || (char === '<' && next === '<')) return null;
      // A number right before belongs to it: `2>`.
      if (word !== null && /^\d+$/.test(word)) word = null;
      endWord();
      if (redirected) return null;
      while (/[<>&|]/.test(text.charAt(at + 1))) at++;
      redirected = true;
    } else if (char === '&' && next === '>') {
      endWord();
      while (/[<>&|]/.test(text.charAt(at + 1))) at++;
      redirected = true;
    } else if (char === '\n' || char === ';' || char === '&' || char === '|') {
      if (!endCommand()) return null;
    } else if (/\s/.test(char)) endWord();
    else word = (word ?? '') + char;
  }
  return endCommand() ? commands : null;
}

function doubleQuoted(text: string, from: number): { readonly text: string; readonly end: number } | null {
  let out = '';
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') return { text: out, end: at };
    if (char === '`' || (char === '$' && text.charAt(at + 1) === '(')) return null;
    if (char === '\\' && /[$`"\\\n]/.test(text.charAt(at + 1))) out += text.charAt(++at);
    else out += char;
  }
  return null;
}

/** Words in front of a command that leave it what it is, and options of theirs that take a word. */
const RESERVED = /^(do|then|else|elif|while|until|if|!|\{|\}|done|fi|in)$/;
const WRAPPERS: Readonly<Record<string, RegExp>> = {
  exec: /^-a$/,
  nohup: /^$/,
  env: /^(-u|--unset|-C|--chdir)$/,
  command: /^$/,
  time: /^$/,
  nice: /^(-n|--adjustment)$/,
  ionice: /^-[cnp]$/,
  setsid: /^$/,
  stdbuf: /^-[ioe]$/,
  timeout: /^(-s|-k|--signal|--kill-after)$/,
  'systemd-cat': /^(-t|-p)$/,
};
const last = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** A command without what stands in front of it: reserved words, variables, `nohup`, `nice -n 5` and the like. */
export function bareCommand(args: readonly string[]): readonly string[] {
  let at = 0;
  for (;;) {
    const word = args[at];
    if (word === undefined) return [];
    if (RESERVED.test(word) || /^[A-Za-z_]\w*=/.test(word)) {
      at++;
      continue;
    }
    const options = WRAPPERS[last(word)];
    if (options === undefined) return args.slice(at);
    at++;
    while (args[at]?.startsWith('-') === true) at += options.test(args[at] ?? '') ? 2 : 1;
    if (last(word) === 'timeout') at++;
  }
}

/** Words of a shell that do nothing by themselves, or only wait (POSIX Shell & Utilities). */
const HARMLESS =
  /^(true|false|:|\[{1,2}|test|sleep|echo|printf|date|wait|exit|break|continue|set|cd|export|umask|ulimit)$/;

/** A command that changes nothing and starts nothing that goes on. */
export function isHarmless(args: readonly string[]): boolean {
  const [name = ''] = args;
  // The action of a trap is text that is run later.
  if (name === 'trap') return args[1] === '' || args[1] === '-';
  // `for x in …` runs nothing of its list.
  return name === 'for' || HARMLESS.test(name);
}
