import { createInterface } from 'node:readline';
import { compareWorse } from '../../../main/checks/define/worst-observation';
import { cliEngine } from '../../../main/cli/cli-engine';
import { recommended } from '../../../main/cli/recommended';
import type { Outcome } from '../../../main/contract/change';
import type { Finding } from '../../../main/contract/finding';
import type { ScanResult } from '../../../main/contract/scan-result';
import { translatorFor } from '../../../main/report/render';
import { startScan } from '../../../main/scan/start-scan';
import { appDataFolder } from '../../../main/system/read/app-paths';

/** What the runner is told, one JSON a line. */
export interface Told {
  readonly verb: 'apply' | 'undo';
  readonly env: Readonly<Record<string, string>>;
}

/** How an outcome ended, in words. */
export interface Ended {
  readonly fix: string;
  readonly result: Outcome['result'];
  readonly because: string;
}

/** What came of it. */
export interface Said {
  readonly outcomes: readonly Ended[];
  /** Recommended fixes that the plan still offers. */
  readonly offered: readonly string[];
  /** Findings that are worse than before, and how. */
  readonly worse: readonly string[];
  readonly attention: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly milliseconds: number;
}

const speak = translatorFor('en');
const isTooLate = ({ because }: Finding) => because.id === 'look.too-late';
const { signal } = new AbortController();

/** What was too slow on a busy computer is looked for again, as its user would. */
async function look(): Promise<ScanResult> {
  for (let again = 0; ; again++) {
    const seen = await startScan({ folder: appDataFolder(), offline: true, signal });
    if (again >= 5 || !seen.findings.some(isTooLate)) return seen;
  }
}
const inNeed = ({ findings }: ScanResult) =>
  findings
    .filter(({ state }) => state === 'attention' || state === 'unknown')
    .map(({ id, state }) => `${id}:${state}`);

/** Worse, as a person who compares two reports would say: a worse state, or a worse severity. */
const worseIn = (before: ScanResult, after: ScanResult) =>
  before.findings.flatMap((was) => {
    const is = after.findings.find(({ id }) => id === was.id);
    // What could not be told, or was no question, can be told now.
    if (!is || was.state === 'unknown' || is.state === 'good' || compareWorse(is, was) >= 0) return [];
    // On a computer that gives it no time at all nothing can be said.
    if (isTooLate(is)) return [];
    return [
      `${was.id}: ${was.state} ${was.severity ?? ''} ⇒ ${is.state} ${is.severity ?? ''} (${speak(is.because)})`,
    ];
  });

const ended = (outcomes: readonly Outcome[]) =>
  outcomes.map(({ fix, result, because }): Ended => ({ fix, result, because: speak(because) }));

async function apply(): Promise<Said> {
  const started = performance.now();
  const before = await look();
  const engine = cliEngine(signal, { progress: false }, 'en');
  const outcomes = await engine.apply(recommended);
  const after = await look();
  return {
    outcomes: ended(outcomes),
    offered: recommended(after.fixes).map(({ id }) => id),
    worse: worseIn(before, after),
    attention: { before: inNeed(before), after: inNeed(after) },
    milliseconds: Math.round(performance.now() - started),
  };
}

async function undo(): Promise<Said> {
  const started = performance.now();
  const outcomes = await cliEngine(signal, { progress: false }, 'en').undo([]);
  const none = { before: [], after: [] };
  const milliseconds = Math.round(performance.now() - started);
  return { outcomes: ended(outcomes), offered: [], worse: [], attention: none, milliseconds };
}

for await (const line of createInterface({ input: process.stdin })) {
  const { verb, env } = JSON.parse(line) as Told;
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  const said = await (verb === 'apply' ? apply() : undo()).catch((error: unknown) => ({
    failed: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }));
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
