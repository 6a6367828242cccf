import type { Host } from '../../../system/read';
import { openDatabase } from '../../sqlite';
import { PHONE_WORD } from '../matching/mobile-numbers';
import { contentKind } from './content-kind';
import { asUtf8 } from './decode-text';

/** Zstandard's magic number, RFC 8878 section 3.1.1. */
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];
const LARGEST_UNPACKED = 64 * 1024 * 1024;
/** Rows' texts are searched together, one search a row would cost more than the searching. */
const TOGETHER = 128 * 1024;
/** Characters of a column's name that are told with what stands in it. */
const LONGEST_TITLE = 60;

/** Bytes of a Zstandard file. Rejects with `ZSTD` when broken, with `EFBIG` when it would grow beyond 64 MiB. */
export async function unpacked(packed: Uint8Array): Promise<Buffer> {
  const { Decompress } = await import('fzstd');
  const parts: Uint8Array[] = [];
  let total = 0;
  const tooLarge = Object.assign(new Error('unpacks to too much'), { code: 'EFBIG' });
  const stream = new Decompress((part) => {
    total += part.length;
    if (total > LARGEST_UNPACKED) throw tooLarge;
    parts.push(part);
  });
  try {
    // In small steps, so that a bomb is noticed before it has unfolded.
    for (let at = 0; at < packed.length; at += 64 * 1024) {
      stream.push(packed.subarray(at, at + 64 * 1024), at + 64 * 1024 >= packed.length);
    }
  } catch (error) {
    throw error === tooLarge ? error : Object.assign(new Error('not Zstandard'), { code: 'ZSTD' });
  }
  return Buffer.concat(parts);
}

/** True for what begins as Zstandard does. */
const isPacked = (value: Uint8Array) => ZSTD.every((byte, at) => value[at] === byte);

const quoted = (name: unknown, mark: string) => `${mark}${String(name).replaceAll(mark, mark + mark)}${mark}`;

/** A blob that is a text; a picture or numbers are none. */
function blobText(blob: Buffer): string {
  const kind = contentKind(blob);
  return kind === 'utf8' || kind === 'gb18030' || kind.startsWith('utf16')
    ? asUtf8(blob, kind).toString('utf8')
    : '';
}

/**
 * Every text in a database, a newline between two, in pieces of about 128 KiB. Compressed blobs are unpacked: since
 * 2026.9 transcript events of 1 KiB and more lie in `transcript_events.event_zstd` and archives in `archive_blob`
 * (docs/reference/database-schemas/layout.md), so a search over the raw bytes of the file would miss them, as it would
 * miss what is split over two pages. Virtual tables keep their text in ordinary ones, which are read.
 * The table `except` is left out. Rejects as `openDatabase` and `unpacked` do.
 */
export async function* databaseTexts(
  host: Host,
  file: string,
  limit: number,
  except: string,
): AsyncGenerator<string> {
  const database = await openDatabase(host, file, limit);
  try {
    const names = database.exec("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0");
    let texts: string[] = [];
    let length = 0;
    for (const [name] of names[0]?.values ?? []) {
      if (name === except) continue;
      // What a column works out for itself (`hidden` 2 and 3) is not asked for: it may be made to take for ever.
      const titles = database
        .exec(`SELECT name FROM pragma_table_xinfo(${quoted(name, "'")}) WHERE hidden = 0`)[0]
        ?.values.map(([column]) => column);
      if (titles === undefined) continue;
      const columns = titles.map((each) => quoted(each, '"')).join(', ');
      const rows = database.prepare(`SELECT ${columns} FROM ${quoted(name, '"')}`);
      try {
        while (rows.step()) {
          for (const [at, value] of rows.get().entries()) {
            let text = '';
            if (typeof value === 'string') text = value;
            else if (value instanceof Uint8Array) {
              text = blobText(isPacked(value) ? await unpacked(value) : Buffer.from(value));
            } else if (typeof value === 'number') text = String(value);
            if (text.length < 8) continue;
            // A row of bare numbers tells nothing; what its column is called does.
            const column = String(titles[at] ?? '').slice(0, LONGEST_TITLE);
            const named = text.length < 24 && PHONE_WORD.test(column) ? `${column}: ${text}` : text;
            texts.push(named);
            length += named.length;
          }
          if (length < TOGETHER) continue;
          yield texts.join('\n');
          texts = [];
          length = 0;
        }
      } finally {
        rows.free();
      }
    }
    yield texts.join('\n');
  } catch (error) {
    host.signal.throwIfAborted();
    if (error instanceof Error && !('code' in error)) Object.assign(error, { code: 'SQLITE' });
    throw error;
  } finally {
    database.close();
  }
}
