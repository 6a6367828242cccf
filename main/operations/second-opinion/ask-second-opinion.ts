import { mkdtemp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { copyOfSetup } from '../../changes/still-works/copy-of-setup';
import type { AuditAnswer } from '../../checks/audit/audit-report';
import { secondOpinion } from '../../checks/audit/second-opinion';
import type { Message } from '../../contract/finding';
import type { ScanResult } from '../../contract/scan-result';
import type { Probes } from '../../probes';
import type { Copy } from '../../probes/openclaw';
import { type NodeFound, nodeUnder } from '../../probes/runtime';
import type { OpenClawSettings } from '../../probes/settings';
import type { Host } from '../../system/read';
import { explainError } from '../../system/read/plain-error';
import { makePrivateFolder } from '../../system/write/atomic-file';
import { type RunProcess, runProcess } from '../../system/write/commands/run-process';
import { acquireLock } from '../../system/write/lock-file';
import { CopyTooLarge, layCopy, removeCopy } from './lay-copy';
import { canBeConfined, runAudit } from './run-audit';
import { mayRunProgram } from './trusted-program';

export interface OpinionNeeds {
  /** The app's own folder. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly host: Host;
  /** Of the look, so that nothing is read twice. */
  readonly probes: Probes;
  /** For tests: how a program is run, which Node is under a copy, and how long an audit may take, in milliseconds. */
  readonly run?: RunProcess;
  readonly nodeFor?: (copy: Copy, pids: readonly number[]) => Promise<NodeFound | null>;
  readonly limitMs?: number;
}

/** Copies of homes lie in there while they are looked at. */
const placeIn = (folder: string) => join(folder, 'opinions');
const PREFIX = 'copy-';

const said = (id: string, values?: Message['values']): Message => ({
  id: `second-opinion.${id}`,
  ...(values && { values }),
});

/** Removes what a killed run left. Only under the lock. */
async function removeLeftCopies(place: string): Promise<void> {
  const names = await readdir(place).catch((): string[] => []);
  for (const name of names.filter((each) => each.startsWith(PREFIX))) removeCopy(join(place, name));
}

/** At the next start: removes the copy that a killed run left, unless another run uses it just now. */
export async function clearOpinions(folder: string): Promise<void> {
  const place = placeIn(folder);
  const names = await readdir(place).catch((): string[] => []);
  if (!names.some((each) => each.startsWith(PREFIX))) return;
  const release = await acquireLock(place);
  if (!release) return;
  try {
    await removeLeftCopies(place);
  } finally {
    await release();
  }
}

/** What the audit says of one setup. Its copy is gone when this resolves. */
async function answerFor(settings: OpenClawSettings, needs: OpinionNeeds): Promise<AuditAnswer> {
  const { host, probes, signal } = needs;
  const { setup } = settings;
  const { stateDir } = setup;
  const none = (id: string, values?: Message['values']): AuditAnswer => ({
    stateDir,
    because: said(id, values),
  });
  if (setup.owner !== host.userName) return none('theirs');
  if (settings.state === 'unreadable') return none('unreadable');
  const found = await copyOfSetup(probes, setup);
  if (!found) return none('no-program');
  const { copy, pids } = found;
  const node = await (needs.nodeFor ?? ((...about) => nodeUnder(host, ...about)))(copy, pids);
  if (!node || !canBeConfined(node.version)) return none('no-node');
  if (!mayRunProgram(copy.path, node.path)) return none('not-ours');
  const top = await mkdtemp(join(placeIn(needs.folder), PREFIX));
  try {
    const files = settings.state === 'read' ? settings.files : [];
    const laid = await layCopy(top, setup, files, signal);
    const program = { copy: copy.path, node: node.path, nodeVersion: node.version };
    const given = settings.state === 'broken' ? {} : (settings.environment ?? {});
    const outcome = await runAudit(
      needs.run ?? runProcess,
      ...([top, laid, program, given, signal, needs.limitMs] as const),
    );
    return 'report' in outcome
      ? { stateDir, version: copy.version ?? '', report: outcome.report }
      : { stateDir, because: outcome.because };
  } catch (error) {
    if (signal.aborted) return none('cancelled');
    return error instanceof CopyTooLarge
      ? none('too-large')
      : none('not-copied', { reason: explainError(error) });
  } finally {
    removeCopy(top);
  }
}

async function answers(needs: OpinionNeeds): Promise<readonly AuditAnswer[]> {
  const { items, gaps } = await needs.probes.settings.all();
  const all = (because: Message): readonly AuditAnswer[] =>
    items.map(({ setup: { stateDir } }) => ({ stateDir, because }));
  const hidden = gaps.map(({ where, because }): AuditAnswer => ({ stateDir: where, because }));
  if (items.length === 0) return hidden;
  if (needs.host.platform === 'win32') return all(said('not-here'));
  const place = placeIn(needs.folder);
  await makePrivateFolder(place);
  const release = await acquireLock(place);
  if (!release) return all(said('busy'));
  try {
    await removeLeftCopies(place);
    const answered: AuditAnswer[] = [];
    // One after the other: each takes a processor for itself.
    for (const settings of items) answered.push(await answerFor(settings, needs));
    return [...answered, ...hidden];
  } finally {
    await release();
  }
}

/**
 * Asks OpenClaw's own audit about every setup of this account, on copies, and adds what it says to a look as one more
 * finding, `second-opinion`. Only for somebody who asked: programs of OpenClaw are run for it. Rejects when the signal
 * ends it, after everything was cleared away; what else goes wrong makes the finding `unknown`.
 */
export async function askSecondOpinion(look: ScanResult, needs: OpinionNeeds): Promise<ScanResult> {
  const { findings } = look;
  const finding = await answers(needs).then(
    (all) => secondOpinion(all, findings).inspect(needs.probes),
    (error: unknown) => secondOpinion([], findings).unknownBecause(explainError(error)),
  );
  needs.signal.throwIfAborted();
  return { ...look, findings: [...findings, finding] };
}
