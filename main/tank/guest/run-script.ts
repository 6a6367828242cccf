import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { posix } from 'node:path';
import { Readable } from 'node:stream';
import { Header, type HeaderData } from 'tar';
import type { ProcessExit } from '../../system/write/commands/run-process';
import { type Guest, type StepProgress, TankError } from '../model/types';

/** Everything in a tar archive begins at a multiple of it, and two empty ones end it (pax(1)). */
const BLOCK = 512;
/** Where things that are sent lie inside until they are put in their place: root's alone. */
const SENT = '/var/lib/tankmate';

export interface RunInside {
  /** Milliseconds. */
  readonly limitMs?: number;
  readonly account?: 'root' | 'openclaw';
  onLine?(line: string): void;
}

/** For what takes seconds, on a computer that may emulate the tank's processor and have much else to do. */
const LIMIT_MS = 5 * 60_000;

/** Runs one of our scripts inside, as root unless told; an exit code is data. */
export const tryGuestScript = (
  guest: Guest,
  script: string,
  args: readonly string[],
  { account = 'root', ...options }: RunInside = {},
): Promise<ProcessExit> =>
  guest.run(account, ['/bin/sh', '-s', '--', ...args], { limitMs: LIMIT_MS, ...options, input: script });

/** The same; rejects with TankTrouble, `failed` being the sentence, unless it ends well. Resolves to what it said. */
export async function runGuestScript(
  guest: Guest,
  script: string,
  args: readonly string[],
  failed: string,
  options: RunInside = {},
): Promise<string> {
  const { code, out, err, stopped } = await tryGuestScript(guest, script, args, options);
  if (stopped === 'too-slow') throw new TankError({ id: 'tank.guest-too-slow' }, `${failed}: ${err}`);
  if (code !== 0) throw new TankError({ id: failed }, `exit code ${code}\n${(err || out).slice(-4000)}`);
  return out;
}

async function must(guest: Guest, argv: readonly string[], options?: Parameters<Guest['run']>[2]) {
  const { code, err } = await guest.run('root', argv, { limitMs: LIMIT_MS, ...options });
  if (code !== 0)
    throw new TankError({ id: 'tank.guest-not-sent' }, `exit code ${code}\n${err.slice(-2000)}`);
}

/** Bytes of a file, each piece told as it goes. */
async function* counted(file: string, of: number, report: (progress: StepProgress) => void) {
  let done = 0;
  for await (const piece of createReadStream(file, { highWaterMark: 256 * 1024 })) {
    yield piece;
    done += (piece as Buffer).length;
    report({ bytes: { done, of }, part: of === 0 ? 1 : done / of });
  }
}

/** Where a sent thing of that name lies inside. */
export const sentPath = (name: string): string => `${SENT}/${name}`;

async function makeRoom(guest: Guest): Promise<void> {
  await must(guest, ['mkdir', '-p', '-m', '0700', SENT]);
}

/**
 * Sends texts, by the names that they get. Their place inside is readable by root alone. Rejects with TankTrouble;
 * nothing of a text is in there.
 */
export async function sendTexts(guest: Guest, texts: Readonly<Record<string, string>>): Promise<void> {
  // By one call: each is a way in of its own, which an emulated machine takes seconds for.
  const entry = (about: Partial<HeaderData>, body = Buffer.alloc(0)) => {
    const block = Buffer.alloc(BLOCK);
    new Header({ uid: 0, gid: 0, mtime: new Date(0), ...about, size: body.length }).encode(block);
    return [block, body, Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK)];
  };
  const files = Object.entries(texts).flatMap(([name, text]) =>
    entry({ path: `${posix.basename(SENT)}/${name}`, mode: 0o600, type: 'File' }, Buffer.from(text)),
  );
  const folder = entry({ path: `${posix.basename(SENT)}/`, mode: 0o700, type: 'Directory' });
  const input = Buffer.concat([...folder, ...files, Buffer.alloc(2 * BLOCK)]);
  await must(guest, ['tar', '-x', '-f', '-', '-C', posix.dirname(SENT), '--no-same-owner'], { input });
}

/** Sends a file of this computer, unless it is there already by its SHA-512. Half a file is sent again. */
export async function sendFile(
  guest: Guest,
  name: string,
  file: string,
  sha512: string,
  report: (progress: StepProgress) => void,
): Promise<void> {
  await makeRoom(guest);
  const { code, out } = await guest.run('root', ['sha512sum', sentPath(name)], { limitMs: LIMIT_MS });
  if (code === 0 && out.startsWith(sha512)) return;
  const { size } = await stat(file);
  const input = Readable.from(counted(file, size, report), { objectMode: false });
  await must(guest, ['dd', `of=${sentPath(name)}`, 'bs=256K', 'status=none'], {
    input,
    limitMs: 15 * 60_000,
  });
}
