import type { Words } from '../language/words';

const en = {} as const;

export const historyWords: Words<typeof en> = { en, 'zh-CN': {} };
