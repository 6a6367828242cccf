import type { MatchHandler } from './match-handler';
import { isPlaceholder } from './placeholders';

/** `scheme://user:password@host` (RFC 3986, section 3.2.1). Every part is bounded. */
const ADDRESS =
  /(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{1,20}):\/\/([^\s:@/"'<>`]{0,64}):([^\s@/"'<>`]{3,160})@([^\s/"'<>:@`]{1,253})/gi;

/** Databases by the scheme of their addresses; secretlint calls what it finds there so. */
const BY_SCHEME: readonly (readonly [RegExp, string])[] = [
  [/^mongodb/i, 'mongo-dbconnection'],
  [/^(?:mysql|mariadb)/i, 'my-sqlconnection'],
  [/^(?:postgres|pgsql)/i, 'postgre-sqlconnection'],
];

/** What instructions call a user and a password. */
const SAMPLE_USER = /^(?:user(?:name)?|login|name|admin|root|foo|me|alice|bob)$/i;
const SAMPLE_HOST = /(?:^|\.)(?:example\.(?:com|org|net|cn)|localhost|host|hostname|127\.0\.0\.1|db)$/i;
const SAMPLE_PASSWORD =
  /^(?:pass(?:word|wd)?|pwd|secret|token|changeme|foo|bar|admin|root|test|postgres|mysql|guest|123456)$/i;

/** Passwords in addresses, of databases and of git's remotes too. The host is no part of the judgement. */
export function findAddressPasswords(text: string, heard: MatchHandler): void {
  if (!text.includes('://')) return;
  for (const [, scheme = '', user = '', password = '', host = ''] of text.matchAll(ADDRESS)) {
    if (isPlaceholder(password) || SAMPLE_PASSWORD.test(password)) continue;
    if (SAMPLE_USER.test(user) && SAMPLE_HOST.test(host) && /^[a-z]+\d{0,3}$/i.test(password)) continue;
    heard(BY_SCHEME.find(([known]) => known.test(scheme))?.[1] ?? 'basic-auth', password);
  }
}

/** A key that is put behind an address, as many services of maps, models and tools take it. */
const QUERY_KEY =
  /[?&](?:key|api[_-]?key|app[_-]?key|access[_-]?key|api[_-]?token|access[_-]?token)=([A-Za-z0-9_-]{20,128})(?![\w%.-])/gi;

/** Keys in the query of an address: at least four digits and four letters, and no word for a key. */
export function findQueryKeys(text: string, heard: MatchHandler): void {
  if (!text.includes('://')) return;
  for (const [, value = ''] of text.matchAll(QUERY_KEY))
    if (
      value.replace(/\D/g, '').length >= 4 &&
      value.replace(/[^A-Za-z]/g, '').length >= 4 &&
      !isPlaceholder(value)
    )
      heard('bearer-token', value);
}

/** `Authorization: Bearer …`, `Basic …`, as requests and their records have it. */
const HEADER = /(?<![A-Za-z])(Bearer|Basic|token|apikey)[ ]{1,4}([A-Za-z0-9._~+/=-]{12,4096})/gi;
const USER_OF_CURL =
  /(?<![\w-])(?:curl|wget|http|xh)(?=[ ])[^\n]{0,300}?[ ](?:-u|--user|--proxy-user)[ =]{1,2}["']?([^\s:"']{1,64}):([^\s"']{4,128})/g;
const USER_OF_SSHPASS =
  /(?<![\w-])(?:sshpass -p|mysql(?:dump)? [^\n]{0,80}?-p)[ ]?["']?([^\s"'-][^\s"']{5,64})/g;

/** Sign-ins that stand in a request or in a command line. */
export function findRequestSecrets(text: string, heard: MatchHandler): void {
  if (/bearer|basic|authorization|apikey|token /i.test(text))
    for (const [, sort = '', value = ''] of text.matchAll(HEADER)) {
      if (isPlaceholder(value)) continue;
      if (/basic/i.test(sort)) {
        if (isPair(value)) heard('basic-auth', value);
      } else if (
        /\d/.test(value) &&
        /[A-Za-z]/.test(value) &&
        value.length >= 20 &&
        /bearer|apikey/i.test(sort)
      ) {
        heard('bearer-token', value);
      }
    }
  if (!/curl|wget|http|xh |sshpass|mysql/.test(text)) return;
  for (const [, , value = ''] of text.matchAll(USER_OF_CURL))
    if (!isPlaceholder(value) && !SAMPLE_PASSWORD.test(value)) heard('basic-auth', value);
  for (const [, value = ''] of text.matchAll(USER_OF_SSHPASS))
    if (!isPlaceholder(value) && /\d/.test(value)) heard('password', value);
}

/** `user:password` in base64 (RFC 7617). */
export function isPair(value: string): boolean {
  if (!/^[A-Za-z0-9+/]{8,400}={0,2}$/.test(value)) return false;
  const [user = '', password = ''] = Buffer.from(value, 'base64').toString('latin1').split(':', 2);
  return (
    /^[\x21-\x7e]{0,64}$/.test(user) && /^[\x20-\x7e]{4,200}$/.test(password) && !isPlaceholder(password)
  );
}
