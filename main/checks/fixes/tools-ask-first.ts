import type { Edit } from '../../openclaw/json5';
import { agentsOf } from '../../openclaw/read-settings';
import { sandboxOf } from '../../openclaw/sandbox-settings';
import { passesGate } from '../../openclaw/tool-policy';
import { defineFix } from '../define/define-fix';
import {
  type EditableSetup,
  planSettingsEdits,
  proposeEdits,
  removeEdit,
  setEdit,
} from '../settings/edit-settings';
import {
  closeTerminal,
  deny,
  fence,
  gateCommands,
  toolScopes,
  withoutAdditions,
} from '../settings/tool-edits';

/** What acts without a command that could be asked about: the browser, paired devices, its own settings and tasks. */
const DENIED = ['group:automation', 'group:nodes', 'group:ui', 'sessions_spawn'];
const NARROW = ['minimal', 'messaging', 'coding'];

/**
 * Before 2026.3.13 commands without a sandbox went past every question unless they were sent to the gateway
 * (docs/tools/exec.md of that time).
 */
function route({ reader }: EditableSetup): readonly Edit[] {
  const outside = agentsOf(reader).some(({ path }) => sandboxOf(reader, path).mode !== 'all');
  return outside && passesGate(reader, 'auto') ? [setEdit('tools.exec.host', 'gateway')] : [];
}

function wish(setup: EditableSetup): readonly Edit[] {
  const { reader } = setup;
  const scopes = toolScopes(reader);
  const wide = scopes.filter((scope) => !NARROW.includes(String(reader.raw([...scope, 'profile']))));
  return [
    ...wide.flatMap((scope) => [
      scope.length === 1 ? setEdit('tools.profile', 'coding') : removeEdit([...scope, 'profile']),
    ]),
    ...scopes.flatMap((scope) => withoutAdditions(reader, scope)),
    ...deny(reader, DENIED),
    ...gateCommands(reader, 'allowlist'),
    ...route(setup),
    ...fence(setup),
    setEdit('browser.enabled', false),
    ...closeTerminal(setup),
  ];
}

export default defineFix({
  id: 'tools-ask-first',
  choice: 'tool-rights',
  recommended: false,
  messages: {
    en: {
      does: 'Have it ask you before each command',
      cost: 'It keeps its commands and the files of its own folder, but waits for your yes each time. Browser, paired devices and tasks on its own are off.',
      afterwards: 'It asks in the control page or in the chat. When nobody answers, the command is not run.',
    },
    'zh-CN': {
      does: '每条命令都先问您',
      cost: '它还能执行命令、用自己文件夹里的文件，但每次都要等您点头。浏览器、配对的设备和它自己安排的任务都关掉。',
      afterwards: '它会在控制页面或聊天里问您。没有人回答，命令就不执行。',
    },
  },
  plan: async (probes, { say }) =>
    proposeEdits(await planSettingsEdits(probes, wish), {
      does: say('does'),
      cost: say('cost'),
      afterwards: say('afterwards'),
    }),
});
