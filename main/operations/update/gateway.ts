import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Message } from '../../contract/finding';
import { isHealthy } from '../../system/read/gateway-health';
import { pollUntil } from '../../system/read/poll-until';
import {
  endProcess,
  type IdentifiedProcess,
  isAlive,
  type Processes,
} from '../../system/write/processes/end-process';
import type { CapturedGateway } from './capture-process';
import { holdAll, letLoopsGo, releaseAll } from './hold';
import type { UpdateNeeds } from './needs';
import { manifestOf } from './package-json';
import { runProgram } from './program';
import { managerVariables, type ServiceStep, serviceSteps } from './services';
import { UpdateError, updateFailure } from './update-error';
import type { GatewayProcess } from './update-journal';

/** OpenClaw's own shutdown may drain work first; longer than this and it is ended. */
const STOP_MS = 30_000;
const START_MS = 180_000;
const GONE = { everyMs: 100, limitMs: STOP_MS };

/** Tells a service's manager. Rejects with what it said when it doesn't do it. */
async function controlService(
  which: keyof ServiceStep,
  { service }: Pick<GatewayProcess, 'service'>,
): Promise<void> {
  if (!service) return;
  const uid = process.getuid?.() ?? null;
  const steps = serviceSteps(service, uid);
  if (!steps) throw new UpdateError('system-service', { name: service.name, version: '' });
  for (const { [which]: args } of which === 'stop' ? steps : steps.toReversed()) {
    const { code, last } = await runProgram(args.program, args.args, {
      env: { ...process.env, ...managerVariables(process.env, uid) },
      cwd: '/',
      signal: new AbortController().signal,
      limitMs: STOP_MS,
    });
    const line = (last.at(-1) ?? '').slice(0, 300);
    // Ending a task that just ended by itself fails.
    const ended = which === 'stop' && args.args[0] === '/End';
    if (code !== 0 && !ended) throw new UpdateError('service-refuses', { name: service.name, line });
  }
}

/**
 * Stops a gateway, after what would start it again is held. A service's is stopped by its manager alone; any other one is
 * ended by who it is, never by a number alone. Resolves when it is gone, rejects when it stays.
 */
export async function stopGateway(captured: CapturedGateway, processes: Processes): Promise<void> {
  await holdAll(captured.holds ?? [], processes);
  if (!captured.service) return endProcess(processes, { ...meant(captured), kind: 'end', graceMs: STOP_MS });
  await controlService('stop', captured);
  const { name } = captured.service;
  await pollUntil(async () => !(await isAlive(processes, captured)), {
    ...GONE,
    late: () => new UpdateError('service-refuses', { name, line: '' }),
  });
}

const meant = ({ pid, program, startedAt }: IdentifiedProcess): IdentifiedProcess => ({
  pid,
  program,
  startedAt,
});

export interface StartOptions {
  /** Its entry, `<package>/openclaw.mjs`. */
  readonly entry: string;
  readonly processes: Processes;
  /** Its whole environment while we still have it; else what the update journal kept. */
  readonly env?: Readonly<Record<string, string>>;
  readonly limitMs?: number;
}

/**
 * Starts a gateway as it ran before and waits until it answers: through its service, by letting go what keeps it, or, where
 * it was started by hand, in the background without a window. Resolves to what we started ourselves, else null. Rejects
 * when it ends or never answers; what we started is ended then.
 */
export async function startGateway(
  ran: GatewayProcess,
  options: StartOptions,
): Promise<IdentifiedProcess | null> {
  const { processes, limitMs = START_MS } = options;
  const holds = ran.holds ?? [];
  let own: IdentifiedProcess | null = null;
  let ended = () => false;
  if (ran.service) await controlService('start', ran);
  else if (holds.length === 0 || !(await releaseAll(holds, processes)))
    ({ own, ended } = await spawnOne(ran, options));
  const { port } = ran;
  if (port === null) return own;
  const answers = async () => {
    if (await isHealthy(port)) return true;
    if (ended()) throw new UpdateError('ended-at-once');
    return false;
  };
  if (await pollUntil(answers, { everyMs: 250, limitMs })) return own;
  if (own) await endStarted(own, processes);
  throw new UpdateError('no-answer-within', { seconds: Math.round(limitMs / 1000) });
}

async function spawnOne(ran: GatewayProcess, { entry, processes, env = ran.env }: StartOptions) {
  const port = ran.port === null ? [] : ['--port', String(ran.port)];
  const child = spawn(ran.node, [entry, 'gateway', 'run', ...port], {
    cwd: ran.cwd,
    env,
    detached: true,
    windowsHide: true,
    stdio: 'ignore',
  });
  let over = false;
  for (const event of ['exit', 'error'] as const)
    child.once(event, () => {
      over = true;
    });
  child.unref();
  const identity = child.pid === undefined ? null : await processes.identify(child.pid);
  const own: IdentifiedProcess | null =
    child.pid === undefined || identity === null
      ? null
      : { pid: child.pid, program: identity.name, startedAt: identity.startedAt };
  return { own, ended: () => over };
}

/**
 * Starts gateways again that stand still, each with the version in its `copy`; one that answers already is let go as it
 * is. Each whatever becomes of the others. Null when all run; else why the first of them doesn't.
 */
export async function startAgain(
  stopped: readonly (GatewayProcess & { readonly copy: string; readonly whole?: StartOptions['env'] })[],
  { processes, startLimitMs }: Pick<UpdateNeeds, 'processes' | 'startLimitMs'>,
): Promise<Message | null> {
  let problem: Message | null = null;
  for (const { copy, whole, ...ran } of stopped) {
    try {
      if (ran.port !== null && (await isHealthy(ran.port))) {
        await letLoopsGo(ran.holds ?? [], processes);
        continue;
      }
      const { bin } = await manifestOf(copy);
      await startGateway(ran, {
        entry: join(copy, bin ?? 'openclaw.mjs'),
        processes,
        ...(whole && { env: whole }),
        ...(startLimitMs !== undefined && { limitMs: startLimitMs }),
      });
    } catch (error) {
      problem ??= updateFailure(error);
    }
  }
  return problem;
}

/** Ends what we started, with all of its group, which is its own as long as it lives. */
export async function endStarted(own: IdentifiedProcess, processes: Processes): Promise<void> {
  const group = async (signal: NodeJS.Signals) => {
    if (process.platform === 'win32' || !(await isAlive(processes, own))) return;
    try {
      process.kill(-own.pid, signal);
    } catch {}
  };
  await group('SIGTERM');
  await pollUntil(async () => !(await isAlive(processes, own)), GONE);
  await group('SIGKILL');
  await endProcess(processes, { ...meant(own), kind: 'end', graceMs: 0 });
}
