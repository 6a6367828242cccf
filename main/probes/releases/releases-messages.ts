import type { Messages } from '../../i18n/messages';

const en = {
  'releases.no-answer': 'the registry gave no usable answer ({reason})',
} as const;

export const releaseMessages: Messages<typeof en> = {
  en,
  'zh-CN': { 'releases.no-answer': '软件源没有给出可用的回答（{reason}）' },
};
