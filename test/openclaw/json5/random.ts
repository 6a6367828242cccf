import type { Json } from '../../../main/openclaw/read-settings';

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const NAMES = ['gateway', 'auth', 'mode', 'a-b', 'tools', '中文', 'x', '$y', '*', 'null', 'with space', ''];
const WORDS = ['loopback', "it's", 'a "b"', '多行\n', '\\', '// no comment', '/*', ',', '}', '\u2028', ''];

/** Texts of random JSON5, in every manner of writing that the grammar allows. */
export function randomTexts(random: () => number) {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const chance = (part: number) => random() < part;
  const newline = pick(['\n', '\n', '\r\n', '\r']);
  const tall = chance(0.6);
  const commented = chance(0.5);
  const trailing = chance(0.4);
  const strict = chance(0.2);

  const comment = () =>
    chance(0.5)
      ? `// ${pick(['note', '"quoted"', '{ a: 1,', '}'])}${newline}`
      : `/* ${pick(['x', ',', `${newline} y`])} */`;
  const space = () => {
    const blank = chance(0.3) ? pick([' ', '  ', '\t', strict ? '' : '\u00a0']) : '';
    return commented && !strict && chance(0.15) ? `${blank}${comment()}${blank}` : blank;
  };
  const text = (value: string) => {
    const double = JSON.stringify(value);
    if (strict || chance(0.6)) return double;
    const single = `'${double.slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;
    return chance(0.2)
      ? single.replace(/^'(\w)/, (_all, mark: string) => `'\\x${mark.charCodeAt(0).toString(16)}`)
      : single;
  };
  const name = (value: string) =>
    !strict && /^[a-z$中文]+$/.test(value) && value !== 'null' && chance(0.5) ? value : text(value);
  const number = () =>
    pick(
      strict
        ? ['1', '-0', '1.50', '1e3']
        : ['1', '+1', '.5', '5.', '0x1F', '-Infinity', 'NaN', '1e3', '-0', '1.50'],
    );

  function value(depth: number, indent: string): string {
    if (depth === 0 || chance(0.3))
      return pick([() => text(pick(WORDS)), number, () => 'true', () => 'false', () => 'null'])();
    const isMap = chance(0.7);
    const [open, close] = isMap ? '{}' : '[]';
    const inner = `${indent}  `;
    const isTall = tall && chance(0.8);
    const edge = isTall ? `${newline}${inner}` : chance(0.5) ? ' ' : '';
    const parts = Array.from({ length: Math.floor(random() * 5) }, () => {
      const label = isMap ? `${name(pick(NAMES))}${space()}:${space()} ` : '';
      return `${edge}${space()}${label}${value(depth - 1, inner)}${space()}`;
    });
    const last = parts.length > 0 && trailing && !strict ? ',' : '';
    return `${open}${parts.join(`,${commented && !strict && chance(0.2) ? ` // end${newline}` : ''}`)}${last}${space()}${
      isTall ? `${newline}${indent}` : ''
    }${close}`;
  }

  return {
    /** A map at the top. */
    document(): string {
      for (;;) {
        const made = value(4, '');
        if (made.startsWith('{'))
          return `${chance(0.1) && !strict ? '\uFEFF' : ''}${space()}${made}${space()}${newline}`;
      }
    },
    json(depth = 2): Json {
      if (depth === 0 || chance(0.5)) return pick<Json>([pick(WORDS), 1, -0, 0.5, true, false, null]);
      if (chance(0.5)) return Array.from({ length: Math.floor(random() * 4) }, () => this.json(depth - 1));
      return Object.fromEntries(
        Array.from({ length: Math.floor(random() * 4) }, () => [pick(NAMES), this.json(depth - 1)]),
      );
    },
    pick,
    chance,
    names: NAMES,
  };
}
