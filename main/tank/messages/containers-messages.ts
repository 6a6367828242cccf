import type { Messages } from '../../i18n/messages';

const en = {
  'tank.containers-now-import-base': 'Handing the base system to the container engine',
  'tank.containers-now-open-workshop': 'Opening it, to put in what OpenClaw needs',
  'tank.containers-now-keep-prepared': 'Keeping what is in it so far',
  'tank.containers-now-keep-inside': 'Keeping the finished inside',
  'tank.containers-now-make-home': 'Making a place for what OpenClaw keeps',
  'tank.containers-no-engine': '{engine} is not on this computer any more. Install it again, then go on.',
  'tank.containers-slow': '{engine} did not answer in time. Go on when the computer has less to do.',
  'tank.containers-refused': '{engine} refused. What it said is in the log.',
  'tank.containers-garbled':
    '{engine} gave an answer that Tankmate can’t read. A newer Tankmate may know it.',
  'tank.containers-remote':
    '{engine} is set up to work on another computer. A tank is made on this one only: choose the local engine, then go on.',
  'tank.containers-not-rootless':
    '{engine} would run with administrator rights here. Start Tankmate from an ordinary account, then go on.',
  'tank.containers-no-network':
    '{engine} has nothing here that gives a container a network of its own. Install slirp4netns or passt, then go on.',
  'tank.containers-engine-off': '{engine} does not run. Start it, then go on.',
  'tank.containers-not-closed':
    'The rules that close the tank’s network are not in force, so OpenClaw was not started. Go on to try again.',
  'tank.containers-other-image':
    'The base system that this tank was begun with is not the one that Tankmate has now. Remove the tank and make it again.',
  'tank.containers-left':
    '{count, plural, one {# thing of the tank is} other {# things of the tank are}} still there. Remove it once more.',
  'tank.containers-snapshot-name': 'A snapshot’s name has letters, digits, dots and hyphens only.',
  'tank.containers-no-snapshot': 'There is no snapshot “{name}”.',
  'tank.containers-saw-settings':
    'No rights, no new ones to be had, a system that can’t be written to, a network of its own: {count} settings looked at.',
  'tank.containers-saw-settings-open': 'These settings give it more than it should have: {names}.',
  'tank.containers-saw-settings-untold': 'The engine did not tell these settings: {names}.',
  'tank.containers-saw-mounts': 'Nothing is mounted but its own home.',
  'tank.containers-saw-mounts-open': 'Mounted although it does not belong there: {what}.',
  'tank.containers-saw-mounts-untold': 'The engine did not tell what is mounted.',
  'tank.containers-saw-devices': 'No device was handed in.',
  'tank.containers-saw-clipboard': 'No socket of the screen, the sound or the session was handed in.',
  'tank.containers-saw-ports': 'One door, at {door}, for this computer only.',
  'tank.containers-saw-ports-open': 'Doors that others may come in by: {doors}.',
  'tank.containers-saw-ports-untold': 'The engine did not tell which doors are open.',
  'tank.containers-saw-limits':
    'At most {memory} MiB of memory, {processors} processors and {processes} processes. Containers have no limit for the disk.',
  'tank.containers-saw-limits-kernel':
    'Not limited: {what}. This computer’s kernel doesn’t let containers without root be limited (cgroup v2 with these controllers is missing).',
  'tank.containers-saw-limits-open': 'Not limited as planned: {what}.',
  'tank.containers-saw-limits-untold': 'The engine did not tell the limits.',
  'tank.containers-saw-not-running': 'The tank’s containers are not running.',
} as const;

/** Words for Podman and Docker. */
export const containersMessages = {
  en,
  'zh-CN': {
    'tank.containers-now-import-base': '正在把基础系统交给容器引擎',
    'tank.containers-now-open-workshop': '正在打开它，准备放进 OpenClaw 要用的东西',
    'tank.containers-now-keep-prepared': '正在保存目前放好的内容',
    'tank.containers-now-keep-inside': '正在保存布置好的缸里',
    'tank.containers-now-make-home': '正在给 OpenClaw 留一块存东西的地方',
    'tank.containers-no-engine': '这台电脑上找不到 {engine} 了。重新安装后再继续。',
    'tank.containers-slow': '{engine} 没有及时回应。等电脑空一些再继续。',
    'tank.containers-refused': '{engine} 拒绝了。它的原话在日志里。',
    'tank.containers-garbled': '{engine} 的回答管家读不懂。新版的管家也许能读。',
    'tank.containers-remote': '{engine} 现在指向另一台电脑。鱼缸只建在本机：请换成本机的引擎再继续。',
    'tank.containers-not-rootless': '{engine} 在这里会带着管理员权限运行。请用普通账户启动管家再继续。',
    'tank.containers-no-network':
      '这里的 {engine} 没法给容器单独的网络。安装 slirp4netns 或 passt 后再继续。',
    'tank.containers-engine-off': '{engine} 没有运行。启动它再继续。',
    'tank.containers-not-closed': '封住鱼缸网络的规则没有生效，所以没有启动 OpenClaw。点继续再试一次。',
    'tank.containers-other-image': '这个鱼缸开始时用的基础系统，和管家现在的不一样。请删掉它重新建。',
    'tank.containers-left': '鱼缸还有 {count, plural, other {# 样东西没删掉}}。请再删一次。',
    'tank.containers-snapshot-name': '存档的名字只能用字母、数字、点和连字符。',
    'tank.containers-no-snapshot': '没有叫“{name}”的存档。',
    'tank.containers-saw-settings': '没有权限，也拿不到新权限，系统不可写，网络独立：共查了 {count} 项设置。',
    'tank.containers-saw-settings-open': '这些设置给得太多：{names}。',
    'tank.containers-saw-settings-untold': '引擎没有说明这些设置：{names}。',
    'tank.containers-saw-mounts': '除了它自己的家，什么也没挂进去。',
    'tank.containers-saw-mounts-open': '挂进了不该有的东西：{what}。',
    'tank.containers-saw-mounts-untold': '引擎没有说明挂了什么。',
    'tank.containers-saw-devices': '没有交给它任何设备。',
    'tank.containers-saw-clipboard': '没有交给它屏幕、声音或桌面会话的通道。',
    'tank.containers-saw-ports': '只有一扇门，在 {door}，只有这台电脑进得去。',
    'tank.containers-saw-ports-open': '别人可能进来的门：{doors}。',
    'tank.containers-saw-ports-untold': '引擎没有说明开了哪些门。',
    'tank.containers-saw-limits':
      '最多用 {memory} MiB 内存、{processors} 个处理器、{processes} 个进程。容器没有磁盘上限。',
    'tank.containers-saw-limits-kernel':
      '没有限制：{what}。这台电脑的内核不能限制无 root 的容器（缺少带这些控制器的 cgroup v2）。',
    'tank.containers-saw-limits-open': '没有按计划限制：{what}。',
    'tank.containers-saw-limits-untold': '引擎没有说明限制。',
    'tank.containers-saw-not-running': '鱼缸的容器没有运行。',
  },
} satisfies Messages<typeof en>;
