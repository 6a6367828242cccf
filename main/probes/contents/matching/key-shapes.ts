import { ISSUED_KEYS } from './issued-keys';
import type { MatchHandler } from './match-handler';
import { isPlaceholder, isPlainWriting, looksDrawn } from './placeholders';

/** An account’s number is no secret. */
const NOT_A_SECRET = new Set(['AWSAccountID']);
/** Comments that tell secretlint to look away are for its own users; passwords in addresses are found in `addresses`. */
const NOT_ASKED = /(?:filter-comments|basicauth|database-connection-string)$/;

interface Report {
  readonly message: { readonly messageId: string };
  readonly range: readonly [number, number];
}
/** What is needed of a rule (`SecretLintRuleCreator` of @secretlint/types). */
interface Rule {
  readonly meta: { readonly id: string };
  create(context: object, options: object): { readonly file?: (source: object) => unknown };
}

/**
 * secretlint's recommended rules (github.com/secretlint/secretlint), each asked by itself. Its own core marks every
 * step of every file in `performance` and keeps the marks, so that each search is slower than the one before.
 */
async function ruleRunner(): Promise<(text: string, report: (found: Report) => void) => Promise<void>> {
  const preset = await import('@secretlint/secretlint-rule-preset-recommend');
  const rules: readonly Rule[] = preset.rules;
  let hear: (found: Report) => void = () => {};
  const context = {
    sharedOptions: {},
    ignore() {},
    report: (found: Report) => hear(found),
    createTranslator: () => (messageId: string) => ({ messageId, message: messageId }),
  };
  const ready = rules.filter(({ meta }) => !NOT_ASKED.test(meta.id)).map((rule) => rule.create(context, {}));
  return async (text, report) => {
    hear = report;
    const source = {
      content: text,
      filePath: 'text.txt',
      ext: '.txt',
      contentType: 'text',
      hasBOM: false,
      getFilePath: () => 'text.txt',
      // Some rules would read the file once more by themselves.
      getPhysicalFilePath: () => undefined,
    };
    for (const rule of ready) await rule.file?.(source);
  };
}

/** Of the same words as a class of a style sheet or a name in code: `sk-folding-cube-wrapper`. */
const isReal = (value: string, loose: boolean) =>
  !isPlaceholder(value) &&
  (!loose || (!isPlainWriting(value) && looksDrawn(value.replace(/^[a-z]{2,4}[-_]/, ''))));

/** A run without spaces or quotes in which a key may stand: long, with a digit or with letters as no word has them. */
const RUN = /[\w.+/=~:?&%@!-]{16,}/g;
const MAY_HOLD = /\d|[a-z][A-Z]|[A-Z]{3}/;

/** What secretlint's rules look for stands beside one of these; most text has none and is passed over. */
const OF_SECRETLINT =
  /AKIA|ASIA|A3T|aws|sk-|PRIVATE KEY|xox|hooks\.slack|gh[pousr]_|github_pat|npm_|_auth|SG\.|shp(?:at|ca|pa|ss)_|lin_api|ops_|private_key/i;

/** Finds keys by their shape: secretlint's rules, which are loaded on first use, then `ISSUED_KEYS`. Not to be called twice at once. */
export function keyFinder(): (text: string, heard: MatchHandler) => Promise<void> {
  let run: ReturnType<typeof ruleRunner> | undefined;
  return async (text, heard) => {
    if (OF_SECRETLINT.test(text)) {
      run ??= ruleRunner();
      await (await run)(text, ({ message: { messageId }, range }) => {
        const value = text.slice(...range);
        if (!NOT_A_SECRET.has(messageId) && !isPlaceholder(value))
          heard(
            messageId
              .replace(/([a-z])([A-Z])/g, '$1-$2')
              .replaceAll('_', '-')
              .toLowerCase(),
            value,
          );
      });
    }
    let runs = '';
    for (const [run] of text.matchAll(RUN)) if (MAY_HOLD.test(run)) runs += `${run}\n`;
    for (const { kind, marks, shape, loose = false } of ISSUED_KEYS) {
      const within = shape.source.includes('KEY') ? text : runs;
      if (!marks.some((mark) => within.includes(mark))) continue;
      for (const [value] of within.matchAll(shape)) if (isReal(value, loose)) heard(kind, value);
    }
  };
}
