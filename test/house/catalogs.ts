import { appUpdateMessages } from '../../main/app-update/app-update-messages';
import { fixesMessages } from '../../main/changes/changes-messages';
import { plansMessages } from '../../main/changes/plan/plan-messages';
import { askedChecks, checks } from '../../main/checks';
import { fixes } from '../../main/checks/fixes';
import { obstacleMessages } from '../../main/checks/obstacles/obstacle-messages';
import { channelMessages } from '../../main/i18n/channel-messages';
import { countMessages } from '../../main/i18n/count-messages';
import type { Messages } from '../../main/i18n/messages';
import { sharedMessages } from '../../main/i18n/shared-messages';
import { stopMessages } from '../../main/operations/stop/stop-messages';
import { uninstallMessages } from '../../main/operations/uninstall/uninstall-messages';
import { updatesMessages } from '../../main/operations/update/update-messages';
import { probeMessages } from '../../main/probes/probe-messages';
import { historyMessages } from '../../main/report/history/history-messages';
import { reportMessages } from '../../main/report/report-messages';
import { verdictMessages } from '../../main/report/verdict-messages';
import { tankMessages } from '../../main/tank/messages';
import { pageMessages } from '../../renderer/i18n';

/** Every catalog of messages there is, by name. */
export const catalogues: readonly (readonly [string, Messages])[] = [
  ['shared', sharedMessages],
  ['channel', channelMessages],
  ['count', countMessages],
  ['report', reportMessages],
  ['verdict', verdictMessages],
  ['page', pageMessages],
  ['plans', plansMessages],
  ['stop', stopMessages],
  ['uninstall', uninstallMessages],
  ['obstacles', obstacleMessages],
  ['fixes', fixesMessages],
  ['updates', updatesMessages],
  ['app updates', appUpdateMessages],
  ['history', historyMessages],
  ...tankMessages.map((words, index) => [`tank ${index}`, words] as const),
  ...probeMessages.map((words, index) => [`probe ${index}`, words] as const),
  ...[...checks, ...askedChecks].map(({ id, messages }) => [id, messages] as const),
  ...fixes.map(({ id, messages }) => [`fix ${id}`, messages] as const),
];
