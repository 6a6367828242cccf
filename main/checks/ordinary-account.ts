import type { Evidence, Observation } from '../contract/finding';
import type { Probes } from '../probes';
import type { Account } from '../probes/account';
import type { Gateway } from '../probes/gateways';
import { type CheckMessages, defineCheck } from './define/define-check';
import ordinaryAccount from './fixes/ordinary-account';

const en = {
  good: 'OpenClaw’s account is an ordinary one',
  attention: 'OpenClaw’s account can take over this computer',
  unknown: 'We can’t tell what OpenClaw’s account may do',
  'not-applicable': 'No account here runs OpenClaw',
  why: 'OpenClaw may do what its account may do. With an account that can become administrator, one wrong instruction or one stolen password is enough for the whole computer.',
  'by-hand':
    'Make a second account without administrator rights and let OpenClaw live there alone.\nOr keep an own administrator account and make the everyday one a standard account.\n[linux] On Linux, take the account out of the groups named here: sudo gpasswd -d ACCOUNT GROUP\n[unknown] If it couldn’t be told, look again as that account.',
  ordinary: 'The account {account} is in no group of administrators. What was looked at: {how}.',
  administrator: 'The account {account} has administrator rights right now ({how}).',
  'can-become':
    'The account {account} can get administrator rights with its own password or one click ({how}).',
  'as-good-as': 'The account {account} has administrator rights in all but name, without a password ({how}).',
  untold: 'What the account {account} may do can’t be seen: {how}.',
  'inside-root': 'In a container ({container}), OpenClaw runs as {account} with administrator rights.',
  'inside-ordinary': 'In a container ({container}), OpenClaw runs as {account} without administrator rights.',
  nobody: 'an account that can’t be seen',
  nothing: 'nothing could be read',
  unseen: 'One place could not be looked at: {where} ({reason}).',
  none: 'No OpenClaw was found on this computer.',
} as const;

/** Groups that lead to root without asking for a password (docs.docker.com/engine/security: the docker group is root). */
const WITHOUT_PASSWORD = /\b(docker|lxd|incus-admin|libvirt|disk)\b/;

function judge(account: Account, say: CheckMessages<typeof en>): Observation {
  const how = account.evidence[0]?.saw ?? say('nothing');
  const values = { account: account.name, how };
  const evidence: Evidence[] =
    account.evidence.length > 0
      ? [...account.evidence]
      : [{ kind: 'account', where: account.name, saw: say('nothing') }];
  switch (account.rights) {
    case 'administrator':
      return say.attention('high', say('administrator', values), evidence);
    case 'can-become':
      return typeof how === 'string' && WITHOUT_PASSWORD.test(how)
        ? say.attention('high', say('as-good-as', values), evidence)
        : say.attention('medium', say('can-become', values), evidence);
    case 'ordinary':
      return say.good(say('ordinary', values), evidence);
    case 'unknown':
      return say.unknown(say('untold', values), evidence);
  }
}

/** Numbers of accounts in a container aren't ours: only what the kernel says of its process counts. */
function inside(
  { administrator, where, pid, program, ...rest }: Gateway,
  say: CheckMessages<typeof en>,
): Observation {
  const account = rest.account ?? say('nobody');
  const container = where.replace(/^container:/, '');
  const evidence: Evidence[] = [{ kind: 'process', where: `${program} (pid ${pid})`, saw: account }];
  if (administrator === null) return say.unknown(say('untold', { account, how: say('nothing') }), evidence);
  return administrator
    ? say.attention('high', say('inside-root', { account, container }), evidence)
    : say.good(say('inside-ordinary', { account, container }), evidence);
}

/** Names of the accounts concerned; null stands for the one that looks, where Windows shows no owner. */
async function concerned({ gateways, openclaw }: Probes) {
  const [running, setups, copies] = await Promise.all([
    gateways.running(),
    openclaw.setups(),
    openclaw.copies(),
  ]);
  const here = running.items.filter(({ where }) => where === 'this-computer');
  const names = new Set([...here.map(({ account }) => account), ...setups.items.map(({ owner }) => owner)]);
  const installed = copies.items.filter(({ where }) => where === 'this-computer');
  // A program folder often belongs to root; it runs as whoever starts it.
  if (names.size === 0)
    for (const { owner } of installed) names.add(owner === 'root' || owner === '0' ? null : owner);
  return {
    names: [...names],
    contained: running.items.filter(({ where }) => where !== 'this-computer'),
    gaps: [...running.gaps, ...setups.gaps, ...copies.gaps],
  };
}

export default defineCheck({
  id: 'ordinary-account',
  fixes: [ordinaryAccount],
  tile: 'privileges',
  clause: 'guide-3',
  article: 'https://docs.openclaw.ai/gateway/security/hardened-baseline',
  leads: true,
  messages: {
    en,
    'zh-CN': {
      good: 'OpenClaw 用的是普通账户',
      attention: 'OpenClaw 用的账户能接管这台电脑',
      unknown: 'OpenClaw 用的账户能做什么，看不出来',
      'not-applicable': '这里没有账户在用 OpenClaw',
      why: '账户能做的事，OpenClaw 都能做。账户要是能变成管理员，一条错误的指令、一个泄露的密码，就能搭上整台电脑。',
      'by-hand':
        '新建一个没有管理员权限的账户，让 OpenClaw 单独住在那里。\n或者另留一个管理员账户，把日常用的账户改成标准账户。\n[linux] 在 Linux 上，把账户移出这里列出的组：sudo gpasswd -d 账户 组\n[unknown] 如果看不出来，请用那个账户再检查。',
      ordinary: '账户 {account} 不在任何管理员组里。看到的是：{how}。',
      administrator: '账户 {account} 现在就有管理员权限（{how}）。',
      'can-become': '账户 {account} 输入自己的密码或点一下就能拿到管理员权限（{how}）。',
      'as-good-as': '账户 {account} 实际上就等于管理员，连密码都不用输（{how}）。',
      untold: '账户 {account} 能做什么，看不到：{how}。',
      'inside-root': '在容器（{container}）里，OpenClaw 以 {account} 运行，带着管理员权限。',
      'inside-ordinary': '在容器（{container}）里，OpenClaw 以 {account} 运行，没有管理员权限。',
      nobody: '看不到的账户',
      nothing: '什么都没读到',
      unseen: '有个地方没能看到：{where}（{reason}）。',
      none: '这台电脑上没有找到 OpenClaw。',
    },
  },

  async inspect(probes, say) {
    const { names, contained, gaps } = await concerned(probes);
    const accounts = await Promise.all(
      names.map((name) => (name === null ? probes.account.current() : probes.account.named(name))),
    );
    const different = [...new Map(accounts.map((each) => [each.id, each])).values()];
    const all = [
      ...different.map((each) => judge(each, say)),
      ...contained.map((each) => inside(each, say)),
      ...gaps.map(({ where, because }) => say.unknown(say('unseen', { where, reason: because }))),
    ];
    return all.length > 0 ? all : [say.notApplicable(say('none'))];
  },
});
