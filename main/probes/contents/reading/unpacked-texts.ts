import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type ArchiveEntry, tarEntries, zipEntries } from './archive-entries';
import { contentKind } from './content-kind';
import { unpacked } from './database-text';
import { asUtf8 } from './decode-text';
import { officeText } from './office-text';
import { pdfText } from './pdf-text';

const gunzipped = promisify(gunzip);

/** What one file may unpack to altogether, and how many archives may lie in each other. */
const MOST_UNPACKED = 128 * 1024 * 1024;
const DEEPEST = 4;

/** Counts what could not be looked into, and what was unpacked. */
export interface Unpacking {
  opaque: number;
  bytes: number;
}

/** A text in a file, as UTF-8, and the name that it has in its archive. */
export interface FoundText {
  readonly name: string;
  readonly bytes: Buffer;
}

const tooLarge = () => Object.assign(new Error('unpacks to too much'), { code: 'EFBIG' });

/**
 * The texts in a file's bytes: of archives each file's, of documents what they say. What can't be looked into is counted
 * in `counts.opaque`. Rejects with `EFBIG` when it unpacks to more than 128 MiB, with `ARCHIVE` or `ZSTD` when it is broken.
 */
export async function* textsIn(
  bytes: Buffer,
  name: string,
  counts: Unpacking,
  depth = 0,
): AsyncGenerator<FoundText> {
  const kind = contentKind(bytes);
  const count = (more: Buffer) => {
    counts.bytes += more.length;
    if (counts.bytes > MOST_UNPACKED) throw tooLarge();
    return more;
  };
  if (depth > DEEPEST) throw tooLarge();
  switch (kind) {
    case 'gzip': {
      const room = MOST_UNPACKED - counts.bytes;
      const whole = await gunzipped(bytes, { maxOutputLength: room }).catch((error: unknown) => {
        throw error instanceof RangeError
          ? tooLarge()
          : Object.assign(new Error('broken'), { code: 'ARCHIVE' });
      });
      yield* textsIn(count(whole), name.replace(/\.t?gz$/i, ''), counts, depth + 1);
      return;
    }
    case 'zstd':
      yield* textsIn(count(await unpacked(bytes)), name, counts, depth + 1);
      return;
    case 'tar':
      for (const entry of tarEntries(bytes)) yield* entryTexts(entry, name, counts, depth);
      return;
    case 'zip': {
      const entries: ArchiveEntry[] = [];
      for await (const entry of zipEntries(bytes, MOST_UNPACKED - counts.bytes)) {
        if (entry.bytes) count(entry.bytes);
        entries.push(entry);
      }
      const office = officeText(entries);
      if (office !== null) {
        yield { name, bytes: Buffer.from(office) };
        // Pictures in a document are pictures.
        if (entries.some((entry) => /\/media\/|^Pictures\//.test(entry.name))) counts.opaque++;
      } else for (const entry of entries) yield* entryTexts(entry, name, counts, depth);
      return;
    }
    case 'pdf': {
      const text = pdfText(bytes);
      if (text === null) counts.opaque++;
      else yield { name, bytes: Buffer.from(text) };
      return;
    }
    case 'sqlite':
    case 'opaque':
      counts.opaque++;
      return;
    default:
      yield { name, bytes: asUtf8(bytes, kind) };
  }
}

async function* entryTexts({ name, bytes }: ArchiveEntry, archive: string, counts: Unpacking, depth: number) {
  yield { name: archive, bytes: Buffer.from(`${name}\n`) };
  if (bytes === null) counts.opaque++;
  else if (bytes.length > 0) yield* textsIn(bytes, name, counts, depth + 1);
}
