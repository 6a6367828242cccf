import type { Words } from '../../language/words';

const en = {
  'tank.ways-title': 'Ways to make a tank',
} as const;

/** Words for the ways to make a tank here. */
export const waysWords = {
  en,
  'zh-CN': {
    'tank.ways-title': '造缸的办法',
  },
} satisfies Words<typeof en>;
