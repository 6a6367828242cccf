import * as v from 'valibot';
import type { Message } from '../../contract/finding';
import { guardOf, type ShapeOf } from '../../contract/shape';
import type { ProcessExit } from '../../system/write/commands/run-process';
import type { PieceId } from './guest-program/guest-program';

/** Whoever answers in there may lie: nothing is longer or other than it should be. */
const Short = v.pipe(v.string(), v.maxLength(4096));
const Amount = v.pipe(v.number(), v.finite());
/** What each piece inside answers. */
const SHAPES = {
  account: v.object({
    uid: Amount,
    name: v.nullable(Short),
    groups: v.array(v.object({ id: Amount, name: v.nullable(Short) })),
    capabilities: v.nullable(Short),
    bound: v.nullable(Short),
    noNewPrivileges: v.nullable(Short),
    seccomp: v.nullable(Short),
    uidMap: v.nullable(Short),
    namespaces: v.object({
      pid: v.nullable(Short),
      ipc: v.nullable(Short),
      uts: v.nullable(Short),
      user: v.nullable(Short),
    }),
    gateways: v.array(v.object({ pid: Amount, uid: Amount })),
  }),
  network: v.object({
    own: v.array(v.object({ name: Short, address: Short, cidr: v.nullable(Short) })),
    gateways: v.array(Short),
    resolvers: v.array(Short),
    neighbours: v.array(Short),
    /** How many there are; null: their table could not be read. */
    listeners: v.nullable(Amount),
    listening: v.array(Short),
    names: v.array(v.object({ name: Short, addresses: v.array(Short) })),
    kernel: Short,
  }),
  mounts: v.object({ all: Amount, lines: v.array(v.strictTuple([Short, Short])) }),
  connections: v.object({
    results: v.array(v.object({ id: Short, end: Short, code: v.nullable(Short), said: Short })),
    neighbours: v.array(Short),
  }),
  sockets: v.object({
    tried: Amount,
    found: v.array(v.object({ path: Short, end: Short })),
    /** Null: it could not be told. */
    interop: v.nullable(v.boolean()),
  }),
  folders: v.object({ results: v.array(v.object({ path: Short, end: Short, entries: Amount })) }),
  rights: v.object({
    programs: v.array(v.object({ id: Short, end: Short, out: Short })),
    readable: v.array(Short),
    writable: v.array(Short),
  }),
  kernel: v.object({ module: v.union([Short, Amount]), writable: v.array(Short) }),
  devices: v.object({
    all: Amount,
    nodes: v.array(v.object({ path: Short, block: v.boolean(), usable: v.boolean() })),
    channels: v.array(Short),
    usb: v.array(Short),
    memory: Amount,
    processors: Amount,
    memoryMax: v.nullable(Short),
    pidsMax: v.nullable(Short),
  }),
} satisfies { readonly [K in PieceId]: v.GenericSchema };

type AnswerShape<K extends PieceId> = ShapeOf<(typeof SHAPES)[K]>;
/** An answer, or why there is none. */
export type Answer<T> = { readonly value: T } | { readonly missing: Message };
export type GuestAnswers = { readonly [K in PieceId]: Answer<AnswerShape<K>> };
export type AnswerOf<K extends PieceId> = AnswerShape<K>;

const isWhole = guardOf(v.object({ schema: Amount, nonce: Short, pieces: v.object({}) }));
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
  ended: ProcessExit | Message,
  nonce: string,
  ids: readonly K[],
): Pick<GuestAnswers, K> {
  const all = piecesOf(ended, nonce);
  const entries = ids.map((id) => [id, 'missing' in all ? all : pieceOf(id, all.value[id])]);
  return Object.fromEntries(entries);
}

function piecesOf(ended: ProcessExit | Message, nonce: string): Answer<Record<string, unknown>> {
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
  if (!isWhole(document) || document.schema !== 1) return { missing: because('malformed') };
  if (document.nonce !== nonce) return { missing: because('foreign') };
  return { value: document.pieces as Record<string, unknown> };
}

function pieceOf(id: PieceId, results: unknown): Answer<unknown> {
  if (typeof results !== 'object' || results === null) return { missing: because('malformed') };
  if ('failed' in results) {
    return {
      missing:
        results.failed === 'late'
          ? because('late')
          : because('failed', { error: String(results.failed).slice(0, 80) }),
    };
  }
  return 'value' in results && v.is(SHAPES[id], results.value)
    ? { value: results.value }
    : { missing: because('malformed') };
}
