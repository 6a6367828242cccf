import type { Messages } from '../../main/i18n/messages';

const en = {
  'practice.name': 'Practice computer',
  'practice.title': 'Practice computer · Tankmate',
  'practice.bar': 'Practice computer: everything here is made up, nothing of yours is touched.',
  'practice.end': 'End practice',
  'practice.try': 'Try it on a practice computer first',
  'practice.about':
    'An unsafe computer that is made up: look, mend, undo, make a tank and uninstall as often as you like. It can’t touch yours.',
  'practice.note.opens':
    'On your own computer this would open outside of this window. In practice nothing opens.',
  'practice.note.copies': 'On your own computer this would be copied. In practice nothing is.',
  'practice.note.saves': 'On your own computer this would be saved. In practice nothing is.',
  'practice.note.window': 'In practice this button does nothing. End practice first.',

  'drill.go': 'Emergency drill',
  'drill.off': 'End the drill',
  'drill.now':
    'Drill: your lobster is sending your contacts to a stranger. Stop it in three seconds, with “{stop}” just below.',
  'drill.done':
    '{seconds, plural, one {Drill: you stopped it in # second.} other {Drill: you stopped it in # seconds.}}',
  'drill.earnest':
    'When it is real: stop it, then see under “{changes}” what is different, and renew every key that it knew.',
} as const;

/** What is said about the practice computer and its emergency drill. What happens on it is the sample’s. */
export const pagePracticeMessages = {
  en,
  'zh-CN': {
    'practice.name': '练习电脑',
    'practice.title': '练习电脑 · 龙虾缸管家',
    'practice.bar': '练习电脑：这里的一切都是编出来的，动不到您的电脑。',
    'practice.end': '退出练习',
    'practice.try': '先在练习电脑上试试',
    'practice.about':
      '一台编出来的、不安全的电脑：检查、补好、撤销、造缸、卸载，想试几遍都行，动不到您的电脑。',
    'practice.note.opens': '换成您自己的电脑，会在窗口外面打开；练习时什么都不会打开。',
    'practice.note.copies': '换成您自己的电脑，会复制下来；练习时什么都不会复制。',
    'practice.note.saves': '换成您自己的电脑，会存成文件；练习时什么都不会存。',
    'practice.note.window': '练习时这个按钮不起作用，请先退出练习。',

    'drill.go': '紧急演习',
    'drill.off': '结束演习',
    'drill.now': '演习：您的龙虾正在把通讯录发给一个陌生人。按下面的“{stop}”，三秒之内停下它。',
    'drill.done': '演习：您用 {seconds} 秒停下了它。',
    'drill.earnest': '真遇到这种事：先停下它，再到“{changes}”里看看有什么不一样，最后把它知道的密钥都换掉。',
  },
} as const satisfies Messages<typeof en>;
