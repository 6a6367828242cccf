import type { Words } from '../../language/words';

const en = {
  'tank.guest-title': 'Setting up the inside',
} as const;

/** Words for setting up the inside. */
export const guestWords = {
  en,
  'zh-CN': {
    'tank.guest-title': '正在布置缸里',
  },
} satisfies Words<typeof en>;
