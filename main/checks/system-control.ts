import type { Evidence, Observation, Severity } from '../contract/finding';
import { desktopDangers } from '../openclaw/dangers/desktop-dangers';
import type { Probes } from '../probes';
import type { ControlWay } from '../probes/system-control';
import { defineCheck } from './define/define-check';
import { compareWorse } from './define/worst-observation';
import { presenceOf } from './presence/runners';
import { dangerIssues } from './settings/danger-issues';
import { evaluateSettings } from './settings/evaluate-settings';

const en = {
  good: 'OpenClaw was given no hold on screen, keyboard or other programs',
  attention: 'OpenClaw can watch or steer the whole computer',
  'attention-medium': 'OpenClaw can watch or steer parts of this computer',
  'attention-low': 'OpenClaw may see or hear more of this computer than it should',
  unknown: 'We can’t tell whether OpenClaw can watch or steer this computer',
  'not-applicable': 'There is no OpenClaw here that could steer this computer',
  why: 'Who sees your screen reads your bank account and your chats, and who presses keys and clicks agrees to things in your name. A tricked OpenClaw needs no password for that.',
  'by-hand':
    '[darwin] Open System Settings, Privacy & Security, and go through Accessibility, Screen & System Audio Recording, Input Monitoring, Full Disk Access and Automation: switch off what is named here, then quit OpenClaw and open it again.\n[EnableNodeMode NodeScreenEnabled NodeCameraEnabled] In OpenClaw Companion, open Settings and switch off screen capture and camera, or node mode altogether.\n[CapabilityAccessManager] In Windows Settings, Privacy & security, Camera or Microphone: switch off what is named here, or “Let desktop apps access your camera”.\n[system-control.saw-keys linux] If the account is in the group “input”, take it out, and sign in again: sudo gpasswd -d ACCOUNT input\n[system-control.saw-typing] If you don’t need it, remove ydotool, and what opens /dev/uinput: a rule in /etc/udev/rules.d, or a group.\n[xhost] Take the line with xhost out of the file named here, then sign in again.\n[remote-desktop screencast] Forget what was allowed: flatpak permission-remove remote-desktop remote-desktop, and the same with screencast.\n[system-control.saw-session linux] On the sign-in screen, choose a session with Wayland if one is offered (the gear near the password), or give OpenClaw an account of its own.\n[cua-computer] openclaw plugins disable cua-computer\n[computerUse] openclaw config unset plugins.entries.codex.config.computerUse\n[desktop.host] openclaw config set desktop.host.enabled false\n[unknown] Look again as the account that OpenClaw runs under.',
  'macos-helps':
    'Open System Settings, Privacy & Security.\nSee whether OpenClaw, node or your terminal is switched on under Accessibility, Screen & System Audio Recording, Input Monitoring, Full Disk Access or Automation, and switch it off there.\nTo have Tankmate look: give it Full Disk Access there, look once, and take that away again.',
  none: 'Nothing that could be looked at gives the account {account} a hold on screen, keyboard, camera or other programs beyond its own.',
  'can-all':
    'The account {account} or a program of OpenClaw holds {count, plural, one {one right} other {# rights}} over the whole computer. The first: {what}.',
  'can-some':
    'The account {account} or a program of OpenClaw holds {count, plural, one {one right} other {# rights}} that it hardly needs. The first: {what}.',
  session:
    'On this desktop ({where}) each program of the account {account} can see the screen and all keys, so OpenClaw can too.',
  untold:
    'Whether the account {account} can watch or steer this computer can’t be told from {where}: {reason}.',
  'computer-tool': 'Its tool for this computer is turned on: the agent sees the screen, clicks and types.',
  'codex-computer':
    'Codex, which it works with, is told to use this computer: it sees the screen, clicks and types.',
  'shown-desktop':
    'The control page shows this computer’s screen, and whoever is signed in there can use it.',
  'settings-quiet': 'Its settings turn on no tool for this computer’s screen.',
  'as-administrator': 'OpenClaw runs as {account}, which may do everything here anyway.',
  hidden: 'One place could not be searched for OpenClaw: {where} ({reason}).',
  nowhere: 'No OpenClaw was found on this computer.',
  elsewhere: 'OpenClaw runs in {where}, where it doesn’t see this computer’s screen.',
  'saw-control': 'may press keys and click in other programs: {saw}',
  'saw-screen': 'may see the screen: {saw}',
  'saw-keys': 'may see what is typed: {saw}',
  'saw-files': 'may open every file: {saw}',
  'saw-programs': 'may give other programs orders: {saw}',
  'saw-typing': 'may send keys and clicks: {saw}',
  'saw-camera': 'camera: {saw}',
  'saw-microphone': 'microphone: {saw}',
  'saw-session': 'keeps no program from the others: {saw}',
} as const;

/** What each right is worth in OpenClaw's own hands. */
const WORTH: Readonly<Record<ControlWay['kind'], Severity>> = {
  control: 'high',
  screen: 'high',
  keys: 'high',
  files: 'high',
  programs: 'medium',
  typing: 'medium',
  camera: 'low',
  microphone: 'low',
  session: 'low',
};
/** At most so much where it is not OpenClaw's alone: a terminal has it for whatever is started there. */
const AT_MOST: Readonly<Record<ControlWay['by'], Severity>> = {
  own: 'critical',
  runtime: 'medium',
  helper: 'medium',
  terminal: 'low',
  session: 'low',
};
const worse = (one: Severity, other: Severity) =>
  compareWorse({ state: 'attention', severity: one }, { state: 'attention', severity: other });
const severityOf = ({ kind, by }: ControlWay): Severity =>
  worse(WORTH[kind], AT_MOST[by]) < 0 ? AT_MOST[by] : WORTH[kind];
/** Most things that are shown of one account. */
const SHOWN = 20;

/** Files of the programs that OpenClaw is started with, and apps that carry it. */
async function programsOf({ openclaw, gateways }: Probes): Promise<readonly string[]> {
  const [starts, running, copies] = await Promise.all([
    openclaw.starts(),
    gateways.running(),
    openclaw.copies(),
  ]);
  const all = [
    ...starts.items.map(({ program }) => program),
    ...running.items.map(({ file }) => file),
    ...copies.items.map(({ bundledIn }) => bundledIn),
  ];
  return [...new Set(all.flatMap((each) => (each && /[\\/]/.test(each) ? [each] : [])))];
}

/** What OpenClaw may see and do on this computer besides its own work: rights that systems grant, desktops, its settings. */
export default defineCheck({
  id: 'system-control',
  tile: 'privileges',
  clause: 'guide-3',
  article: 'https://docs.openclaw.ai/platforms/mac/permissions',
  messages: {
    en,
    'zh-CN': {
      good: '没有把屏幕、键盘和别的程序交给 OpenClaw',
      attention: 'OpenClaw 能偷看或操控整台电脑',
      'attention-medium': 'OpenClaw 能看到或操控这台电脑的一部分',
      'attention-low': 'OpenClaw 看到、听到的可能比该有的多',
      unknown: 'OpenClaw 能不能看到、操控这台电脑，说不准',
      'not-applicable': '这里没有能操控这台电脑的 OpenClaw',
      why: '看得到屏幕，就看得到您的银行账户和聊天；能替您按键、点鼠标，就能替您点“同意”。OpenClaw 要是被人骗了，做这些连密码都不用。',
      'by-hand':
        '[darwin] 打开“系统设置”里的“隐私与安全性”，逐一看“辅助功能”“录屏与系统录音”“输入监控”“完全磁盘访问权限”“自动化”：把这里列出的关掉，再退出并重新打开 OpenClaw。\n[EnableNodeMode NodeScreenEnabled NodeCameraEnabled] 在 OpenClaw Companion 的设置里关掉屏幕截取和摄像头，或者把节点模式整个关掉。\n[CapabilityAccessManager] 在 Windows“设置”的“隐私和安全性”里，打开“相机”或“麦克风”：把这里列出的关掉，或者关掉“允许桌面应用访问相机”。\n[system-control.saw-keys linux] 如果账户在“input”组里，就移出来，再重新登录：sudo gpasswd -d 账户 input\n[system-control.saw-typing] 用不着就卸载 ydotool，并去掉打开 /dev/uinput 的东西：/etc/udev/rules.d 里的规则，或者某个组。\n[xhost] 在这里列出的文件里删掉带 xhost 的那一行，再重新登录。\n[remote-desktop screencast] 取消以前的允许：flatpak permission-remove remote-desktop remote-desktop，screencast 也照样做一次。\n[system-control.saw-session linux] 登录时如果能选，就选 Wayland 会话（密码框旁边的齿轮）；或者给 OpenClaw 单独建一个账户。\n[cua-computer] openclaw plugins disable cua-computer\n[computerUse] openclaw config unset plugins.entries.codex.config.computerUse\n[desktop.host] openclaw config set desktop.host.enabled false\n[unknown] 用 OpenClaw 所用的账户再检查。',
      'macos-helps':
        '打开“系统设置”里的“隐私与安全性”。\n看看“辅助功能”“录屏与系统录音”“输入监控”“完全磁盘访问权限”“自动化”里，OpenClaw、node 或者您用的终端有没有打开，打开了就关掉。\n想让管家来看：在那里给它“完全磁盘访问权限”，检查一次，再收回。',
      none: '能看到的地方，都没有让账户 {account} 管到自己以外的屏幕、键盘、摄像头和别的程序。',
      'can-all': '账户 {account} 或者 OpenClaw 的程序有 {count} 项管到整台电脑的权限。第一项：{what}。',
      'can-some': '账户 {account} 或者 OpenClaw 的程序有 {count} 项多半用不着的权限。第一项：{what}。',
      session: '在这个桌面（{where}）上，账户 {account} 的每个程序都看得到屏幕和所有按键，OpenClaw 也一样。',
      untold: '从 {where} 看不出账户 {account} 能不能看到、操控这台电脑：{reason}。',
      'computer-tool': '操控这台电脑的工具开着：智能体看得到屏幕，还能点鼠标、打字。',
      'codex-computer': '和它配合的 Codex 被设成可以用这台电脑：看得到屏幕，还能点鼠标、打字。',
      'shown-desktop': '控制页面会显示这台电脑的屏幕，登录在那里的人都能用。',
      'settings-quiet': '它的设置里没有打开操控屏幕的工具。',
      'as-administrator': 'OpenClaw 以 {account} 运行，本来就什么都能做。',
      hidden: '有个地方没能查找 OpenClaw：{where}（{reason}）。',
      nowhere: '这台电脑上没有找到 OpenClaw。',
      elsewhere: 'OpenClaw 在 {where} 里，看不到这台电脑的屏幕。',
      'saw-control': '能在别的程序里按键、点鼠标：{saw}',
      'saw-screen': '能看到屏幕：{saw}',
      'saw-keys': '能看到键盘输入：{saw}',
      'saw-files': '能打开所有文件：{saw}',
      'saw-programs': '能指挥别的程序：{saw}',
      'saw-typing': '能发出按键和点击：{saw}',
      'saw-camera': '摄像头：{saw}',
      'saw-microphone': '麦克风：{saw}',
      'saw-session': '不把程序彼此隔开：{saw}',
    },
  },

  async inspect(probes, say) {
    const presence = await presenceOf(probes);
    const hidden = presence.gaps.map(({ where, because }) =>
      say.unknown(say('hidden', { where, reason: because })),
    );
    if (!presence.here) {
      const { elsewhere } = presence;
      const none = elsewhere.length > 0 ? say('elsewhere', { where: elsewhere }) : say('nowhere');
      return hidden.length > 0 ? hidden : [say.notApplicable(none)];
    }
    const [me, running, services, programs] = await Promise.all([
      probes.account.current(),
      probes.gateways.running(),
      probes.openclaw.services(),
      programsOf(probes),
    ]);
    const shown = ({ kind, evidence }: ControlWay): Evidence => ({
      ...evidence,
      saw: say(`saw-${kind}`, { saw: evidence.saw }),
    });

    const judged = await Promise.all(
      presence.runners.map(async ({ name, administrator }): Promise<readonly Observation[]> => {
        const account = name ?? me.name;
        if (administrator || (name === null && me.rights === 'administrator'))
          return [say.notApplicable(say('as-administrator', { account }))];
        const isIts = (each: string | null) => each === name || each === account;
        const { items, gaps, looked } = await probes.systemControl.waysOf({
          account,
          mine: name === null,
          programs,
          pids: running.items.flatMap((each) =>
            isIts(each.account) && each.where === 'this-computer' ? each.pid : [],
          ),
          grants: services.items.flatMap((each) => (isIts(each.account) && each.grants ? [each.grants] : [])),
        });
        const ways = items.toSorted((a, b) => worse(severityOf(a), severityOf(b)));
        const doubts = gaps.map(({ where, because }): Observation => {
          const said = say.unknown(say('untold', { account, where, reason: because }), [
            { kind: 'file', where, saw: because },
          ]);
          return because.id === 'control.full-disk' ? { ...said, byHand: say('macos-helps') } : said;
        });
        const [first] = ways;
        if (!first) return doubts.length > 0 ? doubts : [say.good(say('none', { account }), looked)];
        const severity = severityOf(first);
        const values = { account, count: ways.length, what: shown(first).saw };
        const because =
          first.kind === 'session'
            ? say('session', { account, where: first.evidence.where })
            : say(severity === 'high' ? 'can-all' : 'can-some', values);
        return [say.attention(severity, because, ways.slice(0, SHOWN).map(shown)), ...doubts];
      }),
    );
    const settings = await evaluateSettings(probes, (under) => ({
      issues: dangerIssues(under, desktopDangers(under.reader), (kind) => say(kind)),
      good: say('settings-quiet'),
      evidence: [under.valueEvidence('plugins.entries.cua-computer.enabled', 'false')],
    }));
    const all = [...judged.flat(), ...settings, ...hidden];
    // Where an administrator runs it, what another account or a setting gives it is no comfort.
    const isBoss = judged.some((some) => some.some(({ state }) => state === 'not-applicable'));
    return all.filter(({ state }) => !isBoss || state !== 'good');
  },
});
