import { version } from '../../package.json';
import { checks } from '../checks';
import { compareWorse } from '../checks/worst';
import type { PlannedFix } from '../contract/change';
import { type Finding, type Message, type State, TILES, type TileId } from '../contract/finding';
import type { Look } from '../contract/look';
import type {
  Language,
  Report,
  ReportEvidence,
  ReportFinding,
  ReportFix,
  ReportTile,
} from '../contract/report';
import { fixesWords } from '../fixes/words';
import { historyWords } from '../history/words';
import { sharedWords } from '../language/shared';
import { type Speak, speaker } from '../language/speak';
import { advisoryPage } from '../openclaw/advisories';
import { CLAUSES, type ClauseId } from '../openclaw/guide';
import { plansWords } from '../plans/words';
import { probeWords } from '../probes/words';
import { tankWords } from '../tank/words';
import { updatesWords } from '../updates/words';
import { reportWords, tileTitle } from './words';

const WORDS = [
  plansWords,
  fixesWords,
  updatesWords,
  historyWords,
  sharedWords,
  reportWords,
  ...probeWords,
  ...tankWords,
  ...checks.flatMap(({ words, fixes }) => [words, ...fixes.map((fix) => fix.words)]),
];
const LEADERS = new Set(checks.filter(({ leads }) => leads).map(({ id }) => id));
const voices = new Map<Language, Speak>();

/** The voice of a language over every catalogue of main. */
export function voice(language: Language): Speak {
  const speak = voices.get(language) ?? speaker(language, WORDS);
  voices.set(language, speak);
  return speak;
}

/** A tile is as bad as its worst finding; of equals, its leading check speaks. A tile that no check looked at can't be told. */
function tileOf(
  tile: TileId,
  findings: readonly Finding[],
): { tile: TileId; worst: Finding | undefined; state: State } {
  const [worst] = findings
    .filter((finding) => finding.tile === tile)
    .toSorted((a, b) => compareWorse(a, b) || Number(LEADERS.has(b.id)) - Number(LEADERS.has(a.id)));
  return { tile, worst, state: worst?.state ?? 'unknown' };
}

function verdictOf(
  look: Look,
  tiles: readonly ReportTile[],
  say: (id: string, values?: Message['values']) => string,
) {
  const [worst] = tiles.toSorted(compareWorse);
  const state = worst?.state ?? 'unknown';
  const count = (wanted: State) => tiles.filter((tile) => tile.state === wanted).length;
  const values = { attention: count('attention'), unknown: count('unknown') };
  const because =
    state === 'good' || !worst
      ? say('report.verdict.because-good', { count: look.findings.length })
      : worst.because;
  return { state, title: say(`report.verdict.${state}`, values), because };
}

/** The report of a look in one language: ids, states and numbers are the same in each. */
export function renderReport(look: Look, language: Language): Report {
  const speak = voice(language);
  const say = (id: string, values?: Message['values']) => speak({ id, ...(values && { values }) });

  const evidence = ({ kind, where, saw, state }: Finding['evidence'][number]): ReportEvidence => {
    const page = kind === 'advisory' ? advisoryPage(where) : null;
    return { kind, where, saw: speak(saw), ...(state && { state }), ...(page && { page }) };
  };
  const fix = (each: PlannedFix): ReportFix => ({
    id: each.id,
    needsAdmin: each.needsAdmin,
    does: speak(each.does),
    cost: each.cost && speak(each.cost),
    afterwards: each.afterwards && speak(each.afterwards),
    changes: each.changes,
    choice: each.choice,
    recommended: each.recommended,
    fingerprint: each.fingerprint,
    order: look.fixes.indexOf(each),
  });
  const finding = (each: Finding): ReportFinding => ({
    id: each.id,
    tile: each.tile,
    state: each.state,
    ...(each.severity && { severity: each.severity }),
    title: speak(each.title),
    because: speak(each.because),
    why: speak(each.why),
    clause: { id: each.clause, text: CLAUSES[each.clause as ClauseId][language] },
    byHand: each.byHand ? speak(each.byHand).split('\n') : [],
    evidence: each.evidence.map(evidence),
    fixes: (look.fixes ?? []).filter(({ mends }) => mends.includes(each.id)).map(fix),
  });
  const tiles = TILES.map((tile): ReportTile => {
    const { worst, state } = tileOf(tile, look.findings);
    return {
      id: tile,
      state,
      ...(worst?.severity && { severity: worst.severity }),
      // What is wrong is said by the finding itself; what is fine, or hidden, is said of the whole tile.
      title: worst && state === 'attention' ? speak(worst.title) : say(tileTitle(tile, state)),
      because: worst ? speak(worst.because) : say('report.nothing-checked'),
    };
  });

  return {
    schema: 1,
    app: { name: 'tankmate', version },
    platform: look.platform,
    language,
    startedAt: look.startedAt,
    durationMs: look.durationMs,
    verdict: verdictOf(look, tiles, say),
    tiles,
    copies: look.copies,
    findings: look.findings.map(finding),
  };
}
