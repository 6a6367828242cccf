import type { Ended } from '../../actions/commands/start';
import type { Message } from '../../contract/finding';
import type { PieceId } from './inside';
import { either, type Fits, flag, listOf, number, orNull, pairOf, shape, text } from './shape';

/** What each piece inside answers. */
const SHAPES = {
  account: shape({
    uid: number,
    name: orNull(text),
    groups: listOf(shape({ id: number, name: orNull(text) })),
    capabilities: orNull(text),
    bound: orNull(text),
    noNewPrivileges: orNull(text),
    seccomp: orNull(text),
    uidMap: orNull(text),
    namespaces: shape({ pid: orNull(text), ipc: orNull(text), uts: orNull(text), user: orNull(text) }),
    gateways: listOf(shape({ pid: number, uid: number })),
  }),
  network: shape({
    own: listOf(shape({ name: text, address: text, cidr: orNull(text) })),
    gateways: listOf(text),
    resolvers: listOf(text),
    neighbours: listOf(text),
    /** How many there are; null: their table could not be read. */
    listeners: orNull(number),
    listening: listOf(text),
    names: listOf(shape({ name: text, addresses: listOf(text) })),
    kernel: text,
  }),
  mounts: shape({ all: number, lines: listOf(pairOf(text, text)) }),
  knocks: shape({
    told: listOf(shape({ id: text, end: text, code: orNull(text), said: text })),
    neighbours: listOf(text),
  }),
  sockets: shape({
    tried: number,
    found: listOf(shape({ path: text, end: text })),
    /** Null: it could not be told. */
    interop: orNull(flag),
  }),
  folders: shape({ told: listOf(shape({ path: text, end: text, entries: number })) }),
  rights: shape({
    programs: listOf(shape({ id: text, end: text, out: text })),
    readable: listOf(text),
    writable: listOf(text),
  }),
  kernel: shape({ module: either(text, number), writable: listOf(text) }),
  devices: shape({
    all: number,
    nodes: listOf(shape({ path: text, block: flag, usable: flag })),
    channels: listOf(text),
    usb: listOf(text),
    memory: number,
    processors: number,
    memoryMax: orNull(text),
    pidsMax: orNull(text),
  }),
} satisfies { readonly [K in PieceId]: Fits<unknown> };

type Told<K extends PieceId> = (typeof SHAPES)[K] extends Fits<infer T> ? T : never;
/** An answer, or why there is none. */
export type Heard<T> = { readonly value: T } | { readonly missing: Message };
export type Inside = { readonly [K in PieceId]: Heard<Told<K>> };
export type InsideOf<K extends PieceId> = Told<K>;

const whole = shape({ schema: number, nonce: text, pieces: shape({}) });
const because = (why: string, values?: Message['values']): Message => ({
  id: `tank.receipt-because-${why}`,
  ...(values && { values }),
});

/** Why nothing came, when the inside could not even be asked. */
export const unreached = (error: unknown): Message =>
  because('unreached', { error: error instanceof Error ? error.message.slice(0, 200) : String(error) });

/**
 * What came back for those pieces. Whatever is missing, broken, too late or of another asking is `missing`, with why.
 * `ended` may be the reason why there is nothing at all.
 */
export function answersOf<K extends PieceId>(
  ended: Ended | Message,
  nonce: string,
  ids: readonly K[],
): Pick<Inside, K> {
  const all = piecesOf(ended, nonce);
  const entries = ids.map((id) => [id, 'missing' in all ? all : pieceOf(id, all.value[id])]);
  return Object.fromEntries(entries);
}

function piecesOf(ended: Ended | Message, nonce: string): Heard<Record<string, unknown>> {
  if ('id' in ended) return { missing: ended };
  if (ended.stopped !== null) return { missing: because('late') };
  // Our program ends with 0 or was ended by somebody: whatever stands there then may be theirs.
  if (ended.code !== 0) return { missing: because('silent', { code: ended.code ?? -1 }) };
  let document: unknown;
  try {
    document = JSON.parse(ended.out);
  } catch {
    return { missing: ended.out.trim() === '' ? because('silent', { code: 0 }) : because('malformed') };
  }
  if (!whole(document) || document.schema !== 1) return { missing: because('malformed') };
  if (document.nonce !== nonce) return { missing: because('foreign') };
  return { value: document.pieces as Record<string, unknown> };
}

function pieceOf(id: PieceId, told: unknown): Heard<unknown> {
  if (typeof told !== 'object' || told === null) return { missing: because('malformed') };
  if ('failed' in told) {
    return {
      missing:
        told.failed === 'late'
          ? because('late')
          : because('failed', { error: String(told.failed).slice(0, 80) }),
    };
  }
  return 'value' in told && SHAPES[id](told.value)
    ? { value: told.value }
    : { missing: because('malformed') };
}
