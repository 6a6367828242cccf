import type { Messages } from '../../main/i18n/messages';

const en = {
  'leave.title': 'Leave OpenClaw safely',
  'leave.lead': 'Nothing is taken away yet. You choose here, and confirm on the next page.',
  'leave.goes': 'What goes',
  'leave.goes.copies':
    '{count, plural, =0 {Every copy of OpenClaw that is found} one {The copy of OpenClaw:} other {All # copies of OpenClaw:}}',
  'leave.goes.services': 'Its services and whatever starts it by itself',
  'leave.goes.lines': 'Its lines in your shell’s start files',
  'leave.goes.backups': 'Backups that hold keys',
  'leave.goes.named':
    'What a program can’t take away safely (a container, an app that carries OpenClaw, another account’s copy) is left alone and named at the end.',
  'leave.export': 'First of all',
  'leave.export.so':
    'Its data is exported: settings, memory, chat records, workspace. Nothing is taken away before that is complete. Where the export lies is told at the end.',
  'leave.data': 'And its data here?',
  'leave.data.keep': 'Keep it where it is',
  'leave.data.keep.so': 'For coming back later. Keys in it still lie on this computer.',
  'leave.data.delete': 'Take it away too',
  'leave.data.delete.so': 'It is put away with the rest. The export stays.',
  'leave.next': 'Go on to confirming',
  'leave.not': 'Not now',
  'leave.sure': 'Take OpenClaw off this computer?',
  'leave.sure.keep': 'Its data is exported, OpenClaw is taken away, and its data stays where it is.',
  'leave.sure.delete': 'Its data is exported, then OpenClaw and its data are taken away.',
  'leave.after': 'What comes then',
  'leave.after.back':
    'What was taken away is put aside first: it can come back until it is deleted for good.',
  'leave.after.keys': 'You get the list of keys that lay there, with the pages on which to revoke them.',
  'leave.after.look': 'Tankmate looks again, and says if anything is left.',
  'leave.go': 'Take it off now',
  'leave.back': 'Back to choosing',

  'forget.section': 'Put away when OpenClaw left',
  'forget.section.so':
    '{count, plural, one {# thing still lies} other {# things still lie}} there, {size}. Until you delete it, it can come back.',
  'forget.press': 'Delete for good what was put away…',
  'forget.title': 'Delete this for good?',
  'forget.lead': 'This is the one thing here that can’t be undone. Nothing is deleted yet.',
  'forget.what': '{count, plural, one {# thing} other {# things}}, {size}',
  'forget.place': 'All of it lies here, and nothing outside of it is touched:',
  'forget.then': 'What comes then',
  'forget.then.undo':
    'Leaving, and changes to what is deleted, can’t be taken back any more. They stay in the history.',
  'forget.then.texts':
    'What those files said before is erased from Tankmate’s own notes too. It may hold keys.',
  'forget.then.keys': 'Deleted keys still work for whoever copied them: renew them with their providers.',
  'forget.go': 'Delete it for good ({size})',
  'forget.not': 'Keep it, back to the changes',
  'forget.none': 'Nothing is put away',
} as const;

/** Taking OpenClaw off the computer. */
export const pageUninstallMessages = {
  en,
  'zh-CN': {
    'leave.title': '放心告别 OpenClaw',
    'leave.lead': '现在还什么都不动。先在这里选，下一页再确认。',
    'leave.goes': '会移走什么',
    'leave.goes.copies': '{count, plural, =0 {找到的每一份 OpenClaw} other {找到的 # 份 OpenClaw：}}',
    'leave.goes.services': '它的后台服务，以及会让它自动启动的东西',
    'leave.goes.lines': '命令行启动文件里和它有关的行',
    'leave.goes.backups': '存着密钥的备份',
    'leave.goes.named':
      '程序没法放心移走的（容器、自带 OpenClaw 的软件、别的账户的那一份）不会动，最后会告诉您是哪些。',
    'leave.export': '在这之前',
    'leave.export.so':
      '先把它的数据导出来：设置、记忆、聊天记录、工作区。导出完整之后才会动手。导出放在哪里，最后会告诉您。',
    'leave.data': '这台电脑上的数据呢？',
    'leave.data.keep': '留在原处',
    'leave.data.keep.so': '方便以后再用。不过里面的密钥也还在这台电脑上。',
    'leave.data.delete': '也一起移走',
    'leave.data.delete.so': '和其他东西收在一处，导出的那份留着。',
    'leave.next': '下一步：确认',
    'leave.not': '先不卸载',
    'leave.sure': '要把 OpenClaw 从这台电脑上卸载吗？',
    'leave.sure.keep': '先导出数据，再移走 OpenClaw，数据留在原处。',
    'leave.sure.delete': '先导出数据，再把 OpenClaw 和它的数据一起移走。',
    'leave.after': '卸载以后',
    'leave.after.back': '移走的东西先收在一边，彻底删除之前都能搬回来。',
    'leave.after.keys': '会列出放在那里的密钥，以及到哪里去作废。',
    'leave.after.look': '管家会再检查一遍，看看还留下什么，都告诉您。',
    'leave.go': '现在卸载',
    'leave.back': '回去重选',

    'forget.section': '卸载时收起来的东西',
    'forget.section.so': '还有 {count} 样放在那里，共 {size}。删除之前都能搬回来。',
    'forget.press': '彻底删除收起来的东西…',
    'forget.title': '要彻底删除这些吗？',
    'forget.lead': '这里只有这件事不能撤销。现在还什么都没有删。',
    'forget.what': '{count} 样，共 {size}',
    'forget.place': '都放在这里，别处一概不动：',
    'forget.then': '删除以后',
    'forget.then.undo': '这次卸载，以及对这些东西做过的改动，都不能再撤销；记录还留着。',
    'forget.then.texts': '管家自己记下的这些文件的旧内容也一并抹掉，里面可能有密钥。',
    'forget.then.keys': '密钥删掉了，被人抄走的那份还能用：请到提供它的网站换掉。',
    'forget.go': '彻底删除（{size}）',
    'forget.not': '先留着，回到改动和记录',
    'forget.none': '没有收起来的东西',
  },
} as const satisfies Messages<typeof en>;
