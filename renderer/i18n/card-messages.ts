import type { Messages } from '../../main/i18n/messages';

const en = {
  'card.press': 'Show this to somebody who knows',
  'card.title': 'Show this to somebody who knows',
  'card.lead':
    'This is all that they would get. Nothing leaves this computer by itself: you paste it or send the file. Read it through first, as a name in the middle of a sentence can’t always be told.',
  'card.copy': 'Copy as text',
  'card.copied': 'Copied. Paste it where you like.',
  'card.html': 'Save as a web page',
  'card.pdf': 'Save as PDF',
  'card.back': 'Back',
  'card.making': 'It is being written …',
} as const;

/** The page for somebody who knows. */
export const pageCardMessages = {
  en,
  'zh-CN': {
    'card.press': '让懂的人看看',
    'card.title': '让懂的人看看',
    'card.lead':
      '对方能看到的全在这里。它不会自己发出去：由您粘贴，或者把文件发给对方。发之前请先读一遍，夹在句子里的名字不一定都认得出来。',
    'card.copy': '复制文字',
    'card.copied': '已复制，粘贴到聊天里就行。',
    'card.html': '存成网页',
    'card.pdf': '存成 PDF',
    'card.back': '返回',
    'card.making': '正在写……',
  },
} as const satisfies Messages<typeof en>;
