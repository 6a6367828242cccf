import type { Messages } from '../../i18n/messages';

const en = {
  'escalation.may-change': 'this account can change it',
  'escalation.started-by': 'this account can change it, and {by} has the administrator run it',
  'escalation.looked-at':
    'can change none of {count, plural, one {# file or folder} other {# files and folders}} that decide what the administrator runs',
  'escalation.unknown-account': 'this computer doesn’t say which groups and rights it has',
  'escalation.rules-elsewhere': 'some of its rules come from another computer',
  'escalation.windows-services': 'who may change the programs of services isn’t looked at on Windows yet',
} as const;

/** What was seen of ways to an administrator’s rights, and why it could not be told. */
export const escalationMessages: Messages<typeof en> = {
  en,
  'zh-CN': {
    'escalation.may-change': '这个账户能改动它',
    'escalation.started-by': '这个账户能改动它，而 {by} 会让管理员运行它',
    'escalation.looked-at': '决定管理员运行什么的 {count} 个文件和文件夹，一个都改不了',
    'escalation.unknown-account': '这台电脑没说清它有哪些组和权限',
    'escalation.rules-elsewhere': '有些规则来自别的电脑',
    'escalation.windows-services': '在 Windows 上，谁能改动服务的程序，目前还不检查',
  },
};
