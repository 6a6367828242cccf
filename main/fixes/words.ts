import type { Words } from '../language/words';

const en = {} as const;

export const fixesWords: Words<typeof en> = { en, 'zh-CN': {} };
