import type { Evidence, Severity } from '../contract/finding';
import type { Sign } from '../probes/everyday';
import { defineCheck } from './define/define-check';
import { presenceOf } from './presence/runners';

const en = {
  good: 'This doesn’t look like an everyday computer',
  'attention-high': 'This is somebody’s everyday computer',
  attention: 'Somebody seems to use this computer',
  'attention-low': 'There are a few signs of everyday use here',
  unknown: 'We can’t tell if this is an everyday computer',
  'not-applicable': 'OpenClaw doesn’t run on this computer itself',
  why: 'On an everyday computer a mistake of OpenClaw’s, or a trick played on it, reaches your work, your chats and your money. On a spare computer or in a virtual machine it reaches nothing of yours.',
  'by-hand':
    'Move OpenClaw to a spare computer, a virtual machine or a container.\nOn a spare computer: sign out of chats, mail and browsers, and remove your documents first.\n[unknown] If it couldn’t be told, look for your own files in the places named above.',
  full: 'Somebody uses this computer every day: {kinds}.',
  some: 'There are signs that somebody uses this computer: {kinds}.',
  traces: 'A few signs of everyday use: {kinds}.',
  none: 'No signs of everyday use were found. Looked for: documents, photos, mail, chats, browsers used for 30 days or more, finance and office programs.',
  hidden: 'One place could not be looked at: {where} ({reason}).',
  elsewhere: 'OpenClaw runs in {where}, apart from this computer’s own files.',
  'nowhere-good':
    'No OpenClaw was found, and no signs of everyday use. For what could be seen, this would be a good place for one.',
  'nowhere-bad':
    'No OpenClaw was found. This computer would be a bad place for one, because somebody uses it: {kinds}.',
  'nowhere-untold':
    'No OpenClaw was found. Whether this computer would be a good place for one can’t be told: {where} ({reason}).',
  files: '{name}: {count, plural, =1000 {# files or more} one {# file} other {# files}}',
  days: '{name}, in use for {days, plural, one {# day} other {# days}}',
  documents: '{count, plural, =1000 {# documents or more} one {# document} other {# documents}}',
  photos: '{count, plural, =1000 {# photos or more} one {# photo} other {# photos}}',
  mail: 'mail ({names})',
  chat: 'chats ({names})',
  browser: 'browsers ({names})',
  finance: 'finance programs ({names})',
  office: 'office programs ({names})',
} as const;

/** A browser that was used this long is somebody's own. */
const OLD_DAYS = 30;
/** From this many files on, documents are more than what came with the system. */
const FEW = 10;
const MANY = 50;

const total = (signs: readonly Sign[]) => signs.reduce((sum, { count = 0 }) => sum + count, 0);
const isFiles = ({ kind }: Sign) => kind === 'documents' || kind === 'photos';
const isStrong = ({ kind, ageDays = 0 }: Sign) =>
  kind === 'chat' || kind === 'mail' || kind === 'finance' || (kind === 'browser' && ageDays >= OLD_DAYS);

/** Null where the signs are no more than what any computer has. */
function weigh(signs: readonly Sign[]): Severity | null {
  const files = total(signs.filter(isFiles));
  const strong = new Set(signs.filter(isStrong).map(({ kind }) => kind)).size;
  if (strong >= 2 || (strong === 1 && files >= MANY)) return 'high';
  if (strong === 1 || files >= MANY) return 'medium';
  return files >= FEW || signs.some((sign) => !isFiles(sign)) ? 'low' : null;
}

export default defineCheck({
  id: 'everyday-computer',
  tile: 'isolation',
  clause: 'guide-1',
  article:
    'https://www.cert.org.cn/publish/english/55/2026/20260417181858132504088/20260417181858132504088_.html',
  messages: {
    en,
    'zh-CN': {
      good: '看不出这是谁的日常电脑',
      'attention-high': '这是有人天天在用的电脑',
      attention: '这台电脑看来有人在用',
      'attention-low': '这台电脑有一点日常使用的痕迹',
      unknown: '这是不是日常电脑，说不准',
      'not-applicable': 'OpenClaw 没有直接跑在这台电脑上',
      why: '在日常电脑上，龙虾犯个错、上个当，碰到的就是您的工作、聊天和钱。放在闲置电脑或虚拟机里，它碰不到您的东西。',
      'by-hand':
        '把 OpenClaw 挪到闲置电脑、虚拟机或容器里。\n用闲置电脑的话，先退出聊天、邮箱和浏览器账号，把自己的文件清走。\n[unknown] 如果说不准，请到这里列出的位置看看有没有您自己的文件。',
      full: '有人天天在用这台电脑：{kinds}。',
      some: '有迹象表明有人在用这台电脑：{kinds}。',
      traces: '有一点日常使用的痕迹：{kinds}。',
      none: '没有发现日常使用的迹象。找过的有：文档、照片、邮件、聊天、用了 30 天以上的浏览器、理财和办公软件。',
      hidden: '有个地方没能看到：{where}（{reason}）。',
      elsewhere: 'OpenClaw 跑在 {where} 里，和这台电脑自己的文件是分开的。',
      'nowhere-good': '没有找到 OpenClaw，也没有发现日常使用的迹象。就看到的情况，这台电脑适合养龙虾。',
      'nowhere-bad': '没有找到 OpenClaw。这台电脑不适合养龙虾，因为有人在用：{kinds}。',
      'nowhere-untold': '没有找到 OpenClaw。这台电脑适不适合养龙虾，说不准：{where}（{reason}）。',
      files: '{name}：{count, plural, =1000 {# 个以上的文件} other {# 个文件}}',
      days: '{name}，用了 {days} 天',
      documents: '{count, plural, =1000 {# 份以上的文档} other {# 份文档}}',
      photos: '{count, plural, =1000 {# 张以上的照片} other {# 张照片}}',
      mail: '邮件（{names}）',
      chat: '聊天（{names}）',
      browser: '浏览器（{names}）',
      finance: '理财软件（{names}）',
      office: '办公软件（{names}）',
    },
  },

  async inspect(probes, say) {
    const [presence, signs] = await Promise.all([presenceOf(probes), probes.everyday.signs()]);
    const { items } = signs;
    const evidence = items.map(({ name, where, count, ageDays }): Evidence => {
      const files = count !== undefined && say('files', { name, count });
      const days = ageDays !== undefined && say('days', { name, days: ageDays });
      return { kind: 'folder', where, saw: files || days || name };
    });
    const kinds = () => {
      const of = (kind: Sign['kind']) => items.filter((sign) => sign.kind === kind);
      const named = (['chat', 'mail', 'finance', 'browser', 'office'] as const).flatMap((kind) => {
        const names = [...new Set(of(kind).map(({ name }) => name))];
        return names.length > 0 ? [say(kind, { names })] : [];
      });
      const counted = (['documents', 'photos'] as const).flatMap((kind) => {
        const count = total(of(kind));
        return count > 0 ? [say(kind, { count: Math.min(count, 1000) })] : [];
      });
      return [...counted, ...named];
    };
    const severity = weigh(items);
    const hidden = signs.gaps.map(({ where, because }) =>
      say.unknown(say('hidden', { where, reason: because }), [{ kind: 'folder', where, saw: because }]),
    );

    if (!presence.here && presence.gaps.length === 0) {
      if (presence.elsewhere.length > 0)
        return [say.notApplicable(say('elsewhere', { where: presence.elsewhere }), evidence)];
      const [first] = signs.gaps;
      if (severity) return [say.notApplicable(say('nowhere-bad', { kinds: kinds() }), evidence)];
      if (!first) return [say.notApplicable(say('nowhere-good'), evidence)];
      const values = { where: first.where, reason: first.because };
      return [say.notApplicable(say('nowhere-untold', values), evidence)];
    }
    if (severity) {
      const id = ({ critical: 'full', high: 'full', medium: 'some', low: 'traces' } as const)[severity];
      return [say.attention(severity, say(id, { kinds: kinds() }), evidence), ...hidden];
    }
    const looked: Evidence = { kind: 'folder', where: '~', saw: say('none') };
    return hidden.length > 0 ? hidden : [say.good(say('none'), [...evidence, looked])];
  },
});
