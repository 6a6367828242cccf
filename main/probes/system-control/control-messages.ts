import type { Messages } from '../../i18n/messages';

const en = {
  'control.full-disk': 'macOS shows it only to programs with Full Disk Access',
  'control.no-rows': 'no grant at all could be read in it',
  'control.another-account': 'only that account’s own is kept there',
  'control.unknown-display': 'it isn’t seen which program draws the screen',
  'control.no-desktop':
    'no desktop runs here ({count, plural, one {# program} other {# programs}} looked at)',
  'control.wayland': '{program}: programs don’t see each other',
  'control.others': '{program}: somebody else’s desktop',
  'control.devices':
    '{count, plural, =0 {no keyboard’s device is there} one {# keyboard’s device is closed to it} other {# keyboards’ devices are closed to it}}',
  'control.grants':
    '{count, plural, one {# grant, none of them} other {# grants, none of them}} to OpenClaw, its Node.js or its terminal',
  'control.not-asked': 'no program of OpenClaw used it',
} as const;

/** What was seen of rights over the whole computer, and why it could not be told. */
export const controlMessages: Messages<typeof en> = {
  en,
  'zh-CN': {
    'control.full-disk': 'macOS 只给有“完全磁盘访问权限”的程序看',
    'control.no-rows': '里面一条授权都没读到',
    'control.another-account': '那里只有那个账户自己的授权',
    'control.unknown-display': '看不出屏幕是哪个程序在管',
    'control.no-desktop': '这里没有运行桌面（看了 {count} 个程序）',
    'control.wayland': '{program}：程序之间互相看不到',
    'control.others': '{program}：别人的桌面',
    'control.devices': '{count, plural, =0 {没有键盘设备} other {# 个键盘设备，它都打不开}}',
    'control.grants': '{count} 条授权，没有一条给了 OpenClaw、它的 Node.js 或者终端',
    'control.not-asked': 'OpenClaw 的程序没有用过',
  },
};
