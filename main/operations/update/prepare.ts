import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MoveChange } from '../../contract/change';
import { openRegistries } from '../../probes/releases/version-facts';
import { compareWithArchive } from './archive';
import { exists } from './backup';
import { bringNode, nodeIn } from './bring-node';
import type { Replacing } from './changes';
import { installed } from './dependencies';
import { runOwnScripts } from './own-scripts';
import { manifestIn, manifestOf } from './package-json';
import { rehearsePnpm, replaceWithPnpm } from './pnpm';
import type { UpdateRun } from './run-program';
import { checkStaged, fetchArchive, installBeside, makeStaging, type Staging } from './stage';
import { UpdateError } from './update-error';
import { type Announced, confirmAll } from './verify-lock';

/** The new version, tried and ready to take the old one's place. */
export interface Staged {
  /** The package folder as it was tried. */
  readonly fresh: string;
  readonly replacing: Replacing;
  readonly bringing: readonly MoveChange[];
}

/** Fetches, installs beside, and tries the new version. Nothing of the user's is touched. */
export async function prepare(run: UpdateRun, folder: string): Promise<Staged> {
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
  const archive = plan.owner.kind === 'npm' ? await fetchRelease(run, staging) : null;
  let using = staging;
  let brought: string | null = null;
  if (plan.bring !== null) {
    brought = await bringNode({ ...staging, tool: plan.npm ?? plan.tool }, plan.bring);
    run.node = nodeIn(brought);
    using = { ...staging, tool: { ...plan.tool, node: run.node } };
  }
  const { fresh, replacing } = await beside(run, using, archive);
  // With the Node that is there now: where it is too old, OpenClaw has to find the one that was brought.
  run.step('check');
  await checkStaged(using, { copy: fresh, old: plan.copy.path, node: plan.node.path });
  return { fresh, replacing, bringing: brought === null ? [] : await bringingTo(run, brought) };
}

/** The archive whose hash is confirmed. It has to ask for the Node that the registry said: that decided what is brought. */
async function fetchRelease({ plan }: UpdateRun, staging: Staging): Promise<string> {
  const { version, integrity, node } = plan.release;
  const archive = await fetchArchive(staging, { name: 'openclaw', version, integrity });
  const wanted = (await manifestIn(archive)).node;
  if (wanted !== node) throw new UpdateError('differs-itself', { version });
  return archive;
}

/** The new program beside the old one, and how it takes its place. */
async function beside(
  run: UpdateRun,
  using: Staging,
  archive: string | null,
): Promise<Omit<Staged, 'bringing'>> {
  const { owner, release } = run.plan;
  const kept = run.updateJournal.kept[0] ?? join(using.folder, '..', 'program-old');
  run.step('install');
  if (owner.kind === 'pnpm') {
    const fresh = await rehearsePnpm(using, owner.place, (packages) => confirmed(run, packages));
    if ((await manifestOf(fresh)).node !== release.node)
      throw new UpdateError('differs-itself', { version: release.version });
    run.updateJournal = await run.ledgers.write({ ...run.updateJournal, now: fresh });
    return { fresh, replacing: replaceWithPnpm(using, owner.place, kept) };
  }
  if (archive === null) throw new UpdateError('wrong-package');
  const project = await installBeside(using, archive);
  await confirmed(run, await installed(project, 'openclaw'));
  const staged = join(project, 'node_modules', 'openclaw');
  await runOwnScripts(using, staged);
  await compareWithArchive(archive, staged);
  await rm(archive, { force: true });
  return { fresh: staged, replacing: { kind: 'folder', staged, kept } };
}

/** Rejects where a dependency isn't npm's, or, unless that was chosen, where nobody could say so. */
async function confirmed({ plan, needs }: UpdateRun, packages: readonly Announced[]): Promise<void> {
  const { registries = openRegistries } = needs;
  const open = await registries(needs.host, plan.address);
  const unknown = await confirmAll(packages, open, needs.signal);
  if (unknown.length === 0 || needs.accepted.includes('unconfirmed')) return;
  throw new UpdateError('unconfirmed-dependencies', {
    count: unknown.length,
    registry: plan.registry,
    names: unknown.slice(0, 3).map(({ name }) => name),
  });
}

/** Into each home where OpenClaw looks for a Node of its own; one that lies there already is put aside. */
async function bringingTo(run: UpdateRun, brought: string): Promise<readonly MoveChange[]> {
  const home = run.plan.setups[0]?.home ?? run.needs.host.home;
  const to = join(home, '.openclaw', 'tools', 'cli-node');
  const aside: MoveChange = { kind: 'move', from: to, to: join(brought, '..', 'cli-node-old') };
  return [...((await exists(to)) ? [aside] : []), { kind: 'move', from: brought, to }];
}
