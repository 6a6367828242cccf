import type { Words } from '../../language/words';

const en = {
  'tank.moves-title': 'Moving in',
} as const;

/** Words for moving in and out. */
export const movesWords = {
  en,
  'zh-CN': {
    'tank.moves-title': '搬进去',
  },
} satisfies Words<typeof en>;
