import { at, type LabelledCase } from './cases';
import { database } from './packing';
import { hex, mobileNumber } from './seeded';

/** Of a stranger's 40 planted and 40 decoys, what was silent or flagged at first, with others of the kind. */
export const STRANGERS_KEYS: readonly LabelledCase[] = [
  at('key behind the address of a tool', 'tools.md', `Maps: https://mcp.maps.cn/mcp?key=${hex(32)}\n`),
  at('key behind others', 'curl.txt', `https://api.weather.cn/v7/now?location=101&api_key=${hex(32)}\n`),
  at('token of access', 'hook.txt', `wss://push.mine.cn/stream?access_token=${hex(40)}\n`),
];
export const STRANGERS_KEY_DECOYS: readonly LabelledCase[] = [
  at('place for a key', 'a.md', 'https://api.weather.cn/v7/now?key=YOUR_API_KEY_GOES_HERE_1234\n'),
  at('key of a store', 'b.md', 'https://files.mine.cn/get?key=photos/2026/summer-holiday-in-the-alps.jpg\n'),
  at(
    'place in a keeper of passwords',
    'e.env',
    'OPENAI_API_KEY=op://Private/OpenAI/key\nGH_TOKEN=vault://kv/gh#token\n',
  ),
  at('variable', 'c.md', `https://api.weather.cn/v7/now?key=\${WEATHER_KEY}&api_key=$(pass show weather)\n`),
  at('word as a key', 'd.md', 'https://shop.cn/list?key=extraordinarily-long-search-words\n'),
];
export const STRANGERS_PERSONAL: readonly LabelledCase[] = [
  at(
    'telephones in a column',
    'crm.sqlite',
    database(
      Array.from({ length: 6 }, () => mobileNumber()),
      'phone',
    ),
  ),
  at('telephone after a word', 'a.md', `如有问题请打 ${mobileNumber()}\n`),
];
export const STRANGERS_PERSONAL_DECOYS: readonly LabelledCase[] = [
  at('form', 'a.html', '<input placeholder="13912340987"><label>手机号，如 13812345678</label>'),
  at('how it is written', 'b.md', '手机号格式：13987651234\n'),
  at(
    'numbers in a column of another name',
    'n.sqlite',
    database(
      Array.from({ length: 6 }, () => mobileNumber()),
      'seq',
    ),
  ),
];
