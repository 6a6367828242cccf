import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

/** What the app asked for: a path, and the first byte that it wanted. */
export interface Asked {
  readonly path: string;
  readonly from: number;
}

export interface Origin {
  /** `http://127.0.0.1:port/` */
  readonly url: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

async function give(file: string, range: string | undefined, response: ServerResponse): Promise<void> {
  const { size } = statSync(file);
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
  const head = { 'accept-ranges': 'bytes', 'content-length': size - from };
  if (range === undefined) response.writeHead(200, head);
  else response.writeHead(206, { ...head, 'content-range': `bytes ${from}-${size - 1}/${size}` });
  await pipeline(createReadStream(file, { start: from }), response);
}

/** Serves files by their paths, with ranges (RFC 9110, section 14), on 127.0.0.1 alone, and counts what is asked. */
export async function openOrigin(files: Readonly<Record<string, string>>): Promise<Origin> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const file = files[path];
    const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    asked.push({ path, from });
    if (file === undefined) response.writeHead(404).end();
    // Whoever is killed in the middle of a download hangs up.
    else give(file, request.headers.range, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no address');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** SHA-256 of a file, in hex. */
export async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part);
  return hash.digest('hex');
}
