import type { AppUpdateStatus } from '../contract/app-update';
import type { Message } from '../contract/finding';
import type { Language } from '../contract/report';
import type { ScanResult } from '../contract/scan-result';
import type { StatePatch } from '../contract/state';
import type { EngineRanking, MovePlan, TankStatus } from '../contract/tank';
import type { UnlocalizedProgress, UnlocalizedSummary } from '../contract/work';
import type { Translate } from '../i18n/translate';
import { brokenSettings } from '../report/broken-settings';
import {
  localizeChanges,
  localizeHistory,
  type UnlocalizedChange,
  type UnlocalizedHistoryItem,
} from '../report/history/localize-history';
import { localizeSummary } from '../report/localize-outcomes';
import { renderReport, translatorFor } from '../report/render';
import { localizeMove, localizeRanking, localizeTank } from '../tank/lifecycle/localize-tank';
import type { DeliveredNotice } from './notifications/notices';
import { noticeTitle } from './notifications/notification-messages';

/** What the state says in sentences, in no language yet. Absent: nothing to say so far. */
export interface UnlocalizedState {
  readonly look?: ScanResult;
  readonly changes?: readonly UnlocalizedChange[];
  readonly history?: readonly UnlocalizedHistoryItem[];
  readonly tanks?: readonly TankStatus[];
  readonly offer?: EngineRanking;
  readonly moves?: readonly MovePlan[];
  readonly working?: UnlocalizedProgress | null;
  readonly work?: UnlocalizedSummary | null;
  /** Why the last job brought no result, where that is known. */
  readonly failure?: Message | null;
  readonly notice?: DeliveredNotice;
  readonly appUpdate?: AppUpdateStatus;
}

/** The fields of the state that say it, in one language. Loads every catalog: asked for when there is something to say. */
export function localizeState(
  {
    look,
    changes,
    history,
    tanks,
    offer,
    moves,
    working,
    work,
    failure,
    notice,
    appUpdate,
  }: UnlocalizedState,
  language: Language,
  home = '',
): StatePatch {
  const translate = translatorFor(language, home);
  return {
    ...(look && { report: renderReport(look, language, home), brokenSettings: brokenIn(look, translate) }),
    ...(changes && { changes: localizeChanges(changes, translate) }),
    ...(history && { history: localizeHistory(history, translate) }),
    ...(tanks && { tanks: tanks.map((tank) => localizeTank(tank, translate)) }),
    ...(offer && { offer: localizeRanking(offer, translate) }),
    ...(moves && { moves: moves.map((move) => localizeMove(move, translate)) }),
    ...(working !== undefined && { working: working && { ...working, now: translate(working.now) } }),
    ...(work !== undefined && { workDone: work && localizeSummary(work, translate) }),
    ...(failure !== undefined && { failure: failure && translate(failure) }),
    ...(notice && { lastNotice: lastNoticeOf(notice, language) }),
    ...(appUpdate && {
      appUpdate: {
        ...appUpdate,
        notes: appUpdate.notes?.[language] ?? null,
        problem: appUpdate.problem && translate(appUpdate.problem),
      },
    }),
  };
}

function brokenIn({ findings, fixes }: ScanResult, translate: Translate) {
  return brokenSettings(findings, fixes).map((broken) => ({
    ...broken,
    reason: translate({ id: 'settings.reason', values: { reason: broken.reason } }),
  }));
}

function lastNoticeOf({ at, notice, title }: DeliveredNotice, language: Language) {
  const { finding } = notice.events[0];
  const own = title ? translatorFor(language)(title) : finding;
  return { at, finding, title: noticeTitle(notice, own, language) };
}
