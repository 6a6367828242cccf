import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What lies at a path: bytes, JSON, or a manner of its own. */
export type Served = Buffer | object | ((request: IncomingMessage, response: ServerResponse) => void);

export interface ReleaseServer {
  readonly address: string;
  /** Whole address of a path. */
  at(path: string): string;
  /** By path; what isn't there is a 404. */
  readonly served: Map<string, Served>;
  /** Paths that were asked for, with what was sent along. */
  readonly asked: { readonly path: string; readonly headers: IncomingMessage['headers'] }[];
  close(): Promise<void>;
}

function give(bytes: Buffer, request: IncomingMessage, response: ServerResponse): void {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const rest = bytes.subarray(from);
  const range = { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
  response
    .writeHead(from > 0 ? 206 : 200, { 'content-length': rest.length, ...(from > 0 && range) })
    .end(rest);
}

/** A server on this computer that publishes releases. */
export async function releaseServer(): Promise<ReleaseServer> {
  const served = new Map<string, Served>();
  const asked: { path: string; headers: IncomingMessage['headers'] }[] = [];
  const server: Server = createServer((request, response) => {
    response.on('error', () => {});
    const path = request.url ?? '';
    asked.push({ path, headers: request.headers });
    const what = served.get(path);
    if (what === undefined) response.writeHead(404).end();
    else if (typeof what === 'function') what(request, response);
    else give(Buffer.isBuffer(what) ? what : Buffer.from(JSON.stringify(what)), request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    served,
    asked,
    at: (path) => `${address}${path}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
