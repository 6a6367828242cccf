import { createContext, useContext } from 'react';
import type { Message, MessageValue } from '../../main/contract/finding';
import { LANGUAGES, type Language } from '../../main/contract/report';
import { type Counts, countMessage, countMessages } from '../../main/i18n/count-messages';
import type { Messages, ValueNames } from '../../main/i18n/messages';
import { severityMessages } from '../../main/i18n/severity-messages';
import { createTranslate } from '../../main/i18n/translate';
import { pageAboutMessages } from './about-messages';
import { pageAccessMessages } from './access-messages';
import { pageAppMessages } from './app-messages';
import { pageCardMessages } from './card-messages';
import { pageFixMessages } from './fix-messages';
import { pageKeyMessages } from './key-messages';
import { pageNextMessages } from './next-messages';
import { pageOwnUpdateMessages } from './own-update-messages';
import { pagePracticeMessages } from './practice-messages';
import { pageSettingsMessages } from './settings-messages';
import { pageTankMessages } from './tank-messages';
import { pageTankWorkMessages } from './tank-work-messages';
import { pageTilesMessages } from './tiles-messages';
import { pageUninstallMessages } from './uninstall-messages';
import { pageWorkMessages } from './work-messages';

const en = {
  ...countMessages.en,
  ...severityMessages.en,
  ...pageAboutMessages.en,
  ...pageAccessMessages.en,
  ...pageAppMessages.en,
  ...pageCardMessages.en,
  ...pageFixMessages.en,
  ...pageKeyMessages.en,
  ...pageNextMessages.en,
  ...pageOwnUpdateMessages.en,
  ...pagePracticeMessages.en,
  ...pageSettingsMessages.en,
  ...pageTankMessages.en,
  ...pageTankWorkMessages.en,
  ...pageTilesMessages.en,
  ...pageUninstallMessages.en,
  ...pageWorkMessages.en,
};
const zhCN = {
  ...countMessages['zh-CN'],
  ...severityMessages['zh-CN'],
  ...pageAboutMessages['zh-CN'],
  ...pageAccessMessages['zh-CN'],
  ...pageAppMessages['zh-CN'],
  ...pageCardMessages['zh-CN'],
  ...pageFixMessages['zh-CN'],
  ...pageKeyMessages['zh-CN'],
  ...pageNextMessages['zh-CN'],
  ...pageOwnUpdateMessages['zh-CN'],
  ...pagePracticeMessages['zh-CN'],
  ...pageSettingsMessages['zh-CN'],
  ...pageTankMessages['zh-CN'],
  ...pageTankWorkMessages['zh-CN'],
  ...pageTilesMessages['zh-CN'],
  ...pageUninstallMessages['zh-CN'],
  ...pageWorkMessages['zh-CN'],
};
export type English = typeof en;
export type PageMessageId = keyof English;

type Values<S extends string> = [ValueNames<S>] extends [never]
  ? []
  : [values: { readonly [N in ValueNames<S>]: MessageValue }];

/** Says one of the page’s own sentences. A missing id, a missing value or one too many doesn’t compile. */
export type TranslatePage = <K extends PageMessageId>(id: K, ...values: Values<English[K]>) => string;

/** Ids whose values are named differently in the two languages; the line below compiles only without any. */
type Mismatched = {
  [K in PageMessageId]: ValueNames<(typeof zhCN)[K]> extends ValueNames<English[K]>
    ? ValueNames<English[K]> extends ValueNames<(typeof zhCN)[K]>
      ? never
      : K
    : K;
}[PageMessageId];
/** The page’s own words. */
export const pageMessages: Messages<English> & ([Mismatched] extends [never] ? unknown : Mismatched) = {
  en,
  'zh-CN': zhCN,
};

/** Gives the page its voice in one language. */
export function pageTranslate(language: Language, home = ''): TranslatePage {
  const translate = createTranslate(language, [pageMessages], home);
  return (id, ...[values]) => translate({ id, ...(values && { values }) });
}

/** Each language in its own name: whoever looks for it can read it. */
export const ENDONYMS: { readonly [L in Language]: string } = { 'zh-CN': '中文', en: 'English' };

/** The language to speak before main has told its own. */
export const guessLanguage = (tags: readonly string[]): Language => {
  const first = tags[0]?.toLowerCase() ?? '';
  return LANGUAGES.find((each) => each.slice(0, 2) === first.slice(0, 2)) ?? 'en';
};

interface PageTranslator {
  readonly language: Language;
  /** What `~` stands for in paths; empty: not known. */
  readonly home: string;
  readonly say: TranslatePage;
}

export const TranslatorContext = createContext<PageTranslator>({
  language: 'en',
  home: '',
  say: pageTranslate('en'),
});
export const useTranslator = () => useContext(TranslatorContext);
/** What a component says with. */
export const useTranslate = () => useTranslator().say;

/** How many things there are to do, by who does them, as a sentence; empty where there is nothing. */
export function sayCounts(counts: Counts, say: TranslatePage): string {
  const message = countMessage(counts);
  return message
    ? (say as (id: string, values?: Message['values']) => string)(message.id, message.values)
    : '';
}
