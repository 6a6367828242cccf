import type { Edit } from '../../openclaw/json5';
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

/** docs/gateway/security/hardened-baseline.md, with the groups that this app's own check looks at besides. */
const DENIED = [
  'group:automation',
  'group:runtime',
  'group:fs',
  'group:ui',
  'group:nodes',
  'sessions_spawn',
  'sessions_send',
];
const NARROW = ['minimal', 'messaging'];

function wish(setup: EditableSetup): readonly Edit[] {
  const { reader } = setup;
  const scopes = toolScopes(reader);
  const wide = scopes.filter((scope) => !NARROW.includes(String(reader.raw([...scope, 'profile']))));
  return [
    // An agent without a profile of its own has that for all.
    ...wide.flatMap((scope) => [
      scope.length === 1 ? setEdit('tools.profile', 'messaging') : removeEdit([...scope, 'profile']),
    ]),
    ...scopes.flatMap((scope) => withoutAdditions(reader, scope)),
    ...deny(reader, DENIED),
    ...gateCommands(reader, 'deny'),
    ...fence(setup),
    ...(reader.flag('tools.agentToAgent.enabled') === true
      ? [setEdit('tools.agentToAgent.enabled', false)]
      : []),
    setEdit('browser.enabled', false),
    ...closeTerminal(setup),
  ];
}

export default defineFix({
  id: 'tools-hardened',
  choice: 'tool-rights',
  messages: {
    en: {
      does: 'Let it only talk: no commands, files or browser',
      cost: 'It still chats, remembers and answers. It can no longer run commands, open files, steer a browser or start tasks on its own.',
    },
    'zh-CN': {
      does: '只让它聊天：不执行命令，不碰文件和浏览器',
      cost: '它照样聊天、记事、回答问题，但不能再执行命令、打开文件、操控浏览器，也不能自己安排任务。',
    },
  },
  plan: async (probes, { say }) =>
    proposeEdits(await planSettingsEdits(probes, wish), { does: say('does'), cost: say('cost') }),
});
