import { expect, test } from 'vitest';
import { createTranslate } from '../../main/i18n/translate';

const texts = {
  told: '任何人都能通过 {app} 给它发消息。',
  first: '{app} 里的人',
  path: '在 {app} 里',
};
const translate = createTranslate('zh-CN', [{ en: texts, 'zh-CN': texts }]);
const say = (id: keyof typeof texts, app: string) => translate({ id, values: { app } });

test.each([
  ['told', '飞书', '任何人都能通过飞书给它发消息。'],
  ['told', 'Telegram', '任何人都能通过 Telegram 给它发消息。'],
  ['first', '飞书', '飞书里的人'],
  ['first', 'QQ', 'QQ 里的人'],
  // What others wrote keeps its own spaces.
  ['path', '/home/我 的', '在 /home/我 的里'],
  ['path', '/home/lin/a', '在 /home/lin/a 里'],
] as const)('%s with %s: Chinese takes no space beside Chinese', (id, app, text) => {
  expect(say(id, app)).toBe(text);
});
