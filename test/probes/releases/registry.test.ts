import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createReleaseProbe } from '../../../main/probes/releases';
import { askRegistry } from '../../../main/probes/releases/registry';
import { nodeHost } from '../../../main/system/read/node-host';

let home: string;
let stop: (() => Promise<void>) | undefined;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tankmate-registry-'));
});
afterEach(async () => {
  await stop?.();
  stop = undefined;
  await rm(home, { recursive: true });
});

/** A registry on this computer; the user's .npmrc points at it. Resolves to the paths that it was asked for. */
async function registry(answer: RequestListener): Promise<string[]> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await writeFile(join(home, '.npmrc'), `registry=http://127.0.0.1:${port}/npm/\n`);
  stop = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return asked;
}

/** Only what a look needs of the environment: none of the runner's own npm settings. */
const ask = () =>
  askRegistry({ ...nodeHost(AbortSignal.timeout(15_000)), home, env: { PATH: process.env.PATH } });

describe('the registry of the user’s npm configuration', () => {
  test('is asked for its tags and nothing else', async () => {
    const asked = await registry((_, response) =>
      response.end('{"latest":"2026.9.6","beta":"2026.9.7-beta.1","evil":"$(reboot)"}'),
    );
    expect(await ask()).toMatchObject({
      state: 'answered',
      tags: { latest: '2026.9.6', beta: '2026.9.7-beta.1' },
    });
    expect(asked).toEqual(['GET /npm/-/package/openclaw/dist-tags']);
    expect(await readdir(home)).toEqual(['.npmrc']);
  });

  test.skipIf(process.platform === 'win32')('a pipe in place of .npmrc is no answer', async () => {
    execFileSync('mkfifo', [join(home, '.npmrc')]);
    expect(await ask()).toMatchObject({
      state: 'no-answer',
      because: { values: { reason: { id: 'error.no-file' } } },
    });
  });

  test('a mirror without tags is asked for the latest manifest', async () => {
    await registry((request, response) => {
      if (request.url?.endsWith('/latest')) response.end('{"name":"openclaw","version":"2026.9.5"}');
      else response.writeHead(501).end('[NOT_IMPLEMENTED]');
    });
    expect(await ask()).toMatchObject({ state: 'answered', tags: { latest: '2026.9.5' } });
  });

  test.each<[string, RequestListener]>([
    ['a refusal', (_, response) => response.writeHead(503).end()],
    ['a login page', (_, response) => response.end('<html>Welcome to the hotel</html>')],
    ['an empty object', (_, response) => response.end('{}')],
    ['words for versions', (_, response) => response.end('{"latest":"newest","version":7}')],
    ['a broken line', (request) => request.socket.destroy()],
    ['a flood', (_, response) => response.end(`{"latest":"2026.9.6","x":"${'x'.repeat(3_000_000)}"}`)],
  ])('%s is no answer', async (_name, answer) => {
    await registry(answer);
    expect((await ask()).state).toBe('no-answer');
  });

  test('silence ends after a few seconds', async () => {
    await registry(() => {});
    expect((await ask()).state).toBe('no-answer');
  });
});

describe('an earlier answer', () => {
  const remembered = (askedAt: Date) => ({
    registry: 'r',
    tags: { latest: '2026.9.6' },
    askedAt: askedAt.toISOString(),
  });
  const probe = async (askedAt: Date, offline = false) => {
    let asked = 0;
    const host = nodeHost(new AbortController().signal);
    const releases = createReleaseProbe(host, { offline, remembered: remembered(askedAt) }, async () => {
      asked++;
      return { state: 'offline' };
    });
    const [first] = await Promise.all([releases.newest(), releases.newest()]);
    return { state: first.state, asked };
  };
  const hours = (number: number) => new Date(Date.now() - number * 3_600_000);

  test('serves for a day', async () => {
    expect(await probe(hours(23))).toEqual({ state: 'answered', asked: 0 });
    expect(await probe(hours(25))).toEqual({ state: 'offline', asked: 1 });
  });
  test('from the future is not believed', async () => expect((await probe(hours(-2))).asked).toBe(1));
  test('doesn’t serve offline', async () =>
    expect(await probe(hours(1), true)).toEqual({ state: 'offline', asked: 0 }));
});
