import type { Evidence } from '../contract/finding';
import type { Gateway } from '../probes/gateways';
import { defineCheck } from './define/define-check';
import ordinaryAccount from './fixes/ordinary-account';

const en = {
  good: 'The gateway runs without administrator rights',
  attention: 'The gateway is the boss of this computer',
  unknown: 'We can’t tell which rights the gateway has',
  'not-applicable': 'No gateway is running now',
  why: 'Whatever the gateway may do, anyone who tricks it may do as well. With administrator rights that is everything: read every file, change every program, stay for good.',
  'by-hand':
    'Stop it: openclaw gateway stop\nStart it under an ordinary account that isn’t an administrator.\nNever start it with sudo or “Run as administrator”.\n[unknown] If it couldn’t be told, look again as that account, not as an administrator.',
  ordinary: 'It runs as {account}, which has no administrator rights of its own.',
  administrator: 'It runs as {account} and may do everything on this computer.',
  inside:
    'It runs as {account} inside a container ({container}). A hole in the container’s wall makes that the whole computer.',
  untold: 'It runs as {account}. Whether it was started with administrator rights can’t be seen.',
  nobody: 'an account that can’t be seen',
  unseen: 'One place could not be looked at: {where} ({reason}).',
  none: 'No gateway of OpenClaw was found among the running programs.',
} as const;

export default defineCheck({
  id: 'gateway-owner',
  fixes: [ordinaryAccount],
  tile: 'privileges',
  clause: 'guide-3',
  article: 'https://docs.openclaw.ai/gateway/security/hardened-baseline',
  messages: {
    en,
    'zh-CN': {
      good: '网关没有管理员权限',
      attention: '网关在这台电脑上当了管理员',
      unknown: '网关有什么权限，看不出来',
      'not-applicable': '现在没有网关在运行',
      why: '网关能做的事，骗过它的人也都能做。它要是管理员，就等于什么都能做：看所有文件、改所有程序、长期潜伏。',
      'by-hand':
        '先停下它：openclaw gateway stop\n换一个不是管理员的普通账户来启动它。\n不要用 sudo，也不要“以管理员身份运行”。\n[unknown] 如果看不出来，请用那个账户再检查，别用管理员账户。',
      ordinary: '它以 {account} 运行，这个账户本身没有管理员权限。',
      administrator: '它以 {account} 运行，在这台电脑上什么都能做。',
      inside: '它在容器（{container}）里以 {account} 运行。容器一旦有漏洞，整台电脑就归它了。',
      untold: '它以 {account} 运行。启动时有没有带管理员权限，看不到。',
      nobody: '看不到的账户',
      unseen: '有个地方没能看到：{where}（{reason}）。',
      none: '正在运行的程序里没有 OpenClaw 网关。',
    },
  },

  async inspect({ gateways }, say) {
    const { items, gaps } = await gateways.running();
    const judge = ({ pid, program, administrator, where, ...rest }: Gateway) => {
      const account = rest.account ?? say('nobody');
      const evidence: Evidence[] = [
        {
          kind: 'process',
          where: `${program} (pid ${pid})`,
          saw: account,
          ...(rest.account !== null && { facts: { account: rest.account } }),
        },
      ];
      if (administrator === null) return say.unknown(say('untold', { account }), evidence);
      if (!administrator) return say.good(say('ordinary', { account }), evidence);
      if (where === 'this-computer')
        return say.attention('critical', say('administrator', { account }), evidence);
      const container = where.replace(/^container:/, '');
      return say.attention('high', say('inside', { account, container }), evidence);
    };
    const hidden = gaps.map(({ where, because }) => say.unknown(say('unseen', { where, reason: because })));
    const all = [...items.map(judge), ...hidden];
    return all.length > 0 ? all : [say.notApplicable(say('none'))];
  },
});
