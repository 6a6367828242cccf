import { pollUntil } from '../../system/read/poll-until';
import { type Guest, type StepProgress, type TankContext, TankError, type TankStep } from '../model/types';
import { runGuestScript, tryGuestScript } from './run-script';
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
    const reported = JSON.parse(text.slice(text.indexOf('{'))) as Readonly<Record<string, unknown>>;
    if (typeof reported.status !== 'string') return null;
    const errors = Array.isArray(reported.errors) ? reported.errors.map(String) : [];
    return { status: reported.status, errors };
  } catch {
    return null;
  }
}

const isOver = (status: CloudStatus | null) => status?.status === 'done' || status?.status === 'disabled';

async function untilReached({ needs: { signal, now } }: TankContext, guest: Guest): Promise<void> {
  let said = '';
  const answers = async () => {
    try {
      const { code, err } = await guest.run('root', ['true'], { limitMs: 30_000 });
      said = err;
      return code === 0;
    } catch (error) {
      said = error instanceof TankError ? error.message : String(error);
      return false;
    }
  };
  const late = () => new TankError({ id: 'tank.guest-unreached' }, said.slice(-2000));
  await pollUntil(answers, { everyMs: PAUSE_MS, limitMs: LIMIT_MS, signal, clock: now, late });
}

async function wait(
  tank: TankContext,
  guest: Guest,
  report: (progress: StepProgress) => void,
): Promise<void> {
  const until = tank.needs.now() + LIMIT_MS;
  await untilReached(tank, guest);
  const left = Math.max(60_000, until - tank.needs.now());
  const { out, err, stopped } = await tryGuestScript(guest, WAIT, ['wait'], {
    limitMs: left,
    onLine: (line) => report({ line }),
  });
  const status = parseCloudStatus(out);
  if (isOver(status)) return;
  if (stopped === 'too-slow' || status?.status === 'running')
    throw new TankError({ id: 'tank.guest-too-slow' }, err.slice(-2000));
  throw new TankError({ id: 'tank.guest-cloud-failed' }, status?.errors.join('\n') ?? `${out}\n${err}`);
}

/** Waits until the inside answers and its own setting up is over. */
export const waitStep = (tank: TankContext, guest: Guest): TankStep => ({
  id: 'wait-inside',
  now: { id: 'tank.guest-wait' },
  seconds: 60,
  async done() {
    // A machine that is still starting answers nobody: that is not done, and no fault.
    const ended = await tryGuestScript(guest, WAIT, ['now'], { limitMs: 30_000 }).catch(() => null);
    tank.needs.signal.throwIfAborted();
    return ended?.code === 0 && isOver(parseCloudStatus(ended.out));
  },
  run: (report) => wait(tank, guest, report),
});

/** For machines that start from our seed: it is never read again, so nothing depends on it, and nobody can set them up anew. */
export const finishStep = (_at: TankContext, guest: Guest): TankStep => ({
  id: 'finish-inside',
  now: { id: 'tank.guest-finish' },
  seconds: 1,
  async done() {
    const { code } = await guest.run('root', ['test', '-e', '/etc/cloud/cloud-init.disabled']);
    return code === 0;
  },
  async run() {
    await runGuestScript(guest, FINISH, [], 'tank.guest-finish-failed');
  },
});
