import { version } from '../../package.json';
import { appUpdateMessages } from '../app-update/app-update-messages';
import { fixesMessages } from '../changes/changes-messages';
import { plansMessages } from '../changes/plan/plan-messages';
import { askedChecks, checks } from '../checks';
import { compareWorse } from '../checks/define/worst-observation';
import { obstacleMessages } from '../checks/obstacles/obstacle-messages';
import type { PlannedFix } from '../contract/change';
import {
  type Finding,
  type Message,
  type Obstacle,
  type State,
  TILES,
  type TileId,
} from '../contract/finding';
import type {
  Language,
  Report,
  ReportEvidence,
  ReportFinding,
  ReportFix,
  ReportObstacle,
  ReportTile,
} from '../contract/report';
import type { ScanResult } from '../contract/scan-result';
import { channelMessages } from '../i18n/channel-messages';
import { countMessages } from '../i18n/count-messages';
import { severityMessages } from '../i18n/severity-messages';
import { sharedMessages } from '../i18n/shared-messages';
import { createTranslate, type Translate } from '../i18n/translate';
import { CLAUSES, type ClauseId } from '../openclaw/guide-clauses';
import { stopMessages } from '../operations/stop/stop-messages';
import { uninstallMessages } from '../operations/uninstall/uninstall-messages';
import { updatesMessages } from '../operations/update/update-messages';
import { probeMessages } from '../probes/probe-messages';
import { tankMessages } from '../tank/messages';
import { cardMessages } from './card/card-messages';
import { historyMessages } from './history/history-messages';
import { reportMessages, tileTitle } from './report-messages';
import { stepsByHand } from './steps-by-hand';
import { verdictOf } from './verdict';
import { verdictMessages } from './verdict-messages';

const CATALOGS = [
  obstacleMessages,
  plansMessages,
  stopMessages,
  uninstallMessages,
  fixesMessages,
  updatesMessages,
  appUpdateMessages,
  historyMessages,
  sharedMessages,
  severityMessages,
  channelMessages,
  countMessages,
  verdictMessages,
  reportMessages,
  cardMessages,
  ...probeMessages,
  ...tankMessages,
  ...askedChecks.map(({ messages }) => messages),
  ...checks.flatMap(({ messages, fixes }) => [messages, ...fixes.map((fix) => fix.messages)]),
];
const LEADERS = new Set(checks.filter(({ leads }) => leads).map(({ id }) => id));
const translators = new Map<string, Translate>();

/** Translates into a language, with every catalog of main. `home`: what `~` stands for in sentences; none for files and programs. */
export function translatorFor(language: Language, home = ''): Translate {
  const key = `${language} ${home}`;
  const translate = translators.get(key) ?? createTranslate(language, CATALOGS, home);
  translators.set(key, translate);
  return translate;
}

/** The same thing seen the same way, by several observations of one check, is said once. */
const onceEach = (evidence: readonly ReportEvidence[]): readonly ReportEvidence[] => [
  ...new Map(evidence.map((each) => [JSON.stringify(each), each])).values(),
];

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

/** The report of a scan in one language: ids, states and numbers are the same in each. */
export function renderReport(look: ScanResult, language: Language, home = ''): Report {
  const translate = translatorFor(language, home);
  // A command is to be run as it is, perhaps by another account, whose home `~` would be.
  const exact = translatorFor(language);
  const say = (id: string, values?: Message['values']) => translate({ id, ...(values && { values }) });

  const evidence = ({ saw, ...seen }: Finding['evidence'][number]): ReportEvidence => ({
    ...seen,
    saw: translate(saw),
  });
  const fix = (each: PlannedFix): ReportFix => ({
    id: each.id,
    needsAdmin: each.needsAdmin,
    does: translate(each.does),
    cost: each.cost && translate(each.cost),
    afterwards: each.afterwards && translate(each.afterwards),
    changes: each.changes,
    choice: each.choice,
    recommended: each.recommended,
    fingerprint: each.fingerprint,
    order: look.fixes.indexOf(each),
  });
  const obstacle = ({ where, because, helps }: Obstacle): ReportObstacle => ({
    where,
    because: translate(because),
    helps: helps ? exact(helps).split('\n') : [],
  });
  const finding = (each: Finding): ReportFinding => {
    const fixes = (look.fixes ?? []).filter(({ mends }) => mends.includes(each.id)).map(fix);
    const cannot = (each.cannot ?? []).map(obstacle);
    const fit = { platform: look.platform, state: each.state, evidence: each.evidence };
    const own = each.byHand ? stepsByHand(exact(each.byHand), fit) : [];
    const steps = cannot.flatMap(({ helps }) => helps);
    // A step that several end with (“then look again”) comes once, in the end.
    const instead = steps.filter((step, at) => steps.lastIndexOf(step) === at);
    return {
      id: each.id,
      tile: each.tile,
      state: each.state,
      ...(each.severity && { severity: each.severity }),
      title: translate(each.title),
      because: translate(each.because),
      why: translate(each.why),
      clause: { id: each.clause, text: CLAUSES[each.clause as ClauseId][language] },
      byHand: fixes.length === 0 && instead.length > 0 ? instead : own,
      ...(each.since && { since: each.since }),
      cannot,
      evidence: onceEach(each.evidence.map(evidence)),
      fixes,
    };
  };
  const verdict = verdictOf(look);
  const tiles = TILES.map((tile): ReportTile => {
    const { worst, state } = tileOf(tile, look.findings);
    return {
      id: tile,
      state,
      ...(worst?.severity && { severity: worst.severity }),
      // What is wrong is said by the finding itself; what is fine, or hidden, is said of the whole tile.
      title: worst && state === 'attention' ? translate(worst.title) : say(tileTitle(tile, state)),
      because: worst ? translate(worst.because) : say('report.nothing-checked'),
    };
  });

  return {
    schema: 1,
    app: { name: 'tankmate', version },
    platform: look.platform,
    language,
    startedAt: look.startedAt,
    durationMs: look.durationMs,
    verdict: {
      ...verdict,
      title: translate(verdict.title),
      because: translate(verdict.because),
    },
    tiles,
    copies: look.copies,
    findings: look.findings.map(finding),
  };
}
