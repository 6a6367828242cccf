import { createContext, useContext } from 'react';
import type { MessageValue } from '../../main/contract/finding';
import { LANGUAGES, type Language } from '../../main/contract/report';
import { speaker } from '../../main/language/speak';
import type { ValueNames, Words } from '../../main/language/words';
import { en } from './en';
import { zhCN } from './zh-CN';

export type English = typeof en;
export type WordId = keyof English;

type Values<S extends string> = [ValueNames<S>] extends [never]
  ? []
  : [values: { readonly [N in ValueNames<S>]: MessageValue }];

/** Says one of the page’s own sentences. A missing id, a missing value or one too many doesn’t compile. */
export type SayWord = <K extends WordId>(id: K, ...values: Values<English[K]>) => string;

/** Ids whose values are named differently in the two languages; the line below compiles only without any. */
type Mismatched = {
  [K in WordId]: ValueNames<(typeof zhCN)[K]> extends ValueNames<English[K]>
    ? ValueNames<English[K]> extends ValueNames<(typeof zhCN)[K]>
      ? never
      : K
    : K;
}[WordId];
/** The page’s own words. */
export const pageWords: Words<English> & ([Mismatched] extends [never] ? unknown : Mismatched) = {
  en,
  'zh-CN': zhCN,
};

/** Gives the page its voice in one language. */
export function voice(language: Language): SayWord {
  const speak = speaker(language, [pageWords]);
  return (id, ...[values]) => speak({ id, ...(values && { values }) });
}

/** Each language in its own name: whoever looks for it can read it. */
export const ENDONYMS: { readonly [L in Language]: string } = { 'zh-CN': '中文', en: 'English' };

/** The language to speak before main has told its own. */
export const guessLanguage = (tags: readonly string[]): Language => {
  const first = tags[0]?.toLowerCase() ?? '';
  return LANGUAGES.find((each) => each.slice(0, 2) === first.slice(0, 2)) ?? 'en';
};

interface Voice {
  readonly language: Language;
  readonly say: SayWord;
}

export const VoiceContext = createContext<Voice>({ language: 'en', say: voice('en') });
export const useVoice = () => useContext(VoiceContext);
/** What a component says with. */
export const useSay = () => useVoice().say;
