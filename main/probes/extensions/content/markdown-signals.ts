import { decodeLiteral } from './decode-literal';
import { lineFinder } from './line-finder';
import { imitated, installedPackages } from './lookalike';
import { type MarkdownPart, markdownParts } from './markdown-parts';
import { isSaid, NEGATES, SHOWS } from './prose-lexicon';
import { isShown, proseSignals } from './prose-signals';
import { languageOf } from './source-language';
import type { ReadCode, Signal, Surroundings } from './types';

/** Packages that a text installs under a name that imitates another's. */
export function packageSignals(text: string, line: number): readonly Signal[] {
  const lineAt = lineFinder(text);
  return installedPackages(text).flatMap(({ name, index }) =>
    imitated(name) === null
      ? []
      : [
          {
            kind: 'lookalike' as const,
            line: line + lineAt(index) - 1,
            what: name.slice(0, 100),
          },
        ],
  );
}

const SETS_UP =
  /install|set-?up|prereq|getting started|quick ?start|usage|require|depend|安装|准备|开始|配置|必读|前提|依赖/i;

/** Everything that a Markdown text is a sign of: what it asks for, shows, hides, and the code in it. */
export function markdownSignals(text: string, around: Surroundings, read: ReadCode): readonly Signal[] {
  const { front, parts } = markdownParts(text);
  const description =
    /^description:\s*(?:[|>][+-]?\s*\n)?([\s\S]{1,2000}?)(?=\n\S|$)/m.exec(front)?.[1] ?? '';
  const head: MarkdownPart = {
    kind: 'prose',
    text: description.replace(/^["']|["']$/g, ''),
    line: 3,
    language: '',
    headings: ['front matter'],
    beside: '',
  };
  const signals: Signal[] = [...proseSignals([head, ...parts], around)];
  for (const part of parts) {
    if (part.kind === 'prose' || part.kind === 'heading') {
      signals.push(...encodedProse(part, around, read));
      continue;
    }
    if (part.kind === 'hidden') continue;
    const language =
      part.kind === 'span'
        ? 'shell'
        : languageOf(part.language === '' ? 'x.sh' : `x.${part.language}`, part.text);
    if (part.kind === 'fence' && /^(?:text|txt|markdown|md|prompt|)$/.test(part.language))
      signals.push(
        ...proseSignals([{ ...part, kind: 'prose' }], around).filter(({ kind }) => kind !== 'archive-lure'),
      );
    signals.push(...encodedProse(part, around, read));
    const code =
      language === 'markdown' || language === 'data' || language === 'json'
        ? []
        : read(language, part.text, part.line);
    const packages = language === 'shell' ? packageSignals(part.text, part.line) : [];
    const quoted = isQuoted(part, around);
    signals.push(...[...code, ...packages].map((each) => (quoted ? { ...each, quoted: true } : each)));
  }
  return signals;
}

/** Code in a text that is shown, and not meant to be run. */
function isQuoted(part: MarkdownPart, around: Surroundings): boolean {
  const headings = part.headings.slice(around.teaches ? 0 : -2).join(' ');
  const near = `${part.beside} ${headings}`;
  if (isShown(near, around)) return true;
  const comments =
    part.kind === 'span'
      ? ''
      : (part.text.match(/^[ \t]{0,40}(?:#|\/\/|--|;|REM).{0,200}$/gm) ?? []).slice(0, 8).join(' ');
  if (
    /❌|🚫|\b(?:bad|wrong|malicious|don['’]t|never|dangerous|attack|unsafe|vulnerable)\b|恶意|危险|不要|切勿/i.test(
      comments,
    )
  )
    return true;
  const before = part.beside.slice(-160);
  if (
    part.kind === 'span'
      ? spanNegated(part)
      : isSaid(NEGATES, before.split(/[.!?。！？]\s/).at(-1) ?? '') && isSaid(SHOWS, before)
  )
    return true;
  return (
    around.teaches &&
    part.kind === 'span' &&
    !SETS_UP.test(headings) &&
    !/\b(?:run|execute|paste|first)\b|运行|执行/i.test(before)
  );
}

function spanNegated({ beside, text }: MarkdownPart): boolean {
  const at = beside.indexOf(text.slice(0, 200));
  const before =
    beside
      .slice(Math.max(0, at - 80), Math.max(0, at))
      .split(/[.!?。！？]\s|\n/)
      .at(-1) ?? '';
  const after = beside.slice(at + text.length, at + text.length + 60);
  return isSaid(NEGATES, before) || /^\W{0,6}(?:[^.。]{0,40})(?:never|don['’]t|不要|切勿|不可)/i.test(after);
}

/** Sentences in base64 or hexadecimal among others: what they say counts, and that they are packed. */
function encodedProse(part: MarkdownPart, around: Surroundings, read: ReadCode): readonly Signal[] {
  const signals: Signal[] = [];
  const lineAt = lineFinder(part.text);
  for (const { 0: packed, index } of part.text.matchAll(/(?<![\w/+=])[A-Za-z0-9+/_-]{32,}={0,2}/g)) {
    const said = decodeLiteral(packed);
    if (said === null || said.length < 20) continue;
    const line = part.line + lineAt(index) - 1;
    const found = spelledSignals(said, line, around, read);
    if (found.length > 0 && !isQuoted(part, around)) signals.push({ kind: 'encoded-run', line }, ...found);
    if (signals.length > 40) break;
  }
  return signals;
}

/** What a text says that was hidden or packed: there is no innocent reason for it, so sentences count as hidden ones. */
export function spelledSignals(
  text: string,
  line: number,
  around: Surroundings,
  read: ReadCode,
): readonly Signal[] {
  const part: MarkdownPart = { kind: 'hidden', text, line, language: '', headings: [], beside: '' };
  const stern: Surroundings = { ...around, teaches: false };
  const code = /\b(?:curl|wget|bash|sh|powershell|iex|python3?|node)\b|https?:/i.test(text)
    ? read('shell', text, line)
    : [];
  return [...proseSignals([part], stern), ...code.filter(({ kind }) => kind !== 'sends')];
}
