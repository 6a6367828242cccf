import { noVariables } from '../../openclaw/shell-variables';

/** Values of one section of a unit, in order; `[]` where the last one was empty, which empties the list. */
export type Section = Readonly<Record<string, readonly string[]>>;

/**
 * One section of a unit file and its drop-ins, given in the order in which they apply (systemd.syntax(7)):
 * `#` and `;` start comments, also between continued lines, and a backslash at the end continues a line.
 */
export function parseUnit(texts: readonly string[], section: string): Section {
  // Names come from a file of others: `constructor` is a name like any other.
  const values: Record<string, string[]> = Object.create(null);
  for (const text of texts) {
    const lines = text.split(/\r?\n/).filter((line) => !/^\s*[#;]/.test(line));
    const whole = lines.join('\n').replace(/\\\n/g, ' ').split('\n');
    let here = '';
    for (const line of whole) {
      const trimmed = line.trim();
      const header = /^\[([^\]]+)\]$/.exec(trimmed);
      if (header) here = header[1] ?? '';
      const equals = trimmed.indexOf('=');
      if (header || equals < 1 || here !== section) continue;
      const key = trimmed.slice(0, equals).trim();
      const value = trimmed.slice(equals + 1).trim();
      const known = values[key];
      if (value === '' || known === undefined) values[key] = value === '' ? [] : [value];
      else known.push(value);
    }
  }
  return values;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', s: ' ', r: '\r' };

/** Words of a value: quotes may surround a word, backslashes escape (systemd.syntax(7), "Quoting"). */
export function splitArguments(value: string): readonly string[] {
  const args: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let at = 0; at < value.length; at++) {
    const char = value.charAt(at);
    if (char === '\\' && at + 1 < value.length && quote !== "'") {
      const next = value.charAt(++at);
      word = (word ?? '') + (ESCAPES[next] ?? next);
    } else if (quote) {
      if (char === quote) quote = '';
      else word += char;
    } else if ((char === '"' || char === "'") && word === null) {
      quote = char;
      word = '';
    } else if (/\s/.test(char)) {
      if (word !== null) args.push(word);
      word = null;
    } else {
      word = (word ?? '') + char;
    }
  }
  if (word !== null) args.push(word);
  return args;
}

/** `NAME=value` words as an environment; anything else is passed over. */
export function assignments(args: readonly string[]): Record<string, string> {
  return noVariables(
    Object.fromEntries(
      args.flatMap((word) => {
        const equals = word.indexOf('=');
        return equals > 0 ? [[word.slice(0, equals), word.slice(equals + 1)]] : [];
      }),
    ),
  );
}

/**
 * A file of `EnvironmentFile=` (systemd.exec(5)), also one of a shell's `export NAME='value'` lines,
 * which OpenClaw writes for launchd.
 */
export function parseEnvFile(text: string): Record<string, string> {
  const lines = text.replace(/\\\r?\n/g, '').split(/\r?\n/);
  return assignments(
    lines
      .map((line) => line.trim().replace(/^export\s+/, ''))
      .filter((line) => !/^[#;]/.test(line))
      .map((line) => {
        const equals = line.indexOf('=');
        const value = line.slice(equals + 1).trim();
        const quoted = /^(["'])(.*)\1$/.exec(value);
        const plain = quoted ? (quoted[2] ?? '') : value;
        return `${line.slice(0, equals).trim()}=${quoted?.[1] === '"' ? plain.replace(/\\(.)/g, '$1') : plain.replaceAll("'\\''", "'")}`;
      }),
  );
}
