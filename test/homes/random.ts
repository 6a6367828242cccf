/** Numbers drawn from a seed: the same seed and topic give the same row, whatever is drawn for other topics. */
export interface Random {
  /** A whole number from 0 to below `end`. */
  below(end: number): number;
  chance(part: number): boolean;
  pick<T>(of: readonly [T, ...T[]] | readonly T[]): T;
  /** Each with the same chance. */
  some<T>(of: readonly T[], part?: number): readonly T[];
  hex(length: number): string;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

/** Mulberry32 (Tommy Ettinger, public domain): small, fast, and the same everywhere. */
export function random(seed: number, topic: string): Random {
  let state = hash(`${seed} ${topic}`);
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  return {
    below,
    chance: (part) => next() < part,
    pick: <T>(of: readonly T[]) => of[below(of.length)] as T,
    some: (of, part = 0.5) => of.filter(() => next() < part),
    hex: (length) => Array.from({ length }, () => below(16).toString(16)).join(''),
  };
}
