import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import * as v from 'valibot';
import type { ShapeOf } from '../../contract/shape';
import { pollUntil } from '../../system/read/poll-until';
import { readShapedFile } from '../../system/read/shaped-file';
import { writeDurable } from '../../system/write/atomic-file';
import { isFreePort, LOOPBACK } from '../model/free-ports';
import { tankError, tankMessage } from '../model/tank-error';
import { type Driver, ProcessMarkShape, type TankContext, type TankStep } from '../model/types';
import { asRead, type SshEndpoint, sshFiles, sshOptions, sshProgram } from './ssh';

/** Where the gateway listens inside. */
export const GATEWAY_INSIDE = 18_789;
const OPENS_MS = 60_000;
const PAUSE_MS = 200;
const GRACE_MS = 2000;
const FREE_MS = 3000;

/** A tunnel that was opened: who holds it, and what it joins. */
const TunnelShape = v.object({
  ...ProcessMarkShape.entries,
  host: v.string(),
  port: v.number(),
  gateway: v.number(),
});

const fileOf = ({ folder }: TankContext) => join(folder, 'tunnel.json');

const readTunnel = (tank: TankContext) => readShapedFile(fileOf(tank), TunnelShape);

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

async function whereOf(tank: TankContext, driver: Driver): Promise<SshEndpoint> {
  if (!driver.sshAt) throw new Error(`${driver.id} has no ssh`);
  return driver.sshAt(tank);
}

/** The tunnel that stands and leads where the guest is now; null when there is none. */
async function liveTunnel(tank: TankContext, driver: Driver): Promise<ShapeOf<typeof TunnelShape> | null> {
  const tunnel = await readTunnel(tank);
  if (!tunnel || tunnel.gateway !== tank.plan.ports.gateway || !(await tank.needs.runner.isAlive(tunnel)))
    return null;
  const where = await whereOf(tank, driver);
  const same = where.host === tunnel.host && where.port === tunnel.port;
  return same && (await answers(tunnel.gateway)) ? tunnel : null;
}

/** Whether a tunnel of ours holds the tank's door: whoever else answers there is somebody else. Asks no engine. */
export async function holdsGatewayPort(tank: TankContext): Promise<boolean> {
  const tunnel = await readTunnel(tank);
  return (
    tunnel !== null && tunnel.gateway === tank.plan.ports.gateway && (await tank.needs.runner.isAlive(tunnel))
  );
}

/** What ssh is told first, so that a tunnel of this tank can be told from any other program. */
const ownProgram = (tank: TankContext): readonly string[] => {
  const { gateway } = tank.plan.ports;
  return ['-N', '-L', `${LOOPBACK}:${gateway}:${LOOPBACK}:${GATEWAY_INSIDE}`];
};

/**
 * Ends tunnels of this tank that nobody noted down, since whoever laid them was killed right then: they would hold the
 * door for ever (ps(1), POSIX). Windows has no such list that is quick.
 */
async function endUnregistered(tank: TankContext): Promise<void> {
  const { runner, platform } = tank.needs;
  const ps = platform === 'win32' ? null : await runner.find('ps');
  if (ps === null) return;
  const { out } = await runner.run({ program: ps, args: ['-A', '-ww', '-o', 'pid=,args='] });
  const args = [...ownProgram(tank), '-F', 'none', '-i', asRead(sshFiles(tank.folder).key)].join(' ');
  for (const line of out.split('\n').filter((each) => each.includes(` ${args} `))) {
    const mark = await runner.identify(Number.parseInt(line, 10));
    if (mark) await runner.end(mark, GRACE_MS);
  }
}

/** Ends the tunnel, if there is one. What was given its pid meanwhile is left alone; where that can't be told, its note stays. */
export async function endTunnel(tank: TankContext): Promise<void> {
  const { runner } = tank.needs;
  const tunnel = await readTunnel(tank);
  if (tunnel) await runner.end(tunnel, GRACE_MS);
  // Without a time of its start nothing is ended: only when nobody has that number is it gone.
  if (tunnel?.startedAt === null && (await runner.identify(tunnel.pid)) !== null) return;
  await rm(fileOf(tank), { force: true });
}

/** The system may hold a port for a moment after its program is gone. */
const becomesFree = async (port: number): Promise<boolean> =>
  (await pollUntil(() => isFreePort(port), { everyMs: PAUSE_MS, limitMs: FREE_MS })) !== null;

async function openTunnel(tank: TankContext, driver: Driver): Promise<void> {
  const { runner, signal } = tank.needs;
  const gateway = tank.plan.ports.gateway;
  await endTunnel(tank);
  if (!(await becomesFree(gateway))) {
    await endUnregistered(tank).catch(() => signal.throwIfAborted());
    if (!(await becomesFree(gateway))) throw tankError('door-taken', { port: String(gateway) });
  }
  const where = await whereOf(tank, driver);
  const pid = await runner.launch({
    program: await sshProgram(tank),
    args: [...ownProgram(tank), ...sshOptions(sshFiles(tank.folder), where)],
    log: join(tank.folder, 'tunnel.txt'),
  });
  const mark = await runner.identify(pid);
  if (mark) await writeDurable(fileOf(tank), JSON.stringify({ ...mark, ...where, gateway }));
  const stands = async () => {
    if (mark === null || !(await runner.isAlive(mark))) return 'fell';
    // In this order: what answers while ours lives is ours, since the port was free and is taken once.
    return (await answers(gateway)) && (await runner.isAlive(mark)) && 'stands';
  };
  if ((await pollUntil(stands, { everyMs: PAUSE_MS, limitMs: OPENS_MS, signal })) === 'stands') return;
  await endTunnel(tank);
  throw tankError('unreachable', undefined, 'the tunnel did not open');
}

/** Sees to it that the gateway's door stands, for engines that have it behind ssh; opens it anew where it fell. */
export async function ensureTunnel(tank: TankContext, driver: Driver): Promise<void> {
  if (driver.access !== 'tunnel' || (await liveTunnel(tank, driver))) return;
  await openTunnel(tank, driver);
}

export const tunnelStep = (tank: TankContext, driver: Driver): TankStep => ({
  id: 'tunnel',
  now: tankMessage('now-tunnel'),
  seconds: 3,
  done: async () => (await liveTunnel(tank, driver)) !== null,
  run: () => ensureTunnel(tank, driver),
});
