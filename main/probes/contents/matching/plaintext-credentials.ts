import JSON5 from 'json5';
import type { MatchHandler } from './match-handler';
import { isPlaceholder, looksDrawn } from './placeholders';

/** Names of settings and variables that hold a secret. */
const SECRET_NAME =
  /(?:token|secret|password|passwd|passphrase|api_?key|app_?key|secret_?key|access_?key|private_?key|signing_?key|encrypt_?key|aes_?key|authorization|cookie)$/i;
/** Auth profiles name theirs so (docs/auth-credential-semantics.md: `key`, `token`; OAuth: `access`, `refresh`). */
const SECRET_NAME_OF_PROFILE = /^(?:key|access|refresh)$/;
const SHORTEST = 6;
/** Levels of nesting that are followed: no settings have so many. */
const DEEPEST = 100;
/** OpenClaw's own limit for a settings file, in characters here (docs/gateway/config-secrets-env.md). */
const LARGEST_JSON5 = 2 * 1024 * 1024;

const isSecret = (name: string, value: unknown): value is string =>
  typeof value === 'string' &&
  value.length >= SHORTEST &&
  !isPlaceholder(value) &&
  (SECRET_NAME.test(name) || SECRET_NAME_OF_PROFILE.test(name));

/** JSON at once; JSON5, whose reader is a hundred times slower, up to what OpenClaw itself reads. */
function parsed(text: string): unknown {
  for (const read of [JSON.parse, ...(text.length <= LARGEST_JSON5 ? [JSON5.parse] : [])]) {
    try {
      return read(text);
    } catch {}
  }
  return undefined;
}

function findByLine(text: string, heard: MatchHandler): void {
  const named = /(?<![\w-])([\w-]{1,64})["']?\s{0,8}:\s{0,8}["']([^"'\n]{1,4000})["']/g;
  for (const [, name = '', written] of text.matchAll(named)) {
    if (isSecret(name, written)) heard(name, written);
  }
}

/**
 * Secrets in settings that are written out: a text under a name that holds one. A SecretRef is an object and a
 * substitution a `${NAME}`, so neither counts. The kind is the setting's path without list positions. A text that is
 * no JSON5 (a broken or half-written file still holds its keys), or nested beyond sense, is searched line by line.
 */
export function findPlainSettings(text: string, heard: MatchHandler): void {
  const value = parsed(text);
  if (value === undefined) {
    findByLine(text, heard);
    return;
  }
  const waiting: { value: unknown; path: readonly string[]; depth: number }[] = [
    { value, path: [], depth: 0 },
  ];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue;
    const depth = next.depth + 1;
    if (depth > DEEPEST) {
      findByLine(text, heard);
      return;
    }
    for (const [name, inner] of Object.entries(next.value)) {
      const path = Array.isArray(next.value) ? next.path : [...next.path, name];
      if (isSecret(name, inner)) heard(path.join('.'), inner);
      // An account's login in a list (`tokens: ["…"]`) is named by the list.
      else if (Array.isArray(next.value) && isSecret((next.path.at(-1) ?? '').replace(/s$/, ''), inner))
        heard(path.join('.'), inner);
      else waiting.push({ value: inner, path, depth });
    }
  }
}

const VARIABLE_NAME = /(?:KEY|(?:^|_)(?:TOKEN|SECRET|PASSWORD|PASSWD|PASS|PWD|CREDENTIALS?))$/i;
/** `NAME=value` of .env and sh, `set -gx NAME value` of fish, `$env:NAME = "value"` of PowerShell, `reg query`'s columns. */
const ASSIGNMENT =
  /^[ \t]{0,40}(?:- )?(?:export[ \t]+|declare[ \t]+-\w+[ \t]+|set(?:[ \t]+-\w+|[ \t]+--\w+)+[ \t]+|\$env:|setx?[ \t]+)?["']?([A-Za-z_]\w{0,100})["']?(?:[ \t]{0,20}=[ \t]{0,20}|:[ \t]{1,20}|[ \t]+REG_\w+[ \t]+|[ \t]+)(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'#;]+))/gm;

/** Variables that are set to a secret. The kind is the variable's name. */
export function findPlainVariables(text: string, heard: MatchHandler): void {
  for (const [, name = '', ...values] of text.matchAll(ASSIGNMENT)) {
    const value = values.find((each) => each !== undefined) ?? '';
    if (!VARIABLE_NAME.test(name) || value.length < 8 || isPlaceholder(value)) continue;
    // A path, a command's output, or a plain word such as the name of a key file.
    if (/^[~/.`]|^[A-Za-z]:[\\/]|\$\(/.test(value)) continue;
    if (/KEY$/i.test(name) && (value.length < 16 || (!/\d/.test(value) && !looksDrawn(value)))) continue;
    heard(name, value);
  }
}
