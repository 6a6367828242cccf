/** The page's words as types: each marked line must NOT compile (see ideas.ts). */
import type { Language } from '../../main/contract/report';
import { pageTranslate } from '../../renderer/i18n';

export function words(language: Language) {
  const say = pageTranslate(language);
  say('tile.next', { name: 'x' });
  // @ts-expect-error a missing id
  say('tile.nowhere');
  // @ts-expect-error a missing value
  say('tile.next');
  // @ts-expect-error a value by another name
  say('tile.next', { tile: 'x' });
  // @ts-expect-error a value that nobody asked for
  say('tile.all', { name: 'x' });
}
