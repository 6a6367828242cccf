import { join } from 'node:path';
import type { MoveChange } from '../contract/change';
import { exists } from './backup';
import type { Replacing } from './changes';
import { rehearsePnpm, replaceWithPnpm } from './pnpm';
import type { Run } from './run';
import { bringNode, checkStaged, fetchArchive, installBeside, makeStaging, type Staging } from './stage';

/** The new version, tried and ready to take the old one's place. */
export interface Staged {
  /** The package folder as it was tried. */
  readonly fresh: string;
  readonly replacing: Replacing;
  readonly bringing: readonly MoveChange[];
}

/** Fetches, installs beside, and tries the new version. Nothing of the user's is touched. */
export async function prepare(run: Run, folder: string): Promise<Staged> {
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
