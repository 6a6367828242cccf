import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DownloadItem } from '../../../main/tank/images/download';
import type { DownloadLimits } from '../../../main/tank/images/partial-download';

/** What is fetched in these tests. */
export const BYTES = randomBytes(300_000);

export const wantedOf = (sources: readonly string[], reported: Partial<DownloadItem> = {}): DownloadItem => ({
  id: 'image',
  file: 'image.img',
  sources,
  digest: { algorithm: 'sha256', hex: createHash('sha256').update(BYTES).digest('hex') },
  size: BYTES.length,
  ...reported,
});

/** Patience for tests. */
export const QUICK: DownloadLimits = {
  idleMs: 250,
  slowRate: 40_000,
  slowMs: 400,
  pauseMs: 20,
  longestMs: 40,
};

export type Manner = (request: IncomingMessage, response: ServerResponse, asked: number) => void;

export interface Mirror {
  readonly address: string;
  readonly port: number;
  /** The Range header of each request, '' for none. */
  readonly ranges: string[];
  close(): Promise<void>;
}

/** First byte that is asked for. */
export const fromOf = ({ headers }: IncomingMessage): number =>
  Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);

/** Gives these bytes as an honest server does. */
export const give =
  (bytes: Buffer): Manner =>
  (request, response) => {
    const from = fromOf(request);
    if (from >= bytes.length && from > 0) {
      response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
      return;
    }
    const rest = bytes.subarray(from);
    const range = { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
    response
      .writeHead(from > 0 ? 206 : 200, { 'content-length': rest.length, ...(from > 0 && range) })
      .end(rest);
  };

export const honest = give(BYTES);

/** A mirror on this computer that behaves in that manner. */
export async function mirror(manner: Manner, port = 0): Promise<Mirror> {
  const ranges: string[] = [];
  const server: Server = createServer((request, response) => {
    response.on('error', () => {});
    ranges.push(request.headers.range ?? '');
    manner(request, response, ranges.length);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: given } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${given}/image.img`,
    port: given,
    ranges,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
