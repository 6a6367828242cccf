import { IntlMessageFormat } from 'intl-messageformat';
import type { Message, MessageValue } from '../contract/finding';
import type { Language } from '../contract/report';
import type { Catalogue, Words } from './words';

/** Turns a message, or data that reads the same everywhere, into text. */
export type Speak = (message: Message | string) => string;

/**
 * Makes the voice of one language out of several catalogues.
 * An id in none of them is given back as it is: a test makes sure that no check has one.
 */
export function speaker(language: Language, words: readonly Words[]): Speak {
  const catalogue: Catalogue = Object.assign({}, ...words.map((each) => each[language]));
  const lists = new Intl.ListFormat(language, { type: 'conjunction' });
  const compiled = new Map<string, IntlMessageFormat>();
  const isList = (value: MessageValue): value is readonly (string | Message)[] => Array.isArray(value);
  const readable = (value: MessageValue) => {
    if (typeof value === 'number') return value;
    return isList(value) ? lists.format(value.map(speak)) : speak(value);
  };

  function speak(message: Message | string): string {
    if (typeof message === 'string') return message;
    const source = catalogue[message.id];
    if (source === undefined) return message.id;
    let format = compiled.get(message.id);
    if (!format) {
      format = new IntlMessageFormat(source, language, undefined, { ignoreTag: true });
      compiled.set(message.id, format);
    }
    const values = Object.entries(message.values ?? {}).map(([name, value]) => [name, readable(value)]);
    return String(format.format(Object.fromEntries(values)));
  }
  return speak;
}
