import { createServer } from 'node:net';
import type { TankPlan } from './types';

export const LOOPBACK = '127.0.0.1';
/** Below the range from which systems take ports for what goes out (Linux from 32768, IANA from 49152). */
const GATEWAY = 28_789;
const SSH = 22_922;
const MOST = 500;

/** Whether nothing listens there, on 127.0.0.1. */
export const isFreePort = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => server.close(() => resolve(true)));
  });

async function from(first: number, taken: ReadonlySet<number>): Promise<number> {
  for (let port = first; port < first + MOST; port++)
    if (!taken.has(port) && (await isFreePort(port))) return port;
  throw new Error(`no free port from ${first} on`);
}

/** Two free ports on 127.0.0.1 that no other tank has, running or not. */
export async function freePorts(others: readonly TankPlan[]): Promise<TankPlan['ports']> {
  const taken = new Set(others.flatMap(({ ports }) => [ports.gateway, ports.ssh]));
  return { gateway: await from(GATEWAY, taken), ssh: await from(SSH, taken) };
}
