import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, readlink } from 'node:fs/promises';
import { get } from 'node:http';
import type { Gateway } from '../probes/gateways';
import type { Service } from '../probes/openclaw';
import type { Ran } from './ledger';
import { runProgram } from './program';
import { serviceCommands, serviceOf, unitOf } from './services';

/** OpenClaw's own shutdown may drain work first; longer than this and it is ended. */
const STOP_MS = 30_000;
const START_MS = 180_000;

/** Variables that a gateway started by hand needs again. Names only of what is no secret. */
const PLAIN =
  /^(HOME|PATH|USER|LOGNAME|SHELL|LANG|LC_\w+|TZ|TMPDIR|XDG_\w+|NVM_DIR|PNPM_HOME|SystemRoot|APPDATA|LOCALAPPDATA|USERPROFILE|TEMP|TMP|OPENCLAW_(HOME|STATE_DIR|CONFIG_PATH|PROFILE|DISABLE_BONJOUR|NO_AUTO_UPDATE|INCLUDE_ROOTS|WORKSPACE_DIR))$/;

export const plainVariables = (env: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && PLAIN.test(entry[0]),
    ),
  );

/** A gateway with all of its environment, in memory only. */
export interface Seized extends Ran {
  readonly pid: number;
  readonly whole: Readonly<Record<string, string>>;
}

const parseEnvironment = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\0')
      .filter((part) => part.indexOf('=') > 0)
      .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]),
  );

/** What is needed to start a gateway of this account again. Elsewhere than on Linux only its own program can be told. */
export async function seize(
  gateway: Gateway,
  services: readonly Service[],
  node: string,
  platform: NodeJS.Platform,
): Promise<Seized> {
  const linux = platform === 'linux';
  const text = (file: string) => (linux ? readFile(file, 'utf8').catch(() => '') : Promise.resolve(''));
  const link = (file: string) => (linux ? readlink(file).catch(() => null) : Promise.resolve(null));
  const at = `/proc/${gateway.pid}`;
  const [environ, cgroup, cwd] = await Promise.all([
    text(`${at}/environ`),
    text(`${at}/cgroup`),
    link(`${at}/cwd`),
  ]);
  const whole =
    environ === '' ? (plainVariables(process.env) as Record<string, string>) : parseEnvironment(environ);
  const which = platform === 'darwin' || platform === 'win32' ? platform : 'linux';
  const service = serviceOf({ unit: unitOf(cgroup), stateDir: gateway.stateDir }, services, which);
  const port = gateway.listeners?.map((each) => each.port).toSorted((a, b) => a - b)[0] ?? null;
  return {
    pid: gateway.pid,
    service: service && { kind: service.kind, name: service.name, file: service.file },
    stateDir: gateway.stateDir,
    port,
    node,
    cwd: cwd ?? process.cwd(),
    env: plainVariables(whole),
    whole,
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether a process still runs. One that has ended and waits for its parent to notice (proc_pid_stat(5), Z) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  if (process.platform !== 'linux') return true;
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/^[ZX]$/.test(line.slice(line.lastIndexOf(')') + 2).split(' ')[0] ?? '');
  } catch {
    return false;
  }
}

async function runService(which: 'stop' | 'start', ran: Ran): Promise<void> {
  if (!ran.service) return;
  const commands = serviceCommands(ran.service, process.getuid?.() ?? null);
  if (!commands) throw new Error(`${ran.service.name} needs administrator rights`);
  const { program, args } = commands[which];
  const never = new AbortController().signal;
  const { code, last } = await runProgram(program, args, {
    env: process.env,
    cwd: '/',
    signal: never,
    limitMs: STOP_MS,
  });
  if (code !== 0 && which === 'start')
    throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${last.at(-1) ?? ''}`);
}

/** Stops a gateway, through its service where it has one; resolves when its process is gone, rejects when it stays. */
export async function stopGateway(seized: Seized): Promise<void> {
  await runService('stop', seized);
  if (isAlive(seized.pid) && !seized.service) process.kill(seized.pid, 'SIGTERM');
  for (let waited = 0; isAlive(seized.pid); waited += 100) {
    if (waited >= STOP_MS) {
      process.kill(seized.pid, 'SIGKILL');
      await pause(500);
      if (isAlive(seized.pid)) throw new Error(`pid ${seized.pid} can’t be ended`);
    }
    await pause(100);
  }
}

/** The answer of `/healthz` on this computer's own address: 200 with `ok` (OpenClaw docs, gateway/health). */
export function isHealthy(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: '/healthz', timeout: 3000 }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        if (body.length < 4096) body += part;
      });
      response.on('end', () => resolve(response.statusCode === 200 && /"ok"\s*:\s*true/.test(body)));
      response.on('error', () => resolve(false));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

export interface StartOptions {
  /** Its entry, `<package>/openclaw.mjs`. */
  readonly entry: string;
  /** Its whole environment while we still have it; else what the ledger kept. */
  readonly env?: Readonly<Record<string, string>>;
  readonly limitMs?: number;
}

/**
 * Starts a gateway as it ran before and waits until it answers. One that was started by hand runs on in the
 * background, without a window. Resolves to its pid, null for a service's. Rejects when it ends or never answers.
 */
export async function startGateway(ran: Ran, options: StartOptions): Promise<number | null> {
  const { entry, env = ran.env, limitMs = START_MS } = options;
  let ended = false;
  let pid: number | null = null;
  if (ran.service) await runService('start', ran);
  else {
    const port = ran.port === null ? [] : ['--port', String(ran.port)];
    const child = spawn(ran.node, [entry, 'gateway', 'run', ...port], {
      cwd: ran.cwd,
      env,
      detached: true,
      windowsHide: true,
      stdio: 'ignore',
    });
    child.once('exit', () => {
      ended = true;
    });
    child.once('error', () => {
      ended = true;
    });
    child.unref();
    pid = child.pid ?? null;
  }
  if (ran.port === null) return pid;
  for (const started = Date.now(); Date.now() - started < limitMs; await pause(250)) {
    if (await isHealthy(ran.port)) return pid;
    if (ended) throw new Error('it ended right after its start');
  }
  if (pid !== null) await end(pid);
  throw new Error(`it did not answer within ${Math.round(limitMs / 1000)} s`);
}

/** Ends what we started, with all of its group. */
export async function end(pid: number): Promise<void> {
  const kill = (signal: NodeJS.Signals) => {
    try {
      process.kill(process.platform === 'win32' ? pid : -pid, signal);
    } catch {}
  };
  kill('SIGTERM');
  for (let waited = 0; isAlive(pid) && waited < STOP_MS; waited += 100) await pause(100);
  kill('SIGKILL');
}
