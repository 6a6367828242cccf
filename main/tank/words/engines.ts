import type { Words } from '../../language/words';

const en = {
  'tank.engines-title': 'virtual machine',
} as const;

/** Words for names and facts of the engines. */
export const enginesWords = {
  en,
  'zh-CN': {
    'tank.engines-title': '虚拟机',
  },
} satisfies Words<typeof en>;
