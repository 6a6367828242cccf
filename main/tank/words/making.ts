import type { Words } from '../../language/words';

const en = {
  'tank.making-title': 'Making the tank',
} as const;

/** Words for making a tank, step by step. */
export const makingWords = {
  en,
  'zh-CN': {
    'tank.making-title': '正在造鱼缸',
  },
} satisfies Words<typeof en>;
