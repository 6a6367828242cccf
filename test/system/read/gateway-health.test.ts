import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { isHealthy } from '../../../main/system/read/gateway-health';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A gateway that answers only when it is let. */
async function gateway(): Promise<{ port: number; let: () => void }> {
  let answer = () => {};
  const allowed = new Promise<void>((resolve) => {
    answer = resolve;
  });
  server = createServer(async (_request, response) => {
    await allowed;
    response.end(JSON.stringify({ ok: true, status: 'live' }));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, let: answer };
}

test('a busy gateway is given the time that the caller has', async () => {
  const busy = await gateway();
  expect(await isHealthy(busy.port, undefined, 100)).toBe(false);
  const asked = isHealthy(busy.port, undefined, 60_000);
  setTimeout(busy.let, 300);
  expect(await asked).toBe(true);
});

test('a port that nobody listens at is refused at once', async () => {
  const { port } = await gateway();
  await new Promise((closed) => server?.close(closed));
  expect(await isHealthy(port, undefined, 24 * 3600_000)).toBe(false);
});

test.each([
  ['{"ok":true}', true],
  ['{"ok":true,"status":"live"}', true],
  ['{"ok":true,"status":"draining"}', false],
  ['{"ok":false}', false],
  ['"ok":true', false],
])('%s is the answer of a healthy gateway: %s', async (body, healthy) => {
  server = createServer((_request, response) => void response.end(body));
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  expect(await isHealthy((server.address() as AddressInfo).port)).toBe(healthy);
});
