import { isSecret, isSecretName } from './names';
import { isHidden, type TextRange } from './ranges';

const TAG = /<(\/?)([A-Za-z][\w:.-]*)(?![\w:.-])([^<>]*)>/g;
const CDATA = /^<!\[CDATA\[/;

const CALLED = /(?:^|\s)(?:name|key|id)\s{0,8}=\s{0,8}("|')/di;
const HELD = /(?:^|\s)(?:value|secret|content)\s{0,8}=\s{0,8}("|')/di;

/** The value of an attribute, with its place in the tag's text. */
function attribute(inside: string, pattern: RegExp): { value: string; at: number } | null {
  if (!inside.includes('=')) return null;
  const found = pattern.exec(inside);
  const start = found?.indices?.[1]?.[1];
  const close = start === undefined ? -1 : inside.indexOf(found?.[1] ?? '"', start);
  return start === undefined || close < 0 ? null : { value: inside.slice(start, close), at: start };
}

/**
 * Ranges in XML: what an element with a secret's name holds, what follows a `<key>`, a `<name>` or a switch that says so
 * (launchd's and Windows' files), and attributes, whose own name or whose element's `name` says so.
 */
export function inXml(text: string): readonly TextRange[] {
  if (!text.includes('</') && !text.includes('/>')) return [];
  const ranges: TextRange[] = [];
  /** How many elements are open, and at which of them the secret one began. */
  let depth = 0;
  let secretAt = Number.POSITIVE_INFINITY;
  let pending = false;
  let last = { end: 0, name: '', opens: false };
  for (const { 0: whole, 1: slash, 2: name = '', 3: inside = '', index } of text.matchAll(TAG)) {
    const start = last.end + (CDATA.exec(text.slice(last.end, last.end + 9))?.[0].length ?? 0);
    const content = text.slice(start, index).replace(/\]\]>\s*$/, '');
    const from = start + (content.length - content.trimStart().length);
    const value = content.trim();
    const hide = () => value !== '' && !isHidden(value) && ranges.push({ from, to: from + value.length });
    if (slash) {
      if (last.opens && last.name === name) {
        if (depth >= secretAt) {
          if (isSecret('secret', value)) hide();
        } else if (/^(?:key|name|string|arg|argument)$/i.test(name)) {
          // The next element says what it is worth.
          const says = /^key$|^name$/i.test(name) || /^--?[A-Za-z]/.test(value);
          pending = says && isSecretName(value);
        }
      }
      if (depth === secretAt) secretAt = Number.POSITIVE_INFINITY;
      depth = Math.max(0, depth - 1);
    } else if (!whole.startsWith('<?') && !whole.startsWith('<!')) {
      depth++;
      const called = attribute(inside, CALLED);
      const says = pending || isSecretName(name) || (called !== null && isSecretName(called.value));
      const held = attribute(inside, HELD);
      if (says && held && !isHidden(held.value) && isSecret('secret', held.value)) {
        const at = index + whole.length - 1 - inside.length + held.at;
        ranges.push({ from: at, to: at + held.value.length });
      }
      pending = false;
      if (inside.endsWith('/')) depth = Math.max(0, depth - 1);
      else if (says) secretAt = Math.min(secretAt, depth);
    }
    last = { end: index + whole.length, name, opens: !slash };
  }
  return ranges;
}
