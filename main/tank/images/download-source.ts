import fetch from 'make-fetch-happen';
import { DownloadError } from './download-error';
import type { NpmNetwork } from './npm-network';

/** What a source gives from some byte on. */
export interface SourceResponse {
  /** Which byte of the whole comes first. */
  readonly from: number;
  /** Bytes of the whole, as the source says; null when it doesn't. */
  readonly total: number | null;
  readonly body: AsyncIterable<Buffer>;
}

const MOST_REDIRECTS = 5;
/** Answers that another time may be different (RFC 9110, 15.5.9, 15.6; RFC 6585, 4). */
const isPassing = (status: number) => status >= 500 || status === 408 || status === 429;

type Response = Awaited<ReturnType<typeof fetch>>;

/** `bytes 10-99/100` or `bytes 10-99/*` (RFC 9110, 14.4). */
function rangeOf(header: string | null): { from: number; total: number | null } | null {
  const found = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(header ?? '');
  if (!found) return null;
  return { from: Number(found[1]), total: found[2] === '*' ? null : Number(found[2]) };
}

const lengthOf = (response: Response) => {
  const length = response.headers.get('content-length');
  return length !== null && /^\d+$/.test(length) ? Number(length) : null;
};

/** Where a redirect leads. Only to https: a page in the way (a hotel's, a company's) mostly leads elsewhere. */
function next(address: string, response: Response): string {
  let to: URL;
  try {
    to = new URL(response.headers.get('location') ?? '', address);
  } catch (error) {
    throw new DownloadError('absent', `${address} leads nowhere`, { cause: error });
  }
  if (to.protocol !== 'https:') throw new DownloadError('absent', `${address} leads away from https`);
  return to.href;
}

/**
 * Asks one source for all from byte `from` on, by npm's own HTTP client. 206 gives that; 200 gives everything, and the
 * caller passes over what it has. Null: the source says that there is nothing from there on (416). Rejects with
 * SourceTrouble, or with the signal's reason.
 */
export async function askSource(
  source: string,
  from: number,
  line: NpmNetwork,
  signal: AbortSignal,
): Promise<SourceResponse | null> {
  let address = source;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const { hostname } = new URL(address);
    const response = await fetch(address, {
      headers: {
        'user-agent': 'tankmate',
        // The digest is of the bytes as they lie there.
        'accept-encoding': 'identity',
        ...(from > 0 && { range: `bytes=${from}-` }),
      },
      compress: false,
      redirect: 'manual',
      cache: 'no-store',
      retry: false,
      signal,
      ...line,
      // No proxy leads to this computer itself.
      ...(hostname === '127.0.0.1' && { noProxy: hostname }),
    }).catch((error: unknown) => {
      signal.throwIfAborted();
      throw new DownloadError('silent', `${address}: ${String(error)}`, { cause: error });
    });
    const { status } = response;
    if (status >= 300 && status < 400) {
      address = next(address, response);
      continue;
    }
    if (status === 416) return null;
    if (status === 206) {
      const range = rangeOf(response.headers.get('content-range'));
      if (range?.from !== from) throw new DownloadError('lying', `${address} gave another part than asked`);
      return { ...range, body: response.body };
    }
    if (status === 200) return { from: 0, total: lengthOf(response), body: response.body };
    throw new DownloadError(isPassing(status) ? 'refused' : 'absent', `${address}: status ${status}`);
  }
  throw new DownloadError('absent', `${source} leads in a circle`);
}
