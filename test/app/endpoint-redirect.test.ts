import { request } from 'node:http';
import { expect, test } from 'vitest';
import { openThroughRedirect } from '../../main/app/endpoint-redirect';

const SECRET = 'http://127.0.0.1:28789/#token=abc';
const ask = (address: string, method = 'GET') =>
  new Promise<{ status: number | undefined; location: string | undefined }>((resolve, reject) => {
    request(address, { method }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode, location: answer.headers.location });
    })
      .once('error', reject)
      .end();
  });
const given = async (limitMs?: number) => {
  let address = '';
  await openThroughRedirect(
    SECRET,
    async (told) => {
      address = told;
    },
    limitMs,
  );
  return address;
};

test('what is handed over holds no secret, and leads to it once', async () => {
  const address = await given();
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}$/);
  expect(await ask(new URL('/', address).href)).toEqual({ status: 404, location: undefined });
  expect(await ask(`${address}0`)).toMatchObject({ status: 404 });
  // A look ahead doesn't use it up.
  expect(await ask(address, 'HEAD')).toMatchObject({ status: 404 });
  expect(await ask(address)).toEqual({ status: 302, location: SECRET });
  await expect(ask(address)).rejects.toThrow();
});

test('nobody asked in time: it is gone', async () => {
  const address = await given(20);
  await expect.poll(() => ask(address).then(String, () => 'gone')).toBe('gone');
});

test('a desktop that doesn’t take it is told, and nothing stays open', async () => {
  let address = '';
  const failing = async (told: string) => {
    address = told;
    throw new Error('no browser');
  };
  await expect(openThroughRedirect(SECRET, failing)).rejects.toThrow('no browser');
  await expect(ask(address)).rejects.toThrow();
});
