import { readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeForGood } from '../fixes/durable';
import type { At, Engine, PidMark, Step } from '.';
import { isMark } from './noted';
import { isFree, LOOPBACK } from './ports';
import { asRead, sshFiles, sshOptions, sshProgram, type Where } from './ssh';
import { say, trouble } from './trouble';

/** Where the gateway listens inside. */
export const GATEWAY_INSIDE = 18_789;
const OPENS_MS = 60_000;
const PAUSE_MS = 200;
const GRACE_MS = 2000;
const FREE_MS = 3000;

/** A tunnel that was opened: who holds it, and what it joins. */
interface Tunnel extends PidMark, Where {
  readonly gateway: number;
}

const fileOf = ({ folder }: At) => join(folder, 'tunnel.json');

async function readTunnel(at: At): Promise<Tunnel | null> {
  try {
    const value = JSON.parse(await readFile(fileOf(at), 'utf8')) as Tunnel;
    const fits =
      isMark(value) && 'host' in value && 'port' in value && 'gateway' in value && typeof value === 'object';
    return fits ? value : null;
  } catch {
    return null;
  }
}

/** Whether something takes a connection there. */
const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: LOOPBACK });
    const end = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.setTimeout(2000, () => end(false));
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });

async function whereOf(at: At, engine: Engine): Promise<Where> {
  if (!engine.sshAt) throw new Error(`${engine.id} has no ssh`);
  return engine.sshAt(at);
}

/** The tunnel that stands and leads where the guest is now; null when there is none. */
async function standing(at: At, engine: Engine): Promise<Tunnel | null> {
  const tunnel = await readTunnel(at);
  if (!tunnel || tunnel.gateway !== at.plan.ports.gateway || !(await at.needs.hands.alive(tunnel)))
    return null;
  const where = await whereOf(at, engine);
  const same = where.host === tunnel.host && where.port === tunnel.port;
  return same && (await answers(tunnel.gateway)) ? tunnel : null;
}

/** Whether a tunnel of ours holds the tank's door: whoever else answers there is somebody else. Asks no engine. */
export async function holdsDoor(at: At): Promise<boolean> {
  const tunnel = await readTunnel(at);
  return tunnel !== null && tunnel.gateway === at.plan.ports.gateway && (await at.needs.hands.alive(tunnel));
}

/** What ssh is told first, so that a tunnel of this tank can be told from any other program. */
const firstWords = (at: At): readonly string[] => {
  const { gateway } = at.plan.ports;
  return ['-N', '-L', `${LOOPBACK}:${gateway}:${LOOPBACK}:${GATEWAY_INSIDE}`];
};

/**
 * Ends tunnels of this tank that nobody noted down, since whoever laid them was killed right then: they would hold the
 * door for ever (ps(1), POSIX). Windows has no such list that is quick.
 */
async function endUnnoted(at: At): Promise<void> {
  const { hands, platform } = at.needs;
  const ps = platform === 'win32' ? null : await hands.find('ps');
  if (ps === null) return;
  const { out } = await hands.run({ program: ps, args: ['-A', '-ww', '-o', 'pid=,args='] });
  const words = [...firstWords(at), '-F', 'none', '-i', asRead(sshFiles(at.folder).key)].join(' ');
  for (const line of out.split('\n').filter((each) => each.includes(` ${words} `))) {
    const mark = await hands.mark(Number.parseInt(line, 10));
    if (mark) await hands.end(mark, GRACE_MS);
  }
}

/** Ends the tunnel, if there is one. What was given its pid meanwhile is left alone; where that can't be told, its note stays. */
export async function endTunnel(at: At): Promise<void> {
  const { hands } = at.needs;
  const tunnel = await readTunnel(at);
  if (tunnel) await hands.end(tunnel, GRACE_MS);
  // Without a time of its start nothing is ended: only when nobody has that number is it gone.
  if (tunnel?.startedAt === null && (await hands.mark(tunnel.pid)) !== null) return;
  await rm(fileOf(at), { force: true });
}

/** The system may hold a port for a moment after its program is gone. */
async function freeWithin(port: number, limitMs: number): Promise<boolean> {
  for (const until = performance.now() + limitMs; !(await isFree(port)); await sleep(PAUSE_MS))
    if (performance.now() > until) return false;
  return true;
}

async function openTunnel(at: At, engine: Engine): Promise<void> {
  const { hands, signal } = at.needs;
  const gateway = at.plan.ports.gateway;
  await endTunnel(at);
  if (!(await freeWithin(gateway, FREE_MS))) {
    await endUnnoted(at).catch(() => signal.throwIfAborted());
    if (!(await freeWithin(gateway, FREE_MS))) throw trouble('door-taken', { port: String(gateway) });
  }
  const where = await whereOf(at, engine);
  const pid = await hands.launch({
    program: await sshProgram(at),
    args: [...firstWords(at), ...sshOptions(sshFiles(at.folder), where)],
    log: join(at.folder, 'tunnel.txt'),
  });
  const mark = await hands.mark(pid);
  if (mark) await writeForGood(fileOf(at), JSON.stringify({ ...mark, ...where, gateway }));
  for (const until = performance.now() + OPENS_MS; performance.now() < until; ) {
    signal.throwIfAborted();
    const lives = mark !== null && (await hands.alive(mark));
    // In this order: what answers while ours lives is ours, since the port was free and is taken once.
    if (lives && (await answers(gateway)) && (await hands.alive(mark))) return;
    if (!lives) break;
    await sleep(PAUSE_MS, undefined, { signal });
  }
  await endTunnel(at);
  throw trouble('unreachable', undefined, 'the tunnel did not open');
}

/** Sees to it that the gateway's door stands, for engines that have it behind ssh; opens it anew where it fell. */
export async function ensureTunnel(at: At, engine: Engine): Promise<void> {
  if (engine.door !== 'tunnel' || (await standing(at, engine))) return;
  await openTunnel(at, engine);
}

export const tunnelStep = (at: At, engine: Engine): Step => ({
  id: 'tunnel',
  now: say('now-tunnel'),
  seconds: 3,
  done: async () => (await standing(at, engine)) !== null,
  run: () => ensureTunnel(at, engine),
});
