import { expect, test } from 'vitest';
import { systemLanguage } from '../../main/config/language';

test.each([
  [['zh-CN'], 'zh-CN'],
  [['zh-Hans-CN', 'en-US'], 'zh-CN'],
  [['zh-TW'], 'zh-CN'],
  [['zh_CN'], 'zh-CN'],
  [['en-GB', 'zh-CN'], 'en'],
  [['de-DE', 'zh-CN', 'en'], 'zh-CN'],
  [['de-DE'], 'en'],
  [['zha'], 'en'],
  [[], 'en'],
] as const)('%j speaks %s', (preferred, language) => expect(systemLanguage(preferred)).toBe(language));
