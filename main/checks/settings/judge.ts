import type { Evidence, Message, Observation, Severity } from '../../contract/finding';
import { type Json, type Path, pathText, readSettings, type SettingsReader } from '../../openclaw/settings';
import type { Probes } from '../../probes';
import type { Settings } from '../../probes/settings';
import { compareWorse } from '../worst';

/** One thing in the settings that is not as it should be. */
export interface Trouble {
  readonly severity: Severity;
  readonly because: Message;
  readonly evidence: Evidence;
}

/** One setup's settings, ready to be judged. */
export interface Judged {
  readonly reader: SettingsReader;
  readonly settings: Settings & { readonly state: 'read' | 'absent' };
  /** Evidence for one setting. Never give it a secret or a name of somebody. */
  seen(path: Path, saw: Message | string): Evidence;
  /** The same with the value as it stands, or with what OpenClaw does where none stands. */
  stands(path: Path, otherwise?: string): Evidence;
  /** A trouble with one setting, shown as `stands` does. */
  trouble(severity: Severity, because: Message, path: Path, otherwise?: string): Trouble;
}

export interface Verdict {
  readonly troubles: readonly Trouble[];
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

/** The same setting can be in the way of several things, or of several agents: it is shown once. */
const once = (evidence: readonly Evidence[]) => [
  ...new Map(evidence.map((each) => [JSON.stringify(each), each])).values(),
];

function judgeOne(settings: Settings, judge: (judged: Judged) => Verdict): Observation[] {
  const file = settings.state === 'broken' || settings.state === 'unreadable' ? settings.file : '';
  if (settings.state === 'unreadable') {
    const because = { id: 'settings.unreadable', values: { file, reason: settings.because } };
    return [{ state: 'unknown', because, evidence: [{ kind: 'file', where: file, saw: settings.because }] }];
  }
  if (settings.state === 'broken') {
    const { line, column, because: reason } = settings;
    const placed = line !== null && column !== null;
    const saw = placed ? { id: 'settings.place', values: { line, column, reason } } : reason;
    const because: Message = placed
      ? { id: 'settings.broken-at', values: { file, line, column, reason } }
      : { id: 'settings.broken', values: { file, reason } };
    return [{ state: 'unknown', because, evidence: [{ kind: 'file', where: file, saw }] }];
  }

  const { configPath } = settings.setup;
  const reader = readSettings(settings.state === 'read' ? settings.value : {}, settings.environment);
  const seen = (path: Path, saw: Message | string): Evidence => ({
    kind: 'setting',
    where: `${configPath}: ${pathText(path)}`,
    saw,
  });
  const stands = (path: Path, otherwise = ''): Evidence => {
    const value = reader.raw(path);
    if (value !== undefined) return seen(path, shown(value));
    const unset = otherwise
      ? { id: 'settings.unset', values: { value: otherwise } }
      : { id: 'settings.not-set' };
    return seen(path, unset);
  };
  const trouble: Judged['trouble'] = (severity, because, path, otherwise) => ({
    severity,
    because,
    evidence: stands(path, otherwise),
  });
  const { troubles, good, evidence, notApplicable } = judge({ reader, settings, seen, stands, trouble });
  const defaults: Evidence[] =
    settings.state === 'absent' ? [{ kind: 'file', where: configPath, saw: { id: 'settings.absent' } }] : [];

  if (notApplicable) return [{ state: 'not-applicable', because: notApplicable, evidence }];
  const observations: Observation[] = [];
  const worst = [...troubles].sort((a, b) =>
    compareWorse({ state: 'attention', ...a }, { state: 'attention', ...b }),
  );
  if (worst[0]) {
    const { severity, because } = worst[0];
    const all = once([...worst.map((each) => each.evidence), ...defaults]);
    observations.push({ state: 'attention', severity, because, evidence: all });
  }
  if (reader.odd.length > 0) {
    const values = { file: configPath, settings: reader.odd.map(({ path }) => path) };
    const doubts = reader.odd.map(({ path, why }) => seen([path], { id: `settings.odd-${why}` }));
    observations.push({ state: 'unknown', because: { id: 'settings.odd', values }, evidence: doubts });
  }
  if (observations.length > 0) return observations;
  return [{ state: 'good', because: good, evidence: [...evidence, ...defaults] }];
}

/** What holds where no setup was found: nothing to judge, or something that hides its settings. */
async function withoutSetups({ openclaw, gateways }: Probes): Promise<Observation[]> {
  const [copies, running] = await Promise.all([openclaw.copies(), gateways.running()]);
  const unknown = (where: string): Observation => ({
    state: 'unknown',
    because: { id: 'settings.not-found', values: { where } },
    evidence: [],
  });
  const elsewhere = copies.found.filter(({ where }) => where !== 'this-computer').map(({ where }) => where);
  const started = running.found.map(({ pid, program }) => `${program} (pid ${pid})`);
  const hidden = [...copies.unseen, ...running.unseen].map(
    ({ where, because }): Observation => ({
      state: 'unknown',
      because: { id: 'settings.hidden', values: { where, reason: because } },
      evidence: [],
    }),
  );
  const unsure = [...new Set([...elsewhere, ...started])].map(unknown).concat(hidden);
  if (unsure.length > 0) return unsure;
  const id = copies.found.length > 0 ? 'settings.not-set-up' : 'settings.none';
  return [{ state: 'not-applicable', because: { id }, evidence: [] }];
}

/**
 * Judges the settings of every setup. Settings that can't be read are unknown, and so is a setup with an odd
 * setting among those that the judge read; missing ones are judged by OpenClaw's defaults.
 */
export async function eachSetup(
  probes: Probes,
  judge: (judged: Judged) => Verdict,
): Promise<readonly Observation[]> {
  const { found, unseen } = await probes.settings.all();
  if (found.length === 0 && unseen.length === 0) return withoutSetups(probes);
  const hidden = unseen.map(
    ({ where, because }): Observation => ({
      state: 'unknown',
      because: { id: 'settings.hidden', values: { where, reason: because } },
      evidence: [{ kind: 'folder', where, saw: because }],
    }),
  );
  return [...found.flatMap((settings) => judgeOne(settings, judge)), ...hidden];
}
