import { randomBytes } from 'node:crypto';
import { chmod, lstat, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type At, type Step, TankTrouble } from '.';

/** Where a tank's keys lie: all in one folder, so that they come to be at once or not at all. */
export interface KeyFiles {
  /** Private key of the control account, for ssh on this computer. */
  readonly key: string;
  readonly publicKey: string;
  /** Private host key that the tank gets through its seed. */
  readonly hostKey: string;
  readonly hostPublicKey: string;
  /** ssh's list of known hosts with that one host key, for whatever address. */
  readonly knownHosts: string;
  /** The gateway's token: 64 hex digits, no line end. */
  readonly token: string;
}

const inFolder = (folder: string): KeyFiles => ({
  key: join(folder, 'control'),
  publicKey: join(folder, 'control.pub'),
  hostKey: join(folder, 'host'),
  hostPublicKey: join(folder, 'host.pub'),
  knownHosts: join(folder, 'known_hosts'),
  token: join(folder, 'token'),
});

/** Paths of the keys of the tank in `folder`, there or not. */
export const keyFiles = (folder: string): KeyFiles => inFolder(join(folder, 'keys'));

const PUBLIC_KEY = /^ssh-ed25519 [A-Za-z0-9+/]+={0,2}$/;
const TOKEN = /^[0-9a-f]{64}$/;

/** A public key as ssh-keygen writes it, without its comment. Rejects when it is none. */
export async function readPublicKey(file: string): Promise<string> {
  const words = (await readFile(file, 'utf8')).trim().split(' ').slice(0, 2).join(' ');
  if (!PUBLIC_KEY.test(words)) throw new Error(`${file} is no public key`);
  return words;
}

/** The gateway's token. Rejects when there is none. */
export async function readToken(folder: string): Promise<string> {
  const token = await readFile(keyFiles(folder).token, 'utf8');
  if (!TOKEN.test(token)) throw new Error('the token is not whole');
  return token;
}

/** Written, and on the disk when it resolves. */
async function keep(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Whether all are there, belong together and are nobody else's to read. */
async function areWhole(folder: string): Promise<boolean> {
  const files = keyFiles(folder);
  try {
    await readToken(folder);
    await readPublicKey(files.publicKey);
    const known = await readFile(files.knownHosts, 'utf8');
    if (known !== knownHost(await readPublicKey(files.hostPublicKey))) return false;
    const secrets = await Promise.all([files.key, files.hostKey, files.token].map((file) => lstat(file)));
    return secrets.every(
      (each) => each.isFile() && each.size > 0 && (process.platform === 'win32' || (each.mode & 0o077) === 0),
    );
  } catch {
    return false;
  }
}

/** The list is the tank's alone, so its one key stands for every address (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
const knownHost = (publicKey: string): string => `* ${publicKey}\n`;

async function make(at: At): Promise<void> {
  const { hands } = at.needs;
  const program = await hands.find('ssh-keygen');
  if (program === null) throw new TankTrouble({ id: 'tank.guest-no-ssh' });
  const [fresh, final] = [join(at.folder, 'keys.new'), join(at.folder, 'keys')];
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  const files = inFolder(fresh);
  for (const [file, comment] of [
    [files.key, 'tankmate'],
    [files.hostKey, 'tank'],
  ] as const) {
    const args = ['-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', file];
    const { code, err } = await hands.run({ program, args });
    if (code !== 0) throw new TankTrouble({ id: 'tank.guest-keys-failed' }, err);
    await chmod(file, 0o600);
  }
  await keep(files.knownHosts, knownHost(await readPublicKey(files.hostPublicKey)));
  await keep(files.token, randomBytes(32).toString('hex'));
  await rm(final, { recursive: true, force: true });
  await rename(fresh, final);
}

/**
 * Makes the tank's own keys: one for the control account, one that the tank shows as its host key (so nothing is
 * trusted on first use), and the gateway's token of 256 random bits.
 */
export const keysStep = (at: At): Step => ({
  id: 'make-keys',
  now: { id: 'tank.guest-make-keys' },
  seconds: 1,
  done: () => areWhole(at.folder),
  run: () => make(at),
});
