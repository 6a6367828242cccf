import type { Words } from './words';

const en = {
  'look.not-allowed': 'this account isn’t allowed to read it',
  'look.too-large': 'it is larger than Tankmate reads',
  'look.cancelled': 'the look was cancelled',
  'look.not-there': 'it isn’t there',
  'look.no-file': 'it is no ordinary file',
  'look.circle': 'its links lead in a circle',
  'look.error': 'the system answered “{code}”',
  'look.too-late': 'It took too long to look.',
  'look.failed': 'The look itself failed: {reason}',
  'look.saw-nothing': 'Nothing could be seen here.',
} as const;

/** Words that several rooms use: why something could not be looked at. */
export const sharedWords: Words<typeof en> = {
  en,
  'zh-CN': {
    'look.not-allowed': '当前账户没有权限读取',
    'look.too-large': '文件太大，没有读',
    'look.cancelled': '这次检查被取消了',
    'look.not-there': '不存在',
    'look.no-file': '不是普通文件',
    'look.circle': '链接绕成了圈',
    'look.error': '系统返回“{code}”',
    'look.too-late': '检查用时过长，没有等到结果。',
    'look.failed': '检查本身出错了：{reason}',
    'look.saw-nothing': '这里什么也没看到。',
  },
};
