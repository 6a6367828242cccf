import JSON5 from 'json5';
import type { Message } from '../../contract/finding';
import type { Json } from '../../openclaw/settings';

/** Why a text is no settings file, and where in it. Line and column from 1, null without a place. */
export interface NotSettings {
  readonly line: number | null;
  readonly column: number | null;
  readonly because: Message;
}

/** Deeper than any real settings, and shallow enough to walk without running out of stack. */
const MAX_DEPTH = 100;
/** Names that OpenClaw drops or that would change how it looks values up (dist: infra/prototype-keys). */
const TREACHEROUS = new Set(['__proto__', 'prototype', 'constructor']);

const trouble = (id: string, line: number | null = null, column: number | null = null): NotSettings => ({
  line,
  column,
  because: { id },
});

/** Walks without recursion, since the depth is what is in question. */
function treachery(value: unknown): NotSettings | null {
  const open: [unknown, number][] = [[value, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [here, depth] = next;
    if (typeof here !== 'object' || here === null) continue;
    if (depth > MAX_DEPTH) return trouble('settings.too-deep');
    for (const [key, child] of Object.entries(here)) {
      if (!Array.isArray(here) && TREACHEROUS.has(key)) return trouble('settings.treacherous');
      open.push([child, depth + 1]);
    }
  }
  return null;
}

/**
 * Reads a settings text as OpenClaw does: strict JSON first, then JSON5 (dist: utils/parse-json-compat).
 * Bytes that are not UTF-8 arrive as replacement marks and so fail here, as they do there.
 */
export function parseSettings(text: string): { readonly value: Json } | NotSettings {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    try {
      value = JSON5.parse<Json>(text);
    } catch (error) {
      const { lineNumber = null, columnNumber = null } = error as {
        lineNumber?: number;
        columnNumber?: number;
      };
      return trouble('settings.syntax', lineNumber, columnNumber);
    }
  }
  return treachery(value) ?? { value };
}
