import type { Messages } from '../../i18n/messages';

const en = {
  'walls.whose': 'from inside nobody can tell if it is the container’s own or this computer’s',
  'walls.volume': 'only while the container runs does it show what lies behind this volume',
  'walls.network': 'it was put into this network, and whose that is could not be told',
} as const;

/** Why something about a wall could not be told. */
export const isolationMessages: Messages<typeof en> = {
  en,
  'zh-CN': {
    'walls.whose': '从里面分不清它是容器自己的，还是外面电脑的',
    'walls.volume': '容器运行时才看得出这个卷背后是什么',
    'walls.network': '它被接进了这个网络，看不出是谁的网络',
  },
};
