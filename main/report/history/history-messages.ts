import type { Messages } from '../../i18n/messages';

const en = {
  'history.trouble':
    '{attention, plural, one {# finding needs} other {# findings need}} attention{unknown, plural, =0 {} other {, # can’t be told}}',
  'history.fog':
    '{unknown, plural, one {# finding can’t} other {# findings can’t}} be told, none needs attention',
  'history.fine': 'Nothing found that needs mending',
  'history.empty': 'No OpenClaw was found',
  'history.is': '{title}',
  'history.now': '{title} ({severity})',
  'history.moved': '{title}: {before} before, {now} now',
  'history.version': 'OpenClaw {before} became {now}',
  'history.gone': 'OpenClaw {version} is gone',
  'history.holes':
    '{count, plural, one {# newly published hole affects} other {# newly published holes affect}} {version}',
} as const;

/** What a look came to, and what was different from the one before. */
export const historyMessages: Messages<typeof en> = {
  en,
  'zh-CN': {
    'history.trouble': '{attention} 处要处理{unknown, plural, =0 {} other {，# 处说不准}}',
    'history.fog': '{unknown} 处说不准，没有要处理的',
    'history.fine': '没有发现要修补的地方',
    'history.empty': '没有找到 OpenClaw',
    'history.is': '{title}',
    'history.now': '{title}（{severity}）',
    'history.moved': '{title}：原来是{before}，现在是{now}',
    'history.version': 'OpenClaw 从 {before} 换成了 {now}',
    'history.gone': 'OpenClaw {version} 不在了',
    'history.holes': '新公布的 {count} 个漏洞影响 {version}',
  },
};
