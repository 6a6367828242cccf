import fetch from 'make-fetch-happen';
import { noteAddress } from '../../system/read/access-log';
import { FeedError } from './feed-error';

/** One question to a feed. */
export interface FeedRequest {
  readonly address: string;
  /** JSON of a POST; a GET when left out. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the answer; what every record of OpenClaw needs unless told. */
  readonly mostBytes?: number;
}

export interface FeedResponse {
  readonly json: unknown;
  /** The `Link` header (RFC 8288). */
  readonly link: string | null;
}

/** Asks, within time and size, and gives the answer as JSON. */
export type FeedClient = (question: FeedRequest) => Promise<FeedResponse>;

/** Every record of OpenClaw in full is about 5 MB. */
const MOST_BYTES = 24 * 1024 * 1024;

async function bounded(body: AsyncIterable<Buffer>, most: number): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > most) throw new FeedError('huge');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/**
 * Asks by npm's own HTTP client, so that proxy and certificates are those of the user's npm (`options`, npm config).
 * Follows no redirect, keeps nothing, sends no cookie and no credentials. Rejects with FeedTrouble.
 */
export function createFeedClient(
  options: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): FeedClient {
  const { proxy, httpsProxy, noProxy, ca, strictSSL } = options;
  return async ({ address, body, headers, mostBytes = MOST_BYTES }) => {
    noteAddress(address);
    try {
      const response = await fetch(address, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          accept: 'application/json',
          'user-agent': 'tankmate',
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        redirect: 'manual',
        cache: 'no-store',
        retry: false,
        signal,
        proxy: httpsProxy ?? proxy,
        noProxy,
        ca,
        strictSSL,
      });
      if (response.status >= 300 && response.status < 400) throw new FeedError('moved');
      if (response.status !== 200) throw new FeedError('refused');
      const text = await bounded(response.body, mostBytes);
      try {
        return { json: JSON.parse(text) as unknown, link: response.headers.get('link') };
      } catch {
        throw new FeedError('malformed');
      }
    } catch (error) {
      if (error instanceof FeedError) throw error;
      throw new FeedError('silent');
    }
  };
}
