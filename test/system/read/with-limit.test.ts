import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { withLimit } from '../../../main/system/read/with-limit';

test('what is done in time is passed on, and so is its failure', async () => {
  await expect(withLimit(undefined, 60_000, async (signal) => signal.aborted)).resolves.toBe(false);
  await expect(withLimit(undefined, 60_000, () => Promise.reject(new Error('own')))).rejects.toThrow('own');
});

test('the signal above ends it, one that went off before too', async () => {
  const above = new AbortController();
  const work = (signal: AbortSignal) => sleep(600_000, undefined, { signal });
  const waiting = withLimit(above.signal, 60_000, work);
  above.abort(new Error('cancelled'));
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  await expect(withLimit(above.signal, 60_000, async (signal) => signal.reason)).resolves.toMatchObject({
    message: 'cancelled',
  });
});

test('an answer that drips for ever is left, though nothing else holds the limit', async () => {
  const server = createServer((_asked, answer) => {
    const drip = setInterval(() => answer.write('x'), 20);
    answer.on('close', () => clearInterval(drip));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const asked = withLimit(undefined, 300, async (signal) => {
      const answer = await fetch(`http://127.0.0.1:${port}/`, { signal });
      return answer.text();
    });
    await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
