import type { Words } from '../language/words';

const en = {} as const;

export const updatesWords: Words<typeof en> = { en, 'zh-CN': {} };
