import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import type { Receipt } from '../../../../main/contract/tank';

const SCRIPTS = resolve('test/tank/attestation/house');

/** The program that plays the computer, as one file; resolves to its folder, which is the caller's to remove. */
export async function buildHouse(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tankmate-house-'));
  await chmod(folder, 0o755);
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: `${SCRIPTS}/outside.ts`,
      outDir: folder,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'outside.mjs' } },
    },
  });
  return folder;
}

/**
 * Builds a computer with a tank out of namespaces, with that one leak, and takes the tank's receipt. As root they are
 * made directly; else with a user namespace, for which the account needs subordinate numbers (newuidmap(1)).
 */
export async function receiptOf(house: string, leak: string): Promise<Receipt> {
  const room = await mkdtemp(join(tmpdir(), 'tankmate-room-'));
  const root = process.getuid?.() === 0;
  const spaces = ['--net', '--mount', '--pid', '--fork', '--mount-proc', '--ipc', '--uts'];
  const user = root ? [] : ['--user', '--map-root-user', '--map-auto'];
  const furnish = `mount -t tmpfs -o mode=755 tmpfs "$1" && exec "$NODE" "$2" "$1" "$3"`;
  try {
    const child = spawn(
      'unshare',
      [...user, ...spaces, 'sh', '-c', furnish, 'sh', room, `${house}/outside.mjs`, SCRIPTS],
      {
        env: {
          PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
          LC_ALL: 'C',
          NODE: process.execPath,
          LEAK: leak,
          OVERLAY: root ? '' : ',userxattr',
        },
      },
    );
    let [out, err] = ['', ''];
    child.stdout.on('data', (bytes) => (out += bytes));
    child.stderr.on('data', (bytes) => (err += bytes));
    await new Promise((done, failed) => child.once('error', failed).once('close', done));
    if (!out) throw new Error(`the made-up computer said nothing: ${err}`);
    return JSON.parse(out);
  } finally {
    await rm(room, { recursive: true, force: true });
  }
}
