import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';

const AT_ONCE = 48;

/**
 * Tries to connect. Says nothing but the canary's word, and that only where one was given.
 * @param {{ limitMs: number, targets: { id: string, host: string, port: number, say: string | null }[] }} questions
 */
export default async function ({ limitMs, targets }) {
  const results = [];
  const waiting = [...targets];
  const worker = async () => {
    for (let target = waiting.shift(); target; target = waiting.shift())
      results.push(await tryConnection(target, limitMs));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const arp = await readFile('/proc/net/arp', 'utf8').catch(() => '');
  return {
    results,
    neighbours: [...arp.matchAll(/^([\d.]+)\s+\S+\s+0x2\s/gm)].map(([, address]) => address).slice(0, 64),
  };
}

const REFUSED = new Set(['ECONNREFUSED', 'ECONNRESET']);
const UNREACHABLE = new Set(
  'EHOSTUNREACH ENETUNREACH EACCES EPERM EADDRNOTAVAIL ENETDOWN EHOSTDOWN EAFNOSUPPORT'.split(' '),
);

function tryConnection({ id, host, port, say }, limitMs) {
  return new Promise((resolve) => {
    let said = '';
    let connected = false;
    const socket = connect({ host, port });
    const finish = (end, code = null) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ id, end: connected ? 'connected' : end, code, said: connected ? said.slice(0, 80) : '' });
    };
    // A program that stood still for so long hears first what came meanwhile.
    const timer = setTimeout(() => setImmediate(() => finish('silent')), limitMs);
    socket.on('connect', () => {
      connected = true;
      if (say === null) finish('connected');
      else socket.write(say);
    });
    socket.on('data', (bytes) => {
      said += bytes.toString('latin1');
      if (said.includes('\n') || said.length > 80) finish('connected');
    });
    socket.on('close', () => finish('failed'));
    socket.on('error', ({ code }) => {
      if (REFUSED.has(code)) finish('refused', code);
      else if (UNREACHABLE.has(code)) finish('unreachable', code);
      else finish(code === 'ETIMEDOUT' ? 'silent' : 'failed', code);
    });
  });
}
