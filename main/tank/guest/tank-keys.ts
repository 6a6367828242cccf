import { randomBytes } from 'node:crypto';
import { chmod, lstat, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { renameDurable, writeDurable } from '../../system/write/atomic-file';
import { type TankContext, TankError, type TankStep } from '../model/types';

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
  const args = (await readFile(file, 'utf8')).trim().split(' ').slice(0, 2).join(' ');
  if (!PUBLIC_KEY.test(args)) throw new Error(`${file} is no public key`);
  return args;
}

/** The gateway's token. Rejects when there is none. */
export async function readToken(folder: string): Promise<string> {
  const token = await readFile(keyFiles(folder).token, 'utf8');
  if (!TOKEN.test(token)) throw new Error('the token is not whole');
  return token;
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

async function make(tank: TankContext): Promise<void> {
  const { runner } = tank.needs;
  const program = await runner.find('ssh-keygen');
  if (program === null) throw new TankError({ id: 'tank.guest-no-ssh' });
  const [fresh, final] = [join(tank.folder, 'keys.new'), join(tank.folder, 'keys')];
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  const files = inFolder(fresh);
  for (const [file, comment] of [
    [files.key, 'tankmate'],
    [files.hostKey, 'tank'],
  ] as const) {
    const args = ['-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', file];
    const { code, err } = await runner.run({ program, args });
    if (code !== 0) throw new TankError({ id: 'tank.guest-keys-failed' }, err);
    await chmod(file, 0o600);
  }
  await writeDurable(files.knownHosts, knownHost(await readPublicKey(files.hostPublicKey)));
  await writeDurable(files.token, randomBytes(32).toString('hex'));
  await rm(final, { recursive: true, force: true });
  await renameDurable(fresh, final);
}

/**
 * Makes the tank's own keys: one for the control account, one that the tank shows as its host key (so nothing is
 * trusted on first use), and the gateway's token of 256 random bits.
 */
export const keysStep = (tank: TankContext): TankStep => ({
  id: 'make-keys',
  now: { id: 'tank.guest-make-keys' },
  seconds: 1,
  done: () => areWhole(tank.folder),
  run: () => make(tank),
});
