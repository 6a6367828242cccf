import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MoveChange, Outcome } from '../contract/change';
import type { Message } from '../contract/finding';
import { copyStates, exists, planSwaps } from './backup';
import { type Replacing, swapChanges } from './changes';
import { end, isHealthy, type Seized, seize, startGateway, stopGateway } from './gateway';
import { pruneKept } from './keep';
import { createLedgers, type Ledger, type Ledgers, type Ran } from './ledger';
import type { UpdateNeeds } from './needs';
import { onDiskOf } from './places';
import type { UpdatePlan } from './plan';
import { rehearsePnpm, replaceWithPnpm } from './pnpm';
import { runProgram } from './program';
import { recoverWith } from './recover';
import { environmentFor } from './setups';
import {
  bringNode,
  checkStaged,
  entryOf,
  fetchArchive,
  installBeside,
  makeStaging,
  managerEnv,
  type Staging,
} from './stage';
import { say, troubleOf, UpdateTrouble } from './trouble';

const STEPS = ['fetch', 'install', 'check', 'stop', 'backup', 'swap', 'start', 'finish'] as const;
type Step = (typeof STEPS)[number];

/** All that one update knows while it runs. */
interface Run {
  readonly plan: UpdatePlan;
  readonly needs: UpdateNeeds;
  readonly ledgers: Ledgers;
  ledger: Ledger;
  /** What runs the new version. */
  node: string;
  step(step: Step): void;
  line(line: string): void;
}

const outcome = (
  fix: string,
  result: Outcome['result'],
  because: Message,
  entry: string | null = null,
  afterwards: Message | null = null,
): Outcome => ({ fix, entry, result, because, afterwards });

/**
 * Brings one copy to the release of its plan: fetch, install beside, check, stop, back up, swap, migrate, start, look
 * whether it answers. Whatever fails, the old version and its state come back. Never rejects.
 */
export async function runUpdate(plan: UpdatePlan, needs: UpdateNeeds): Promise<Outcome> {
  const id = `update-${randomBytes(4).toString('hex')}`;
  const unlock = await needs.lock().catch(() => null);
  if (!unlock) return outcome(id, 'refused', say('busy'));
  try {
    await recoverWith(needs);
    return await underLock(id, plan, needs);
  } catch (error) {
    return outcome(id, 'refused', say('nothing-changed', { because: troubleOf(error) }));
  } finally {
    await unlock();
  }
}

async function underLock(id: string, plan: UpdatePlan, needs: UpdateNeeds): Promise<Outcome> {
  const { copy, from, release } = plan;
  const ledgers = createLedgers(needs.folder);
  const own = ledgers.folderOf(id);
  await mkdir(own, { recursive: true, mode: 0o700 });
  const near = plan.owner.kind === 'npm' ? copy.path : plan.owner.place.link;
  const staging = join(await onDiskOf(near, own, id), 'staging');
  const swaps = await planSwaps(plan.setups, own, id);
  let now = say('step-fetch');
  let done = 0;
  const run: Run = {
    plan,
    needs,
    ledgers,
    node: plan.node.path,
    ledger: await ledgers.write({
      schema: 1,
      id,
      at: new Date(needs.now()).toISOString(),
      phase: 'staging',
      copy: copy.path,
      now: copy.path,
      from,
      to: release.version,
      staging: [staging],
      swaps,
      kept: [join(staging, '..', 'program-old')],
      ran: [],
    }),
    step(step) {
      needs.signal.throwIfAborted();
      done = STEPS.indexOf(step);
      now = say(`step-${step}`, { version: release.version });
      needs.onProgress({ now, done, of: STEPS.length });
    },
    line: (line) => needs.onProgress({ now, done, of: STEPS.length, line }),
  };
  let seized: readonly Seized[] = [];
  try {
    const staged = await stageAll(run, staging);
    run.step('stop');
    seized = await Promise.all(
      plan.gateways.map((gateway) => seize(gateway, plan.services, plan.node.path, process.platform)),
    );
    const ran = seized.map(({ pid: _pid, whole: _whole, ...plain }): Ran => plain);
    run.ledger = await ledgers.write({ ...run.ledger, phase: 'stopped', ran });
    for (const each of seized) await stopGateway(each);
    await staysDown(seized);
    run.step('backup');
    await copyStates(swaps, needs.signal);
    run.ledger = await ledgers.write({ ...run.ledger, phase: 'swapping' });
    return await swap(run, staged, seized);
  } catch (error) {
    const because = needs.signal.aborted ? say('cancelled') : troubleOf(error);
    const restarted = await bringBack(run, seized);
    await tidy(run);
    return restarted === null
      ? outcome(id, 'refused', say('nothing-changed', { because }))
      : outcome(id, 'left-changed', say('not-restarted', { because, reason: restarted }));
  }
}

interface Staged {
  /** The package folder as it was tried. */
  readonly fresh: string;
  readonly replacing: Replacing;
  readonly bringing: readonly MoveChange[];
}

async function stageAll(run: Run, folder: string): Promise<Staged> {
  const { plan, needs } = run;
  const staging: Staging = {
    tool: plan.tool,
    release: plan.release,
    folder,
    registry: plan.address,
    env: needs.host.env,
    signal: needs.signal,
    onLine: run.line,
  };
  await makeStaging(folder);
  run.step('fetch');
  let using = staging;
  let brought: string | null = null;
  if (plan.bring !== null) {
    brought = await bringNode(staging, plan.bring);
    const windows = process.platform === 'win32';
    run.node = windows
      ? join(brought, 'tools', 'node', 'node.exe')
      : join(brought, 'tools', 'node', 'bin', 'node');
    using = { ...staging, tool: { ...plan.tool, node: run.node } };
  }
  const { fresh, replacing } = await beside(run, using);
  // With the Node that is there now: where it is too old, OpenClaw has to find the one that was brought.
  run.step('check');
  await checkStaged(using, { copy: fresh, old: plan.copy.path, node: plan.node.path });
  return { fresh, replacing, bringing: brought === null ? [] : await bringingTo(run, brought) };
}

/** The new program beside the old one, and how it takes its place. */
async function beside(run: Run, using: Staging): Promise<Omit<Staged, 'bringing'>> {
  const { owner } = run.plan;
  const kept = run.ledger.kept[0] ?? join(using.folder, '..', 'program-old');
  if (owner.kind === 'pnpm') {
    run.step('install');
    const fresh = await rehearsePnpm(using, owner.place);
    run.ledger = await run.ledgers.write({ ...run.ledger, now: fresh });
    return { fresh, replacing: replaceWithPnpm(using, owner.place, kept) };
  }
  const archive = await fetchArchive(using);
  run.step('install');
  const staged = await installBeside(using, archive);
  return { fresh: staged, replacing: { kind: 'folder', staged, kept } };
}

/** Into each home where OpenClaw looks for a Node of its own; one that lies there already is put aside. */
async function bringingTo(run: Run, brought: string): Promise<readonly MoveChange[]> {
  const home = run.plan.setups[0]?.home ?? run.needs.host.home;
  const to = join(home, '.openclaw', 'tools', 'cli-node');
  const aside: MoveChange = { kind: 'move', from: to, to: join(brought, '..', 'cli-node-old') };
  return [...((await exists(to)) ? [aside] : []), { kind: 'move', from: brought, to }];
}

/** Something else than its service may start it again at once. */
async function staysDown(seized: readonly Seized[]): Promise<void> {
  const ports = seized.flatMap(({ port }) => (port === null ? [] : [port]));
  if (ports.length === 0) return;
  await new Promise((resolve) => setTimeout(resolve, 1000));
  for (const port of ports)
    if (await isHealthy(port)) throw new UpdateTrouble('comes-back', { port: String(port) });
}

async function swap(run: Run, staged: Staged, seized: readonly Seized[]): Promise<Outcome> {
  const { plan, needs, ledgers } = run;
  const { copy, release } = plan;
  run.step('swap');
  const withSettings = [];
  for (const setup of plan.setups) if (await exists(setup.configPath)) withSettings.push(setup);
  const { bin } = await entryOf(staged.fresh);
  const entry = join(run.ledger.now, bin ?? 'openclaw.mjs');
  const node = staged.bringing.at(-1)
    ? run.node.replace(staged.bringing.at(-1)?.from ?? '', staged.bringing.at(-1)?.to ?? '')
    : run.node;
  const started: number[] = [];
  const came = await needs.engine.carryOut({
    id: run.ledger.id,
    does: say('does', { path: copy.path, from: plan.from, to: release.version }),
    changes: swapChanges({
      entry,
      copy: copy.path,
      replacing: staged.replacing,
      swaps: run.ledger.swaps,
      bringing: staged.bringing,
      ran: run.ledger.ran,
      uid: needs.host.uid,
      node,
      migrate: withSettings.map((setup) => environmentFor(setup, join)),
    }),
    afterwards: afterwardsOf(run),
    async verify() {
      run.step('start');
      try {
        await answersVersion(run, entry, node);
        for (const each of seized) {
          const options = { entry, env: each.whole, ...limit(needs) };
          const pid = await startGateway({ ...each, node: each.node }, options);
          if (pid !== null) started.push(pid);
        }
        needs.signal.throwIfAborted();
        return null;
      } catch (error) {
        for (const pid of started) await end(pid);
        if (needs.signal.aborted) return say('cancelled');
        return say('not-healthy', { version: release.version, reason: troubleOf(error) });
      }
    },
  });
  if (came.result === 'fixed') {
    needs.onProgress({ now: say('step-finish'), done: STEPS.length - 1, of: STEPS.length });
    for (const each of run.ledger.staging) await rm(each, { recursive: true, force: true }).catch(() => {});
    run.ledger = await ledgers.write({ ...run.ledger, phase: 'done' });
    await pruneKept(ledgers, copy.path);
    return { ...came, because: say('updated', { from: plan.from, to: release.version }) };
  }
  // Where something could not be taken back, every piece stays where it is.
  if (came.result === 'left-changed') return came;
  const restarted = await bringBack(run, seized);
  await tidy(run);
  return restarted === null
    ? came
    : {
        ...came,
        result: 'left-changed',
        because: say('not-restarted', { because: came.because, reason: restarted }),
      };
}

const limit = ({ startLimitMs }: UpdateNeeds) =>
  startLimitMs === undefined ? {} : { limitMs: startLimitMs };

function afterwardsOf({ plan, ledger }: Run): Message {
  const byHand = ledger.ran.some(({ service }) => service === null);
  const values = { days: 0, from: plan.from };
  return byHand ? say('afterwards-background', values) : say('afterwards', values);
}

/** The new version at its final place, with a scratch home: the swap has worked. */
async function answersVersion(run: Run, entry: string, node: string): Promise<void> {
  const { needs, plan, ledger } = run;
  const scratch = join(ledger.staging[0] ?? needs.folder, 'scratch');
  const result = await runProgram(node, [entry, '--version'], {
    env: { ...managerEnv(needs.host.env, node, scratch), HOME: scratch, USERPROFILE: scratch, NO_COLOR: '1' },
    cwd: scratch,
    signal: needs.signal,
    limitMs: 120_000,
  });
  if (result.code !== 0 || !result.out.includes(plan.release.version))
    throw new UpdateTrouble('does-not-start', { line: (result.last.at(-1) ?? '?').slice(0, 300) });
}

/** The old version runs again, as it did. Null, or why a gateway did not come back. */
async function bringBack({ plan, needs }: Run, seized: readonly Seized[]): Promise<Message | null> {
  for (const each of seized) {
    try {
      if (each.port !== null && (await isHealthy(each.port))) continue;
      const { bin } = await entryOf(plan.copy.path);
      await startGateway(each, {
        entry: join(plan.copy.path, bin ?? 'openclaw.mjs'),
        env: each.whole,
        ...limit(needs),
      });
    } catch (error) {
      return troubleOf(error);
    }
  }
  return null;
}

/** Removes all of ours, once nothing of it is in use. */
async function tidy({ ledger, ledgers }: Run): Promise<void> {
  for (const each of ledger.staging) await rm(each, { recursive: true, force: true }).catch(() => {});
  for (const { fresh } of ledger.swaps) await rm(fresh, { recursive: true, force: true }).catch(() => {});
  await ledgers.remove(ledger.id).catch(() => {});
}
