import type { Messages } from '../../i18n/messages';

const en = {
  'permissions.no-list': 'the system didn’t give its access list',
  'permissions.unknown-group': 'it can’t be told who is in group {group}',
} as const;

/** Why it could not be told who reaches a file. */
export const permissionMessages: Messages<typeof en> = {
  en,
  'zh-CN': {
    'permissions.no-list': '系统没有给出它的访问权限列表',
    'permissions.unknown-group': '看不出用户组 {group} 里有谁',
  },
};
