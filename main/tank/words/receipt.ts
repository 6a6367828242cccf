import type { Words } from '../../language/words';

const en = {
  'tank.receipt-title': 'The tank tried to break out',
} as const;

/** Words for the tries to break out. */
export const receiptWords = {
  en,
  'zh-CN': {
    'tank.receipt-title': '缸里试着往外闯',
  },
} satisfies Words<typeof en>;
