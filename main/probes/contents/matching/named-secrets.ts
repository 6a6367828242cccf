import type { MatchHandler } from './match-handler';
import { isPlaceholder, isPlainWriting, looksDrawn } from './placeholders';
import { namesSecret, SECRET_WORD } from './secret-names';

/** Programs, in which only a text in quotes is one: what stands without them is a name, a call or a type. */
const PROGRAM =
  /\.(?:[cm]?[jt]sx?|py|go|java|kt|[ch]|cc|cpp|hpp|rs|php|rb|cs|swift|scala|dart|lua|vue|svelte|pl)$/i;

const PASSWORD = /pass|pwd|psk|(?:^|[^a-z])pw$|密[码碼]|口令|授权码|授權碼/i;

/** How a value stands after its name, the surest first. `how` says what a value must be to be one there. */
const AFTER: readonly (readonly [how: 'quoted' | 'bare' | 'said' | 'beside', pattern: RegExp])[] = [
  // `<key>NAME</key><string>value</string>` of property lists, `<password>value</password>`.
  ['bare', /^<\/[\w-]{1,20}>\s{0,40}<string>([^<\s]{4,300})</y],
  ['bare', /^(?: [\w-]{1,20}="[^"]{0,40}")?>\s{0,10}([^<\s]{4,300})\s{0,10}<\//y],
  // `name: DB_PASSWORD` with its `value:` next to it, in YAML, JSON and XML.
  ['bare', /^["']?[\s,;]{1,24}["']?value["']?\s{0,4}[:=]\s{0,4}["']?([^\s"'<>,}]{4,300})/iy],
  // In quotes after `=`, `:`, `:=`, `=>`, a type and `=`, or as the next argument of a call.
  ['quoted', /^["'`\])}]{0,5}[*_]{0,3}\s{0,6}(?::=|=>|->|={1,2}|:|,|\()\s{0,8}[rbuf]?"([^"\n]{4,300})"/y],
  ['quoted', /^["'`\])}]{0,5}[*_]{0,3}\s{0,6}(?::=|=>|->|={1,2}|:|,|\()\s{0,8}[rbuf]?'([^'\n]{4,300})'/y],
  ['quoted', /^["'`\])}]{0,5}[*_]{0,3}\s{0,6}(?::=|=>|->|={1,2}|:|,|\()[*_]{0,3}\s{0,8}`([^`\n]{4,300})`/y],
  ['quoted', /^\s{0,3}:\s{0,3}[&\w<>'[\]| ]{1,30}=\s{0,6}["'`]([^"'`\n]{4,300})["'`]/y],
  // Without quotes; the next line counts as well where nothing else stands on this one.
  [
    'bare',
    /^["'`\])}*_]{0,5}[ \t]{0,8}(?::=|=>|->|=3D|=|:)[*_ \t]{0,8}([^\s"'`<>|,;&\u3000-\u303f\u4e00-\u9fff]{4,300})/y,
  ],
  [
    'said',
    /^["'`\])}*_]{0,5}[ \t]{0,8}[:=][*_]{0,3}[ \t]{0,8}\r?\n[ \t>*-]{0,12}([^\s"'`<>|,;]{6,100})[ \t]{0,8}(?:\r?\n|$)/y,
  ],
  ['said', /^["'`*_ \t]{0,8}\|[ \t]{0,20}`?([^\s"'`<>|,;]{4,300})/y],
  // `password is …`, `密码是…`, `password …`, `password - …`.
  [
    'said',
    /^["'`\])*_]{0,4}[ \t]{0,4}(?:is|was|=|:|就?[是为](?:[：:])?|改成了?|换成了?|-|–|—)[ \t"'`“*_]{0,6}([^\s"'`“”<>|,;\u3000-\u303f\u4e00-\u9fff]{6,300})/iy,
  ],
  ['beside', /^[*_]{0,2}[ \t]{1,4}["'`“]?([^\s"'`“”<>|,;\u3000-\u303f\u4e00-\u9fff]{6,300})/y],
];

/** Characters of a name before the word that was found, and after it. */
const NAME_BEFORE = 60;
const NAME_AFTER = 30;
const VALUE_AFTER = 420;
const isOfName = (code: number) =>
  (code >= 48 && code <= 57) ||
  (code >= 65 && code <= 90) ||
  (code >= 97 && code <= 122) ||
  code === 95 ||
  code === 45 ||
  code === 46 ||
  code === 36;

/** What a language writes where a value is worked out: a path of names, a call, a path in a file system. */
const WORKED_OUT =
  /^[A-Za-z_$][\w$]*(?:(?:\.|::|->|\?\.)[A-Za-z_$][\w$]*)+$|[([{]|^[~/\\.#@%&*-]|^[A-Za-z]:[\\/]|:\/\/|^\d+$/;
/** `90days`, `Settings2`, dates and versions. */
const COUNTED = /^\d{1,4}[A-Za-z]+$|^[A-Z]?[a-z]+\d$|^v?\d+(?:[.:/-]\d+)+$|^\d{4}-\d\d/;

/** Whether a value is a secret, by how it stands there. */
function isValue(value: string, how: 'quoted' | 'bare' | 'said' | 'beside', name: string): boolean {
  if (isPlaceholder(value)) return false;
  if (/^\d{6,}$/.test(value))
    return PASSWORD.test(name) && (how === 'quoted' || how === 'bare') && value.length <= 16;
  if (value.length < 6 || /\s/.test(value) || WORKED_OUT.test(value)) return false;
  const mixed = /\d/.test(value) && /[A-Za-z]/.test(value);
  if (how === 'said' || how === 'beside') return mixed && !COUNTED.test(value) && !isPlainWriting(value);
  if (isPlainWriting(value) && !/^[A-Za-z]{4,}\d{1,2}$/.test(value)) return false;
  if (/^v?\d+(?:[.:/-]\d+)+$|^\d+[a-z]{1,2}$/.test(value)) return false;
  return (
    mixed ||
    looksDrawn(value) ||
    (PASSWORD.test(name) && /[A-Za-z]/.test(value) && /[!@#$%^*+?~]/.test(value) && value.length >= 8)
  );
}

/**
 * Secrets that are told by their name alone: `password: …`, `api_key = …`, `密码：…`, in settings, programs, tables,
 * requests and notes. `file` is the path, by which programs are told from data. The kind is `password`, `cookie` or
 * `secret`: a name out of a text may have a part of a secret in it.
 */
export function findNamedSecrets(text: string, file: string, heard: MatchHandler): void {
  const program = PROGRAM.test(file);
  SECRET_WORD.lastIndex = 0;
  for (let match = SECRET_WORD.exec(text); match; match = SECRET_WORD.exec(text)) {
    let from = match.index;
    let to = from + match[0].length;
    for (const least = Math.max(0, from - NAME_BEFORE); from > least && isOfName(text.charCodeAt(from - 1)); )
      from--;
    for (const most = Math.min(text.length, to + NAME_AFTER); to < most && isOfName(text.charCodeAt(to)); )
      to++;
    // A sentence's full stop or dash is no part of a name.
    while (to > match.index + match[0].length && /[.$-]/.test(text[to - 1] ?? '')) to--;
    SECRET_WORD.lastIndex = Math.max(to, match.index + 1);
    const name = text.slice(from, to);
    if (!namesSecret(name.replace(/^[-.$]+/, ''))) continue;
    const rest = text.slice(to, to + VALUE_AFTER);
    // In a connection's text or an address, `;Password=…` and `?token=…` are data, in a program too.
    const asData = !program || /[;?&]/.test(text[from - 1] ?? '') || name.startsWith('--');
    for (const [how, pattern] of AFTER) {
      if (!asData && how !== 'quoted') continue;
      pattern.lastIndex = 0;
      const value = pattern
        .exec(rest)?.[1]
        ?.replace(/(?<![.,;:!?)\]}*_])[.,;:!?)\]}*_]+$/, (end) => (how === 'quoted' ? end : ''));
      if (value === undefined) continue;
      if (isValue(value, how, name)) {
        heard(PASSWORD.test(name) ? 'password' : /cookie|sess/i.test(name) ? 'cookie' : 'secret', value);
        break;
      }
    }
  }
}
