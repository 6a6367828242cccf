import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

const LISTENS = '0A';

/** Address of /proc/net/tcp: each 32 bits in the computer's own byte order, little-endian here (proc(5), /proc/net/tcp). */
function addressOf(hex: string): string {
  const words = hex.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) => (word.match(/../g) ?? []).reverse());
  if (bytes.length === 4) return bytes.map((byte) => Number.parseInt(byte, 16)).join('.');
  const groups = bytes.join('').match(/.{4}/g) ?? [];
  return `[${groups.map((group) => group.replace(/^0{1,3}/, '').toLowerCase()).join(':')}]`;
}

/** Doors of these sockets in the text of /proc/net/tcp or tcp6: `address:port`. */
export function readListening(text: string, sockets: ReadonlySet<string>): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , socket = ''] = line.trim().split(/\s+/);
    if (state !== LISTENS || !sockets.has(socket)) return [];
    const [address = '', port = ''] = local.split(':');
    return [`${addressOf(address)}:${Number.parseInt(port, 16)}`];
  });
}

/** Where a process of ours listens for TCP. Rejects when that can't be seen. */
export async function listeningOf(pid: number, proc: string): Promise<readonly string[]> {
  const folder = join(proc, String(pid), 'fd');
  const links = await Promise.all(
    (await readdir(folder)).map((each) => readlink(join(folder, each)).catch(() => '')),
  );
  const sockets = new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
  const net = join(proc, String(pid), 'net');
  const tcp6 = await readFile(join(net, 'tcp6'), 'utf8').catch(() => '');
  return [await readFile(join(net, 'tcp'), 'utf8'), tcp6].flatMap((text) => readListening(text, sockets));
}
