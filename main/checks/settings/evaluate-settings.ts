import type { Evidence, Message, Observation, Severity } from '../../contract/finding';
import {
  type Json,
  pathText,
  readSettings,
  type SettingPath,
  type SettingsReader,
} from '../../openclaw/read-settings';
import type { Probes } from '../../probes';
import type { OpenClawSettings } from '../../probes/settings';
import { compareWorse } from '../define/worst-observation';
import { isTraced, untraced } from '../presence/untraced';

/** One thing in the settings that is not as it should be. */
export interface SettingIssue {
  readonly severity: Severity;
  readonly because: Message;
  readonly evidence: Evidence;
}

/** One setup's settings, ready to be judged. */
export interface SettingsUnderTest {
  readonly reader: SettingsReader;
  readonly settings: OpenClawSettings & { readonly state: 'read' | 'absent' };
  /** Evidence for one setting. Never give it a secret or a name of somebody. */
  evidenceAt(path: SettingPath, saw: Message | string): Evidence;
  /** The same with the value as it stands, or with what OpenClaw does where none stands. */
  valueEvidence(path: SettingPath, otherwise?: string): Evidence;
  /** A trouble with one setting, shown as `stands` does. */
  issue(severity: Severity, because: Message, path: SettingPath, otherwise?: string): SettingIssue;
}

export interface SettingsEvaluation {
  readonly issues: readonly SettingIssue[];
  /** Said when there is no trouble and nothing odd. */
  readonly good: Message;
  readonly evidence: readonly Evidence[];
  /** Set when the question does not arise in this setup. */
  readonly notApplicable?: Message;
}

const SHOWN = 120;
/** A single value is shown; lists and maps may hold names, numbers or keys of people, so they are only counted. */
function shown(value: Json): Message | string {
  if (Array.isArray(value)) return { id: 'settings.list', values: { count: value.length } };
  if (typeof value === 'object' && value !== null) return { id: 'settings.map' };
  const text = String(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/**
 * The same setting can be in the way of several things, or of several agents: it is shown once. Beside the worst
 * trouble, whose sentence is the finding's own, each other one is said with its setting.
 */
function evidenceOf(worst: SettingIssue, all: readonly SettingIssue[]): readonly Evidence[] {
  const once = new Map<string, SettingIssue>();
  for (const each of all) {
    const key = JSON.stringify(each.evidence);
    if (!once.has(key)) once.set(key, each);
  }
  return [...once.values()].map(({ because, evidence }) =>
    because.id === worst.because.id
      ? evidence
      : { ...evidence, saw: { id: 'settings.also', values: { saw: evidence.saw, because } } },
  );
}

function judgeOne(
  settings: OpenClawSettings,
  judge: (judged: SettingsUnderTest) => SettingsEvaluation,
): Observation[] {
  const file = settings.state === 'broken' || settings.state === 'unreadable' ? settings.file : '';
  if (settings.state === 'unreadable') {
    const because = { id: 'settings.unreadable', values: { file, reason: settings.because } };
    return [{ state: 'unknown', because, evidence: [{ kind: 'file', where: file, saw: settings.because }] }];
  }
  if (settings.state === 'broken') {
    const { line, column, because: reason } = settings;
    const placed = line !== null && column !== null;
    // Both tell that the file is broken and not only unread: the head of the report names it by them.
    const saw = placed
      ? { id: 'settings.place', values: { line, column, reason } }
      : { id: 'settings.reason', values: { reason } };
    const because: Message = placed
      ? { id: 'settings.broken-at', values: { file, line, column, reason } }
      : { id: 'settings.broken', values: { file, reason } };
    return [{ state: 'unknown', because, evidence: [{ kind: 'file', where: file, saw }] }];
  }

  const each = (settings.environments ?? [settings.environment ?? {}]).flatMap((environment) =>
    judgeStarted(settings, environment, judge),
  );
  const unread = (settings.gaps ?? []).map(
    ({ where, because: reason }): Observation => ({
      state: 'unknown',
      because: { id: 'settings.start-unread', values: { where, reason } },
      evidence: [{ kind: 'file', where, saw: reason }],
    }),
  );
  return [...new Map([...each, ...unread].map((said) => [JSON.stringify(said), said])).values()];
}

/** Judges the settings as they hold where OpenClaw is started in one way. */
function judgeStarted(
  settings: OpenClawSettings & { readonly state: 'read' | 'absent' },
  environment: Readonly<Record<string, string>>,
  judge: (judged: SettingsUnderTest) => SettingsEvaluation,
): Observation[] {
  const { configPath } = settings.setup;
  const reader = readSettings(settings.state === 'read' ? settings.value : {}, environment);
  const evidenceAt = (path: SettingPath, saw: Message | string): Evidence => ({
    kind: 'setting',
    where: `${configPath}: ${pathText(path)}`,
    saw,
  });
  const valueEvidence = (path: SettingPath, otherwise = ''): Evidence => {
    const value = reader.raw(path);
    if (value !== undefined) return evidenceAt(path, shown(value));
    const unset = otherwise
      ? { id: 'settings.unset', values: { value: otherwise } }
      : { id: 'settings.not-set' };
    return evidenceAt(path, unset);
  };
  const issue: SettingsUnderTest['issue'] = (severity, because, path, otherwise) => ({
    severity,
    because,
    evidence: valueEvidence(path, otherwise),
  });
  const { issues, good, evidence, notApplicable } = judge({
    reader,
    settings,
    evidenceAt,
    valueEvidence,
    issue,
  });
  const defaults: Evidence[] =
    settings.state === 'absent' ? [{ kind: 'file', where: configPath, saw: { id: 'settings.absent' } }] : [];

  if (notApplicable) return [{ state: 'not-applicable', because: notApplicable, evidence }];
  const observations: Observation[] = [];
  const worst = [...issues].sort((a, b) =>
    compareWorse({ state: 'attention', ...a }, { state: 'attention', ...b }),
  );
  if (worst[0]) {
    const { severity, because } = worst[0];
    const all = [...evidenceOf(worst[0], worst), ...defaults];
    observations.push({ state: 'attention', severity, because, evidence: all });
  }
  if (reader.odd.length > 0) {
    const values = { file: configPath, count: reader.odd.length };
    const doubts = reader.odd.map(({ path, why }) => evidenceAt([path], { id: `settings.odd-${why}` }));
    observations.push({ state: 'unknown', because: { id: 'settings.odd', values }, evidence: doubts });
  }
  if (observations.length > 0) return observations;
  return [{ state: 'good', because: good, evidence: [...evidence, ...defaults] }];
}

/** What holds where no setup was found: nothing to judge, or something that hides its settings. */
async function withoutSetups(probes: Probes): Promise<Observation[]> {
  const { openclaw, gateways } = probes;
  const [copies, running, missing] = await Promise.all([
    openclaw.copies(),
    gateways.running(),
    untraced(probes, 'setup'),
  ]);
  const unknown = (where: string): Observation => ({
    state: 'unknown',
    because: { id: 'settings.not-found', values: { where } },
    evidence: [],
  });
  const elsewhere = copies.items.filter(({ where }) => where !== 'this-computer').map(({ where }) => where);
  const started = running.items.map(({ pid, program }) => `${program} (pid ${pid})`);
  const hidden = [...copies.gaps, ...running.gaps].map(
    ({ where, because }): Observation => ({
      state: 'unknown',
      because: { id: 'settings.hidden', values: { where, reason: because } },
      evidence: [],
    }),
  );
  const carried = copies.items.flatMap(({ bundledIn }) => (bundledIn === undefined ? [] : [bundledIn]));
  const unsure = [...new Set([...elsewhere, ...started, ...carried])].map(unknown).concat(hidden, missing);
  if (unsure.length > 0) return unsure;
  const isThere = copies.items.length > 0 || (await isTraced(probes));
  const id = isThere ? 'settings.not-set-up' : 'settings.none';
  return [{ state: 'not-applicable', because: { id }, evidence: [] }];
}

/**
 * Judges the settings of every setup. Settings that can't be read are unknown, and so is a setup with an odd
 * setting among those that the judge read; missing ones are judged by OpenClaw's defaults.
 */
export async function evaluateSettings(
  probes: Probes,
  judge: (judged: SettingsUnderTest) => SettingsEvaluation,
): Promise<readonly Observation[]> {
  const { items, gaps } = await probes.settings.all();
  if (items.length === 0 && gaps.length === 0) return withoutSetups(probes);
  const hidden = gaps.map(
    ({ where, because }): Observation => ({
      state: 'unknown',
      because: { id: 'settings.hidden', values: { where, reason: because } },
      evidence: [{ kind: 'folder', where, saw: because }],
    }),
  );
  const missing = await untraced(probes, 'setup');
  return [...items.flatMap((settings) => judgeOne(settings, judge)), ...hidden, ...missing];
}
