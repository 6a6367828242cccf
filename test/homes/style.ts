import type { Random } from './random';

export type Value =
  | string
  | number
  | boolean
  | null
  | Raw
  | readonly Value[]
  | { readonly [key: string]: Value };

/** Stands in the text as it is: a number that is too large, written in hexadecimal, … */
export class Raw {
  constructor(readonly text: string) {}
}

/** One way in which people write their settings. */
export interface Style {
  readonly json5: boolean;
  readonly comments: boolean;
  readonly trailing: boolean;
  readonly quote: '"' | "'";
  readonly bareKeys: boolean;
  readonly indent: string;
  readonly newline: '\n' | '\r\n';
  readonly bom: boolean;
  readonly oneLine: boolean;
  readonly endsWithNewline: boolean;
  readonly spaced: boolean;
  /** Some names stand twice: the last one counts (JSON.parse, JSON5). */
  readonly doubles: boolean;
}

const PLAIN: Style = {
  json5: false,
  comments: false,
  trailing: false,
  quote: '"',
  bareKeys: false,
  indent: '  ',
  newline: '\n',
  bom: false,
  oneLine: false,
  endsWithNewline: true,
  spaced: true,
  doubles: false,
};

export function styleFor(r: Random, plain: boolean): Style {
  if (plain) return PLAIN;
  const json5 = r.chance(0.65);
  const oneLine = r.chance(0.12);
  return {
    json5,
    oneLine,
    comments: json5 && r.chance(0.85),
    trailing: json5 && r.chance(0.5),
    quote: json5 && r.chance(0.5) ? "'" : '"',
    bareKeys: json5 && r.chance(0.6),
    indent: r.pick(['  ', '    ', '\t', ' ']),
    newline: r.chance(0.2) ? '\r\n' : '\n',
    bom: r.chance(0.15),
    endsWithNewline: r.chance(0.85),
    spaced: r.chance(0.9),
    doubles: r.chance(0.2),
  };
}

const NOTES = [
  'everybody may write',
  'from the forum',
  '手机也要能用',
  'do not touch!',
  'it\'s for Bob\'s "phone"',
  'TODO: {x: 1}, // later',
];

export interface Written {
  readonly text: string;
  /** Every comment in it, as it stands. */
  readonly comments: readonly string[];
}

/** Writes settings out in a style. */
export function write(value: Value, style: Style, r: Random): Written {
  const comments: string[] = [];
  const { newline, oneLine } = style;
  const note = (block: boolean) => {
    const words = `${comments.length + 1} ${r.pick(NOTES)}`;
    const text = block || oneLine ? `/* ${words} */` : `// ${words}`;
    comments.push(text);
    return text;
  };
  const says = (part: number) => style.comments && r.chance(part);
  const string = (text: string) => {
    const body = JSON.stringify(text).slice(1, -1);
    return style.quote === '"' ? `"${body}"` : `'${body.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  };
  const key = (name: string) => (style.bareKeys && /^[A-Za-z_$][\w$]*$/.test(name) ? name : string(name));
  const colon = style.spaced ? ': ' : ':';

  function list(open: string, close: string, parts: readonly string[], depth: number, flat: boolean): string {
    if (parts.length === 0) return says(0.1) ? `${open} ${note(true)} ${close}` : open + close;
    const comma = style.trailing ? ',' : '';
    if (oneLine || flat) {
      const space = style.spaced ? ' ' : '';
      return `${open}${space}${parts.join(`,${space}`)}${comma}${space}${close}`;
    }
    const pad = style.indent.repeat(depth + 1);
    const lines = parts.map((part, index) => {
      const above = says(0.12) ? `${pad}${note(false)}${newline}` : '';
      const end = index < parts.length - 1 || style.trailing ? ',' : '';
      const beside = says(0.12) ? ` ${note(false)}` : '';
      return `${above}${pad}${part}${end}${beside}${newline}`;
    });
    const last = says(0.06) ? `${pad}${note(false)}${newline}` : '';
    return `${open}${newline}${lines.join('')}${last}${style.indent.repeat(depth)}${close}`;
  }

  function print(each: Value, depth: number): string {
    if (each instanceof Raw) return each.text;
    if (typeof each === 'string') return string(each);
    if (typeof each !== 'object' || each === null) return String(each);
    const flat = r.chance(0.25);
    // A comment in a flat list must end in it.
    if (Array.isArray(each))
      return list(
        '[',
        ']',
        each.map((one) => `${print(one, depth + 1)}${says(0.05) ? ` ${note(true)}` : ''}`),
        depth,
        flat && each.every((one) => typeof one !== 'object'),
      );
    const entries = Object.entries(each);
    const parts = entries.map(
      ([name, one]) => `${key(name)}${colon}${says(0.04) ? `${note(true)} ` : ''}${print(one, depth + 1)}`,
    );
    // What was there before somebody pasted the newer line below.
    const twice = style.doubles && depth <= 1 ? entries.filter(() => r.chance(0.15)) : [];
    const older = twice.map(
      ([name, one]) => `${key(name)}${colon}${typeof one === 'object' ? '{}' : string('older')}`,
    );
    parts.unshift(...older);
    return list(
      '{',
      '}',
      parts,
      depth,
      flat && entries.every(([, one]) => typeof one !== 'object' || one === null),
    );
  }

  const head = says(0.5) ? `${note(false)}${newline}` : '';
  const body = print(value, 0);
  const foot = says(0.3) && !oneLine ? `${newline}${note(false)}` : '';
  const text = `${style.bom ? '\uFEFF' : ''}${head}${body}${foot}${style.endsWithNewline ? newline : ''}`;
  return { text, comments };
}
