import type { Messages } from '../../i18n/messages';

const en = {
  'everyday.macos-asks': 'counting its files would make macOS ask you for access',
  'everyday.other-home': 'it is another account’s home, and closed to this one',
} as const;

/** Why a sign of everyday use could not be looked for. */
export const everydayMessages: Messages<typeof en> = {
  en,
  'zh-CN': {
    'everyday.macos-asks': '要数里面的文件，macOS 会弹窗问您要权限',
    'everyday.other-home': '这是另一个账户的主目录，当前账户进不去',
  },
};
