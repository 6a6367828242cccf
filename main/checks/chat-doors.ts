import type { Message, Severity } from '../contract/finding';
import { channelAccounts, type Door } from '../openclaw/channels';
import { defineCheck } from './define';
import closeChats from './fixes/close-chats';
import { eachSetup, type Trouble } from './settings/judge';

const en = {
  good: 'Only people you let in can write to it',
  attention: 'It takes orders in chat apps from people you didn’t choose',
  unknown: 'We can’t tell who may write to it',
  'not-applicable': 'There are no chat apps to look at',
  why: 'Whoever may write to OpenClaw may ask it to do things: read files, run commands, send messages in your name.',
  'by-hand':
    'Let people in one by one: openclaw config set channels.NAME.dmPolicy pairing\nIn channels.NAME.allowFrom, take out “*” and keep the people you know.\nClose strange groups: openclaw config set channels.NAME.groupPolicy allowlist\nHave it answer in groups only when it is named: requireMention true.\nRestart OpenClaw: openclaw gateway restart\nNAME is the app, such as telegram or feishu.',
  closed: 'The settings of {channels} let in only people who are listed or approved.',
  none: 'No chat app is set up in the settings.',
  strangers: 'Anyone can write to OpenClaw through {channel}.',
  'any-group': 'Anyone in any group can give OpenClaw orders through {channel}, once it is in that group.',
  'group-unasked':
    'Through {channel}, OpenClaw takes orders in groups that you haven’t named one by one, or without being named itself.',
} as const;

const SEVERITY: Readonly<Record<Exclude<Door, 'unknown'>, Severity>> = {
  strangers: 'critical',
  'any-group': 'high',
  'group-unasked': 'medium',
};

export default defineCheck({
  id: 'chat-doors',
  tile: 'exposure',
  clause: 'guide-2',
  article: 'https://docs.openclaw.ai/gateway/security/access-control',
  fixes: [closeChats],
  words: {
    en,
    'zh-CN': {
      good: '只有您放行的人能给它发消息',
      attention: '您没放行的人也能在聊天软件里指挥它',
      unknown: '谁能给它发消息，说不准',
      'not-applicable': '这里没有接聊天软件',
      why: '谁能给 OpenClaw 发消息，谁就能叫它做事：读文件、执行命令、以您的名义发消息。',
      'by-hand':
        '一个一个放人进来：openclaw config set channels.NAME.dmPolicy pairing\n在 channels.NAME.allowFrom 里去掉“*”，只留认识的人。\n不理陌生的群：openclaw config set channels.NAME.groupPolicy allowlist\n在群里只有点到它才回答：requireMention 设为 true。\n重启 OpenClaw：openclaw gateway restart\nNAME 是聊天软件的名字，比如 telegram 或 feishu。',
      closed: '按设置，{channels} 只放行名单里或批准过的人。',
      none: '设置里没有接任何聊天软件。',
      strangers: '任何人都能通过 {channel} 给 OpenClaw 发消息。',
      'any-group': '只要 OpenClaw 进了群，任何群里的任何人都能通过 {channel} 指挥它。',
      'group-unasked': '通过 {channel}，OpenClaw 会听您没有逐一指定的群里的话，或者没点到它也照做。',
    },
  },

  inspect: (probes, say) =>
    eachSetup(probes, ({ reader, seen, stands, trouble }) => {
      const accounts = channelAccounts(reader);
      const sentence = (door: Exclude<Door, 'unknown'>, channel: string): Message => say(door, { channel });
      const troubles = accounts.flatMap(({ name, doors }): Trouble[] =>
        doors.flatMap(({ door, place }) => {
          if (door !== 'unknown') {
            const because = sentence(door, name);
            // A list holds the ids of people: only the entry for everyone is shown.
            return Array.isArray(reader.raw(place))
              ? [{ severity: SEVERITY[door], because, evidence: seen(place, '*') }]
              : [trouble(SEVERITY[door], because, place, 'open')];
          }
          reader.doubt(place, 'value');
          return [];
        }),
      );
      if (accounts.length === 0) return { troubles, good: say('none'), evidence: [stands('channels')] };
      return {
        troubles,
        good: say('closed', { channels: accounts.map(({ name }) => name) }),
        evidence: accounts.map(({ place }) => stands([...place, 'dmPolicy'], 'pairing')),
      };
    }),
});
