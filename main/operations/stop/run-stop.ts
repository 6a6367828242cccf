import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../../changes';
import { createChangeEngine } from '../../changes/engine';
import type { Change, Outcome } from '../../contract/change';
import type { Message } from '../../contract/finding';
import { createFileProbe } from '../../probes/files';
import { createGatewayProbe } from '../../probes/gateways';
import { createOpenClawProbe } from '../../probes/openclaw';
import { createOwnershipProbe } from '../../probes/ownership';
import type { PartialResult } from '../../probes/partial-result';
import type { Host } from '../../system/read';
import { nodeHost } from '../../system/read/node-host';
import { createActions } from '../../system/write/create-actions';
import { planStop, type StopPlan, type StopProbes } from './plan-stop';
import { type StillThere, stillThere } from './stopped';

export interface StopNow {
  /** The app's own folder. */
  readonly folder: string;
  /** Cancels what needs an administrator; what ends programs is over before anybody could. */
  readonly signal: AbortSignal;
  onProgress(progress: Progress): void;
}

/** Asking a slow system which services there are must not keep the programs running. */
const SERVICES_MS = 1500;
/** How often and how long a scan afterwards waits for the system to clear away what was ended. */
const TRIES = 4;
const PAUSE_MS = 100;
const RETURN_MS = 1500;

async function within<T>(
  ms: number,
  where: string,
  ask: Promise<PartialResult<T>>,
): Promise<PartialResult<T>> {
  const late: PartialResult<T> = { items: [], gaps: [{ where, because: { id: 'look.too-late' } }] };
  const timer = new AbortController();
  const slow = sleep(ms, late, { signal: timer.signal, ref: false }).catch(() => late);
  return Promise.race([ask, slow]).finally(() => timer.abort());
}

/** Readers without the search for copies: it takes longer than there is, and nothing here needs it. */
function quickProbes(host: Host): StopProbes & { readonly gateways: ReturnType<typeof createGatewayProbe> } {
  const none = { copies: async () => ({ items: [], gaps: [] }) };
  const openclaw = createOpenClawProbe(host);
  const services = () => within(SERVICES_MS, 'services', openclaw.services());
  return {
    openclaw: { services },
    gateways: createGatewayProbe(host, none),
    files: createFileProbe(host),
    ownership: createOwnershipProbe(host, { services }),
  };
}

const fresh = () => quickProbes(nodeHost(new AbortController().signal));

/** What would be done now. */
export const planOfStop = (folder: string): Promise<StopPlan> => {
  const probes = fresh();
  return planStop(probes, {
    quarantine: probes.files.path.join(folder, 'quarantine', `stopped-${Date.now().toString(36)}`),
    self: process.pid,
  });
};

/** Looks at processes and ports only, until nothing is left or it is clear that something stays. */
async function lookAgain(plan: StopPlan): Promise<StillThere> {
  for (let tried = 1; ; tried++) {
    const left = await stillThere(fresh(), plan, process.pid);
    const settled = left.warning ? tried > 1 : left.nothing;
    if (settled || tried === TRIES) return left;
    // One that starts it again takes its time: what is gone now may be back then.
    await sleep(left.warning ? RETURN_MS : PAUSE_MS);
  }
}

/** What came of it: `stopped` is true only when a scan afterwards saw everything and nothing of OpenClaw in it. */
export interface Stopped {
  readonly outcomes: readonly Outcome[];
  readonly stopped: boolean;
}

/** A full disk, say, takes no journal: then what needs no undo is done all the same. */
async function endOnly(changes: readonly Change[], signal: AbortSignal): Promise<void> {
  const actions = createActions();
  for (const change of changes)
    if (change.kind === 'end' || (change.kind === 'command' && change.optional))
      await actions.carryOut(change, { signal }).catch(() => {});
}

const skipped = (because: Message): Outcome => ({
  fix: 'stop',
  does: { id: 'stop.does' },
  entry: null,
  result: 'skipped',
  because,
  afterwards: null,
});

const both = (first: Message | null, second: Message | null): Message | null =>
  first && second ? { id: 'stop.both', values: { first, second } } : (first ?? second);

/** Stops every OpenClaw of this home and account, by one entry in the journal and one more for each question to an administrator. */
export async function runStop({ folder, signal, onProgress }: StopNow): Promise<Stopped> {
  const plan = await planOfStop(folder);
  const engine = createChangeEngine({
    folder,
    signal,
    onProgress,
    now: Date.now,
    actions: createActions(),
    rescan: () => Promise.reject(new Error('nothing to plan anew')),
  });
  // What was stopped stays so even when something else still runs: taking it back would start it again.
  const kept = async () => null;
  const outcomes: Outcome[] = [];
  if (plan.own.length > 0) {
    const does = { id: 'stop.does' };
    const outcome = await engine.applyOperation({ id: 'stop', does, changes: plan.own, verify: kept });
    if (outcome.result === 'refused' && outcome.because.id === 'fixes.cannot-remember')
      await endOnly(plan.own, signal);
    outcomes.push(outcome);
  }
  for (const change of plan.asAdmin) {
    if (signal.aborted) break;
    const does = { id: 'stop.does-as-admin' };
    outcomes.push(
      await engine.applyOperation({ id: 'stop-as-admin', does, changes: [change], verify: kept }),
    );
  }
  const left = await lookAgain(plan);
  const reported = outcomes.map((outcome): Outcome => {
    if (outcome.result !== 'fixed' || outcome.fix !== 'stop') return outcome;
    return left.because
      ? { ...outcome, result: 'left-changed', because: left.because }
      : { ...outcome, because: plan.summary, afterwards: both(left.warning ?? plan.afterwards, plan.left) };
  });
  if (reported.length === 0)
    reported.push(
      left.because
        ? { ...skipped(left.because), result: 'refused' }
        : { ...skipped({ id: 'stop.nothing-ran' }), afterwards: plan.left },
    );
  return { outcomes: reported, stopped: left.nothing };
}
