import { setTimeout as pause } from 'node:timers/promises';
import { type At, type Guest, type Step, type StepProgress, TankTrouble } from '..';
import { runScript, tryScript } from './inside';
import { FINISH, WAIT } from './scripts';

/** Without the help of the processor, on a busy computer, a first start took 72 seconds; a slow one may take many times that. */
const LIMIT_MS = 20 * 60_000;
const PAUSE_MS = 2000;

interface CloudStatus {
  readonly status: string;
  readonly errors: readonly string[];
}

/**
 * What `cloud-init status --format json` says (docs.cloud-init.io, "Failure states"): `status` is `done`, `error`,
 * `running`, `not run`, `disabled`; newer ones put the stages beside it. Null when it says nothing of the kind.
 */
export function parseCloudStatus(text: string): CloudStatus | null {
  try {
    const told = JSON.parse(text.slice(text.indexOf('{'))) as Readonly<Record<string, unknown>>;
    if (typeof told.status !== 'string') return null;
    const errors = Array.isArray(told.errors) ? told.errors.map(String) : [];
    return { status: told.status, errors };
  } catch {
    return null;
  }
}

const isOver = (status: CloudStatus | null) => status?.status === 'done' || status?.status === 'disabled';

async function untilReached(at: At, guest: Guest, until: number): Promise<void> {
  const { signal, now } = at.needs;
  let said = '';
  do {
    signal.throwIfAborted();
    try {
      const { code, err } = await guest.run('root', ['true'], { limitMs: 30_000 });
      if (code === 0) return;
      said = err;
    } catch (error) {
      said = error instanceof TankTrouble ? error.message : String(error);
    }
    await pause(PAUSE_MS, undefined, { signal });
  } while (now() < until);
  throw new TankTrouble({ id: 'tank.guest-unreached' }, said.slice(-2000));
}

async function wait(at: At, guest: Guest, tell: (progress: StepProgress) => void): Promise<void> {
  const until = at.needs.now() + LIMIT_MS;
  await untilReached(at, guest, until);
  const left = Math.max(60_000, until - at.needs.now());
  const { out, err, stopped } = await tryScript(guest, WAIT, ['wait'], {
    limitMs: left,
    onLine: (line) => tell({ line }),
  });
  const status = parseCloudStatus(out);
  if (isOver(status)) return;
  if (stopped === 'too-slow' || status?.status === 'running')
    throw new TankTrouble({ id: 'tank.guest-too-slow' }, err.slice(-2000));
  throw new TankTrouble({ id: 'tank.guest-cloud-failed' }, status?.errors.join('\n') ?? `${out}\n${err}`);
}

/** Waits until the inside answers and its own setting up is over. */
export const waitStep = (at: At, guest: Guest): Step => ({
  id: 'wait-inside',
  now: { id: 'tank.guest-wait' },
  seconds: 60,
  async done() {
    // A machine that is still starting answers nobody: that is not done, and no fault.
    const ended = await tryScript(guest, WAIT, ['now'], { limitMs: 30_000 }).catch(() => null);
    at.needs.signal.throwIfAborted();
    return ended?.code === 0 && isOver(parseCloudStatus(ended.out));
  },
  run: (tell) => wait(at, guest, tell),
});

/** For machines that start from our seed: it is never read again, so nothing depends on it, and nobody can set them up anew. */
export const finishStep = (_at: At, guest: Guest): Step => ({
  id: 'finish-inside',
  now: { id: 'tank.guest-finish' },
  seconds: 1,
  async done() {
    const { code } = await guest.run('root', ['test', '-e', '/etc/cloud/cloud-init.disabled']);
    return code === 0;
  },
  async run() {
    await runScript(guest, FINISH, [], 'tank.guest-finish-failed');
  },
});
