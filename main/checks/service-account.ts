import type { Evidence } from '../contract/finding';
import type { Service } from '../probes/openclaw';
import { defineCheck } from './define/define-check';
import ordinaryAccount from './fixes/ordinary-account';

const en = {
  good: 'OpenClaw’s service starts without administrator rights',
  attention: 'OpenClaw’s service starts with administrator rights',
  unknown: 'We can’t tell which rights OpenClaw’s service gets',
  'not-applicable': 'No service starts OpenClaw by itself',
  why: 'A service starts again after every restart. If it starts with administrator rights, whoever takes OpenClaw over keeps the whole computer.',
  'by-hand':
    'Remove the service with the rights it was made with: openclaw gateway uninstall\nSign in with an ordinary account and set it up again there: openclaw gateway install\n[linux] On Linux, a unit under /etc/systemd/system without a line User= runs as root.\n[win32] On Windows, untick “Run with highest privileges” in the task.',
  ordinary: '{name} starts it as {account}.',
  administrator: '{name} starts it as {account}, with all rights.',
  untold: 'Which account {name} starts it under can’t be seen.',
  somebody: 'the account that it belongs to',
  unseen: 'One place could not be looked at: {where} ({reason}).',
  none: 'No unit, agent or task that starts OpenClaw was found.',
} as const;

/** Runs whatever happens, signed in or not; a task with the highest rights waits for its owner to sign in. */
const isCritical = ({ kind, account }: Service) =>
  kind === 'systemd-system' || kind === 'launch-daemon' || /^(.*\\)?(SYSTEM|S-1-5-18)$/i.test(account ?? '');

export default defineCheck({
  id: 'service-account',
  // Units are files on Linux alone; elsewhere programs are asked for them.
  quick: ['linux'],
  fixes: [ordinaryAccount],
  tile: 'privileges',
  clause: 'guide-3',
  article: 'https://docs.openclaw.ai/gateway/security/hardened-baseline',
  messages: {
    en,
    'zh-CN': {
      good: 'OpenClaw 的自启动服务没有管理员权限',
      attention: 'OpenClaw 的自启动服务带着管理员权限',
      unknown: 'OpenClaw 的自启动服务有什么权限，看不出来',
      'not-applicable': '没有让 OpenClaw 自动启动的服务',
      why: '服务在每次开机后都会再启动。它要是带着管理员权限，谁控制了 OpenClaw，谁就一直控制着整台电脑。',
      'by-hand':
        '用当初安装它的权限把服务卸掉：openclaw gateway uninstall\n登录一个普通账户，在那里重新安装：openclaw gateway install\n[linux] 在 Linux 上，/etc/systemd/system 里没有 User= 这一行的服务就是以 root 运行的。\n[win32] 在 Windows 上，取消勾选任务里的“使用最高权限运行”。',
      ordinary: '{name} 用 {account} 启动它。',
      administrator: '{name} 用 {account} 启动它，带着全部权限。',
      untold: '{name} 用哪个账户启动它，看不到。',
      somebody: '所属的账户',
      unseen: '有个地方没能看到：{where}（{reason}）。',
      none: '没有找到会启动 OpenClaw 的服务、启动项或计划任务。',
    },
  },

  async inspect({ openclaw }, say) {
    const { items, gaps } = await openclaw.services();
    const judge = (service: Service) => {
      const { name, file, administrator } = service;
      const account = service.account ?? say('somebody');
      const evidence: Evidence[] = [
        {
          kind: 'service',
          where: file,
          saw: service.account ?? service.kind,
          ...(service.account !== null && { facts: { account: service.account } }),
        },
      ];
      if (administrator === null) return say.unknown(say('untold', { name }), evidence);
      if (!administrator) return say.good(say('ordinary', { name, account }), evidence);
      const severity = isCritical(service) ? 'critical' : 'high';
      return say.attention(severity, say('administrator', { name, account }), evidence);
    };
    const hidden = gaps.map(({ where, because }) => say.unknown(say('unseen', { where, reason: because })));
    const all = [...items.map(judge), ...hidden];
    return all.length > 0 ? all : [say.notApplicable(say('none'))];
  },
});
