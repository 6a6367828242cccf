import { COMMON_PAIRS } from './common-pairs';

/**
 * Values that documents publish, so that they are nobody's: AWS's pair (docs.aws.amazon.com/IAM, "AKIAIOSFODNN7EXAMPLE"),
 * the debugger's token of jwt.io, Stripe's first test key (docs.stripe.com/keys). Only a telling part stands here.
 */
const PUBLISHED = [/EXAMPLE(?:KEY)?$/, /^eyJhbGciOi\w+\.eyJzdWIiOiIxMjM0NTY3ODkwI/, /^[sr]k_test_4eC39Hq/];

/** Words that stand in a secret's place in instructions, alone or as one of the words of a name. */
const INSTRUCTIVE =
  /(?:^|[^A-Za-z])(?:your|my|example|sample|placeholder|change|replace|dummy|redacted|insert|fake|not-?real|xxxx?|todo|here|secret|password|token|key|value)(?![A-Za-z])/i;
const DEFINITE =
  /(?:^|[^A-Za-z])(?:your|example|placeholder|change-?_?me|changeme|replace-?_?me|dummy|redacted|not-?real|insert)(?:$|[^A-Za-z])/i;

/** Words of a language or a format that stand after a secret's name. */
const PLAIN_WORD =
  /^(?:true|false|null|none|nil|undefined|string|str|number|boolean|bool|object|any|bytes|text|optional|required|password|passwd|passwort|pass|secret|token|key|apikey|hidden|default|empty|missing|invalid|incorrect|unset|disabled|enabled|bearer|basic|guest|anonymous|codex-app-server|gcp-vertex-credentials)$/i;

/** The name of a file with a key in it, not the key. */
const A_FILE =
  /^id_(?:rsa|dsa|ecdsa|ed25519)|\.(?:pem|key|crt|cer|json|ya?ml|toml|txt|pub|p12|pfx|sh|md|env|html?|tsx?|jsx?|py)$/i;

/** Five of one sign in a row, as in `sk-xxxxxxxx` and `00000000`. */
const REPEATED = /([^=])\1{5}|\*{3}|…|\.\.\./;

/**
 * What stands in a secret's place without being one: `${NAME}` and other references, OpenClaw's own markers
 * (model-auth-markers in its dist, docs/reference/secretref-credential-surface.md), names of variables, and what
 * instructions write for the reader to replace (docs/reference/secret-placeholder-conventions.md). Whole words count,
 * not letters within a value: by chance they stand in real keys.
 */
export function isPlaceholder(value: string): boolean {
  if (/^\$|\$\{|^%\w+%$|\{\{|^<.*>$|^\[.*\]$|^\{.*\}$/.test(value)) return true;
  // Where a keeper of passwords has it: `op://vault/item/field` (developer.1password.com/docs/cli/secret-references).
  if (/^(?:op|bw|vault|keyring|keychain|awssm|gcpsm|ref\+\w{1,20}):\/\//i.test(value)) return true;
  if (A_FILE.test(value)) return true;
  if (PLAIN_WORD.test(value) || REPEATED.test(value) || PUBLISHED.some((each) => each.test(value)))
    return true;
  if (/^(?:x+|(.)\1+|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)$/.test(value)) return true;
  if (/^(?:secretref-|oauth:)|-(?:oauth|local|configured)$/i.test(value)) return true;
  return DEFINITE.test(value) || (INSTRUCTIVE.test(value) && isPlainWriting(value));
}

/** Words with dashes or underscores between them, as in `sk-your-key-here`, `token-list-wrapper`, `my_password1`. */
export function isPlainWriting(value: string): boolean {
  const parts = value.split(/[-_.\s/:]+/).filter((part) => part !== '');
  return parts.every((part) =>
    /^(?:[a-z]{1,14}|[A-Z]?[a-z]{1,14}|[A-Z]{2,14}|[a-z]+(?:[A-Z][a-z]+)+|v?\d{1,4}|[A-Za-z]{2,10}\d{1,2})$/.test(
      part,
    ),
  );
}

/** Neighbours in a text that change between small letters, capitals and digits, of all neighbours. */
function changes(value: string): number {
  const sort = (letter: string) =>
    /\d/.test(letter) ? 0 : /[a-z]/.test(letter) ? 1 : /[A-Z]/.test(letter) ? 2 : 3;
  let count = 0;
  for (let at = 1; at < value.length; at++) if (sort(value[at] ?? '') !== sort(value[at - 1] ?? '')) count++;
  return count / Math.max(1, value.length - 1);
}

const USUAL = new Set(COMMON_PAIRS);

/** Letters in an order that no word has: of their pairs, few are among those that words are made of. */
function isScrambled(value: string): boolean {
  if (!/^[a-z]{10,}$/i.test(value)) return false;
  const small = value.toLowerCase();
  let usual = 0;
  for (let at = 1; at < small.length; at++) if (USUAL.has(small.slice(at - 1, at + 1))) usual++;
  return usual < (small.length - 1) * 0.34;
}

/** Drawn, not written: letters change between small and large ones as they don't in names and words. */
export const looksDrawn = (value: string): boolean =>
  value.length >= 10 &&
  new Set(value).size >= 7 &&
  (isScrambled(value) ||
    (changes(value) >= 0.28 && /[A-Z]/.test(value) && /[a-z]/.test(value)) ||
    (/\d/.test(value) && changes(value) >= 0.2));
