import type { Words } from '../../language/words';

const en = {
  'releases.no-answer': 'the registry gave no usable answer ({reason})',
} as const;

export const releaseWords: Words<typeof en> = {
  en,
  'zh-CN': { 'releases.no-answer': '软件源没有给出可用的回答（{reason}）' },
};
