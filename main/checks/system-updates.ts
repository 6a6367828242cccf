import type { Evidence, Observation, Severity } from '../contract/finding';
import type { SystemUpdates } from '../probes/system-updates';
import { type CheckMessages, defineCheck } from './define/define-check';
import { presenceOf } from './presence/runners';

const en = {
  good: 'This computer’s system gets its security updates',
  attention: 'This computer’s system gets no more security updates, or lacks some',
  'attention-medium': 'This computer’s system lacks security updates',
  'attention-low': 'This computer’s system should be updated soon',
  unknown: 'We can’t tell whether this computer’s system is up to date',
  'not-applicable': 'There is no OpenClaw here that would rest on this system',
  why: 'Under OpenClaw lies the system, and a hole in it is a way past everything that is set right above. Whoever tricks OpenClaw into a program needs just one that is public and not mended here.',
  'by-hand':
    '[darwin] Open System Settings, General, Software Update, and install what is offered there.\n[darwin] Beside Automatic Updates, press the (i) and turn on “Install Security Responses and system files”.\n[win32] Open Settings, Windows Update, press “Check for updates” and install what is offered there, then restart.\n[linux] On Debian, Ubuntu, Mint and their like: sudo apt update && sudo apt upgrade\n[linux] On Fedora and its like: sudo dnf upgrade --refresh\n[linux] On Arch: sudo pacman -Syu\n[linux] On openSUSE: sudo zypper patch\n[system-updates.ended] If its makers have ended it, a newer version of the system is needed; without one, let OpenClaw move to a computer that has it.\n[reboot-required RebootRequired] Restart the computer.\n[unknown] Look for updates in the settings of the system; in a container, get its newest image and make it from that again.',
  current: '{system}: no security update is missing, by its lists of {day}.',
  'current-put-in': '{system}: updates were last put in on {day}.',
  ended: '{system} has had no security updates since {day}.',
  'ended-yet':
    '{system} has had no general security updates since {day}, yet some were put in later: whether all come can’t be told.',
  pending: '{system} lacks {count, plural, one {one security update} other {# security updates}}: {names}.',
  'pending-itself':
    '{system} lacks {count, plural, one {one security update} other {# security updates}} ({names}); it installs them by itself.',
  'pending-unnamed':
    '{system} lacks {count, plural, one {one update} other {# updates}} that its makers recommend.',
  stale: '{system} was last known to be up to date {days, plural, one {# day} other {# days}} ago.',
  restart: '{system} waits for a restart, so that its updates take hold.',
  untold: 'Whether {system} is up to date can’t be told from {where}: {reason}.',
  'untold-why': 'Nothing that could be read says when {system} was last updated.',
  clock:
    '{system} knows updates of {day}, which lies ahead: the date of this computer is wrong, or that record is.',
  'this-system': 'this system',
  'this-system-first': 'This system',
  more: '{count, plural, one {# other} other {# others}}',
  hidden: 'One place could not be searched for OpenClaw: {where} ({reason}).',
  nowhere: 'No OpenClaw was found on this computer.',
} as const;

const DAY = 24 * 60 * 60 * 1000;
/** From so many rounds without an update on it is no longer a matter of days. */
const LONG = 4;

function judge(updates: SystemUpdates, now: number, say: CheckMessages<typeof en>): readonly Observation[] {
  const { lastDay, pending, knownAt, installedAt, rhythm, restartSince, evidence, gaps } = updates;
  // Most sentences begin with it.
  const system = updates.system ?? say('this-system-first');
  const bad = (severity: Severity, because: Observation['because']) =>
    say.attention(severity, because, evidence);
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const found: Observation[] = [];
  const untold = () => {
    const it = updates.system ?? say('this-system');
    const why = gaps.map(({ where, because }) => {
      const saw: Evidence = { kind: 'file', where, saw: because };
      return say.unknown(say('untold', { system: it, where, reason: because }), [...evidence, saw]);
    });
    return why.length > 0 ? why : [say.unknown(say('untold-why', { system: it }), evidence)];
  };

  const isOver = lastDay !== null && day(now) > lastDay;
  if (isOver)
    found.push(
      updates.extended
        ? say.unknown(say('ended-yet', { system, day: lastDay }), evidence)
        : bad('high', say('ended', { system, day: lastDay })),
    );
  if (pending !== null && pending.count > 0) {
    const { count, names } = pending;
    const more = count - names.length;
    const listed = [...names, ...(more > 0 ? [say('more', { count: more })] : [])];
    const because =
      names.length === 0
        ? say('pending-unnamed', { system, count })
        : say(updates.automatic === true ? 'pending-itself' : 'pending', { system, count, names: listed });
    found.push(bad(updates.automatic === true ? 'low' : 'medium', because));
  }
  if (restartSince !== null)
    found.push(bad(now - restartSince > 14 * DAY ? 'medium' : 'low', say('restart', { system })));

  const ahead = [knownAt, installedAt].filter((at) => at !== null).find((at) => at > now + 2 * DAY);
  if (ahead !== undefined) found.push(say.unknown(say('clock', { system, day: day(ahead) }), evidence));
  // Up to then it holds all that there was: what was known of is in, or all was put in.
  const through = [pending?.count === 0 ? knownAt : null, installedAt].filter((at) => at !== null);
  const latest = through.length > 0 ? Math.max(...through) : null;
  if (latest === null) return found.length > 0 ? found : untold();
  const days = Math.floor((now - latest) / DAY);
  if (days > rhythm) found.push(bad(days > rhythm * LONG ? 'medium' : 'low', say('stale', { system, days })));
  if (found.length > 0) return found;
  if (updates.system === null) return untold();
  return [
    say.good(
      say(latest === installedAt ? 'current-put-in' : 'current', { system, day: day(latest) }),
      evidence,
    ),
  ];
}

/** The system under OpenClaw: whether its makers still repair it, and whether what they repaired is in. */
export default defineCheck({
  id: 'system-updates',
  tile: 'updates',
  clause: 'guide-6',
  article: 'https://docs.openclaw.ai/vps',
  messages: {
    en,
    'zh-CN': {
      good: '这台电脑的系统在正常更新',
      attention: '这台电脑的系统不再有安全更新，或者缺了更新',
      'attention-medium': '这台电脑的系统缺安全更新',
      'attention-low': '这台电脑的系统该更新了',
      unknown: '这台电脑的系统是不是最新，说不准',
      'not-applicable': '这里没有 OpenClaw 靠这个系统运行',
      why: 'OpenClaw 底下是操作系统，系统有漏洞，上面设置得再好也会被绕过去。有人骗 OpenClaw 运行一个程序，只要系统里有一个公开了却没补的漏洞就够了。',
      'by-hand':
        '[darwin] 打开“系统设置”里的“通用”，点“软件更新”，装上里面列出的更新。\n[darwin] 点“自动更新”旁边的 (i)，打开“安装安全响应和系统文件”。\n[win32] 打开“设置”里的“Windows 更新”，点“检查更新”，装上里面列出的更新，再重启。\n[linux] Debian、Ubuntu、Mint 这一类：sudo apt update && sudo apt upgrade\n[linux] Fedora 这一类：sudo dnf upgrade --refresh\n[linux] Arch：sudo pacman -Syu\n[linux] openSUSE：sudo zypper patch\n[system-updates.ended] 如果这个版本已经停止支持，就要换成新版本的系统；换不了，就让 OpenClaw 搬到有新系统的电脑上。\n[reboot-required RebootRequired] 重启电脑。\n[unknown] 在系统的设置里检查更新；如果是容器，就拉取最新的镜像重新创建。',
      current: '{system}：按 {day} 的列表，没有缺安全更新。',
      'current-put-in': '{system}：最近一次装更新是 {day}。',
      ended: '{system} 从 {day} 起就没有安全更新了。',
      'ended-yet': '{system} 从 {day} 起一般就没有安全更新了，可之后又装过一些：是不是都有，说不准。',
      pending: '{system} 缺 {count} 个安全更新：{names}。',
      'pending-itself': '{system} 缺 {count} 个安全更新（{names}），系统会自己装上。',
      'pending-unnamed': '{system} 缺 {count} 个厂商推荐的更新。',
      stale: '上一次能确定 {system} 更新齐全，是在 {days} 天前。',
      restart: '{system} 要重启一次，更新才会生效。',
      untold: '从 {where} 看不出 {system} 是不是最新：{reason}。',
      'untold-why': '能读到的东西里，看不出 {system} 上次更新是什么时候。',
      clock: '{system} 里有 {day} 的更新，那一天还没到：这台电脑的日期不对，或者那条记录不对。',
      'this-system': '这个系统',
      'this-system-first': '这个系统',
      more: '另外 {count} 个',
      hidden: '有个地方没能查找 OpenClaw：{where}（{reason}）。',
      nowhere: '这台电脑上没有找到 OpenClaw。',
    },
  },

  async inspect(probes, say) {
    const { here, elsewhere, gaps } = await presenceOf(probes);
    // A container or machine is no stronger than the system that holds it.
    if (!here && elsewhere.length === 0)
      return gaps.length > 0
        ? gaps.map(({ where, because }) => say.unknown(say('hidden', { where, reason: because })))
        : [say.notApplicable(say('nowhere'))];
    return judge(await probes.systemUpdates.look(), Date.now(), say);
  },
});
