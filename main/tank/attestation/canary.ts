import { randomBytes } from 'node:crypto';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { isLinkLocal6 } from '../../openclaw/address';

/** One place where the canary listens. */
export interface CanaryListener {
  readonly address: string;
  readonly port: number;
  readonly loopback: boolean;
  /** A port of the web: those are open to a tank, so a way to them is another than to the rest. */
  readonly web: boolean;
  /** This computer itself could talk to it there. */
  readonly heard: boolean;
}

/** Somebody who came. `word` is what they said: the word of a door, or anything, or nothing. */
export interface CanaryClient {
  readonly address: string;
  readonly port: number;
  readonly from: string;
  readonly token: string;
}

export interface Canary {
  /** The first half of every word; the second is the door's id. */
  readonly nonce: string;
  /** What it answers. Nobody is told before they came. */
  readonly reply: string;
  readonly listeners: readonly CanaryListener[];
  /** Where nothing could listen: address, and why. */
  readonly deaf: readonly string[];
  clients(): readonly CanaryClient[];
  close(): Promise<void>;
}

const WEB = [80, 443];
/** How long a visitor may take to say their word. */
const WORD_MS = 5000;
const SELF_MS = 2000;
const LONGEST_WORD = 128;

/**
 * This computer's addresses in its networks. Link-local ones of IPv6 come with the network that they are good in: its
 * name, or its number on Windows.
 */
export function ownAddresses(
  found = networkInterfaces(),
  windows = process.platform === 'win32',
): readonly string[] {
  const all = Object.entries(found).flatMap(([name, each = []]) =>
    each
      .filter(({ internal }) => !internal)
      .map((one) => ({
        address: one.address,
        zone: one.family === 'IPv6' && windows ? String(one.scopeid) : name,
      })),
  );
  const wide = all.filter(({ address }) => !isLinkLocal6(address)).map(({ address }) => address);
  const links = all
    .filter(({ address }) => isLinkLocal6(address))
    .map(({ address, zone }) => `${address}%${zone}`);
  return [...[...new Set(wide)].slice(0, 16), ...links.slice(0, 8)];
}

export const tokenOf = (nonce: string, target: string): string => `${nonce}.${target}\n`;

/**
 * Listens on this computer's loopback and on each of its own addresses, where it can. Every visitor is noted and
 * answered with the song. Close it in every case.
 */
export async function openCanary(addresses: readonly string[] = ownAddresses()): Promise<Canary> {
  const nonce = randomBytes(12).toString('hex');
  const reply = randomBytes(12).toString('hex');
  const servers = new Set<Server>();
  const sockets = new Set<Socket>();
  const clients: CanaryClient[] = [];
  const deaf: string[] = [];

  function receive(socket: Socket, address: string, port: number): void {
    let token = '';
    let noted = false;
    const note = () => {
      if (noted) return;
      noted = true;
      clients.push({ address, port, from: socket.remoteAddress ?? '', token: token.trim() });
    };
    sockets.add(socket);
    socket.setTimeout(WORD_MS, () => socket.destroy());
    socket.on('error', () => {});
    socket.on('close', () => {
      note();
      sockets.delete(socket);
    });
    socket.on('data', (bytes) => {
      token = (token + bytes.toString('latin1')).slice(0, LONGEST_WORD);
      if (!token.includes('\n') && token.length < LONGEST_WORD) return;
      note();
      socket.end(`${reply}\n`);
    });
  }

  async function listen(address: string, wanted: number, loopback: boolean): Promise<CanaryListener> {
    const server = createServer((socket) => receive(socket, address, port));
    let port = wanted;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: address, port: wanted, exclusive: true }, resolve);
    });
    server.on('error', () => {});
    servers.add(server);
    const bound = server.address();
    if (bound && typeof bound === 'object') port = bound.port;
    const heard = await hears(address, port, tokenOf(nonce, 'self'), reply);
    return { address, port, loopback, web: WEB.includes(wanted), heard };
  }

  async function listenAt(address: string, loopback: boolean, same: number): Promise<CanaryListener[]> {
    const found: CanaryListener[] = [];
    try {
      found.push(await listen(address, same, loopback).catch(() => listen(address, 0, loopback)));
    } catch (error) {
      deaf.push(`${address} (${error instanceof Error && 'code' in error ? error.code : 'error'})`);
    }
    // Most accounts may not, and often somebody else listens there: then those two ports prove less.
    for (const port of WEB)
      found.push(
        ...(await listen(address, port, loopback).then(
          (one) => [one],
          () => [],
        )),
      );
    return found;
  }

  async function close(): Promise<void> {
    for (const socket of sockets) socket.destroy();
    await Promise.all([...servers].map((server) => new Promise((resolve) => server.close(resolve))));
  }

  try {
    const first = await listenAt('127.0.0.1', true, 0);
    const same = first.find(({ web }) => !web)?.port ?? 0;
    const rest = await Promise.all([
      listenAt('::1', true, same),
      ...addresses.map((address) => listenAt(address, false, same)),
    ]);
    return { nonce, reply, listeners: [...first, ...rest.flat()], deaf, clients: () => [...clients], close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Whether this computer itself gets the song there: a listener that doesn't hear proves nothing. */
function hears(host: string, port: number, token: string, reply: string): Promise<boolean> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect({ host, port });
    const finish = (heard: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(heard);
    };
    const timer = setTimeout(() => finish(false), SELF_MS);
    socket.on('connect', () => socket.write(token));
    socket.on('data', (bytes) => {
      said += bytes.toString('latin1');
      if (said.trim() === reply) finish(true);
    });
    socket.on('error', () => finish(false));
    socket.on('close', () => finish(false));
  });
}

/** Whether anything answers at that address of this computer, as somebody in its networks would try. */
export function answersAt(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const finish = (there: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(there);
    };
    const timer = setTimeout(() => finish(false), SELF_MS);
    socket.on('connect', () => finish(true));
    socket.on('error', () => finish(false));
  });
}
