import { IntlMessageFormat } from 'intl-messageformat';
import type { Message, MessageValue } from '../contract/finding';
import type { Language } from '../contract/report';
import { safeText } from '../contract/safe-text';
import { shortPath } from '../contract/short-path';
import type { Catalog, Messages } from './messages';

/** Turns a message, or data that reads the same everywhere, into text. */
export type Translate = (message: Message | string) => string;

/** Texts leave a space for values in Latin letters; a value in Chinese takes none. */
const HAN_THEN_SPACE = /\p{Script=Han} $/u;
const SPACE_THEN_HAN = /^ \p{Script=Han}/u;
const HAN_LAST = /\p{Script=Han}$/u;
const HAN_FIRST = /^\p{Script=Han}/u;
const closesUp = (left: string, right: string) =>
  (HAN_THEN_SPACE.test(left) && HAN_FIRST.test(right)) || (HAN_LAST.test(left) && SPACE_THEN_HAN.test(right));

/**
 * Makes what translates into one language with several catalogs.
 * An id in none of them is given back as it is: a test makes sure that no check has one.
 * With a home, paths below it are shortened in sentences: for those who read on this computer.
 */
export function createTranslate(language: Language, catalogs: readonly Messages[], home = ''): Translate {
  const catalogue: Catalog = Object.assign({}, ...catalogs.map((each) => each[language]));
  const lists = new Intl.ListFormat(language, { type: 'conjunction' });
  const compiled = new Map<string, IntlMessageFormat>();
  /** Chinese has no spaces around its “and”, but names in Latin letters beside it do. */
  const joined = (items: readonly string[]) =>
    lists
      .formatToParts(items)
      .map(({ type, value }, at, parts) => {
        const [left = '', right = ''] = [parts[at - 1]?.value, parts[at + 1]?.value];
        const isBare = type === 'literal' && value === '和';
        return isBare ? `${/[!-~]$/.test(left) ? ' ' : ''}和${/^[!-~]/.test(right) ? ' ' : ''}` : value;
      })
      .join('');
  const isList = (value: MessageValue): value is readonly (string | Message)[] => Array.isArray(value);
  const readable = (value: MessageValue) => {
    if (typeof value === 'number') return value;
    // A text as an object stays a part of its own.
    return Object(isList(value) ? joined(value.map(inside)) : inside(value));
  };

  /** A value is what others wrote, or a message with such values. */
  function inside(value: Message | string): string {
    return typeof value === 'string' ? safeText(shortPath(value, home)) : translate(value);
  }

  // What is read from a file may name anything, and lack or nest its values: that must not break a whole report.
  function translate(message: Message | string): string {
    if (typeof message === 'string') return message;
    try {
      return formatted(message);
    } catch {
      return message.id;
    }
  }

  function formatted(message: Message): string {
    const source = Object.hasOwn(catalogue, message.id) ? catalogue[message.id] : undefined;
    if (source === undefined) return message.id;
    let format = compiled.get(message.id);
    if (!format) {
      format = new IntlMessageFormat(source, language, undefined, { ignoreTag: true });
      compiled.set(message.id, format);
    }
    const values = Object.entries(message.values ?? {}).map(([name, value]) => [name, readable(value)]);
    const parts = format.formatToParts(Object.fromEntries(values)).map((part) => String(part.value));
    return parts.reduce(
      (text, part) => (closesUp(text, part) ? text.trimEnd() + part.trimStart() : text + part),
      '',
    );
  }
  return translate;
}
