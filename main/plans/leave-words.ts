import type { Words } from '../language/words';

const en = {
  'leave.does': 'Take OpenClaw off this computer',
  'leave.does-as-admin': 'Take away what belongs to the whole computer',
  'leave.does-forget': 'Delete for good what was put away',
  'leave.exporting': 'Saving your data before anything is put away',
  'leave.nothing': 'There was nothing of OpenClaw here to take away.',
  'leave.gone':
    'A new look finds nothing of OpenClaw any more. What was taken away lies in {place} until you delete it for good.',
  'leave.gone-kept':
    'A new look finds nothing of OpenClaw any more but the data that you keep. What was taken away lies in {place} until you delete it for good.',
  'leave.still-there': 'It is still there: {what}.',
  'leave.left': 'What could be taken away is gone; it lies in {place}. Still here: {what}.',
  'leave.exported':
    'Your data was saved in {file} first, and read back: {count, plural, one {# file} other {# files}}.',
  'leave.exported-without':
    'Your data was saved in {file} first, and read back: {count, plural, one {# file} other {# files}}. {skipped, plural, one {# thing that is no file} other {# things that are no files}} (sockets) could not be saved.',
  'leave.not-exported': 'Your data could not be saved ({reason}), so nothing was taken away.',
  'leave.running': 'OpenClaw still runs, so nothing was taken away.',
  'leave.container': '{where}: remove the container or the machine with the program that made it',
  'leave.app': '{where}: an app that carries OpenClaw; remove the app',
  'leave.checkout': '{where}: a checkout that may hold your own work',
  'leave.unknown-copy': '{where}: a copy whose installer could not be told',
  'leave.others': '{where}: it belongs to another account',
  'leave.stuck': '{where}: this account may not move it',
  'leave.service': '{where}: a service that takes an administrator',
  'leave.state': '{where}: a folder that is not surely OpenClaw’s alone',
  'leave.workspace': '{where}: your workspace, which stays',
  'leave.kept': '{where}: the data that you keep',
  'leave.command': '{where}: a command that starts OpenClaw',
  'leave.line': '{where}: lines of OpenClaw in a start file of the shell',
  'leave.copy': '{where}: a copy',
  'leave.process': '{where}: a running program',
  'leave.unseen': '{where} (could not be looked at)',
  'leave.forgotten': 'It is deleted for good. It can’t be brought back any more.',
  'leave.nothing-to-forget': 'Nothing lies there that was put away when OpenClaw left.',
  'leave.cron': 'Tables of cron(8) could not be looked at: “crontab -l” shows yours.',
} as const;

/** What "leave safely" says. */
export const leaveWords: Words<typeof en> = {
  en,
  'zh-CN': {
    'leave.does': '把 OpenClaw 从这台电脑上请走',
    'leave.does-as-admin': '移走属于整台电脑的部分',
    'leave.does-forget': '彻底删除收起来的东西',
    'leave.exporting': '动手之前先保存您的数据',
    'leave.nothing': '这里没有要移走的 OpenClaw。',
    'leave.gone': '又查了一遍，已经没有 OpenClaw 的任何东西。移走的都放在 {place}，等您彻底删除。',
    'leave.gone-kept':
      '又查了一遍，除了您要保留的数据，已经没有 OpenClaw 的任何东西。移走的都放在 {place}，等您彻底删除。',
    'leave.still-there': '还在这里：{what}。',
    'leave.left': '能移走的都移走了，放在 {place}。还留着：{what}。',
    'leave.exported': '您的数据已先保存到 {file}，并逐个读回核对过：{count, plural, other {# 个文件}}。',
    'leave.exported-without':
      '您的数据已先保存到 {file}，并逐个读回核对过：{count, plural, other {# 个文件}}。另有{skipped, plural, other { # 个}}不是文件的东西（套接字）没法保存。',
    'leave.not-exported': '您的数据没能保存下来（{reason}），所以什么也没移走。',
    'leave.running': 'OpenClaw 还在运行，所以什么也没移走。',
    'leave.container': '{where}：请用当初创建它的程序删除这个容器或虚拟机',
    'leave.app': '{where}：这个软件自带 OpenClaw，请卸载它',
    'leave.checkout': '{where}：一份源代码，里面可能有您自己的改动',
    'leave.unknown-copy': '{where}：看不出是怎么安装的一份',
    'leave.others': '{where}：属于别的账户',
    'leave.stuck': '{where}：当前账户不能移动它',
    'leave.service': '{where}：要管理员才能去掉的服务',
    'leave.state': '{where}：不能确定这个文件夹只属于 OpenClaw',
    'leave.workspace': '{where}：您的工作区，原样保留',
    'leave.kept': '{where}：您要保留的数据',
    'leave.command': '{where}：启动 OpenClaw 的命令',
    'leave.line': '{where}：终端启动文件里还有 OpenClaw 的几行',
    'leave.copy': '{where}：一份 OpenClaw',
    'leave.process': '{where}：正在运行的程序',
    'leave.unseen': '{where}（没能查看）',
    'leave.forgotten': '已经彻底删除，不能再恢复了。',
    'leave.nothing-to-forget': '没有收起来等着删除的东西。',
    'leave.cron': '定时任务表没能查看，可以用“crontab -l”看看您自己的。',
  },
};
