import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Progress } from '../../main/changes';
import { type ChangeEngineOptions, createChangeEngine } from '../../main/changes/engine';
import { defineCheck } from '../../main/checks/define/define-check';
import { defineFix, type Proposal } from '../../main/checks/define/define-fix';
import type { Change, EditChange } from '../../main/contract/change';
import type { Evidence, Finding, Message, Severity, State } from '../../main/contract/finding';
import { fakeProbes } from '../fakes/probes';
import { memoryMachine, type Trip } from './machine';

/** A folder that is gone when the test is. */
export async function ownPlace(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tankmate-fixes-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export const edit = (path: string, before: string | null, after: string | null): EditChange => ({
  kind: 'edit',
  path,
  before,
  after,
  format: 'lines',
});

/** A check `one-check` … that is fine when its file says `safe`, mended by `mend-<name>` unless other changes are told. */
export interface Bench {
  readonly name: string;
  readonly choice?: string;
  readonly settleMs?: number;
  readonly plan?: (text: string | undefined) => readonly Change[];
  readonly state?: (text: string | undefined) => State;
  readonly severity?: (text: string | undefined) => Severity;
  readonly evidence?: () => readonly Evidence[];
  readonly because?: () => Message;
  readonly proposal?: Partial<Proposal>;
}

export const fileOf = (name: string) => `/home/lin/${name}.json`;

export interface Setting {
  readonly files?: Record<string, string>;
  readonly before?: Trip;
  readonly after?: Trip;
  readonly needs?: Partial<ChangeEngineOptions>;
  readonly folder?: string;
}

/** Checks and fixes over files in memory, and the real engine over them. */
export async function bench(rows: readonly Bench[], setting: Setting = {}) {
  const files = setting.files ?? Object.fromEntries(rows.map(({ name }) => [fileOf(name), 'open']));
  const machine = memoryMachine(files, setting);
  const text = (name: string) => machine.texts.get(fileOf(name));
  const told: Progress[] = [];
  const folder = setting.folder ?? (await ownPlace());
  const checks = rows.map((row) => {
    const words = { does: `Mend ${row.name}`, after: 'Then look' };
    const fix = defineFix({
      id: `mend-${row.name}`,
      ...(row.choice && { choice: row.choice }),
      messages: { en: words, 'zh-CN': words },
      plan: async (_probes, { say }): Promise<readonly Proposal[]> => {
        const is = text(row.name);
        const changes = row.plan
          ? row.plan(is)
          : is === 'safe'
            ? []
            : [edit(fileOf(row.name), is ?? null, 'safe')];
        return [
          {
            does: say('does'),
            afterwards: say('after'),
            changes,
            settleMs: row.settleMs ?? 0,
            ...row.proposal,
          },
        ];
      },
    });
    const texts = {
      good: 'fine',
      attention: 'not fine',
      unknown: 'unknown',
      'not-applicable': 'none',
      why: 'why',
      'by-hand': 'by hand',
    };
    return defineCheck({
      id: row.name,
      tile: 'exposure',
      clause: 'guide-2',
      article: 'https://docs.openclaw.ai',
      messages: { en: texts, 'zh-CN': texts },
      fixes: [fix],
      inspect: async (_probes, say) => {
        const is = text(row.name);
        const state = row.state?.(is) ?? (is === 'safe' ? 'good' : 'attention');
        const [because, evidence] = [row.because?.() ?? { id: 'x' }, row.evidence?.() ?? []];
        if (state === 'attention') return [say.attention(row.severity?.(is) ?? 'high', because, evidence)];
        if (state === 'unknown') return [say.unknown(because, evidence)];
        const witness: Evidence = { kind: 'file', where: fileOf(row.name), saw: 'safe' };
        return [say.good(because, evidence.length > 0 ? evidence : [witness])];
      },
    });
  });
  const glance = async () => {
    const probes = fakeProbes({});
    const findings: Finding[] = await Promise.all(checks.map((check) => check.inspect(probes)));
    return { findings, probes };
  };
  const engine = createChangeEngine({
    folder,
    actions: machine.actions,
    rescan: glance,
    now: () => Date.now(),
    signal: new AbortController().signal,
    onProgress: (progress) => told.push(progress),
    checks,
    wait: async () => {},
    ...setting.needs,
  });
  return { engine, machine, folder, checks, told, text, glance };
}

/** Wanted fixes, as they are planned now. */
export const want = (...names: string[]) =>
  names.map((name) => ({ id: `mend-${name}`, fingerprint: null as string | null }));
