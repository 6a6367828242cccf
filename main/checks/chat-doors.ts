import type { Message, Severity } from '../contract/finding';
import { channelName } from '../i18n/channel-messages';
import { channelAccounts, type OpenAccess } from '../openclaw/channels';
import { chatDangers } from '../openclaw/dangers/chat-dangers';
import { defineCheck } from './define/define-check';
import closeChats from './fixes/close-chats';
import restoreSettings from './fixes/restore-settings';
import { dangerIssues } from './settings/danger-issues';
import { evaluateSettings, type SettingIssue } from './settings/evaluate-settings';

const en = {
  good: 'Only people you let in can write to it',
  attention: 'It takes orders in chat apps from people you didn’t choose',
  unknown: 'We can’t tell who may write to it',
  'not-applicable': 'There are no chat apps to look at',
  why: 'Whoever may write to OpenClaw may ask it to do things: read files, run commands, send messages in your name.',
  'by-hand':
    'Let people in one by one: openclaw config set channels.NAME.dmPolicy pairing\nIn channels.NAME.allowFrom, take out “*” and keep the people you know.\nClose strange groups: openclaw config set channels.NAME.groupPolicy allowlist\nHave it answer in groups only when it is named: requireMention true.\nRestart OpenClaw: openclaw gateway restart\n[unnamed] NAME is the app, such as telegram or feishu.',
  closed: 'The settings of {channels} let in only people who are listed or approved.',
  none: 'No chat app is set up in the settings.',
  strangers: 'Anyone can write to OpenClaw through {channel}.',
  'any-group': 'Anyone in any group can give OpenClaw orders through {channel}, once it is in that group.',
  'group-unasked':
    'Through {channel}, OpenClaw takes orders in groups that you haven’t named one by one, or without being named itself.',
  members:
    'Everyone in a group that you named may give OpenClaw orders through {channel}, also whoever joins it later.',
  'names-match': 'People are let in by names that anybody may take for themselves.',
  unsigned: 'Forged messages get in: nobody checks that they come from the provider.',
  'any-role': 'Everyone in the chat may give orders: the role “{what}” is let in.',
  bots: 'Other bots may give it orders.',
  'joins-anywhere': 'It joins every room that it is invited to.',
  'webhook-open': 'The way in for messages is open to other computers.',
  audience: 'Everyone who can see a certain channel may write to it privately.',
  'group-of-everyone': 'A list of people that is let in holds everyone.',
  'shared-talk': 'Several people share one conversation with it, so one can learn what another said.',
  'shared-room': 'Everyone in a group shares your own conversation with it.',
} as const;

const SEVERITY: Readonly<Record<Exclude<OpenAccess, 'unknown'>, Severity>> = {
  strangers: 'critical',
  'any-group': 'high',
  'group-unasked': 'medium',
  members: 'low',
};

export default defineCheck({
  id: 'chat-doors',
  tile: 'exposure',
  clause: 'guide-2',
  article: 'https://docs.openclaw.ai/gateway/security/access-control',
  fixes: [closeChats, restoreSettings],
  messages: {
    en,
    'zh-CN': {
      good: '只有您放行的人能给它发消息',
      attention: '您没放行的人也能在聊天软件里指挥它',
      unknown: '谁能给它发消息，说不准',
      'not-applicable': '这里没有接聊天软件',
      why: '谁能给 OpenClaw 发消息，谁就能叫它做事：读文件、执行命令、以您的名义发消息。',
      'by-hand':
        '一个一个放人进来：openclaw config set channels.NAME.dmPolicy pairing\n在 channels.NAME.allowFrom 里去掉“*”，只留认识的人。\n不理陌生的群：openclaw config set channels.NAME.groupPolicy allowlist\n在群里只有点到它才回答：requireMention 设为 true。\n重启 OpenClaw：openclaw gateway restart\n[unnamed] NAME 是聊天软件的名字，比如 telegram 或 feishu。',
      closed: '按设置，{channels} 只放行名单里或批准过的人。',
      none: '设置里没有接任何聊天软件。',
      strangers: '任何人都能通过 {channel} 给 OpenClaw 发消息。',
      'any-group': '只要 OpenClaw 进了群，任何群里的任何人都能通过 {channel} 指挥它。',
      'group-unasked': '通过 {channel}，OpenClaw 会听您没有逐一指定的群里的话，或者没点到它也照做。',
      members: '您指定的群里，人人都能通过 {channel} 指挥 OpenClaw，后来进群的也一样。',
      'names-match': '放人进来看的是名字，而名字谁都可以取。',
      unsigned: '假消息也进得来：没有核实消息是不是服务商发来的。',
      'any-role': '聊天里人人都能指挥它：放行了“{what}”这个身份。',
      bots: '别的机器人也能指挥它。',
      'joins-anywhere': '谁邀请，它就进谁的房间。',
      'webhook-open': '接收消息的入口对别的电脑开放。',
      audience: '看得到某个频道的人，都能私下给它发消息。',
      'group-of-everyone': '放行的名单里，有一份包含所有人。',
      'shared-talk': '好几个人共用和它的一个对话，一个人说过的，别人也能知道。',
      'shared-room': '群里的人和您共用您自己和它的对话。',
    },
  },

  inspect: (probes, say) =>
    evaluateSettings(probes, (judged) => {
      const { reader, evidenceAt, valueEvidence, issue } = judged;
      const accounts = channelAccounts(reader);
      const sentence = (kind: Exclude<OpenAccess, 'unknown'>, channel: string): Message =>
        say(kind, { channel: channelName(channel) });
      const others = dangerIssues(judged, chatDangers(reader), (kind, values) => say(kind, values));
      const access = accounts.flatMap(({ name, openAccess }): SettingIssue[] =>
        openAccess.flatMap(({ kind, place }) => {
          if (kind !== 'unknown') {
            const because = sentence(kind, name);
            // A list holds the ids of people: only the entry for everyone is shown.
            return Array.isArray(reader.raw(place))
              ? [{ severity: SEVERITY[kind], because, evidence: evidenceAt(place, '*') }]
              : [issue(SEVERITY[kind], because, place, 'open')];
          }
          reader.doubt(place, 'value');
          return [];
        }),
      );
      const issues = [...access, ...others];
      if (accounts.length === 0) return { issues, good: say('none'), evidence: [valueEvidence('channels')] };
      return {
        issues,
        good: say('closed', { channels: accounts.map(({ name }) => channelName(name)) }),
        evidence: accounts.map(({ place }) => valueEvidence([...place, 'dmPolicy'], 'pairing')),
      };
    }),
});
