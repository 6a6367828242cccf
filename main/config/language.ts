import type { Language } from '../contract/report';

/**
 * The language to speak until told otherwise: the first of the system's preferred ones (BCP 47 tags) that we have.
 * Every Chinese gets simplified Chinese, the only one there is. English when none fits.
 */
export function systemLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const [language] = tag.toLowerCase().split(/[-_]/);
    if (language === 'zh') return 'zh-CN';
    if (language === 'en') return 'en';
  }
  return 'en';
}
