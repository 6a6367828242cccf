import type { Message } from '../contract/finding';
import type { Messages } from './messages';

const en = {
  'channel.telegram': 'Telegram',
  'channel.whatsapp': 'WhatsApp',
  'channel.discord': 'Discord',
  'channel.slack': 'Slack',
  'channel.signal': 'Signal',
  'channel.imessage': 'iMessage',
  'channel.bluebubbles': 'BlueBubbles',
  'channel.feishu': 'Feishu',
  'channel.lark': 'Lark',
  'channel.line': 'LINE',
  'channel.msteams': 'Microsoft Teams',
  'channel.googlechat': 'Google Chat',
  'channel.matrix': 'Matrix',
  'channel.mattermost': 'Mattermost',
  'channel.irc': 'IRC',
  'channel.qqbot': 'QQ',
  'channel.dingtalk': 'DingTalk',
  'channel.wecom': 'WeCom',
  'channel.weixin': 'WeChat',
  'channel.wechat': 'WeChat',
  'channel.zalo': 'Zalo',
  'channel.twitch': 'Twitch',
  'channel.nostr': 'Nostr',
  'channel.webchat': 'the control page’s chat',
  'channel.account': '{channel} ({account})',
} as const;

/** What people call OpenClaw’s chat channels (docs/channels), by their keys in its settings. */
export const channelMessages = {
  en,
  'zh-CN': {
    'channel.telegram': 'Telegram',
    'channel.whatsapp': 'WhatsApp',
    'channel.discord': 'Discord',
    'channel.slack': 'Slack',
    'channel.signal': 'Signal',
    'channel.imessage': 'iMessage',
    'channel.bluebubbles': 'BlueBubbles',
    'channel.feishu': '飞书',
    'channel.lark': '飞书国际版',
    'channel.line': 'LINE',
    'channel.msteams': 'Microsoft Teams',
    'channel.googlechat': 'Google Chat',
    'channel.matrix': 'Matrix',
    'channel.mattermost': 'Mattermost',
    'channel.irc': 'IRC',
    'channel.qqbot': 'QQ',
    'channel.dingtalk': '钉钉',
    'channel.wecom': '企业微信',
    'channel.weixin': '微信',
    'channel.wechat': '微信',
    'channel.zalo': 'Zalo',
    'channel.twitch': 'Twitch',
    'channel.nostr': 'Nostr',
    'channel.webchat': '控制页面里的聊天',
    'channel.account': '{channel}（{account}）',
  },
} as const satisfies Messages<typeof en>;

/** The name of a channel of the settings (`feishu`, or `telegram/work` for a named account); one that nobody knows stays as it is. */
export function channelName(key: string): Message | string {
  const [channel = '', ...account] = key.split('/');
  const id = `channel.${channel}`;
  const name = Object.hasOwn(en, id) ? { id } : channel;
  return account.length > 0
    ? { id: 'channel.account', values: { channel: name, account: account.join('/') } }
    : name;
}
