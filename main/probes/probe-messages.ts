import type { Messages } from '../i18n/messages';
import { contentMessages } from './contents/contents-messages';
import { escalationMessages } from './escalation/escalation-messages';
import { everydayMessages } from './everyday/everyday-messages';
import { extensionContentMessages } from './extensions/content/extension-content-messages';
import { folderMessages } from './folders/folders-messages';
import { isolationMessages } from './isolation/isolation-messages';
import { openclawMessages } from './openclaw/openclaw-messages';
import { permissionMessages } from './permissions/permissions-messages';
import { releaseMessages } from './releases/releases-messages';
import { runtimeMessages } from './runtime/runtime-messages';
import { settingsMessages } from './settings/settings-messages';
import { controlMessages } from './system-control/control-messages';
import { systemUpdateMessages } from './system-updates/updates-messages';
import { traceMessages } from './traces/traces-messages';

/** The words of every probe that has some of its own. */
export const probeMessages: readonly Messages[] = [
  contentMessages,
  escalationMessages,
  everydayMessages,
  extensionContentMessages,
  folderMessages,
  openclawMessages,
  permissionMessages,
  releaseMessages,
  runtimeMessages,
  settingsMessages,
  controlMessages,
  systemUpdateMessages,
  traceMessages,
  isolationMessages,
];
