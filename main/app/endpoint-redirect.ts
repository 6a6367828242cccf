import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

const LIMIT_MS = 60_000;

const hex = (port: number) => port.toString(16).toUpperCase().padStart(4, '0');

/** Account that holds the other end of a connection on 127.0.0.1 (proc_net(5), tcp); null where it can't be told. */
async function accountOf({ localPort = 0, remotePort = 0 }: Socket): Promise<number | null> {
  const table = await readFile('/proc/net/tcp', 'utf8').catch(() => '');
  const ends = `0100007F:${hex(remotePort)} 0100007F:${hex(localPort)} `;
  const line = table.split('\n').find((each) => each.includes(`: ${ends}`));
  const account = line?.trim().split(/\s+/)[7];
  return account === undefined ? null : Number(account);
}

/**
 * Opens an address with a secret in its fragment so that the secret stands in nobody's command line: on Linux the
 * desktop and the browser get addresses as arguments, which every account can read (proc_pid_cmdline(5)). They get one
 * that works once, within a minute, for this account, and leads on to the real one (RFC 9110, 10.2.2: a redirection may
 * hold a fragment). Resolves once the desktop took it.
 */
export async function openThroughRedirect(
  address: string,
  open: (address: string) => Promise<void>,
  limitMs = LIMIT_MS,
): Promise<void> {
  const path = `/${randomBytes(16).toString('hex')}`;
  let used = false;
  const server = createServer(async ({ method, url, socket }, answer) => {
    const account = await accountOf(socket);
    const mine = account === null || account === process.geteuid?.();
    answer.setHeader('Cache-Control', 'no-store').setHeader('Connection', 'close');
    if (used || method !== 'GET' || url !== path || !mine) {
      answer.writeHead(404).end();
      return;
    }
    used = true;
    answer.writeHead(302, { Location: address, 'Referrer-Policy': 'no-referrer' }).end();
    server.close();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  server.unref();
  setTimeout(() => server.close(), limitMs).unref();
  try {
    await open(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  } catch (error) {
    server.close();
    throw error;
  }
}
