import JSON5 from 'json5';
import type { Heard } from './numbers';

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

/**
 * What stands in a secret's place without being one: `${NAME}` and other references, OpenClaw's own markers
 * (model-auth-markers in its dist, docs/reference/secretref-credential-surface.md), names of variables, and what
 * instructions write for the reader to replace (docs/reference/secret-placeholder-conventions.md).
 */
export const isPlaceholder = (value: string): boolean =>
  /^\$|\$\{|^%\w+%$|\{\{|^<.*>$|^\[.*\]$/.test(value) ||
  /your|example|placeholder|change-?_?me|replace|dummy|not-?real|redacted|insert|xxxx|…|\.\.\.|\*{3}/i.test(
    value,
  ) ||
  /^(?:x+|(.)\1+|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)$/.test(value) ||
  /^(?:secretref-|oauth:)|-(?:oauth|local|configured)$|^(?:true|false|null|none|undefined|codex-app-server|gcp-vertex-credentials)$/i.test(
    value,
  );

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

function findByLine(text: string, heard: Heard): void {
  for (const [, name = '', written] of text.matchAll(/["']?([\w-]+)["']?\s*:\s*["']([^"'\n]+)["']/g)) {
    if (isSecret(name, written)) heard(name, written);
  }
}

/**
 * Secrets in settings that are written out: a text under a name that holds one. A SecretRef is an object and a
 * substitution a `${NAME}`, so neither counts. The kind is the setting's path without list positions. A text that is
 * no JSON5 (a broken or half-written file still holds its keys), or nested beyond sense, is searched line by line.
 */
export function findPlainSettings(text: string, heard: Heard): void {
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

const VARIABLE_NAME = /(?:^|_)(?:\w*KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASS|PWD|CREDENTIALS?)$/i;
/** `NAME=value` of .env and sh, `set -gx NAME value` of fish, `$env:NAME = "value"` of PowerShell, `reg query`'s columns. */
const ASSIGNMENT =
  /^[ \t]*(?:export[ \t]+|declare[ \t]+-\w+[ \t]+|set(?:[ \t]+-\w+|[ \t]+--\w+)+[ \t]+|\$env:|setx?[ \t]+)?["']?([A-Za-z_]\w*)["']?(?:[ \t]*=[ \t]*|[ \t]+REG_\w+[ \t]+|[ \t]+)(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'#;]+))/gm;

/** Variables that are set to a secret. The kind is the variable's name. */
export function findPlainVariables(text: string, heard: Heard): void {
  for (const [, name = '', ...values] of text.matchAll(ASSIGNMENT)) {
    const value = values.find((each) => each !== undefined) ?? '';
    if (!VARIABLE_NAME.test(name) || value.length < 8 || isPlaceholder(value)) continue;
    // A path, a command's output, or a plain word such as the name of a key file.
    if (/^[~/.`]|^[A-Za-z]:[\\/]|\$\(/.test(value)) continue;
    if (/KEY$/i.test(name) && (value.length < 16 || !/\d/.test(value))) continue;
    heard(name, value);
  }
}

/** `密码：…`, `password is …` in notes: a word of 6 to 64 characters with a letter and a digit. */
const NOTED =
  /(?:密码|口令|password|passwd|\bpwd\b)(?:\s*(?:[:：=是为]|\bis\b)\s*)+["'`“]?([^\s"'`“”，。,;；<>(){}]{6,64})/gi;

/** Passwords that somebody wrote into notes, and with them into the agent's memory. */
export function findNotedPasswords(text: string, heard: Heard): void {
  for (const [, value = ''] of text.matchAll(NOTED)) {
    if (/\d/.test(value) && /[A-Za-z]/.test(value) && !isPlaceholder(value)) heard('password', value);
  }
}
