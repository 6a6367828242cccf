import type { ArchiveEntry } from './archive-entries';

/** Parts of office documents that hold text (ECMA-376, OpenDocument 1.3, EPUB 3.3). */
const TEXT_PART =
  /^(?:word\/(?:document|comments|footnotes|endnotes|header\d*|footer\d*)\.xml|ppt\/(?:slides|notesSlides|comments)\/[^/]+\.xml|content\.xml|xl\/comments\d*\.xml)$/;
const SHEET = /^xl\/worksheets\/[^/]+\.xml$/;
const SHARED = 'xl/sharedStrings.xml';

const entities = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

/** Text of a document's XML: paragraphs and rows end a line, cells and tabs are apart, the runs of a word stand together. */
function documentText(xml: string): string {
  return entities(
    xml
      .replace(/<\/(?:w:p|a:p|text:p|text:h|w:tr|table:table-row)>/g, '\n')
      .replace(
        /<(?:w:tab|w:br|a:br|text:tab|text:s|text:line-break)\/?>|<\/(?:w:tc|table:table-cell)>/g,
        '\t',
      )
      .replace(/<[^<>]{1,4000}>/g, ''),
  );
}

const textsIn = (xml: string) =>
  [...xml.matchAll(/<t(?: [^<>]{0,80})?>([^<]{0,32767})<\/t>/g)]
    .map(([, text = '']) => entities(text))
    .join('');

/** A workbook's sheet as lines with tabs between the cells; `shared` are the texts that cells name by number. */
function sheetText(xml: string, shared: readonly string[]): string {
  const lines: string[] = [];
  // By their ends: a part that is cut off takes no longer than a whole one.
  for (const row of xml.split('</row>').slice(0, -1)) {
    const cells: string[] = [];
    for (const cell of row.split('</c>').slice(0, -1)) {
      const from = Math.max(cell.lastIndexOf('<c '), cell.lastIndexOf('<c>'));
      const to = from < 0 ? -1 : cell.indexOf('>', from);
      if (to < 0) continue;
      const [attributes, content] = [cell.slice(from, to), cell.slice(to + 1)];
      const value = /<v>([^<]{0,32767})<\/v>/.exec(content)?.[1];
      if (/\bt="s"/.test(attributes)) cells.push(shared[Number(value)] ?? '');
      else cells.push(value === undefined ? textsIn(content) : entities(value));
    }
    lines.push(cells.join('\t'));
  }
  return lines.join('\n');
}

/** The text of an office document's parts; null for an archive that is none. Parts without text are left out. */
export function officeText(entries: readonly ArchiveEntry[]): string | null {
  const isOffice = entries.some(
    ({ name }) =>
      name === '[Content_Types].xml' || name === 'content.xml' || TEXT_PART.test(name) || name === SHARED,
  );
  if (!isOffice) return null;
  const xml = (entry: ArchiveEntry) => entry.bytes?.toString('utf8') ?? '';
  const strings = entries.find(({ name }) => name === SHARED);
  const shared = strings ? xml(strings).split('</si>').slice(0, -1).map(textsIn) : [];
  const parts = entries.flatMap((entry) => {
    if (TEXT_PART.test(entry.name)) return documentText(xml(entry));
    return SHEET.test(entry.name) ? sheetText(xml(entry), shared) : [];
  });
  return [...parts, ...shared].join('\n');
}
