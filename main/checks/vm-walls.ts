import type { Evidence, Observation } from '../contract/finding';
import type { GuestIsolation, MachineIsolation } from '../isolation/types';
import { type CheckMessages, defineCheck } from './define/define-check';
import { isInstalledHere } from './presence/is-installed';

const en = {
  good: 'The walls of its virtual machine are whole',
  attention: 'The walls of its virtual machine have holes',
  unknown: 'We can’t tell how thick the walls of its virtual machine are',
  'not-applicable': 'No OpenClaw lives in a virtual machine here',
  why: 'A virtual machine is the thickest wall there is, until a shared folder, a shared clipboard or the drives of Windows lead around it. What OpenClaw can open there, it can read and change.',
  'by-hand':
    'Switch off shared folders, the shared clipboard, drag and drop and USB in the settings of the virtual machine, and restart it.\nIn WSL, write these lines into /etc/wsl.conf, then run “wsl --shutdown”: [automount] enabled=false, [interop] enabled=false. Its windows and clipboard go with [wsl2] guiApplications=false in .wslconfig, in your home folder of Windows.\nLet its doors (port forwards) listen at 127.0.0.1 only.\nOr let Tankmate make a tank, which is sealed from the start.',
  whole:
    '{name} ({engine}) has no shared folders, no shared clipboard or USB, and no door for other computers.',
  'whole-inside': 'From inside no folders of the computer outside and no clipboard helper were seen.',
  folders: '{name} can reach folders of the computer outside: {folders}.',
  drives: 'The drives of Windows can be reached from inside: {folders}.',
  interop: 'Programs of Windows can be started from inside.',
  channels: '{name} shares more than the network with this computer: {channels}.',
  agents: 'Helpers that carry the clipboard across are running: {channels}.',
  'untold-doors': 'Whether other computers can reach {name} ({engine}) could not be told.',
  published: '{name} has doors that other computers can reach: {ports}.',
  unseen: '{where} could not be looked at ({reason}).',
  here: 'This virtual machine',
} as const;

function judge(isolation: MachineIsolation, say: CheckMessages<typeof en>): readonly Observation[] {
  const { name, engine } = isolation;
  const evidence: Evidence[] = [{ kind: 'machine', where: isolation.where, saw: `${engine} · ${name}` }];
  const holes: Observation[] = [];
  if (isolation.folders.length > 0)
    holes.push(say.attention('high', say('folders', { name, folders: isolation.folders }), evidence));
  if (isolation.published === null) holes.push(say.unknown(say('untold-doors', { name, engine }), evidence));
  else if (isolation.published.length > 0)
    holes.push(say.attention('high', say('published', { name, ports: isolation.published }), evidence));
  if (isolation.channels.length > 0)
    holes.push(say.attention('medium', say('channels', { name, channels: isolation.channels }), evidence));
  return holes.length > 0 ? holes : [say.good(say('whole', { name, engine }), evidence)];
}

function judgeInside(
  inside: GuestIsolation,
  wsl: boolean,
  say: CheckMessages<typeof en>,
): readonly Observation[] {
  const { shares, startsWindows, channels } = inside;
  const folders = shares.map(({ to }) => to);
  const evidence = shares.map(
    ({ from, to, writable }): Evidence => ({
      kind: 'folder',
      where: to,
      saw: `${from} ${writable ? 'rw' : 'ro'}`,
    }),
  );
  const holes: Observation[] = [];
  if (folders.length > 0)
    holes.push(
      say.attention(
        'high',
        wsl ? say('drives', { folders }) : say('folders', { name: say('here'), folders }),
        evidence,
      ),
    );
  if (startsWindows) holes.push(say.attention('high', say('interop'), evidence));
  if (channels.length > 0) holes.push(say.attention('medium', say('agents', { channels }), evidence));
  // What every mount of this system was read from.
  const looked: Evidence = { kind: 'machine', where: '/proc/self/mountinfo', saw: say('whole-inside') };
  return holes.length > 0 ? holes : [say.good(say('whole-inside'), [...evidence, looked])];
}

/** A virtual machine or WSL around OpenClaw, ours or anybody's, from outside and from inside. */
export default defineCheck({
  id: 'vm-walls',
  tile: 'isolation',
  clause: 'guide-1',
  article: 'https://docs.openclaw.ai/gateway/security',
  messages: {
    en,
    'zh-CN': {
      good: '虚拟机的墙是完整的',
      attention: '虚拟机的墙有洞',
      unknown: '虚拟机的墙有多厚，看不出来',
      'not-applicable': '这里没有住在虚拟机里的 OpenClaw',
      why: '虚拟机是最厚的墙，除非共享文件夹、共享剪贴板或者 Windows 的硬盘绕过了它。OpenClaw 在那里打得开的，就能读、能改。',
      'by-hand':
        '在虚拟机的设置里关掉共享文件夹、共享剪贴板、拖放和 USB，再重新启动它。\n在 WSL 里，把这几行写进 /etc/wsl.conf，然后运行“wsl --shutdown”：[automount] enabled=false、[interop] enabled=false。它的窗口和剪贴板要在 Windows 个人文件夹的 .wslconfig 里写 [wsl2] guiApplications=false 来关掉。\n让它的入口（端口转发）只开在 127.0.0.1。\n或者让龙虾缸管家造一个缸，一开始就是封好的。',
      whole: '{name}（{engine}）没有共享文件夹，没有共享剪贴板和 USB，也没有给别的电脑留门。',
      'whole-inside': '从里面没有看到外面电脑的文件夹，也没有搬运剪贴板的程序。',
      folders: '{name} 能碰到外面电脑的文件夹：{folders}。',
      drives: '从里面能碰到 Windows 的硬盘：{folders}。',
      interop: '从里面能启动 Windows 的程序。',
      channels: '{name} 和这台电脑共用的不只是网络：{channels}。',
      agents: '搬运剪贴板的程序在运行：{channels}。',
      'untold-doors': '别的电脑能不能连到 {name}（{engine}），看不出来。',
      published: '{name} 有别的电脑也能进的门：{ports}。',
      unseen: '{where} 看不了（{reason}）。',
      here: '这台虚拟机',
    },
  },

  async inspect(probes, say) {
    const { virtualMachine, wsl, cloud } = await probes.machine.look();
    // A rented server has no owner's folders around it.
    const isInside =
      (wsl || (virtualMachine.is === 'yes' && cloud === null)) && (await isInstalledHere(probes));
    const [outside, within] = await Promise.all([
      probes.isolation.machines(),
      isInside ? probes.isolation.inside() : null,
    ]);
    const observations = [
      ...outside.items
        .filter(({ holdsOpenClaw }) => holdsOpenClaw === true)
        .flatMap((isolation) => judge(isolation, say)),
      ...(within?.items ?? []).flatMap((inside) => judgeInside(inside, wsl, say)),
      ...[...outside.gaps, ...(within?.gaps ?? [])].map(({ where, because }) =>
        say.unknown(say('unseen', { where, reason: because })),
      ),
    ];
    return observations.length > 0 ? observations : [say.notApplicable({ id: 'vm-walls.not-applicable' })];
  },
});
