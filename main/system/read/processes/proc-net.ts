import { ipv6Text } from '../../../openclaw/address';

/** A listening socket in /proc/PID/net/tcp{,6}. */
export interface ProcSocket {
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
  /** Account that opened it. */
  readonly uid: number;
  readonly inode: string;
}

const LISTEN = '0A';

/** The kernel prints each group of four bytes as one number of the machine's own order: little-endian here. */
function bytesOf(hex: string): Buffer {
  const bytes = Buffer.from(hex, 'hex');
  for (let at = 0; at + 4 <= bytes.length; at += 4) bytes.subarray(at, at + 4).reverse();
  return bytes;
}

/** Listening sockets of one such table (proc_pid_net(5), Documentation/networking/proc_net_tcp.rst); other lines are skipped. */
export const parseProcNet = (text: string, family: 4 | 6): readonly ProcSocket[] =>
  text.split('\n').flatMap((line) => {
    const [, local, , state, , , , uid, , inode] = line.trim().split(/\s+/);
    const [, hex, port] = /^([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/.exec(local ?? '') ?? [];
    if (state !== LISTEN || !hex || !port || !inode || hex.length !== (family === 4 ? 8 : 32)) return [];
    const bytes = bytesOf(hex);
    return [
      {
        address: family === 4 ? bytes.join('.') : ipv6Text(bytes),
        family,
        port: Number.parseInt(port, 16),
        uid: Number(uid),
        inode,
      },
    ];
  });
