/** Endings of names behind which a secret stands, without separators and capitals. */
const ENDINGS =
  /(?:_pass|token|passw(?:or)?d|passwd|pwd|passphrase|passcode|secret|api_?key|private_?key|access_?key|access_?key_?id|secret_?key|signing_?key|encrypt(?:ion)?_?key|encoding_?aes_?key|auth_?key|master_?key|shared_?key|service_?key|license_?key|credential|mnemonic|seed_?phrase|recovery_?phrase|cookie|bearer|authorization|web_?hook|web_?hook_?url|jwt)s?$/;

/** The same in Chinese, in notes and in settings that people name in their own language. */
const CHINESE = /(?:密码|口令|密钥|私钥|令牌|凭证|助记词)$/;

/** Whole names that hold a secret in one file and a plain word in another. */
const PERHAPS =
  /^_*(?:key|keys|access|refresh|auth|pass|pin|otp|code|seed|session|sid|sig|signature|pat|dsn|id_?token|value)$/;

const plain = (name: string) =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[\W_]+/g, '_')
    .toLowerCase();

/** True when what stands behind this name is a secret: settings, variables, fields of a file, switches of a program. */
export const isSecretName = (name: string): boolean =>
  ENDINGS.test(plain(name).replace(/_$/, '')) || CHINESE.test(name);

/** True when a secret may stand behind it: what looks like a plain word is none. */
export const mayBeSecretName = (name: string): boolean => PERHAPS.test(plain(name));

/** A reference to a variable, which OpenClaw fills in (docs/gateway/config-secrets-env.md): the secret is elsewhere. */
const REFERENCE = /^\$(?:[A-Z_][A-Z0-9_]*|\{[A-Z_][A-Z0-9_]*\})$/;

/** True when this value behind that name is to be hidden. */
export function isSecret(name: string, value: string): boolean {
  if (value === '' || REFERENCE.test(value.trim())) return false;
  if (isSecretName(name)) {
    // `maxTokens: 4096` counts; a plural of another kind holds secrets.
    return !(/tokens$/i.test(name) && /^\d{1,9}$/.test(value));
  }
  return mayBeSecretName(name) && !/^(?:[a-z][a-z-]{0,19}|\d{1,3})$/i.test(value);
}
