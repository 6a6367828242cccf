import { lineFinder } from './line-finder';

/** A part of a Markdown text. Prose is one paragraph, list item, row or heading; code is a fence, an indented block or a span. */
export interface MarkdownPart {
  readonly kind: 'prose' | 'heading' | 'fence' | 'indented' | 'span' | 'hidden';
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  /** A fence's language, in lower case. */
  readonly language: string;
  /** The headings above, outermost first. */
  readonly headings: readonly string[];
  /** For code: the prose before it, or around a span. For an item of a list: what announces the list. */
  readonly beside: string;
}
export interface MarkdownText {
  /** Lines between the two `---` at the beginning. */
  readonly front: string;
  readonly parts: readonly MarkdownPart[];
}

const FENCE = /^[ \t>]{0,24}(?:[-*+]|\d{1,3}[.)])?[ \t]{0,12}(`{3,}|~{3,})[ \t]{0,4}([\w+#.-]{0,30})/;

/** Takes a Markdown text apart (CommonMark as far as it decides what is code, what is prose, and what nobody sees). */
export function markdownParts(text: string): MarkdownText {
  const all = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const parts: MarkdownPart[] = [];
  const headings: string[] = [];
  let at = 0;
  let front = '';
  if (all[0]?.trim() === '---') {
    const end = all.findIndex((each, index) => index > 0 && /^(?:---|\.\.\.)\s*$/.test(each));
    if (end > 0) {
      front = all.slice(1, end).join('\n');
      at = end + 1;
    }
  }
  let block: string[] = [];
  let begun = 0;
  let beside = '';
  /** What announces the list that follows: "Never:". */
  let lead = '';
  const push = (kind: MarkdownPart['kind'], part: string, line: number, language = '', near = beside) =>
    parts.push({ kind, text: part, line, language, headings: [...headings], beside: near });
  const flush = () => {
    if (block.length === 0) return;
    const isItem = /^\s*(?:[-*+]|\d{1,3}[.)]|\|)/.test(block[0] ?? '');
    if (!isItem) lead = '';
    prose(block.join('\n'), begun + 1, lead, push);
    if (!isItem && /[:：]\**\s*$/.test(block.at(-1) ?? '')) lead = block.join(' ').slice(-200);
    beside = block.join(' ').slice(-600);
    block = [];
  };
  while (at < all.length) {
    const row = all[at] as string;
    const [, fence = '', language = ''] = FENCE.exec(row) ?? [];
    if (fence) {
      flush();
      const isClose = (each: string) => {
        const bare = each.replace(/^[ \t>]{0,24}/, '').trimEnd();
        return bare.length >= fence.length && bare === (fence[0] ?? '`').repeat(bare.length);
      };
      let end = at + 1;
      while (end < all.length && !isClose(all[end] as string)) end++;
      push(
        'fence',
        all
          .slice(at + 1, end)
          .map((each) => each.replace(/^[ \t]{0,3}> ?/, ''))
          .join('\n'),
        at + 2,
        language.toLowerCase(),
      );
      at = end + 1;
      continue;
    }
    const heading = /^\s{0,3}(#{1,6})\s+(.{1,300})/.exec(row);
    if (heading) {
      flush();
      headings.length = Math.min(headings.length, (heading[1] ?? '#').length - 1);
      headings.push(heading[2] ?? '');
      push('heading', heading[2] ?? '', at + 1);
      lead = '';
      beside = heading[2] ?? '';
      at++;
      continue;
    }
    const hidden = /^\s{0,3}\[(?:\/\/|comment|_|\^?\s?)\]:[ \t]{0,8}(?:#|<>)(.{1,2000})$/i.exec(row);
    if (hidden) push('hidden', hidden[1] ?? '', at + 1);
    if (/^(?: {4}|\t)\S/.test(row) && block.length === 0) {
      let end = at;
      while (end < all.length && /^(?: {4}|\t)|^\s*$/.test(all[end] as string)) end++;
      push(
        'indented',
        all
          .slice(at, end)
          .map((each) => each.replace(/^(?: {4}|\t)/, ''))
          .join('\n'),
        at + 1,
      );
      at = end;
      continue;
    }
    if (row.trim() === '') flush();
    else {
      if (/^\s*(?:[-*+]|\d{1,3}[.)]|\|)\s/.test(row) || row.trimStart().startsWith('|')) flush();
      if (block.length === 0) begun = at;
      block.push(row);
      // A paragraph of a thousand lines is one by mistake.
      if (block.length > 200) flush();
    }
    at++;
  }
  flush();
  return { front, parts: [...parts, ...hiddenIn(text, parts)] };
}

type Push = (
  kind: MarkdownPart['kind'],
  text: string,
  line: number,
  language?: string,
  near?: string,
) => void;

/** A paragraph, and the spans of code in it. */
function prose(text: string, line: number, lead: string, push: Push): void {
  push('prose', text, line, '', lead);
  const lineAt = lineFinder(text);
  // Commands without the marks of code.
  for (const { 0: code, index } of text.matchAll(BARE))
    push(
      'span',
      code.trim(),
      line + lineAt(index) - 1,
      '',
      text.slice(Math.max(0, index - 240), index + code.length + 200),
    );
  for (const { 2: code = '', index } of text.matchAll(/(`{1,2})([^`\n]{3,2000})\1/g)) {
    push(
      'span',
      code.trim(),
      line + lineAt(index) - 1,
      '',
      text.slice(Math.max(0, index - 240), index + code.length + 200),
    );
  }
}

const BARE =
  /(?<!`)\b(?:curl|wget|iwr|irm|echo|printf|bash -c|powershell)\b[^\n`]{5,400}?\|\s{0,3}(?:sudo\s+)?(?:ba|z|da)?sh\b[^\n`]{0,60}|\b(?:iwr|irm|Invoke-\w+)\b[^\n`]{5,300}\|\s{0,3}iex\b/g;

/** What a reader of the rendered page never sees, but an agent does: comments, and elements that are not shown. */
function hiddenIn(text: string, parts: readonly MarkdownPart[]): readonly MarkdownPart[] {
  const lineAt = lineFinder(text);
  const fenced = new Set<number>();
  for (const { kind, text: code, line } of parts)
    if (kind === 'fence') for (let at = line + code.split('\n').length; at >= line; at--) fenced.add(at);
  return [...comments(text), ...unshown(text)].flatMap(({ inside, index }) => {
    const line = lineAt(index);
    return fenced.has(line)
      ? []
      : [{ kind: 'hidden' as const, text: inside, line, language: '', headings: [], beside: '' }];
  });
}

interface HiddenPlace {
  readonly inside: string;
  readonly index: number;
}

function comments(text: string): readonly HiddenPlace[] {
  const all: HiddenPlace[] = [];
  for (let from = text.indexOf('<!--'); from >= 0; ) {
    const to = text.indexOf('-->', from + 4);
    if (to < 0) break;
    if (to - from > 6) all.push({ inside: text.slice(from + 4, to), index: from });
    from = text.indexOf('<!--', to);
  }
  return all;
}

const UNSHOWN =
  /<(?:span|div|p|font|small|details|section)\b[^>]{0,200}(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?!\.)|color\s*:\s*(?:white|#fff(?:fff)?|transparent)|\bhidden\b)[^>]{0,200}>([^<]{3,})/gi;
const unshown = (text: string): readonly HiddenPlace[] =>
  [...text.matchAll(UNSHOWN)].map(({ 1: inside = '', index }) => ({ inside, index }));
