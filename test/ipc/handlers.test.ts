import { expect, test, vi } from 'vitest';
import { createHandlers, type Rooms } from '../../main/ipc/handlers';
import { Refused } from '../../main/ipc/serve';

const rooms = (address: string | null) => {
  const openExternal = vi.fn(async () => {});
  const handlers = createHandlers({
    articleOf: async () => address,
    advisoryPageOf: async () => address,
    openExternal,
  } as unknown as Rooms);
  return { openExternal, handlers };
};

test('opens the address that main knows', async () => {
  const { handlers, openExternal } = rooms('https://docs.openclaw.ai/security');
  await handlers.openArticle('x');
  await handlers.openAdvisory('x');
  expect(openExternal.mock.calls).toEqual([
    ['https://docs.openclaw.ai/security'],
    ['https://docs.openclaw.ai/security'],
  ]);
});

test.each([
  null,
  'http://example.org',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'ms-settings:',
  'not an address',
])('never hands %s to the browser', async (address) => {
  const { handlers, openExternal } = rooms(address);
  await expect(handlers.openArticle('x')).rejects.toThrow();
  await expect(handlers.openAdvisory('x')).rejects.toThrow();
  expect(openExternal).not.toHaveBeenCalled();
});

test('an unknown id is a refusal, not a failure', async () => {
  await expect(rooms(null).handlers.openArticle('x')).rejects.toThrow(Refused);
});
