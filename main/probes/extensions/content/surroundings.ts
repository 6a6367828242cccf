import JSON5 from 'json5';
import { addressesIn, domainOf } from './hosts';
import { markdownParts } from './markdown-parts';
import { isSaid, TEACHES } from './prose-lexicon';
import type { SourceFile, Surroundings } from './types';

type Fields = Readonly<Record<string, unknown>>;
const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
/** Turns YAML into a value; throws where it is broken. */
export type ParseYaml = (text: string) => unknown;

const COMMON = new Set(
  'example install setup api tools tool skill skills openclaw clawhub clawdbot agent github get cdn download docs com net org app cloud dev test help data the and for'.split(
    ' ',
  ),
);
/** What an extension says about itself: its name, home page, the programs it needs. */
export function surroundingsOf(
  files: readonly SourceFile[],
  folder: string,
  parseYaml: ParseYaml,
): Surroundings & { readonly name: string; readonly metadata: unknown } {
  const about = new Set<string>();
  const take = (value: unknown) => {
    if (typeof value !== 'string') return;
    const text = value.toLowerCase().slice(0, 400);
    for (const each of [
      text,
      text.replace(/[\s_-]+/g, ''),
      ...text.split(/[^\p{L}\p{N}.]+/u),
      ...text.split(/[^\p{L}\p{N}]+/u),
    ])
      if (each.length > 2 && !COMMON.has(each)) about.add(each);
  };
  take(folder);
  let name = '';
  let teaches = false;
  let metadata: unknown;
  for (const { path, text } of files) {
    if (!/(?:^|\/)(?:SKILL|HOOK)\.md$|^package\.json$|^openclaw\.plugin\.json$/.test(path)) continue;
    let value: Fields = {};
    try {
      value = fields(path.endsWith('.json') ? JSON.parse(text) : parseYaml(markdownParts(text).front));
    } catch {
      value = {
        name: /^name:\s*(.{1,80})$/m.exec(text)?.[1],
        description: /^description:\s*(.{1,1000})$/m.exec(text)?.[1],
      };
    }
    name ||= typeof value.name === 'string' ? value.name : '';
    const title = path.endsWith('.md')
      ? text.startsWith('---')
        ? /^# (.{1,100})/m.exec(text)?.[1]
        : text.slice(0, 500)
      : '';
    teaches ||= isSaid(
      TEACHES,
      `${String(value.name ?? '').replaceAll('-', ' ')} ${value.description ?? ''} ${title ?? ''}`,
    );
    const parsed = typeof value.metadata === 'string' ? tryJson(value.metadata) : value.metadata;
    metadata ??= parsed;
    const openclaw = fields(fields(parsed).openclaw ?? fields(parsed).clawdbot ?? fields(parsed).moltbot);
    const requires = fields(openclaw.requires);
    const address = addressesIn(
      `${value.homepage ?? ''} ${openclaw.homepage ?? ''} ${typeof value.repository === 'string' ? value.repository : (fields(value.repository).url ?? '')}`,
    );
    for (const { host, path: at } of address)
      for (const each of [host, domainOf(host), domainOf(host).split('.')[0], ...at.split('/').slice(1, 3)])
        take(each);
    for (const each of [value.name, ...(Array.isArray(requires.bins) ? requires.bins : [])]) take(each);
    for (const each of String(value.description ?? '').match(
      /\b[\w-]+\.(?:io|com|dev|ai|sh|app|net|org|cn|me)\b/gi,
    ) ?? [])
      take(each);
    for (const each of Array.isArray(openclaw.install) ? openclaw.install.map(fields) : [])
      for (const key of ['package', 'formula', 'module', 'id']) take(each[key]);
  }
  const stated = new Set(
    files
      .filter(({ path }) => /\.md$|^package\.json$|^openclaw\.plugin\.json$/.test(path))
      .flatMap(({ text }) => addressesIn(text).map(({ host }) => domainOf(host))),
  );
  return { about, stated, teaches, name, metadata };
}

/** The value of a JSON or JSON5 text; undefined where it is none. */
export function tryJson(text: string): unknown {
  for (const parser of [JSON, JSON5])
    try {
      return parser.parse(text);
    } catch {}
  return undefined;
}
