import { findAddressPasswords, findQueryKeys, findRequestSecrets } from './matching/addresses';
import { findNumbers } from './matching/identity-numbers';
import { keyFinder } from './matching/key-shapes';
import { MatchCounter } from './matching/match-counter';
import type { MatchHandler } from './matching/match-handler';
import { mayHoldJoinedPhrase, mnemonicPhrases } from './matching/mnemonic';
import { mobileNumbers } from './matching/mobile-numbers';
import { findNamedSecrets } from './matching/named-secrets';
import { phrasePlaces } from './matching/phrase-places';
import { isPlaceholder, looksDrawn } from './matching/placeholders';
import { plainForm, withoutTags } from './matching/plain-form';
import { findPlainSettings, findPlainVariables } from './matching/plaintext-credentials';
import { mayHoldPhrase, stretchesOf } from './matching/prefilter';
import { findCookies, findPasswordFileLines, findTabledSecrets } from './matching/secret-tables';
import { base64Texts, unquotedPrintable } from './reading/decode-text';
import type { Source } from './types';

/** Text that is given to the finders at once, and what two neighbours share: a thing shorter than that is cut by none. */
const PIECE = 32 * 1024;
const OVERLAP = 1024;
/** Smaller texts are looked at whole where anything was noticed: the head of a table may stand far above. */
const SMALL = 1500;
const SMALL_FORM = 48 * 1024;
/** Texts within texts: a mail in base64 within a message. */
const DEEPEST = 2;
/** A file of settings or variables is read as such up to this many bytes; a larger one is only searched. */
const LARGEST_FORM = 8 * 1024 * 1024;
/** Instructions for agents are full of made-up passwords; notes and memory are not. */
const OF_A_SKILL = /[\\/]skills[\\/]/;

/** Names of files that hold a secret and nothing else. */
const SECRET_FILE =
  /(?:^|[\\/._-])(?:key|token|secret|password|passwd|passphrase|apikey|credentials?)(?:\.(?:txt|key|secret|token))?$/i;

/** What was heard in one file. */
export interface FileMatches {
  readonly keys: MatchCounter;
  readonly personal: MatchCounter;
}
export const fileMatches = (): FileMatches => ({ keys: new MatchCounter(), personal: new MatchCounter() });

/** Searches texts for keys and private data. Loads what it needs on first use; not to be asked twice at once. */
export async function textSearch() {
  const isListWord = await phrasePlaces();
  const mobiles = await mobileNumbers();
  const [keys, phrases] = [keyFinder(), mnemonicPhrases()];

  const findKeys = async (text: string, { file }: Source, heard: MatchHandler) => {
    await keys(text, heard);
    findAddressPasswords(text, heard);
    findQueryKeys(text, heard);
    findRequestSecrets(text, heard);
    if (!OF_A_SKILL.test(file)) {
      findNamedSecrets(text, file, heard);
      findTabledSecrets(text, heard);
      findCookies(text, heard);
    }
    if (/pgpass/.test(file)) findPasswordFileLines(text, heard);
  };
  const findAll = async (
    text: string,
    source: Source,
    heard: FileMatches,
    phrased: boolean,
    depth = 0,
  ): Promise<void> => {
    const plain = plainForm(text);
    for (const each of [plain, withoutTags(plain)]) {
      if (each === null) continue;
      if (source.keys !== null) await findKeys(each, source, heard.keys.heard);
      if (source.personal !== null) {
        findNumbers(each, heard.personal.heard);
        mobiles(each, heard.personal.heard);
        if (phrased || mayHoldJoinedPhrase(each)) await phrases(each, heard.personal.heard);
      }
    }
    if (depth >= DEEPEST) return;
    for (const inner of base64Texts(text)) await findAll(inner, source, heard, true, depth + 1);
    const unquoted = unquotedPrintable(text);
    if (unquoted !== null) await findAll(unquoted, source, heard, phrased, DEEPEST);
  };

  /** A file with one value in it, whose name says what that is: `master.key`, `api-token.txt`. */
  const findAlone = (text: string, { file }: Source, heard: MatchHandler) => {
    const value = text.trim();
    if (!SECRET_FILE.test(file) || !/^[\w+/=.~-]{16,200}$/.test(value)) return;
    if (!isPlaceholder(value) && (looksDrawn(value) || /^[0-9a-f]{32,}$/i.test(value)))
      heard('secret', value);
  };

  /** Looks through a text in UTF-8. `whole`: it is all of the file, which may be settings or variables. */
  const inBytes = async (
    bytes: Buffer,
    source: Source,
    heard: FileMatches,
    whole: boolean,
  ): Promise<void> => {
    if (whole && source.form !== 'text' && source.keys !== null && bytes.length <= LARGEST_FORM) {
      const text = bytes.toString('utf8');
      if (source.form === 'settings') findPlainSettings(text, heard.keys.heard);
      else findPlainVariables(text, heard.keys.heard);
    }
    if (whole && source.keys !== null && bytes.length <= 400)
      findAlone(bytes.toString('utf8'), source, heard.keys.heard);
    const stretches = stretchesOf(bytes, isListWord);
    // Small files of settings and sign-ins hold little else than secrets, in more ways than can be noticed beforehand.
    const always = whole && bytes.length <= SMALL_FORM && (source.keys === 'tool' || source.form !== 'text');
    if (stretches.length === 0 && !always) return;
    const all = always || (whole && bytes.length <= SMALL) ? [{ from: 0, to: bytes.length }] : stretches;
    for (const { from, to } of all)
      for (let at = from; at < to; at += PIECE) {
        const [begin, end] = [Math.max(from, at - OVERLAP), Math.min(to, at + PIECE)];
        const phrased = source.personal !== null && mayHoldPhrase(bytes, isListWord, begin, end);
        await findAll(bytes.toString('utf8', begin, end), source, heard, phrased);
      }
  };
  const inText = (text: string, source: Source, heard: FileMatches) =>
    inBytes(Buffer.from(text), source, heard, true);
  return { inBytes, inText };
}

/** A search of texts, as `textSearch` makes it. */
export type TextSearch = Awaited<ReturnType<typeof textSearch>>;
