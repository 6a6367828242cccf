import type { Host } from '../../system/read';
import { columnTexts } from '../sqlite/read-rows';
import { type ContentKind, contentKind } from './reading/content-kind';
import { databaseTexts } from './reading/database-text';
import { asUtf8 } from './reading/decode-text';
import { textsIn, type Unpacking } from './reading/unpacked-texts';
import { LARGEST_DATABASE, LARGEST_WHOLE, type SearchLimits } from './search-limits';
import { fileMatches, type TextSearch } from './search-text';
import type { Find, Source } from './types';

/** Bytes that are read at once, and what two parts of a large file share. */
const PART = 512 * 1024;
const OVERLAP = 4096;
/** Belongs to a database that is read with it. */
const BESIDE_DATABASE = /-(?:wal|shm|journal)$/;
const DATABASE = /\.(?:sqlite3?|db)$/i;
/** A skill's own pictures are its author's, not the user's. */
const OF_A_SKILL = /[\\/]skills[\\/]/;
/**
 * Where an agent's database holds its sign-ins as JSON since 2026.9 (docs/reference/database-schemas/layout.md); older
 * databases, and those of others, have no such table.
 */
const SIGN_INS = { table: 'auth_profile_store', column: 'store_json', most: 10_000 };
/** Digits or letters enough for a number or a key in a file's name. */
const TELLING_NAME = /\d{4}|[\w-]{20}|密码|护照/;

/**
 * Bytes up to which what is no text is a raw key or a checksum, and nothing to look into: no picture and no document is so
 * short. OpenClaw keeps such a key beside its settings (2026.9.6: `config-journal-fingerprint.key`, 32 bytes).
 */
const RAW_KEY = 32;

/** What came of looking into one file. */
export interface SearchedFile {
  readonly keys: readonly Find[];
  readonly personal: readonly Find[];
  /** A picture, a program, an archive: nothing could be looked into, or not all of it. */
  readonly opaque: boolean;
  /** The look's bounds were reached before its end. */
  readonly unfinished: boolean;
}

/** Looks into single files: one reader for keys and for private data. */
export function fileSearch(host: Host, search: TextSearch) {
  const room = Buffer.allocUnsafeSlow(PART);

  /** A text of any size, part by part; the first part is in `room`. */
  const inParts = async (
    source: Source,
    first: number,
    kind: ContentKind,
    limits: SearchLimits,
    heard: ReturnType<typeof fileMatches>,
  ) => {
    let length = first;
    for (let at = 0; ; ) {
      const isLast = length < PART;
      await search.inBytes(asUtf8(room.subarray(0, length), kind), source, heard, at === 0 && isLast);
      await limits.read(length);
      if (isLast) return false;
      if (limits.spent(source.file)) return true;
      at += length - OVERLAP;
      length = await host.readPart(source.file, at, room);
    }
  };

  /** An agent's database: sign-ins by their names, all else as texts. Others are texts only. */
  const inDatabase = async (
    source: Source,
    limits: SearchLimits,
    heard: ReturnType<typeof fileMatches>,
    signIns: ReturnType<typeof fileMatches>,
  ) => {
    for (const text of await columnTexts(host, source.file, SIGN_INS, LARGEST_DATABASE))
      await search.inText(text, { ...source, form: 'settings', personal: null }, signIns);
    for await (const text of databaseTexts(host, source.file, LARGEST_DATABASE, SIGN_INS.table)) {
      await search.inText(text, { ...source, form: 'text' }, heard);
      await limits.read(text.length);
      if (limits.spent(source.file)) return true;
    }
    return false;
  };

  /** `below` is the file's path below the folder that is looked through: its names may be numbers themselves. Rejects as `Host.readPart` does. */
  return async (source: Source, below: string, limits: SearchLimits): Promise<SearchedFile> => {
    const { file, keys, personal } = source;
    const [heard, signIns] = [fileMatches(), fileMatches()];
    let opaque = false;
    let unfinished = false;
    if (TELLING_NAME.test(below))
      await search.inText(below.replace(/\.\w{1,5}$/, ''), { ...source, form: 'text' }, heard);
    if (!BESIDE_DATABASE.test(file)) {
      const first = await host.readPart(file, 0, room);
      const kind = first === 0 ? 'utf8' : contentKind(room.subarray(0, first));
      if (kind === 'sqlite' || DATABASE.test(file))
        unfinished = await inDatabase(source, limits, heard, signIns);
      else if (kind === 'utf8' || kind === 'gb18030')
        unfinished = await inParts(source, first, kind, limits, heard);
      else {
        // What lies in a skill that is no text is its author's.
        const isCounted = kind !== 'opaque' || !OF_A_SKILL.test(file);
        const counts: Unpacking = { opaque: 0, bytes: 0 };
        if (kind === 'opaque') counts.opaque = first > RAW_KEY ? 1 : 0;
        else {
          const bytes = first < PART ? room.subarray(0, first) : await host.readBytes(file, LARGEST_WHOLE);
          for await (const text of textsIn(Buffer.from(bytes), file, counts)) {
            await search.inBytes(
              text.bytes,
              {
                ...source,
                file: text.name === file ? file : `${file}/${text.name}`,
                form: kind.startsWith('utf')
                  ? source.form
                  : text.name.endsWith('.env')
                    ? 'variables'
                    : 'text',
              },
              heard,
              true,
            );
            await limits.read(text.bytes.length);
            if (limits.spent(file)) unfinished = true;
            if (unfinished) break;
          }
        }
        opaque = isCounted && counts.opaque > 0;
      }
    }
    return {
      keys:
        keys === null ? [] : [...signIns.keys.finds(file, 'credentials'), ...heard.keys.finds(file, keys)],
      personal: personal === null ? [] : heard.personal.finds(file, personal),
      opaque,
      unfinished,
    };
  };
}
