import { join } from 'node:path';
import { same } from '../../openclaw/json5';
import type { Json } from '../../openclaw/read-settings';
import type { Probes } from '../../probes';
import type { Copy } from '../../probes/openclaw';
import type { OpenClawSettings } from '../../probes/settings';
import type { RunProcess } from '../../system/write/commands/run-process';
import type { JournalEntry } from '../journal';
import { fixMessage } from '../reason';
import { redact } from '../redact';
import { copyOfSetup } from './copy-of-setup';
import { type RowDone, type StillWorks, touching } from './types';
import { type Manifests, type Runnable, removeTrials, validate } from './validate';

export interface ValidatorNeeds {
  readonly run: RunProcess;
  /** The app's own folder. */
  readonly folder: string;
  /** The Node that runs a copy; null: none is found. */
  readonly nodeFor: (copy: Copy, pids: readonly number[]) => Promise<string | null>;
  /** True for a copy that this account runs anyway: its own, or root's. */
  readonly isTrusted: (copy: Copy) => Promise<boolean>;
}

type Read = OpenClawSettings & { readonly state: 'read' };

/** The copy that reads these settings: its gateway's, else the newest of this computer. */
async function copyFor(probes: Probes, { setup }: Read, needs: ValidatorNeeds): Promise<Runnable | null> {
  const found = await copyOfSetup(probes, setup);
  if (!found || !(await needs.isTrusted(found.copy))) return null;
  const { copy, pids } = found;
  const node = await needs.nodeFor(copy, pids);
  return node === null ? null : { copy, node };
}

const MANIFESTS = ['openclaw.plugin.json', 'package.json'];

/** Manifests of the plugins as they were after the first `done` entries: one that was quarantined later lay there still. */
async function manifestsAt(
  { files }: Probes,
  { setup }: Read,
  entries: readonly JournalEntry[],
  done: number,
) {
  const place = join(setup.stateDir, 'extensions');
  const names = await files.list(place).catch(() => []);
  const folders = new Map(names.map((name) => [name, join(place, name)]));
  for (const { changes } of entries.slice(done))
    for (const change of changes)
      if (change.kind === 'move' && files.path.dirname(change.from) === place)
        folders.set(files.path.basename(change.from), change.to);
  const manifests = new Map<string, Record<string, string>>();
  for (const [name, folder] of folders) {
    const texts = await Promise.all(
      MANIFESTS.map(
        async (file) => [file, (await files.exact(join(folder, file)).catch(() => null))?.text] as const,
      ),
    );
    const there = texts.filter((each): each is readonly [string, string] => each[1] !== undefined);
    if (there.length > 0) manifests.set(name, Object.fromEntries(there));
  }
  return manifests satisfies Manifests;
}

/** The settings as they were after the first `done` entries; null where that can't be told. */
async function valueAt(
  probes: Probes,
  { setup }: Read,
  entries: readonly JournalEntry[],
  done: number,
): Promise<Json | null> {
  const texts = new Map<string, string>();
  for (const [index, { changes }] of entries.entries())
    for (const change of changes)
      if (change.kind === 'edit' && (index < done || !texts.has(change.path)))
        texts.set(change.path, (index < done ? change.after : change.before) ?? '{}');
  const settings = await probes.settings.asIf(setup, texts);
  return settings.state === 'read' ? settings.value : null;
}

/**
 * The installed version accepts the settings that the batch left. Asked once; only where it doesn't, it is asked what it
 * said before, and then which fix brought it about, by halves.
 */
export const settingsAccepted = (needs: ValidatorNeeds): StillWorks<null> => ({
  before: async () => null,
  async after(_remembered, { entries, probes, signal }: RowDone) {
    const { items } = await probes.settings.all();
    await removeTrials(needs.folder);
    for (const settings of items) {
      if (settings.state !== 'read') continue;
      const writing = touching(entries, settings.files).filter(({ changes }) =>
        changes.some(({ kind }) => kind === 'edit'),
      );
      const runnable = writing.length > 0 ? await copyFor(probes, settings, needs) : null;
      if (!runnable) continue;
      const say = async (value: Json | null, done: number) =>
        value === null
          ? null
          : validate(
              needs.run,
              needs.folder,
              runnable,
              value,
              await manifestsAt(probes, settings, writing, done),
              signal,
            );
      const now = await say(settings.value, writing.length);
      if (!now || now.length === 0) continue;
      // What OpenClaw or somebody else wrote since is nobody's here.
      const last = await valueAt(probes, settings, writing, writing.length);
      const written = same(last ?? {}, settings.value) ? now : await say(last, writing.length);
      const was = await say(await valueAt(probes, settings, writing, 0), 0);
      const issue = was && now.find((each) => !was.includes(each) && written?.includes(each));
      if (!issue) continue;
      let [fine, bad] = [0, writing.length];
      while (bad - fine > 1) {
        const middle = (fine + bad) >> 1;
        const said = await say(await valueAt(probes, settings, writing, middle), middle);
        if (said?.includes(issue)) bad = middle;
        else fine = middle;
      }
      const entry = writing[bad - 1];
      if (!entry) continue;
      const issueShown = redact(issue.replace(/\s+/g, ' '), 'lines').slice(0, 300);
      return { entry, because: fixMessage('works.settings', { issue: issueShown }) };
    }
    return null;
  },
});
