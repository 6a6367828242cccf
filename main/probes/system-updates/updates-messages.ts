import type { Messages } from '../../i18n/messages';

const en = {
  'updates.packed-lists': 'its lists of updates are packed in a way that Tankmate doesn’t read',
  'updates.no-lists': 'there is no list of security updates in it',
  'updates.no-date': 'how old its lists of security updates are isn’t told',
  'updates.no-release': 'which system and version this is isn’t told',
  'updates.no-manager': 'what this system writes down of its updates isn’t known to Tankmate',
  'updates.no-search': 'it doesn’t tell of a search for updates that ended well',
  'updates.no-install': 'it tells of no update of the system that was installed',
  'updates.lists-of': 'lists of security updates of {day}',
  'updates.ran': 'updates went in by themselves on {day}',
  'updates.all-in': 'everything was updated on {day}',
  'updates.searched': 'updates were looked for on {day}',
  'updates.put-in': 'the system was updated on {day}',
  'updates.restart': 'waits for a restart',
} as const;

/** What a system keeps of its own updates, and why nothing could be told of them. */
export const systemUpdateMessages: Messages<typeof en> = {
  en,
  'zh-CN': {
    'updates.packed-lists': '更新列表的压缩格式，管家读不了',
    'updates.no-lists': '里面没有安全更新的列表',
    'updates.no-date': '看不出安全更新的列表有多旧',
    'updates.no-release': '看不出是什么系统、哪个版本',
    'updates.no-manager': '这个系统怎样记录更新，管家不清楚',
    'updates.no-search': '里面没有成功检查过更新的记录',
    'updates.no-install': '里面没有装过系统更新的记录',
    'updates.lists-of': '安全更新的列表，{day} 的',
    'updates.ran': '{day} 自动装过更新',
    'updates.all-in': '{day} 全部更新过',
    'updates.searched': '{day} 检查过更新',
    'updates.put-in': '{day} 更新过系统',
    'updates.restart': '等待重启',
  },
};
