import type { Words } from '../language/words';

const en = {} as const;

export const plansWords: Words<typeof en> = { en, 'zh-CN': {} };
