import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach } from 'vitest';

/** A server that nobody should ever ask: its address, and what it was asked since the test began. */
export function serveElsewhere() {
  const elsewhere = { address: '', asked: [] as string[] };
  const server = createServer(({ url = '' }, reply) => {
    elsewhere.asked.push(url);
    if (url === '/redirect') reply.writeHead(302, { Location: '/landed' });
    else reply.writeHead(200, { 'Content-Type': 'text/html' });
    reply.end('<iframe src="/framed"></iframe>');
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    elsewhere.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => void elsewhere.asked.splice(0));
  afterAll(() => void server.close());
  return elsewhere;
}
