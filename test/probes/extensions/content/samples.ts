import { readFileSync } from 'node:fs';
import type { SourceFile } from '../../../../main/probes/extensions/content/types';

/** A skill or plugin that is laid out in a file of samples. */
export interface Sample {
  readonly name: string;
  readonly files: readonly SourceFile[];
}

/** `{{u200b}}` is a character, `{{b64:…}}` its text in base64, `{{ps64:…}}` as PowerShell takes it, `{{tags:…}}` in invisible letters. */
const written = (text: string): string =>
  text
    .replace(/\{\{u([0-9a-f]{4,5})\}\}/g, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    )
    .replace(/\{\{(b64|ps64|hex|tags):((?:(?!\}\}).)*)\}\}/g, (_, how: string, inner: string) => {
      if (how === 'tags')
        return [...inner].map((each) => String.fromCodePoint((each.codePointAt(0) ?? 0) + 0xe0000)).join('');
      const bytes = Buffer.from(inner, how === 'ps64' ? 'utf16le' : 'utf8');
      return bytes.toString(how === 'hex' ? 'hex' : 'base64');
    });

/** The samples of one file: `=== name`, then for each file `@@ path` and its lines. */
export function readSamples(name: string): readonly Sample[] {
  return readFileSync(`test/fixtures/extensions/${name}.txt`, 'utf8')
    .split(/^=== /m)
    .slice(1)
    .map((block) => {
      const [title = '', ...parts] = block.split(/^@@ /m);
      const files = parts.map((part) => {
        const end = part.indexOf('\n');
        return { path: part.slice(0, end).trim(), text: written(part.slice(end + 1)) };
      });
      return { name: title.trim(), files };
    });
}
