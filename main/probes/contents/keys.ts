import type { Heard } from './numbers';
import { isPlaceholder } from './plain';

/**
 * Keys that secretlint's preset does not know: the providers and chat services that people in China use with OpenClaw,
 * and the newer Western ones. Shapes as the providers' consoles issue them; `sk-` covers OpenAI, OpenRouter, DashScope
 * (Qwen), DeepSeek, Moonshot (Kimi), SiliconFlow, StepFun and MiniMax.
 */
const SHAPES: readonly (readonly [kind: string, shape: RegExp])[] = [
  ['model-api-key', /(?<![\w-])sk-[A-Za-z0-9_-]{20,}/g],
  ['zhipu-api-key', /(?<![\w.])[0-9a-f]{32}\.[A-Za-z0-9]{16}(?![\w.])/g],
  ['volcengine-access-key', /(?<!\w)AKLT[A-Za-z0-9_-]{24,}={0,2}/g],
  ['tencent-cloud-secret-id', /(?<!\w)AKID[A-Za-z0-9]{32}(?!\w)/g],
  ['alibaba-cloud-access-key', /(?<!\w)LTAI[A-Za-z0-9]{12,26}(?!\w)/g],
  ['baidu-api-key', /bce-v3\/ALTAK-[A-Za-z0-9]{16,}\/[0-9a-f]{40}/g],
  ['telegram-bot-token', /(?<![\w:])\d{8,10}:AA[A-Za-z0-9_-]{33}(?![\w-])/g],
  [
    'discord-bot-token',
    /(?<![\w.])[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}(?![\w.])/g,
  ],
  ['google-api-key', /(?<!\w)AIza[A-Za-z0-9_-]{35}(?![\w-])/g],
  ['groq-api-key', /(?<!\w)gsk_[A-Za-z0-9]{40,}/g],
  ['xai-api-key', /(?<!\w)xai-[A-Za-z0-9]{60,}/g],
  ['hugging-face-token', /(?<!\w)hf_[A-Za-z0-9]{30,}/g],
  ['tavily-api-key', /(?<!\w)tvly-[A-Za-z0-9-]{28,}/g],
  ['aws-access-key', /(?<!\w)(?:AKIA|ASIA)[A-Z2-7]{16}(?!\w)/g],
];

/** An account’s number is no secret; comments that tell secretlint to look away are for its own users. */
const NOT_A_SECRET = new Set(['AWSAccountID']);
const OBEYS_COMMENTS = /filter-comments$/;

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
  const ready = rules
    .filter(({ meta }) => !OBEYS_COMMENTS.test(meta.id))
    .map((rule) => rule.create(context, {}));
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

/** Finds keys by their shape: secretlint's rules, which are loaded on first use, then the shapes above. Not to be called twice at once. */
export async function keyFinder(): Promise<(text: string, heard: Heard) => Promise<void>> {
  const run = await ruleRunner();
  return async (text, heard) => {
    await run(text, ({ message: { messageId }, range }) => {
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
    for (const [kind, shape] of SHAPES) {
      for (const [value] of text.matchAll(shape)) {
        if (!isPlaceholder(value) && (value.match(/\d/g)?.length ?? 0) >= 3) heard(kind, value);
      }
    }
  };
}
