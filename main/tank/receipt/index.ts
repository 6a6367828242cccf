import { getServers } from 'node:dns';
import type { Receipt } from '../../contract/tank';
import type { At, Engine, Guest, Step } from '..';
import { doorsFor, NAMES_OUTSIDE } from './addresses';
import { answersOf, type Heard, type Inside, unreached } from './answers';
import { answersAt, type Canary, openCanary, ownAddresses, wordOf } from './canary';
import { isDue, outsideMark } from './due';
import { type Asked, type PieceId, program } from './inside';
import { judge } from './judge';
import { boundSockets, ENGINE_SOCKETS, SCREEN_SOCKETS, SOCKET_WORDS, socketFolders } from './judges/channels';
import { fromOutside, USUAL_PLACES } from './judges/folders';
import { message, type Seen } from './judges/parts';
import { PROGRAMS, READABLE, SWITCHES, WRITABLE } from './judges/rights';
import { keepReceipt, newestReceipt } from './kept';

export { isDue, newestReceipt, outsideMark };

/** Anybody of the same account could open Node's inspector by that signal, and change what is told (nodejs.org/api/cli.html). */
const NODE = ['/opt/node/bin/node', '--disable-sigusr1', '-'] as const;
/** Milliseconds for one knock, for one piece, for the whole program: a machine without help of the processor is slow. */
const KNOCK_MS = 3000;
const PIECE_MS = 60_000;
const WHOLE_MS = 120_000;

const SURVEY = ['account', 'mounts'] as const;
const TRIED = ['knocks', 'sockets', 'folders', 'rights', 'kernel', 'devices'] as const;

/**
 * Lets the tank try to break out, as OpenClaw's account, while a canary listens on this computer; asks the engine from
 * outside; saves what came of it. Whatever can't be carried out is `untested`. Rejects only when it was cancelled, or
 * the receipt can't be saved.
 */
export async function takeReceipt(at: At, engine: Engine, guest: Guest): Promise<Receipt> {
  const { signal, now } = at.needs;
  signal.throwIfAborted();
  const addresses = ownAddresses();
  const canary = await openCanary(addresses).catch(() => null);
  try {
    const [tried, outside, engineVersion, exposed] = await Promise.all([
      tryInside(guest, engine, canary),
      engine.outside(at).then(
        (value): Heard<typeof value> => ({ value }),
        (error: unknown) => ({ missing: message('because-engine', { error: wordsOf(error) }) }),
      ),
      engine.version(at).catch(() => null),
      exposedAt(addresses, at),
    ]);
    signal.throwIfAborted();
    const tries = judge({
      engine: engine.id,
      wall: engine.wall,
      door: engine.door,
      limits: at.plan.limits,
      ...tried,
      canary: canary && { ...canary, visitors: canary.visitors() },
      outside,
      exposed,
    });
    const receipt = {
      tank: at.plan.name,
      engine: engine.id,
      engineVersion,
      openclaw: at.plan.openclaw,
      outside: 'value' in outside ? outsideMark(outside.value) : null,
      at: new Date(now()).toISOString(),
      tries,
    };
    await keepReceipt(at.folder, receipt);
    return receipt;
  } finally {
    await canary?.close();
  }
}

/**
 * First what there is, then what can be tried of it. What OpenClaw's account says, its other processes may have bent: so
 * root of a machine tells of the networks, and knocks once more. The rules hold it like everybody in there. In a container
 * of ours nobody is root, and those of WSL hold OpenClaw's account alone.
 */
async function tryInside(
  guest: Guest,
  engine: Engine,
  canary: Canary | null,
): Promise<Pick<Seen, 'inside' | 'witness' | 'doors'>> {
  const nonce = canary?.nonce ?? 'none';
  const sure = engine.wall === 'machine' ? 'root' : 'openclaw';
  const [told, found] = await Promise.all([
    ask(guest, 'openclaw', SURVEY, {
      nonce: `${nonce}-1`,
      limitMs: PIECE_MS,
      pieces: { account: {}, mounts: {} },
    }),
    ask(guest, sure, ['network'], {
      nonce: `${nonce}-2`,
      limitMs: PIECE_MS,
      pieces: { network: { names: NAMES_OUTSIDE } },
    }),
  ]);
  const survey = { ...told, ...found };
  const network = 'value' in survey.network ? survey.network.value : null;
  const doors = doorsFor(canary?.listeners ?? [], network, getServers());
  const known = { inside: survey as Inside, wall: engine.wall };
  const uid = 'value' in survey.account ? survey.account.value.uid : null;
  const knocks = doors.map((door) => ({
    id: door.id,
    host: door.host,
    port: door.port,
    say: canary && (door.canary || door.self) ? wordOf(nonce, door.id) : null,
  }));
  const knocking = { limitMs: KNOCK_MS, doors: knocks };
  const again = { nonce: `${nonce}-4`, limitMs: PIECE_MS, pieces: { knocks: knocking } };
  const asked = {
    nonce: `${nonce}-3`,
    limitMs: PIECE_MS,
    pieces: {
      knocks: knocking,
      sockets: {
        paths: [...ENGINE_SOCKETS, ...SCREEN_SOCKETS, ...boundSockets(known)],
        folders: socketFolders(uid),
        words: SOCKET_WORDS,
      },
      folders: {
        paths: [...new Set([...USUAL_PLACES, ...fromOutside(known).map((mount) => mount.at)])].slice(0, 100),
      },
      rights: { programs: PROGRAMS, readable: READABLE, writable: WRITABLE },
      kernel: { switches: SWITCHES },
      devices: {},
    },
  };
  const [tried, witness] = await Promise.all([
    ask(guest, 'openclaw', TRIED, asked),
    sure === 'root' ? ask(guest, 'root', ['knocks'], again) : null,
  ]);
  return { inside: { ...survey, ...tried }, witness: witness?.knocks ?? null, doors };
}

async function ask<K extends PieceId>(
  guest: Guest,
  account: 'root' | 'openclaw',
  ids: readonly K[],
  asked: Asked,
): Promise<Pick<Inside, K>> {
  const ended = await guest
    .run(account, NODE, { input: program(asked), limitMs: WHOLE_MS })
    .catch((error: unknown) => unreached(error));
  return answersOf(ended, asked.nonce, ids);
}

/** Whether the tank's ports, which are for this computer alone, answer at its addresses in its networks. */
async function exposedAt(addresses: readonly string[], { plan }: At): Promise<readonly string[]> {
  const doors = addresses.flatMap((host) =>
    [plan.ports.gateway, plan.ports.ssh].map((port) => ({ host, port })),
  );
  const there = await Promise.all(doors.map(({ host, port }) => answersAt(host, port)));
  return doors
    .filter((_, index) => there[index])
    .map(({ host, port }) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`));
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 200);

/** The step of making a tank: done when there is a receipt of this tank that isn't due. */
export const receiptStep = (at: At, engine: Engine, guest: Guest): Step => ({
  id: 'receipt',
  now: message('now'),
  seconds: 30,
  async done() {
    const receipt = await newestReceipt(at.folder);
    if (!receipt || receipt.tank !== at.plan.name || receipt.engine !== engine.id) return false;
    if (Date.parse(receipt.at) < Date.parse(at.plan.createdAt)) return false;
    const stands = {
      engineVersion: await engine.version(at).catch(() => null),
      openclaw: at.plan.openclaw,
      outside: null,
      changedAt: at.plan.changedAt ?? null,
    };
    return !isDue(receipt, stands, at.needs.now());
  },
  async run() {
    await takeReceipt(at, engine, guest);
  },
});
