import type { Evidence, Observation, Severity } from '../contract/finding';
import type { EscalationWay, WayKind } from '../probes/escalation';
import { defineCheck } from './define/define-check';
import { presenceOf } from './presence/runners';

const en = {
  good: 'No hidden way to administrator rights was found',
  attention: 'OpenClaw’s account can become administrator, and nobody is asked',
  'attention-medium': 'OpenClaw’s account may become administrator, and nobody is asked',
  unknown: 'We can’t tell whether there is a hidden way to administrator rights',
  'not-applicable': 'There is no account here for OpenClaw to get out of',
  why: 'An ordinary account holds OpenClaw only if it stays one. One rule without a password, or one program of the administrator’s that it can change, and a wrong instruction has the whole computer.',
  'by-hand':
    '[hidden-administrator.saw-rule hidden-administrator.saw-commands] In the file and line named here, take out NOPASSWD, nopass or the whole rule; for sudo with: sudo visudo\n[hidden-administrator.saw-runs hidden-administrator.saw-command linux darwin] Give what is named here, and the folders above it, back to the administrator: sudo chown root FILE && sudo chmod go-w FILE\n[hidden-administrator.saw-runs win32] Folder properties, Security: leave changes to SYSTEM and Administrators.\n[hidden-administrator.saw-socket hidden-administrator.saw-disk hidden-administrator.saw-disk-reads] Close it to all but its own group: sudo chmod o-rw FILE, and take the account out of the group.\n[hidden-administrator.saw-power hidden-administrator.saw-group] Take AmbientCapabilities= and SupplementaryGroups= out of the unit; of a program’s file: sudo setcap -r FILE\n[hidden-administrator.saw-setuid] Take the mark away: sudo chmod u-s FILE\n[hidden-administrator.saw-policy] Put it back in the policies of this computer, or ask whoever set it.\n[unknown] Only an administrator may read all of it: sign in as one and look once from there, on Linux and macOS in a terminal with sudo -H tankmate inspect.\n[unknown win32] For services: look in services.msc whether each program lies where only administrators may write.',
  'is-open':
    'The account {account} can get administrator rights by {count, plural, one {# way} other {# ways}} with nobody being asked. The first: {where}.',
  'may-be-open':
    'The account {account} has {count, plural, one {# thing} other {# things}} that may lead to administrator rights with nobody being asked. The first: {where}.',
  none: 'The account {account} can change nothing that the administrator runs, and no rule that could be read lets it become one without a password. Special rights of a program’s own file show only while it runs.',
  untold: 'What {where} gives to the account {account} can’t be told: {reason}.',
  'as-administrator': 'OpenClaw runs as {account}, which is the administrator openly.',
  hidden: 'One place could not be searched for OpenClaw: {where} ({reason}).',
  nowhere: 'No OpenClaw was found on this computer.',
  elsewhere:
    'OpenClaw runs in {where}; the checks on containers and virtual machines say how it could get out.',
  'saw-rule': 'a rule that asks for no password: {saw}',
  'saw-commands': 'a rule for single commands that asks for no password: {saw}',
  'saw-runs': 'decides what the administrator runs: {saw}',
  'saw-command': 'a command that an administrator may start by its name: {saw}',
  'saw-socket': 'an engine that runs as the administrator listens here: {saw}',
  'saw-disk': 'a whole disk that it can write to: {saw}',
  'saw-disk-reads': 'a whole disk that it can read, with everybody’s files: {saw}',
  'saw-power': 'its processes get rights that are as good as the administrator’s: {saw}',
  'saw-group': 'its processes get a group that is as good as the administrator: {saw}',
  'saw-setuid': 'runs as the administrator whoever starts it: {saw}',
  'saw-policy': 'a setting of this computer: {saw}',
} as const;

/** What takes more than one step, or luck. */
const MAYBE: readonly WayKind[] = ['commands', 'command', 'disk-reads'];
/** Most things that are shown of one account. */
const SHOWN = 20;

export default defineCheck({
  id: 'hidden-administrator',
  tile: 'privileges',
  clause: 'guide-3',
  article: 'https://docs.openclaw.ai/gateway/security/hardened-baseline',
  messages: {
    en,
    'zh-CN': {
      good: '没有发现暗中变成管理员的路',
      attention: 'OpenClaw 用的账户不用问任何人就能变成管理员',
      'attention-medium': 'OpenClaw 用的账户可能不用问任何人就变成管理员',
      unknown: '有没有暗中变成管理员的路，说不准',
      'not-applicable': '这里没有 OpenClaw 需要突破的账户',
      why: '普通账户要一直是普通账户，才管得住 OpenClaw。只要有一条免密码的规则，或者管理员运行的某个程序它能改，一条错误的指令就能拿下整台电脑。',
      'by-hand':
        '[hidden-administrator.saw-rule hidden-administrator.saw-commands] 在这里列出的文件和行里，去掉 NOPASSWD、nopass 或整条规则；sudo 的规则用：sudo visudo\n[hidden-administrator.saw-runs hidden-administrator.saw-command linux darwin] 把这里列出的文件和它上面的文件夹还给管理员：sudo chown root 文件 && sudo chmod go-w 文件\n[hidden-administrator.saw-runs win32] 在“属性”的“安全”里，只让 SYSTEM 和 Administrators 改动。\n[hidden-administrator.saw-socket hidden-administrator.saw-disk hidden-administrator.saw-disk-reads] 只留给它自己的组：sudo chmod o-rw 文件，再把账户移出那个组。\n[hidden-administrator.saw-power hidden-administrator.saw-group] 从服务文件里去掉 AmbientCapabilities= 和 SupplementaryGroups=；如果是程序文件自带的：sudo setcap -r 文件\n[hidden-administrator.saw-setuid] 去掉这个标记：sudo chmod u-s 文件\n[hidden-administrator.saw-policy] 在这台电脑的策略里改回来，或者问问是谁设的。\n[unknown] 只有管理员才能全部读到：用管理员登录，从那里检查一次；Linux 和 macOS 上在终端里用 sudo -H tankmate inspect。\n[unknown win32] 服务：在 services.msc 里看看，每个程序是不是放在只有管理员能写的地方。',
      'is-open': '账户 {account} 有 {count} 条路，不用问任何人就能拿到管理员权限。第一条：{where}。',
      'may-be-open': '账户 {account} 有 {count} 处，可能不用问任何人就通向管理员权限。第一处：{where}。',
      none: '账户 {account} 改不了管理员运行的任何东西，读得到的规则里也没有让它免密码变成管理员的。程序文件自带的特殊权限，要在它运行时才看得到。',
      untold: '{where} 给了账户 {account} 什么，看不出来：{reason}。',
      'as-administrator': 'OpenClaw 以 {account} 运行，它本来就是管理员。',
      hidden: '有个地方没能查找 OpenClaw：{where}（{reason}）。',
      nowhere: '这台电脑上没有找到 OpenClaw。',
      elsewhere: 'OpenClaw 在 {where} 里；它能不能跑出来，由容器和虚拟机那几项检查来说。',
      'saw-rule': '免密码的规则：{saw}',
      'saw-commands': '对个别命令免密码的规则：{saw}',
      'saw-runs': '决定管理员运行什么：{saw}',
      'saw-command': '管理员可能会按名字启动的命令：{saw}',
      'saw-socket': '以管理员身份运行的引擎在这里接受命令：{saw}',
      'saw-disk': '它能写的整块磁盘：{saw}',
      'saw-disk-reads': '它能读的整块磁盘，上面有所有人的文件：{saw}',
      'saw-power': '它的进程得到了等同管理员的权限：{saw}',
      'saw-group': '它的进程得到了等同管理员的组：{saw}',
      'saw-setuid': '不管谁启动，都以管理员身份运行：{saw}',
      'saw-policy': '这台电脑的设置：{saw}',
    },
  },

  async inspect(probes, say) {
    const presence = await presenceOf(probes);
    const hidden = presence.gaps.map(({ where, because }) =>
      say.unknown(say('hidden', { where, reason: because })),
    );
    if (!presence.here) {
      if (hidden.length > 0) return hidden;
      const { elsewhere } = presence;
      return [
        say.notApplicable(elsewhere.length > 0 ? say('elsewhere', { where: elsewhere }) : say('nowhere')),
      ];
    }
    const [me, running, services] = await Promise.all([
      probes.account.current(),
      probes.gateways.running(),
      probes.openclaw.services(),
    ]);
    const shown = ({ kind, evidence }: EscalationWay): Evidence => ({
      ...evidence,
      saw: say(`saw-${kind}`, { saw: evidence.saw }),
    });
    const opened = (
      account: string,
      severity: Severity,
      ways: readonly EscalationWay[],
    ): readonly Observation[] => {
      const [first] = ways;
      if (!first) return [];
      const values = { account, count: ways.length, where: first.evidence.where };
      const because = severity === 'high' ? say('is-open', values) : say('may-be-open', values);
      return [say.attention(severity, because, ways.slice(0, SHOWN).map(shown))];
    };

    const judged = await Promise.all(
      presence.runners.map(async ({ name, administrator }): Promise<readonly Observation[]> => {
        const account = name ?? me.name;
        const isOpenly = administrator || (name === null && me.rights === 'administrator');
        if (isOpenly) return [say.notApplicable(say('as-administrator', { account }))];
        const isIts = (each: string | null) =>
          each === name || (each !== null && [account, name === null ? me.id : null].includes(each));
        const { items, gaps, looked } = await probes.escalation.waysOf({
          account,
          pids: running.items.flatMap((each) =>
            isIts(each.account) && each.where === 'this-computer' ? each.pid : [],
          ),
          grants: services.items.flatMap(({ grants, file, account: own }) =>
            isIts(own) && grants ? [{ ...grants, file }] : [],
          ),
        });
        const high = items.filter(({ kind }) => !MAYBE.includes(kind));
        const maybe = items.filter(({ kind }) => MAYBE.includes(kind));
        const doubts = gaps.map(({ where, because }) =>
          say.unknown(say('untold', { account, where, reason: because }), [
            { kind: 'file', where, saw: because },
          ]),
        );
        const all = [...opened(account, 'high', high), ...opened(account, 'medium', maybe), ...doubts];
        return all.length > 0 ? all : [say.good(say('none', { account }), looked)];
      }),
    );
    return [...judged.flat(), ...hidden];
  },
});
