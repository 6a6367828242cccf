import { open } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { SOCKET } from '../../../isolation/qemu-tank-files';

/** A line to a running QEMU (QEMU Machine Protocol, qemu.org/docs/master/interop/qmp-spec). */
export interface Qmp {
  /** Gives an order or asks. Rejects with QEMU's own description, when the line falls, or after a while. */
  execute(command: string, given?: Readonly<Record<string, unknown>>): Promise<unknown>;
  close(): void;
}

const ANSWER_MS = 15_000;
/** Characters of one answer. */
const LONGEST = 4 * 1024 * 1024;

interface QmpReply {
  readonly QMP?: unknown;
  readonly return?: unknown;
  readonly error?: { readonly desc?: string };
}

/** The folder's own number stands for its path, which may be longer than a socket's may be (proc(5), /proc/pid/fd). */
async function connected(folder: string): Promise<Socket> {
  const handle = await open(folder, 'r');
  try {
    const path = process.platform === 'linux' ? `/proc/self/fd/${handle.fd}/${SOCKET}` : join(folder, SOCKET);
    return await new Promise((resolve, reject) => {
      const socket = connect(path);
      socket.once('connect', () => resolve(socket)).once('error', reject);
    });
  } finally {
    await handle.close();
  }
}

/** Opens the line of the machine that runs in this folder. Rejects when none answers. One line at a time is served. */
export async function openQmp(folder: string, limitMs = ANSWER_MS): Promise<Qmp> {
  const socket = await connected(folder);
  const waiting: ((word: QmpReply | Error) => void)[] = [];
  const settle = (word: QmpReply | Error) => waiting.shift()?.(word);
  const fall = (error?: Error) => {
    while (waiting.length > 0) settle(error ?? new Error('QEMU closed the line'));
  };
  socket.on('error', fall).on('close', () => fall());
  function hear(line: string): void {
    try {
      const word: QmpReply & { readonly event?: string } = JSON.parse(line);
      // What happened meanwhile is nobody's answer.
      if (word.event === undefined) settle(word);
    } catch {
      socket.destroy(new Error('QEMU said what is no JSON'));
    }
  }
  let text = '';
  socket.setEncoding('utf8').on('data', (more: string) => {
    const heard = (text + more).split('\n');
    text = heard.pop() ?? '';
    for (const line of heard) hear(line);
    if (text.length > LONGEST) socket.destroy(new Error('QEMU said too much'));
  });
  const next = () =>
    new Promise<QmpReply>((resolve, reject) => {
      if (socket.destroyed) return reject(new Error('QEMU closed the line'));
      // An answer that comes late would be taken for the next one's: the line is given up.
      const timer = setTimeout(() => socket.destroy(new Error('QEMU did not answer')), limitMs);
      waiting.push((word) => {
        clearTimeout(timer);
        if (word instanceof Error) reject(word);
        else resolve(word);
      });
    });
  async function execute(command: string, given?: Readonly<Record<string, unknown>>): Promise<unknown> {
    const answer = next();
    if (!socket.destroyed)
      socket.write(`${JSON.stringify({ execute: command, ...(given && { arguments: given }) })}\n`);
    const word = await answer;
    if (word.error) throw new Error(`${command}: ${word.error.desc ?? 'failed'}`);
    return word.return;
  }
  try {
    const greeting = await next();
    if (!greeting.QMP) throw new Error('this is no QEMU');
    await execute('qmp_capabilities');
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return { execute, close: () => socket.destroy() };
}

/** Asks one machine, and closes the line whatever comes of it. */
export async function withQmp<T>(folder: string, work: (qmp: Qmp) => Promise<T>): Promise<T> {
  const qmp = await openQmp(folder);
  try {
    return await work(qmp);
  } finally {
    qmp.close();
  }
}
