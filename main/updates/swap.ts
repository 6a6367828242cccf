import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome } from '../contract/change';
import type { Message } from '../contract/finding';
import { exists } from './backup';
import { swapChanges } from './changes';
import { end, type Seized, startGateway } from './gateway';
import { keptSize, pruneKept } from './keep';
import type { Staged } from './prepare';
import { runProgram } from './program';
import { megabytes } from './room';
import { bringBack, limit, type Run, STEPS, tidy } from './run';
import { environmentFor } from './setups';
import { entryOf, managerEnv } from './stage';
import { say, troubleOf, UpdateTrouble } from './trouble';

/** Changes over by the engine's journal, migrates, starts, and waits for the answer; all or nothing. */
export async function swap(run: Run, staged: Staged, seized: readonly Seized[]): Promise<Outcome> {
  const { plan, needs, ledgers } = run;
  const { copy, release } = plan;
  run.step('swap');
  const withSettings = [];
  for (const setup of plan.setups) if (await exists(setup.configPath)) withSettings.push(setup);
  const { bin } = await entryOf(staged.fresh);
  const entry = join(run.ledger.now, bin ?? 'openclaw.mjs');
  const brought = staged.bringing.at(-1);
  // By then it lies where OpenClaw looks for it.
  const node = brought ? run.node.replace(brought.from, brought.to) : run.node;
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
    async verify() {
      run.step('start');
      try {
        await answersVersion(run, entry, node);
        for (const each of seized) {
          const options = { entry, env: each.whole, ...limit(needs) };
          const pid = await startGateway(each, options);
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
    const afterwards = await afterwardsOf(run);
    return { ...came, afterwards, because: say('updated', { from: plan.from, to: release.version }) };
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

/** What the user has to know: what is kept, what that costs, and where OpenClaw runs now. */
async function afterwardsOf({ plan, ledger, ledgers, needs }: Run): Promise<Message> {
  const size = megabytes(await keptSize(ledgers, needs.host.signal).catch(() => 0));
  const byHand = ledger.ran.some(({ service }) => service === null);
  return say(byHand ? 'afterwards-background' : 'afterwards', { from: plan.from, size });
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
