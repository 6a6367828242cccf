import JSON5 from 'json5';
import type { Message } from '../../contract/finding';
import type { Json } from '../../openclaw/read-settings';

/** Why a text is no settings file, and where in it. Line and column from 1, null without a place. */
export interface SettingsSyntaxError {
  readonly line: number | null;
  readonly column: number | null;
  readonly because: Message;
}

/** Deeper than any real settings, and shallow enough to walk without running out of stack. */
const MAX_DEPTH = 100;
/** Names that OpenClaw drops or that would change how it looks values up (dist: infra/prototype-keys). */
const TREACHEROUS = new Set(['prototype', 'constructor']);
/** A name that OpenClaw reads over: a file with it is valid to 2026.9.6. */
const DROPPED = '__proto__';

const syntaxError = (
  id: string,
  line: number | null = null,
  column: number | null = null,
): SettingsSyntaxError => ({
  line,
  column,
  because: { id },
});

/** Takes out what is dropped and looks for what can't be read. Walks without recursion, since the depth is in question. */
function treachery(value: unknown): SettingsSyntaxError | null {
  const open: [unknown, number][] = [[value, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [here, depth] = next;
    if (typeof here !== 'object' || here === null) continue;
    if (depth > MAX_DEPTH) return syntaxError('settings.too-deep');
    if (Object.hasOwn(here, DROPPED)) delete (here as Record<string, unknown>)[DROPPED];
    for (const [key, child] of Object.entries(here)) {
      if (!Array.isArray(here) && TREACHEROUS.has(key)) return syntaxError('settings.treacherous');
      open.push([child, depth + 1]);
    }
  }
  return null;
}

/**
 * Reads a settings text as OpenClaw does: strict JSON first, then JSON5 (dist: utils/parse-json-compat).
 * Bytes that are not UTF-8 arrive as replacement marks and so fail here, as they do there.
 */
export function parseSettings(text: string): { readonly value: Json } | SettingsSyntaxError {
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
      return syntaxError('settings.syntax', lineNumber, columnNumber);
    }
  }
  return treachery(value) ?? { value };
}
