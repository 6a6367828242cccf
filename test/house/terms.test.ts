import { expect, test } from 'vitest';
import type { Language } from '../../main/contract/report';
import { catalogues } from './catalogs';

/** What strays from the product's own words, and the word that is meant. Ids after it may say it all the same, with their reason. */
const STRAYS: Readonly<Record<Language, readonly (readonly [RegExp, string, ...(readonly string[])])[]>> = {
  'zh-CN': [
    // Advisories are taken back by those who published them.
    [/撤回/, '撤销', 'known-holes.feed-untaken'],
    [/软件源|官方源/, 'npm 仓库'],
    [/Tankmate/, '管家'],
    [/再看一遍|看一遍这台|重新看[：:]|看完了|还没看过/, '检查'],
    [/feishu(?!。|”)/, '飞书', 'chat-doors.by-hand'],
    [/上请走/, '卸载'],
    [/高危|中危|低危/, '高、中、低'],
    [/没有好密码/, '密码太弱'],
    [/现在放在/, '新位置'],
    [/在这之前，/, '改动之前'],
    [/中了 ?\{/, '有'],
    [/[。，；：！？] /, '全角标点后面不空格'],
    [/[\u4e00-\u9fff][,;:?!]|[,;?!][\u4e00-\u9fff]/, '全角标点'],
    [/你(?!们)/, '您'],
  ],
  en: [
    [/\bhits? \{|holes? hits?\b/, 'affects'],
    [/somebody lives on/, 'everyday computer'],
    [/first traces/, 'signs'],
    [/[Pp]rivate numbers lie/, 'hold private numbers'],
    [/every talk\b/, 'every conversation'],
    [/Let them come/, 'turn back on'],
    [/[Cc]leared by/, 'fixed in'],
    [/Seeing to/, 'working on'],
    [/(?<!such as )\btelegram\b/, 'Telegram', 'chat-doors.by-hand'],
    [/\banew\b/i, 'again'],
    [/\bshall\b/, 'should, or is to'],
    [/\b(?:a|one|any|each|own|main|which|other|all|the) talks?\b/i, 'conversation'],
  ],
};

/** Names as programs write them: settings (`gateway.bind`), words run together, variables, file modes. */
const RAW = /\b[a-z]+[A-Z]\w*|\b[a-z]+(?:\.[a-zA-Z]+)+\b|\b[A-Z]+_[A-Z_]+|\$\w+|\b0[0-7]{3}\b/;
/** A command to be typed is as it is, to the end of its line. */
const COMMAND = /\b(?:openclaw|sudo) [a-z][^\n。]*/g;
/** Files and systems have their names. */
const NAMED = /[\w/.]+\.json\b|\bmacOS\b/g;
/** May name what the reader is to look for or to type: steps by hand, files that are to be mended, names of products. */
const MAY_BE_RAW =
  /\.by-hand$|-helps$|^settings\.include-|^(?:settings\.debug\.so|settings\.mirror\.npmmirror|about\.debug\.off|channel\.imessage)$/;

test.each(Object.keys(STRAYS) as Language[])('%s names no setting by its raw name', (language) => {
  const raw = catalogues.flatMap(([name, messages]) =>
    Object.entries(messages[language]).flatMap(([key, text]) => {
      const id = key.includes('.') ? key : `${name}.${key}`;
      const words = text
        .replace(/\{[^{}]*\}/g, '')
        .replace(COMMAND, '')
        .replace(NAMED, '');
      return !MAY_BE_RAW.test(id) && RAW.test(words) ? [`${id}: ${text}`] : [];
    }),
  );
  expect(raw).toEqual([]);
});

test.each(Object.keys(STRAYS) as Language[])('%s keeps to the product’s own words', (language) => {
  const all = catalogues.flatMap(([name, messages]) =>
    Object.entries(messages[language]).map(
      ([id, text]) => [id.includes('.') ? id : `${name}.${id}`, text] as const,
    ),
  );
  const strays = STRAYS[language].flatMap(([stray, meant, ...except]) =>
    all.flatMap(([id, text]) =>
      stray.test(text) && !except.includes(id) ? [`${id}: ${meant}: ${text}`] : [],
    ),
  );
  expect(strays).toEqual([]);
});
