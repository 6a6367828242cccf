import type { Messages } from './messages';

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
  'look.unproven': 'only its name says that it is OpenClaw',
  'look.no-witness': 'Nothing was seen that would prove it.',
} as const;

/** Words that several rooms use: why something could not be looked at. */
export const sharedMessages: Messages<typeof en> = {
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
    'look.unproven': '只有名字像 OpenClaw，别的都看不出来',
    'look.no-witness': '没有看到能证明这一点的东西。',
  },
};
