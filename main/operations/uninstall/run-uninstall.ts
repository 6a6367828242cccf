import { createHash, randomBytes } from 'node:crypto';
import type { Progress } from '../../changes';
import { createChangeEngine } from '../../changes/engine';
import type { Change, CommandChange, Outcome } from '../../contract/change';
import type { Message } from '../../contract/finding';
import type { KeyToRenew } from '../../contract/work';
import { keysToRenew } from '../../openclaw/key-pages';
import type { Probes } from '../../probes';
import { createProbes } from '../../probes/create-probes';
import { nodeHost } from '../../system/read/node-host';
import { createActions } from '../../system/write/create-actions';
import { planOfStop, runStop } from '../stop/run-stop';
import { exportData } from './export';
import { findLeftovers, type Remaining } from './leftovers';
import { type Data, planUninstall, type UninstallPlan, type UninstallPlanOptions } from './plan-uninstall';

/** What is not meant stays, but must not run meanwhile. */
export interface UninstallOptions extends UninstallPlanOptions {
  /** The app's own folder. */
  readonly folder: string;
  readonly data: Data;
  readonly signal: AbortSignal;
  onProgress(progress: Progress): void;
}

/** What came of it. `left` names all that a scan afterwards still found or could not see. */
export interface Left {
  readonly outcomes: readonly Outcome[];
  readonly keys: readonly KeyToRenew[];
  /** Null when nothing was exported. */
  readonly exported: string | null;
  readonly left: readonly Message[];
}

const placeOf = (probes: Probes, folder: string) => probes.files.path.join(folder, 'quarantine');
const look = (folder: string, signal: AbortSignal): Probes =>
  createProbes(nodeHost(signal), { folder, offline: true });

/** What would be done now. */
export async function previewUninstall(folder: string, data: Data): Promise<readonly Change[]> {
  const probes = look(folder, new AbortController().signal);
  const stop = await planOfStop(folder);
  const { own, asAdmin } = await planUninstall(
    probes,
    data,
    probes.files.path.join(placeOf(probes, folder), 'left'),
  );
  return [...stop.own, ...stop.asAdmin, ...own, ...asAdmin];
}

/** Before anything moves: the keys that lie in the settings, the workspaces and around them. */
async function keysIn(
  { openclaw, contents }: Probes,
  { home }: UninstallPlanOptions,
): Promise<readonly KeyToRenew[]> {
  const { items } = await openclaw.setups();
  const meant = items.filter(({ stateDir }) => home === undefined || stateDir === home);
  const secrets = await Promise.all(
    meant.map((setup) => contents.secrets(setup).catch(() => ({ items: [] }))),
  );
  return keysToRenew(secrets.flatMap((each) => each.items));
}

const refusal = (because: Message): Outcome => ({
  fix: 'leave',
  does: { id: 'leave.does' },
  entry: null,
  result: 'refused',
  because,
  afterwards: null,
});

/** `~/OpenClaw-export-2026-11-22.tar.gz`; with digits behind the date where that name is taken. */
async function exportName({ files }: Probes): Promise<string> {
  const day = new Date().toISOString().slice(0, 10);
  const plain = files.path.join(files.home, `OpenClaw-export-${day}.tar.gz`);
  const taken = await files.lstat(plain).then(
    () => true,
    () => false,
  );
  return taken ? plain.replace(day, `${day}-${randomBytes(3).toString('hex')}`) : plain;
}

/** One thing with its reason, as a part of a sentence. */
const one = (why: Message): Message =>
  why.values?.where === undefined ? why : { id: 'leave.one', values: { where: why.values.where, why } };

/** The one sentence that says what a scan afterwards saw. */
function summary({ left }: Remaining, data: Data, { staying }: UninstallPlan, place: string): Message {
  if (left.length > 0) return { id: 'leave.left', values: { place, count: left.length } };
  const isKept = data === 'keep' || staying.length > 0;
  return { id: isKept ? 'leave.gone-kept' : 'leave.gone', values: { place } };
}

/** Where the data was saved, and what stays because it is the user's own. */
function closing(saved: Message | null, named: readonly Message[]): Message | null {
  if (named.length === 0) return saved;
  const what = named.map(one);
  return saved
    ? { id: 'leave.saved-and-stays', values: { saved, what } }
    : { id: 'leave.stays', values: { what } };
}

/** Stops OpenClaw, saves its data if it is to go, puts all of it away, and looks whether anything is left. */
export async function runUninstall(how: UninstallOptions): Promise<Left> {
  const { folder, data, signal, onProgress } = how;
  const keys = await keysIn(look(folder, signal), how).catch(() => []);
  const stopped = await runStop({ folder, signal, onProgress });
  const earlier = stopped.outcomes.filter(({ result }) => result !== 'skipped');
  const ended = (outcome: Outcome, more: Partial<Left> = {}): Left => ({
    outcomes: [...earlier, outcome],
    keys,
    exported: null,
    left: [],
    ...more,
  });
  if (!stopped.stopped) {
    const because = stopped.outcomes.at(-1)?.because ?? '';
    return ended(refusal({ id: 'leave.running', values: { because } }));
  }

  const probes = look(folder, signal);
  const stamp = createHash('sha256').update(randomBytes(16)).digest('hex').slice(0, 8);
  const place = probes.files.path.join(placeOf(probes, folder), `left-${stamp}`);
  const plan: UninstallPlan = await planUninstall(probes, data, place, how);
  if (plan.own.length + plan.asAdmin.length === 0)
    return ended({ ...refusal({ id: 'leave.nothing' }), result: 'skipped' }, { left: plan.left });

  let saved: Message | null = null;
  let exported: string | null = null;
  if (plan.exported.length > 0) {
    onProgress({ now: { id: 'leave.exporting' }, done: 0, of: 2 });
    const outcome = await exportData(await exportName(probes), plan.exported, how);
    if (outcome.refused) return ended(refusal(outcome.refused));
    exported = outcome.file;
    saved = outcome.saved;
  }

  const engine = createChangeEngine({
    folder,
    signal,
    onProgress,
    now: Date.now,
    actions: createActions(),
    rescan: () => Promise.reject(new Error('nothing to plan anew')),
  });
  const afterwards = closing(saved, plan.named);
  let seen: Remaining = { failed: [], left: plan.left };
  const outcome = await engine.applyOperation({
    id: 'leave',
    does: { id: 'leave.does' },
    changes: plan.own,
    async verify() {
      seen = await findLeftovers(look(folder, signal), plan, data, [], how);
      return seen.failed.length > 0
        ? { id: 'leave.still-there', values: { what: seen.failed.map(one) } }
        : null;
    },
    ...(afterwards && { afterwards }),
  });
  if (outcome.result !== 'fixed') return ended(outcome, { exported, left: seen.left });

  const asked: Outcome[] = [];
  const given: CommandChange[] = [];
  for (const change of plan.asAdmin) {
    const does = { id: 'leave.does-as-admin' };
    const outcome = await engine.applyOperation({
      id: 'leave-as-admin',
      does,
      changes: [change],
      verify: async () => null,
    });
    asked.push(outcome);
    if (outcome.result === 'fixed') given.push(change);
  }
  const last = asked.length > 0 ? await findLeftovers(look(folder, signal), plan, data, given, how) : seen;
  const reported = { ...outcome, because: summary(last, data, plan, place) };
  return { outcomes: [...earlier, reported, ...asked], keys, exported, left: last.left };
}
