import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireLock } from '../../../main/system/write/lock-file';
import { type DownloadItem, download, downloadPath, isDownloaded } from '../../../main/tank/images/download';
import type { NpmNetwork } from '../../../main/tank/images/npm-network';
import { fillPart } from '../../../main/tank/images/partial-download';
import type { StepProgress } from '../../../main/tank/model/types';
import { TankError } from '../../../main/tank/model/types';
import { BYTES, fromOf, give, honest, type Manner, type Mirror, mirror, QUICK, wantedOf } from './server';

let root: string;
const mirrors: Mirror[] = [];
const reported: StepProgress[] = [];
const up = async (manner: Manner, port?: number) => {
  const one = await mirror(manner, port);
  mirrors.push(one);
  return one;
};
const fetchIt = (
  wanted: DownloadItem,
  { signal = new AbortController().signal, line = {} as NpmNetwork } = {},
) =>
  download(root, wanted, { signal, report: (progress) => void reported.push(progress), line, pace: QUICK });
const part = () => join(root, 'downloads', 'image.img.part');
const interrupt = (bytes: Buffer) => {
  mkdirSync(join(root, 'downloads'), { recursive: true });
  writeFileSync(part(), bytes);
};
const isWhole = (wanted: DownloadItem) =>
  expect(readFileSync(downloadPath(root, wanted)).equals(BYTES)).toBe(true);
const waitings = () => reported.flatMap(({ waiting }) => (waiting ? [waiting.id] : []));
const errorOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TankError);
  return (error as TankError).because;
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tank-downloads-'));
  reported.length = 0;
});
afterEach(async () => {
  await Promise.all(mirrors.splice(0).map((each) => each.close()));
  rmSync(root, { recursive: true, force: true });
});

test('fetches, tells bytes, and asks nobody a second time', async () => {
  const one = await up(honest);
  const wanted = wantedOf([one.address]);
  expect(await isDownloaded(root, wanted)).toBe(false);
  expect(await fetchIt(wanted)).toBe(downloadPath(root, wanted));
  isWhole(wanted);
  expect(reported.filter(({ bytes }) => bytes).at(-1)).toEqual({
    bytes: { done: 300_000, of: 300_000 },
    part: 1,
  });
  await fetchIt(wanted);
  expect(one.ranges).toEqual(['']);
  expect(await isDownloaded(root, wanted)).toBe(true);
});

test('a file that was written to since is not taken for right', async () => {
  const wanted = wantedOf([(await up(honest)).address]);
  await fetchIt(wanted);
  const bytes = Buffer.from(BYTES);
  bytes[7] = (bytes[7] ?? 0) ^ 1;
  writeFileSync(downloadPath(root, wanted), bytes);
  expect(await isDownloaded(root, wanted)).toBe(false);
});

test('a size that nobody knows beforehand is taken from the source', async () => {
  const wanted = wantedOf([(await up(honest)).address], { size: null });
  await fetchIt(wanted);
  isWhole(wanted);
  expect(reported.find(({ bytes }) => bytes)?.bytes?.of).toBe(300_000);
});

test('goes on from what an earlier run left', async () => {
  const one = await up(honest);
  const wanted = wantedOf([one.address]);
  interrupt(BYTES.subarray(0, 120_000));
  await fetchIt(wanted);
  expect(one.ranges).toEqual(['bytes=120000-']);
  isWhole(wanted);
});

test('a whole part needs nobody', async () => {
  const wanted = wantedOf(['http://127.0.0.1:9/image.img']);
  interrupt(BYTES);
  await fetchIt(wanted);
  isWhole(wanted);
});

test('of two that fetch it at once, one waits and takes what the other has looked at', async () => {
  let go = () => {};
  const asked = new Promise<void>((resolve) => {
    go = resolve;
  });
  const answers: (() => void)[] = [];
  const one = await up((request, response, count) => {
    answers.push(() => honest(request, response, count));
    go();
  });
  const wanted = wantedOf([one.address]);
  const patient = { ...QUICK, idleMs: 60_000 };
  const signal = new AbortController().signal;
  const report = (progress: StepProgress) => void reported.push(progress);
  const both = [0, 1].map(() => download(root, wanted, { signal, report, line: {}, pace: patient }));
  await asked;
  await expect.poll(waitings).toContain('tank.guest-waiting-turn');
  answers[0]?.();
  expect(await Promise.all(both)).toEqual([downloadPath(root, wanted), downloadPath(root, wanted)]);
  expect(one.ranges).toEqual(['']);
  isWhole(wanted);
});

test('who waits for another can be cancelled', async () => {
  const wanted = wantedOf(['http://127.0.0.1:9/image.img']);
  const free = await acquireLock(`${downloadPath(root, wanted)}.lock`);
  const cancel = new AbortController();
  const waiting = fetchIt(wanted, { signal: cancel.signal });
  waiting.catch(() => {});
  await expect.poll(waitings).toContain('tank.guest-waiting-turn');
  cancel.abort(new Error('cancelled'));
  await expect(waiting).rejects.toThrow('cancelled');
  await free?.();
});

test('a source may not fill the disk with what has no known size', async () => {
  const file = join(root, 'part');
  writeFileSync(file, '');
  const have = 999_999_999;
  const given = { from: have, total: null, body: Readable.from([Buffer.alloc(2)]) };
  const signal = new AbortController().signal;
  const filling = { file, have, size: null, pace: QUICK, mayBeSlow: true, signal, onBytes: () => {} };
  await expect(fillPart(given, filling)).rejects.toMatchObject({ failing: 'lying' });
  expect(statSync(file).size).toBe(0);
});

test('a whole part of unknown size is told by the source', async () => {
  const wanted = wantedOf([(await up(honest)).address], { size: null });
  interrupt(BYTES);
  await fetchIt(wanted);
  isWhole(wanted);
});

test('a mirror that knows no ranges gives everything, and what is there is passed over', async () => {
  const wanted = wantedOf([
    (await up((_request, response) => response.writeHead(200, { 'content-length': 300_000 }).end(BYTES)))
      .address,
  ]);
  interrupt(BYTES.subarray(0, 120_000));
  await fetchIt(wanted);
  isWhole(wanted);
  expect(reported.find(({ bytes }) => bytes)?.bytes?.done).toBeGreaterThan(120_000);
});

test.each([
  ['wrong bytes from an earlier run', Buffer.alloc(120_000)],
  ['too many bytes from an earlier run', Buffer.alloc(300_001)],
  ['a whole wrong part', Buffer.alloc(300_000)],
])('%s: begins anew with the same mirror', async (_what, bytes) => {
  const one = await up(honest);
  interrupt(bytes);
  await fetchIt(wantedOf([one.address]));
  isWhole(wantedOf([]));
  expect(one.ranges.at(-1)).toBe('');
});

const cut =
  (at: number): Manner =>
  (request, response) => {
    const from = fromOf(request);
    const to = Math.min(BYTES.length, from + at);
    const range = { 'content-range': `bytes ${from}-${BYTES.length - 1}/${BYTES.length}` };
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': BYTES.length - from,
      ...(from > 0 && range),
    });
    response.write(BYTES.subarray(from, to), () => (to < BYTES.length ? response.destroy() : response.end()));
  };

test('a mirror that breaks off again and again is asked for the rest', async () => {
  const one = await up(cut(100_000));
  await fetchIt(wantedOf([one.address]));
  isWhole(wantedOf([]));
  expect(one.ranges.length).toBeGreaterThanOrEqual(3);
  // One that broke off before its first byte came leaves nothing to go on from.
  expect(one.ranges.some((range) => /^bytes=[1-9]/.test(range))).toBe(true);
});

const FALSE = Buffer.alloc(BYTES.length, 7);
const bad: readonly (readonly [string, Manner])[] = [
  ['other bytes', give(FALSE)],
  ['fewer bytes, and says so', give(BYTES.subarray(0, 1000))],
  ['more bytes, and says so', give(Buffer.concat([BYTES, BYTES]))],
  ['more bytes, and doesn’t say so', (_request, response) => response.end(Buffer.concat([BYTES, BYTES]))],
  ['fewer bytes, and doesn’t say so', (_request, response) => response.end(BYTES.subarray(0, 1000))],
  ['nothing', (_request, response) => response.end()],
  [
    'another range',
    (_request, response) =>
      response.writeHead(206, { 'content-range': 'bytes 5-299999/300000' }).end(BYTES.subarray(5)),
  ],
  ['no range where it promises one', (_request, response) => response.writeHead(206).end(BYTES)],
  ['“not found”', (_request, response) => response.writeHead(404).end('no')],
  ['a server’s fault', (_request, response) => response.writeHead(500).end('no')],
  ['the end of the line at once', (_request, response) => response.destroy()],
  ['no answer', () => {}],
  [
    'an answer that stops',
    (_request, response) => {
      response.writeHead(200, { 'content-length': 300_000 });
      response.write(BYTES.subarray(0, 500));
    },
  ],
  [
    'a few bytes a second',
    (_request, response) => {
      response.writeHead(200, { 'content-length': 300_000 });
      let at = 0;
      const timer = setInterval(() => {
        response.write(BYTES.subarray(at, at + 50));
        at += 50;
      }, 50);
      response.on('close', () => clearInterval(timer));
    },
  ],
  ['a circle', (_request, response) => response.writeHead(302, { location: '/image.img' }).end()],
  ['a way to nowhere', (_request, response) => response.writeHead(302, { location: 'http://' }).end()],
];

test.each(bad)('a mirror that gives %s is left for the next one', async (_what, manner) => {
  const [false_, true_] = [await up(manner), await up(honest)];
  const wanted = wantedOf([false_.address, true_.address]);
  await fetchIt(wanted);
  isWhole(wanted);
  expect(false_.ranges.length).toBeGreaterThan(0);
  expect(true_.ranges.length).toBeGreaterThan(0);
});

test.each(bad.slice(0, 4))('with only one that gives %s, it says so and ends', async (_what, manner) => {
  const because = await errorOf(fetchIt(wantedOf([(await up(manner)).address])));
  expect(because).toEqual({ id: 'tank.guest-no-source', values: { file: 'image.img' } });
});

test('a slow one is borne when there is no other', async () => {
  const slow: Manner = (_request, response) => {
    response.writeHead(200, { 'content-length': 300_000 });
    let at = 0;
    const timer = setInterval(() => {
      response.write(BYTES.subarray(at, at + 6000));
      at += 6000;
      if (at >= 300_000) response.end();
    }, 20);
    response.on('close', () => clearInterval(timer));
  };
  const one = await up(slow);
  await download(root, wantedOf([one.address]), {
    signal: new AbortController().signal,
    report: () => {},
    line: {},
    pace: { ...QUICK, slowRate: 10_000_000, slowMs: 100 },
  });
  isWhole(wantedOf([]));
  expect(one.ranges).toEqual(['']);
});

test('a redirect to plain http is not followed, not even to the right bytes', async () => {
  const target = await up(honest);
  const one = await up((_request, response) => response.writeHead(302, { location: target.address }).end());
  const because = await errorOf(fetchIt(wantedOf([one.address])));
  expect(because.id).toBe('tank.guest-no-source');
  expect(target.ranges).toEqual([]);
});

test('a redirect to https is followed, and only with a certificate that is trusted', async () => {
  const [key, cert] = [join(root, 'key.pem'), join(root, 'cert.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
  const files = ['-keyout', key, '-out', cert];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...files, ...subject], {
    stdio: 'ignore',
  });
  const pem = readFileSync(cert, 'utf8');
  const secure = createSecure({ key: readFileSync(key), cert: pem }, (request, response) =>
    honest(request, response, 1),
  );
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  const { port } = secure.address() as AddressInfo;
  const one = await up((_request, response) =>
    response.writeHead(302, { location: `https://127.0.0.1:${port}/there` }).end(),
  );
  try {
    const ending = new AbortController();
    const untrusted = fetchIt(wantedOf([one.address]), { signal: ending.signal });
    setTimeout(() => ending.abort(new Error('enough')), 300);
    await expect(untrusted).rejects.toThrow('enough');
    expect(waitings()).toContain('tank.guest-waiting-network');
    await fetchIt(wantedOf([one.address]), { line: { ca: [pem] } });
    isWhole(wantedOf([]));
  } finally {
    secure.closeAllConnections();
    secure.close();
  }
});

test('what is packed on its way is not unpacked', async () => {
  const packed = gzipSync(BYTES);
  const one = await up((_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed),
  );
  const digest = {
    algorithm: 'sha512' as const,
    hex: createHash('sha512').update(packed).digest('hex'),
  };
  const wanted = wantedOf([one.address], { digest, size: packed.length });
  await fetchIt(wanted);
  expect(readFileSync(downloadPath(root, wanted)).equals(packed)).toBe(true);
});

test('without network it waits, says so, and goes on by itself', async () => {
  const first = await up(cut(100_000));
  const wanted = wantedOf([first.address]);
  let gone = false;
  const work = download(root, wanted, {
    signal: new AbortController().signal,
    line: {},
    pace: QUICK,
    report(progress) {
      reported.push(progress);
      if (!gone && (progress.bytes?.done ?? 0) >= 100_000) {
        gone = true;
        void first.close();
      }
    },
  });
  await expect.poll(waitings).toContain('tank.guest-waiting-network');
  const again = await up(honest, first.port);
  await work;
  isWhole(wanted);
  expect(again.ranges[0]).toMatch(/^bytes=\d{5,}-$/);
});

test('a source that can’t now is asked again later', async () => {
  const one = await up((request, response, asked) =>
    asked < 3 ? response.writeHead(503).end() : honest(request, response, asked),
  );
  await fetchIt(wantedOf([one.address]));
  isWhole(wantedOf([]));
  expect(waitings()).toContain('tank.guest-waiting-sources');
});

test('cancelled, it ends at once and keeps what it has; the next run goes on there', async () => {
  const ending = new AbortController();
  const one = await up((request, response) => {
    if (fromOf(request) > 0) return honest(request, response, 1);
    response.writeHead(200, { 'content-length': 300_000 });
    response.write(BYTES.subarray(0, 70_000));
  });
  const wanted = wantedOf([one.address]);
  const work = download(root, wanted, {
    signal: ending.signal,
    line: {},
    pace: { ...QUICK, idleMs: 60_000 },
    report: ({ bytes }) => {
      if ((bytes?.done ?? 0) >= 70_000) ending.abort(new Error('cancelled'));
    },
  });
  await expect(work).rejects.toThrow('cancelled');
  expect(readFileSync(part()).equals(BYTES.subarray(0, 70_000))).toBe(true);
  await fetchIt(wanted);
  isWhole(wanted);
  expect(one.ranges).toEqual(['', 'bytes=70000-']);
});

test('cancelled while it waits, it ends at once', async () => {
  const signal = AbortSignal.timeout(100);
  await expect(fetchIt(wantedOf(['http://127.0.0.1:9/image.img']), { signal })).rejects.toThrow(/timeout/);
});

test('a full disk is told with what is missing', async () => {
  const one = await up(honest);
  mkdirSync(join(root, 'downloads'));
  // The system's own full disk (full(4)).
  symlinkSync('/dev/full', part());
  const because = await errorOf(fetchIt(wantedOf([one.address])));
  expect(because).toEqual({ id: 'tank.guest-no-disk', values: { file: 'image.img', megabytes: 1 } });
});

test('a disk that can’t take it is told before anything is written', async () => {
  const one = await up((_request, response) => response.write('x'));
  const because = await errorOf(fetchIt(wantedOf([one.address], { size: 1e15 })));
  expect(because).toMatchObject({ id: 'tank.guest-no-disk', values: { megabytes: 1e9 } });
});

test('a folder that can’t be written to is told', async () => {
  writeFileSync(join(root, 'downloads'), 'a file');
  const because = await errorOf(fetchIt(wantedOf([(await up(honest)).address])));
  expect(because).toEqual({ id: 'tank.guest-unwritable', values: { folder: join(root, 'downloads') } });
});

test('goes through the proxy of npm’s settings, but not to this computer itself', async () => {
  const asked: string[] = [];
  const proxy = await up((request, response) => {
    asked.push(request.url ?? '');
    honest(request, response, 1);
  });
  const line = { proxy: `http://127.0.0.1:${proxy.port}` };
  await fetchIt(wantedOf(['http://tank.invalid/image.img']), { line });
  isWhole(wantedOf([]));
  expect(asked).toEqual(['http://tank.invalid/image.img']);
  rmSync(join(root, 'downloads'), { recursive: true });
  await fetchIt(wantedOf([(await up(honest)).address]), { line });
  expect(asked).toHaveLength(1);
});
