import type { Language, ReportEvidence, ReportFinding } from '../../main/contract/report';

/** The same sentence in both languages. */
export type Both = readonly [english: string, chinese: string];

export const inLanguage = (language: Language, [english, chinese]: Both): string =>
  language === 'en' ? english : chinese;

/** A finding with its texts in both languages. */
export interface SampleFinding extends Pick<ReportFinding, 'id' | 'tile' | 'state' | 'severity'> {
  readonly title: Both;
  readonly because: Both;
  readonly why: Both;
  readonly byHand?: readonly Both[];
  readonly evidence?: readonly (Omit<ReportEvidence, 'saw'> & { readonly saw: Both | string })[];
}

/** One finding for each tile, nothing wrong. */
export const FINE: readonly SampleFinding[] = [
  {
    id: 'separate-home',
    tile: 'isolation',
    state: 'good',
    title: ['It lives in a virtual machine', '它住在虚拟机里'],
    because: ['This computer is a virtual machine (KVM).', '这台电脑本身就是虚拟机（KVM）。'],
    why: ['What goes wrong in there stays in there.', '里面出了事，也只在里面。'],
    evidence: [{ kind: 'machine', where: 'systemd-detect-virt', saw: 'kvm' }],
  },
  {
    id: 'gateway-listens-locally',
    tile: 'exposure',
    state: 'good',
    title: ['Only this computer can reach it', '只有这台电脑够得着它'],
    because: ['Its one gateway listens on 127.0.0.1:18789 only.', '唯一的网关只监听 127.0.0.1:18789。'],
    why: ['Whoever reaches the port can give it orders.', '够得着端口的人，就能指使它。'],
    evidence: [{ kind: 'port', where: '127.0.0.1:18789', saw: 'openclaw-gateway (pid 4242, user lin)' }],
  },
  {
    id: 'gateway-password',
    tile: 'exposure',
    state: 'good',
    title: ['It asks for a password', '它要密码才让进'],
    because: ['The token has 48 characters.', '令牌有 48 个字符。'],
    why: ['Without one, reaching it is enough.', '没有密码，够得着就进得去。'],
  },
  {
    id: 'ordinary-account',
    tile: 'privileges',
    state: 'good',
    title: ['Its account is an ordinary one', '它用的是普通账户'],
    because: ['The account “lin” has no administrator rights.', '账户“lin”没有管理员权限。'],
    why: ['What the account may do, it may do.', '账户能做的，它都能做。'],
    evidence: [{ kind: 'account', where: 'lin', saw: 'uid 1000' }],
  },
  {
    id: 'skills-source',
    tile: 'extensions',
    state: 'good',
    title: ['All its skills come from known places', '技能的来历都清楚'],
    because: ['3 skills, all built in.', '3 个技能，全部是内置的。'],
    why: ['A skill does with its rights what it likes.', '技能想做什么，就用它的权限做什么。'],
  },
  {
    id: 'state-permissions',
    tile: 'private-data',
    state: 'good',
    title: ['Only you can read its folder', '只有您读得到它的文件夹'],
    because: ['~/.openclaw is closed to other accounts.', '~/.openclaw 对其他账户是关着的。'],
    why: ['Its keys and records lie there.', '密钥和聊天记录都在里面。'],
    evidence: [{ kind: 'folder', where: '/home/lin/.openclaw', saw: 'drwx------' }],
  },
  {
    id: 'known-holes',
    tile: 'updates',
    state: 'good',
    title: ['No published hole hits it', '公布过的漏洞都碰不到它'],
    because: [
      '2026.9.6, held against 656 advisories up to 21 November.',
      '2026.9.6，对照了截至 11 月 21 日的 656 条公告。',
    ],
    why: ['Published holes are tried by everybody.', '公布过的漏洞，谁都会拿来试。'],
  },
];

/** What an ordinary unsafe home shows. */
export const UNSAFE: readonly SampleFinding[] = [
  {
    id: 'everyday-computer',
    tile: 'isolation',
    state: 'attention',
    severity: 'high',
    title: ['It lives on your everyday computer', '它住在您的日常电脑上'],
    because: [
      'Together with 1,204 documents, WeChat and a browser in daily use.',
      '和 1,204 份文档、微信、天天在用的浏览器住在一起。',
    ],
    why: [
      'OpenClaw does what it is told, by you or by a web page that it reads. On this computer that reaches everything you have.',
      'OpenClaw 谁的话都听，包括它读到的网页。在这台电脑上，它伸手就能碰到您的一切。',
    ],
    byHand: [
      ['Take a spare computer, or make a virtual machine.', '找一台闲置的电脑，或者建一个虚拟机。'],
      ['Install OpenClaw there with a new account.', '在那边用新账户装 OpenClaw。'],
      ['Remove it here: openclaw uninstall.', '在这边卸载：openclaw uninstall。'],
    ],
    evidence: [
      { kind: 'folder', where: '/home/lin/Music', saw: ['empty', '空的'], state: 'good' },
      {
        kind: 'folder',
        where: '/home/lin/Documents',
        saw: ['1,204 files, the newest from yesterday', '1,204 个文件，最新的是昨天的'],
      },
      {
        kind: 'folder',
        where: '/home/lin/.config/google-chrome/Default',
        saw: ['a browser profile, 3 years old', '浏览器资料，用了 3 年'],
      },
      { kind: 'folder', where: '/home/lin/xwechat_files', saw: ['WeChat records', '微信记录'] },
      { kind: 'machine', where: 'dmi', saw: ['a laptop, no virtual machine', '笔记本电脑，不是虚拟机'] },
      { kind: 'folder', where: '/home/lin/Pictures', saw: ['8,310 files', '8,310 个文件'] },
      { kind: 'folder', where: '/home/lin/.electrum', saw: ['a wallet', '钱包'] },
    ],
  },
  {
    id: 'chat-doors',
    tile: 'exposure',
    state: 'attention',
    severity: 'medium',
    title: ['Strangers can write to it', '陌生人能给它发消息'],
    because: ['Telegram takes messages from everybody.', 'Telegram 谁的消息都收。'],
    why: ['A message is an order to it.', '对它来说，一条消息就是一道命令。'],
    byHand: [
      ['Set channels.telegram.dmPolicy to "pairing".', '把 channels.telegram.dmPolicy 设为 "pairing"。'],
    ],
    evidence: [{ kind: 'setting', where: 'channels.telegram.dmPolicy', saw: '"open"' }],
  },
  {
    id: 'gateway-listens-locally',
    tile: 'exposure',
    state: 'attention',
    severity: 'critical',
    title: ['People outside can reach it', '外面的人够得着它'],
    because: ['Port 18789 is open to your whole network.', '端口 18789 对整个局域网开着。'],
    why: [
      'Whoever reaches the port can try to give it orders: everybody in the same Wi-Fi, and the internet behind a careless router.',
      '够得着端口的人就能试着指使它：同一个 Wi-Fi 里的每个人，路由器没设好的话还有整个互联网。',
    ],
    byHand: [
      ['Open ~/.openclaw/openclaw.json.', '打开 ~/.openclaw/openclaw.json。'],
      ['Set gateway.bind to "loopback".', '把 gateway.bind 设为 "loopback"。'],
      ['Start the gateway again: openclaw gateway restart.', '重启网关：openclaw gateway restart。'],
    ],
    evidence: [
      { kind: 'port', where: '0.0.0.0:18789', saw: 'openclaw-gatewa (pid 4242, user lin)' },
      { kind: 'port', where: '127.0.0.1:18791', saw: 'openclaw-gatewa (pid 4242, user lin)', state: 'good' },
      { kind: 'setting', where: 'gateway.bind', saw: '"lan"' },
    ],
  },
  {
    id: 'personal-data',
    tile: 'private-data',
    state: 'unknown',
    title: ['We can’t tell if it holds personal numbers', '它那里有没有证件号，说不准'],
    because: [
      'One folder could not be read: this account isn’t allowed to.',
      '有一个文件夹读不了：当前账户没有权限。',
    ],
    why: ['What lies in its workspace, it may pass on.', '放在工作区里的东西，它随时可能传出去。'],
    byHand: [
      ['Look at who owns the folder named below.', '看看下面这个文件夹归谁。'],
      ['Look again from that account.', '换那个账户再检查一遍。'],
    ],
    evidence: [
      {
        kind: 'folder',
        where: '/home/lin/.openclaw/workspace/scans',
        saw: ['this account isn’t allowed to read it', '当前账户没有权限读取'],
      },
      {
        kind: 'folder',
        where: '/home/lin/.openclaw/workspace',
        saw: ['214 files, no personal numbers', '214 个文件，没有证件号'],
        state: 'good',
      },
    ],
  },
];
