import type { Message } from '../contract/finding';
import type { Messages } from './messages';

const en = {
  'count.all': '{things, plural, one {# thing} other {# things}}: {parts}.',
  'count.part': '{head}, {rest}',
  'count.all-mendable': '{count, plural, one {# thing} other {# things}} can be mended now.',
  'count.all-yours': '{count, plural, one {# thing needs} other {# things need}} you.',
  'count.all-untold': '{count, plural, one {# thing} other {# things}} can’t be told.',
  'count.mendable': '{count} can be mended now',
  'count.yours': '{count, plural, one {# needs} other {# need}} you',
  'count.untold': '{count} can’t be told',
} as const;

/** The one number of every head: how many things there are to do, by who does them. */
export const countMessages = {
  en,
  'zh-CN': {
    'count.all': '共 {things} 处：{parts}。',
    'count.part': '{head}，{rest}',
    'count.all-mendable': '{count} 处，现在就能补好。',
    'count.all-yours': '{count} 处要您动手。',
    'count.all-untold': '{count} 处说不准。',
    'count.mendable': '{count} 处现在就能补好',
    'count.yours': '{count} 处要您动手',
    'count.untold': '{count} 处说不准',
  },
} as const satisfies Messages<typeof en>;

/** How many things there are to do, by who does them. */
export interface Counts {
  readonly mendable: number;
  readonly yours: number;
  readonly unknown: number;
}

/** The number with its parts as a sentence, those that are none left out; null where there is nothing to do. */
export function countMessage({ mendable, yours, unknown }: Counts): Message | null {
  const parts = Object.entries({ mendable, yours, untold: unknown }).filter(([, count]) => count > 0);
  const [only, second] = parts;
  if (!only) return null;
  const things = mendable + yours + unknown;
  if (!second) return { id: `count.all-${only[0]}`, values: { count: things } };
  const joined = parts
    .map(([id, count]): Message => ({ id: `count.${id}`, values: { count } }))
    .reduce((head, rest): Message => ({ id: 'count.part', values: { head, rest } }));
  return { id: 'count.all', values: { things, parts: joined } };
}
