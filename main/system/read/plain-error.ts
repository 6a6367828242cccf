import type { Message } from '../../contract/finding';

/**
 * What the codes mean that reach people: errno(3) as libuv names it; OpenSSL's certificate errors (Node's TLS
 * documentation, "X509 certificate error codes"); what npm's registry client and undici, which is Node's fetch, add.
 * A code that isn't here is quoted.
 */
const MEANINGS: Readonly<Record<string, readonly string[]>> = {
  'disk-full': ['ENOSPC', 'EDQUOT'],
  'read-only': ['EROFS'],
  'not-permitted': ['EACCES', 'EPERM'],
  'in-use': ['EBUSY', 'ETXTBSY'],
  gone: ['ENOENT', 'ENOTDIR', 'ESRCH', 'ENXIO', 'ENODEV'],
  'in-the-way': ['EEXIST', 'EISDIR', 'ENOTEMPTY'],
  'too-large': ['EFBIG', 'ERR_FS_FILE_TOO_LARGE', 'ERR_STRING_TOO_LONG'],
  'no-file': ['EFTYPE'],
  'other-drive': ['EXDEV'],
  'name-too-long': ['ENAMETOOLONG'],
  circle: ['ELOOP'],
  'too-many-open': ['EMFILE', 'ENFILE', 'EAGAIN'],
  'no-memory': ['ENOMEM', 'ERR_WORKER_OUT_OF_MEMORY'],
  'disk-broken': ['EIO', 'ESTALE', 'ETIME'],
  'no-answer': ['NO_ANSWER'],
  unsupported: ['ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'],
  'odd-text': ['EILSEQ', 'EJSONPARSE', 'SQLITE', 'ARCHIVE', 'ZSTD', 'MALFORMED', 'ERR_INVALID_URL'],
  cancelled: ['ABORT_ERR', 'ECANCELED'],
  'too-slow': [
    'ETIMEDOUT',
    'ESOCKETTIMEDOUT',
    'ERR_SOCKET_TIMEOUT',
    'EBODYTIMEOUT',
    'EIDLETIMEOUT',
    'EPOOLTIMEOUT',
    'ERESPONSETIMEOUT',
    'ETRANSFERTIMEOUT',
    'UND_ERR_BODY_TIMEOUT',
    'UND_ERR_CONNECT_TIMEOUT',
    'UND_ERR_HEADERS_TIMEOUT',
  ],
  offline: ['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME', 'ENETUNREACH', 'ENETDOWN', 'ENONET'],
  unreachable: ['ECONNREFUSED', 'EHOSTUNREACH', 'EHOSTDOWN', 'EADDRNOTAVAIL', 'ECONNECTIONTIMEOUT'],
  'cut-off': [
    'ECONNRESET',
    'ECONNABORTED',
    'EPIPE',
    'ENOTCONN',
    'ERR_STREAM_PREMATURE_CLOSE',
    'UND_ERR_SOCKET',
  ],
  'port-taken': ['EADDRINUSE'],
  proxy: ['ECONNINVALIDPROXY', 'EINVALIDPROXY', 'E407'],
  intercepted: [
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'CERT_UNTRUSTED',
    'CERT_SIGNATURE_FAILURE',
    'CERT_REJECTED',
    'INVALID_CA',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ],
  'clock-off': ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'],
  'no-secure-line': ['EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_TLS_HANDSHAKE_TIMEOUT'],
  'not-let-in': ['E401', 'E403'],
  'not-known-there': ['E404', 'E410'],
  'too-many-asked': ['E429'],
  'other-side-broken': ['E500', 'E502', 'E503', 'E504'],
};
const NAME_OF = new Map(
  Object.entries(MEANINGS).flatMap(([name, codes]) => codes.map((code) => [code, name] as const)),
);

/** Every code that has words. */
export const KNOWN_CODES: readonly string[] = [...NAME_OF.keys()];

/** A program of the system that was asked and gave no answer. */
export const silentProgram = (program: string): Error =>
  Object.assign(new Error(`${program} gave no answer`), { code: 'NO_ANSWER' });

/** A file that holds something else than it should: it is `no` such thing, for the log. */
export const malformedFile = (no: string): Error =>
  Object.assign(new Error(`not ${no}`), { code: 'MALFORMED' });

/** The code of an error, or of what caused it (`fetch` says no more than that it failed). */
function codeIn(error: unknown): string | null {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth++) {
    if (each.name === 'AbortError') return 'ABORT_ERR';
    if (each.name === 'TimeoutError') return 'ETIMEDOUT';
    if ('code' in each && typeof each.code === 'string') return each.code;
  }
  return null;
}

/** What went wrong in plain words, as a part of a sentence; null where the system's code says nothing that has any. */
export function plainError(error: unknown): Message | null {
  const name = NAME_OF.get(codeIn(error) ?? '');
  return name === undefined ? null : { id: `error.${name}` };
}

/** As `plainError`; what has no plain words is quoted, in one line of at most 200 characters. */
export function explainError(error: unknown): Message {
  const said = codeIn(error) ?? (error instanceof Error ? error.message : String(error));
  return (
    plainError(error) ?? {
      id: 'error.said',
      values: { said: said.replace(/\s+/g, ' ').trim().slice(0, 200) },
    }
  );
}
