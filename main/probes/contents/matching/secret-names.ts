import { keyProvider } from '../../../openclaw/key-pages';

/** Words that mean a secret, wherever they stand in a text; what is around them decides (`namesSecret`). */
export const SECRET_WORD =
  /pass(?:word|wd|wort|phrase|code)|(?<![a-z])pass(?![a-z])|pwd|secret|token|credential|api[-_ .]{0,2}key|(?:access|private|signing|encrypt(?:ion)?|secret|master|license|auth|app|account|shared|webhook|service)[-_ ]?key|_key(?![a-z])|[a-z0-9] key(?![a-z])|\bpsk\b|(?<![a-z])cookie|sess(?:ion)?_?id|SESSDATA|PHPSESSID|authorization|(?<![a-z])pw(?![a-z])|密[码碼]|口令|密钥|秘钥|密匙|令牌|授权码|授權碼|凭证|憑證|金鑰|權杖/gi;

/** The end of a name that holds a secret. */
const ENDS_SO =
  /(?:pass(?:word|wd|wort|phrase|code)?|pwd|(?:^|[^a-z])pw|secret|token|credentials?|key|psk|cookie|authorization|sess(?:ion)?_?id|sessdata|phpsessid|密[码碼]|口令|密钥|秘钥|密匙|令牌|授权码|授權碼|凭证|憑證|金鑰|權杖)(?:[-_]?(?:value|base|text|plain|prod(?:uction)?|live|staging|dev|main|default|old|new|hex|b64|base64|id)?\d{0,3})?$/i;

/** Names whose end looks so and that hold none. */
const NO_SECRET =
  /(?:page|next|prev|continuation|cursor|sync|mask|pad|eos|bos|unk|stop|cancell?ation|max|min|total|num|count|input|output|prompt|completion|cached?|special|image)[-_ ]?tokens?$|public[-_ ]?key|(?:primary|foreign|partition|sort|cache|index|object|hash|shortcut|hot|row|column|dict|map|group|idempotency|translation|i18n|localstorage|storage|query|site|react|item|store|session|registry)[-_ ]?key$|(?:password|secret|token|key)[-_ ]?(?:id|name|type|hint|length|file|path|url|uri|hash|field|label|input|placeholder|version|expires?|ttl|count|policy|prefix|usage|limit)s?$|^(?:has|is|show|hide|use|need|no|with|forgot|reset|change|set|get|enter|confirm|new|verify|require|validate|check|toggle|update|delete|create|missing|invalid)[-_ ]?(?:password|token|secret|passcode)s?$|tokens$|passwords?[-_ ](?:min|max)|access[-_ ]?key[-_ ]?id$/i;

/** True for the name of a setting, variable, field or label that holds a secret: `db.password`, `STRIPE_KEY`, `登录密码`. */
export function namesSecret(name: string): boolean {
  if (name.length > 100 || NO_SECRET.test(name) || !ENDS_SO.test(name)) return false;
  // A bare `key` is anything; with a product's name before it, it is that product's.
  if (
    /(?:^|[^a-z])keys?$/i.test(name) &&
    !/(?:api|access|private|signing|encrypt\w{0,100}|secret|master|license|auth|app|account|shared|webhook|service)[-_ .]{0,2}key$/i.test(
      name,
    )
  )
    return /^[A-Z0-9_]+_KEY$/.test(name) || (/[-_ ]key$/i.test(name) && keyProvider(name) !== null);
  return true;
}
