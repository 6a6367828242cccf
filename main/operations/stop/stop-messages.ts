import type { Messages } from '../../i18n/messages';

const en = {
  'stop.does': 'Stop OpenClaw now',
  'stop.does-as-admin': 'Stop the OpenClaw that needs an administrator',
  'stop.nothing-ran': 'No OpenClaw was running. Nothing was changed.',
  'stop.stopped':
    '{ended, plural, =0 {No OpenClaw was running} one {# OpenClaw program was ended} other {# OpenClaw programs were ended}}.{held, plural, =0 {} one { # service is held back until you undo this.} other { # services are held back until you undo this.}}',
  'stop.may-return':
    'What started it still runs and may start it again: {what}. Tankmate left it alone, as it may do other things too.',
  'stop.services-unseen':
    'Not every service could be looked at ({where}), so one may start it again at the next sign-in.',
  'stop.again': 'To use it again, start it the way you did before.',
  'stop.still-running': 'It still runs: {what}.',
  'stop.one-running': '{program} (pid {pid})',
  'stop.one-restarted': '{program} (pid {pid}), started again by {parent} (pid {parentPid})',
  'stop.one-other': '{program} (pid {pid}, account {account})',
  'stop.one-service': 'the service {file}',
  'stop.one-port': 'port {port}',
  'stop.others':
    'Not this account’s, so left alone: {what}. Whoever uses that account can stop it there, or an administrator with sudo tankmate stop.',
  'stop.unsure': 'Left alone, as it can’t be told whether it is OpenClaw: {what}.',
  'stop.both': '{first} {second}',
  'stop.container': 'the container {name}',
  'stop.could-not-look': 'What runs could not be seen in full: {where}.',
} as const;

/** What "stop it now" says. */
export const stopMessages: Messages<typeof en> = {
  en,
  'zh-CN': {
    'stop.does': '马上停下 OpenClaw',
    'stop.does-as-admin': '停下需要管理员权限的 OpenClaw',
    'stop.nothing-ran': '没有正在运行的 OpenClaw，什么也没改。',
    'stop.stopped':
      '{ended, plural, =0 {没有正在运行的 OpenClaw} other {已结束 # 个 OpenClaw 程序}}。{held, plural, =0 {} other {# 个服务已被拦住，撤销之前不会再启动。}}',
    'stop.may-return': '启动它的程序还在运行，可能会再启动它：{what}。它也许还有别的用处，所以没有动它。',
    'stop.services-unseen': '有的服务没能查看（{where}），下次登录时它可能会再把 OpenClaw 启动起来。',
    'stop.again': '想再用时，按原来的方式启动。',
    'stop.still-running': '还有没停下来的：{what}。',
    'stop.one-running': '{program}（进程 {pid}）',
    'stop.one-restarted': '{program}（进程 {pid}），又被 {parent}（进程 {parentPid}）启动了',
    'stop.one-other': '{program}（进程 {pid}，账户 {account}）',
    'stop.one-service': '服务 {file}',
    'stop.one-port': '端口 {port}',
    'stop.others':
      '这些不是当前账户的，没有动：{what}。要停掉它，请到那个账户里操作，或由管理员运行 sudo tankmate stop。',
    'stop.unsure': '看不出是不是 OpenClaw，没有动：{what}。',
    'stop.both': '{first}{second}',
    'stop.container': '容器 {name}',
    'stop.could-not-look': '正在运行的程序没能看全：{where}。',
  },
};
