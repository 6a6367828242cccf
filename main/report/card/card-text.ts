import type { Card } from '../../contract/card';

/** The card as it goes into a chat: lines without any formatting. */
export const cardText = ({ title, lead, sections, foot }: Card): string =>
  [
    title,
    ...lead,
    ...sections.flatMap((section) => [
      '',
      `■ ${section.title}`,
      ...section.items.flatMap(({ text, notes }) => [`- ${text}`, ...notes.map((note) => `    ${note}`)]),
    ]),
    '',
    foot,
    '',
  ].join('\n');
