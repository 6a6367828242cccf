import { getServers } from 'node:dns';
import type { Receipt } from '../../contract/tank';
import type { Driver, Guest, TankContext, TankStep } from '../model/types';
import { answersAt, type Canary, openCanary, ownAddresses, tokenOf } from './canary';
import { connectionTargets, NAMES_OUTSIDE } from './connection-targets';
import { type Answer, answersOf, type GuestAnswers, unreached } from './guest-answers';
import { type GuestQuestions, guestProgram, type PieceId } from './guest-program/guest-program';
import { judgeAttempts } from './judge-attempts';
import {
  boundSockets,
  ENGINE_SOCKETS,
  SCREEN_SOCKETS,
  SOCKET_NAMES,
  socketFolders,
} from './judges/judge-channels';
import { fromOutside, USUAL_PLACES } from './judges/judge-folders';
import { PROGRAMS, READABLE, SWITCHES, WRITABLE } from './judges/judge-rights';
import { type AttestationEvidence, receiptMessage } from './judges/verdict-parts';
import { boundaryFingerprint, isReceiptDue } from './receipt-due';
import { newestReceipt, storeReceipt } from './receipt-store';

/** Anybody of the same account could open Node's inspector by that signal, and change what is told (nodejs.org/api/cli.html). */
const NODE = ['/opt/node/bin/node', '--disable-sigusr1', '-'] as const;
/** Milliseconds for one knock, for one piece, for the whole program: a machine without help of the processor is slow. */
const CONNECT_MS = 3000;
const PIECE_MS = 60_000;
const WHOLE_MS = 120_000;

const SURVEY = ['account', 'mounts'] as const;
const TRIED = ['connections', 'sockets', 'folders', 'rights', 'kernel', 'devices'] as const;

/**
 * Lets the tank try to break out, as OpenClaw's account, while a canary listens on this computer; asks the engine from
 * outside; saves what came of it. Whatever can't be carried out is `untested`. Rejects only when it was cancelled, or
 * the receipt can't be saved.
 */
export async function takeReceipt(tank: TankContext, driver: Driver, guest: Guest): Promise<Receipt> {
  const { signal, now } = tank.needs;
  signal.throwIfAborted();
  const addresses = ownAddresses();
  const canary = await openCanary(addresses).catch(() => null);
  try {
    const [tried, outside, engineVersion, exposed] = await Promise.all([
      tryInside(guest, driver, canary),
      driver.inspectBoundary(tank).then(
        (value): Answer<typeof value> => ({ value }),
        (error: unknown) => ({ missing: receiptMessage('because-engine', { error: errorText(error) }) }),
      ),
      driver.version(tank).catch(() => null),
      exposedAt(addresses, tank),
    ]);
    signal.throwIfAborted();
    const tries = judgeAttempts({
      engine: driver.id,
      boundary: driver.boundary,
      access: driver.access,
      limits: tank.plan.limits,
      ...tried,
      canary: canary && { ...canary, clients: canary.clients() },
      outside,
      exposed,
    });
    const receipt = {
      tank: tank.plan.name,
      engine: driver.id,
      engineVersion,
      openclaw: tank.plan.openclaw,
      outside: 'value' in outside ? boundaryFingerprint(outside.value) : null,
      at: new Date(now()).toISOString(),
      tries,
    };
    await storeReceipt(tank.folder, receipt);
    return receipt;
  } finally {
    await canary?.close();
  }
}

/**
 * First what there is, then what can be tried of it. What OpenClaw's account says, its other processes may have bent: so
 * root of a machine tells of the networks, and connections once more. The rules hold it like everybody in there. In a container
 * of ours nobody is root, and those of WSL hold OpenClaw's account alone.
 */
async function tryInside(
  guest: Guest,
  driver: Driver,
  canary: Canary | null,
): Promise<Pick<AttestationEvidence, 'inside' | 'witness' | 'targets'>> {
  const nonce = canary?.nonce ?? 'none';
  const sure = driver.boundary === 'machine' ? 'root' : 'openclaw';
  const [reported, found] = await Promise.all([
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
  const survey = { ...reported, ...found };
  const network = 'value' in survey.network ? survey.network.value : null;
  const targets = connectionTargets(canary?.listeners ?? [], network, getServers());
  const known = { inside: survey as GuestAnswers, boundary: driver.boundary };
  const uid = 'value' in survey.account ? survey.account.value.uid : null;
  const connections = targets.map((target) => ({
    id: target.id,
    host: target.host,
    port: target.port,
    say: canary && (target.canary || target.self) ? tokenOf(nonce, target.id) : null,
  }));
  const knocking = { limitMs: CONNECT_MS, targets: connections };
  const retried = { nonce: `${nonce}-4`, limitMs: PIECE_MS, pieces: { connections: knocking } };
  const asked = {
    nonce: `${nonce}-3`,
    limitMs: PIECE_MS,
    pieces: {
      connections: knocking,
      sockets: {
        paths: [...ENGINE_SOCKETS, ...SCREEN_SOCKETS, ...boundSockets(known)],
        folders: socketFolders(uid),
        names: SOCKET_NAMES,
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
    sure === 'root' ? ask(guest, 'root', ['connections'], retried) : null,
  ]);
  return { inside: { ...survey, ...tried }, witness: witness?.connections ?? null, targets };
}

async function ask<K extends PieceId>(
  guest: Guest,
  account: 'root' | 'openclaw',
  ids: readonly K[],
  asked: GuestQuestions,
): Promise<Pick<GuestAnswers, K>> {
  const ended = await guest
    .run(account, NODE, { input: guestProgram(asked), limitMs: WHOLE_MS })
    .catch((error: unknown) => unreached(error));
  return answersOf(ended, asked.nonce, ids);
}

/** Whether the tank's ports, which are for this computer alone, answer at its addresses in its networks. */
async function exposedAt(addresses: readonly string[], { plan }: TankContext): Promise<readonly string[]> {
  const targets = addresses.flatMap((host) =>
    [plan.ports.gateway, plan.ports.ssh].map((port) => ({ host, port })),
  );
  const there = await Promise.all(targets.map(({ host, port }) => answersAt(host, port)));
  return targets
    .filter((_, index) => there[index])
    .map(({ host, port }) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`));
}

const errorText = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 200);

/** The step of making a tank: done when there is a receipt of this tank that isn't due. */
export const receiptStep = (tank: TankContext, driver: Driver, guest: Guest): TankStep => ({
  id: 'receipt',
  now: receiptMessage('now'),
  seconds: 30,
  async done() {
    const receipt = await newestReceipt(tank.folder);
    if (!receipt || receipt.tank !== tank.plan.name || receipt.engine !== driver.id) return false;
    if (Date.parse(receipt.at) < Date.parse(tank.plan.createdAt)) return false;
    const stands = {
      engineVersion: await driver.version(tank).catch(() => null),
      openclaw: tank.plan.openclaw,
      outside: null,
      changedAt: tank.plan.changedAt ?? null,
    };
    return !isReceiptDue(receipt, stands, tank.needs.now());
  },
  async run() {
    await takeReceipt(tank, driver, guest);
  },
});
