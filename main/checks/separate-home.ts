import type { Evidence, Observation } from '../contract/finding';
import type { Probes } from '../probes';
import type { Machine } from '../probes/machine';
import { type CheckMessages, defineCheck } from './define/define-check';

const en = {
  good: 'OpenClaw lives in a tank of its own',
  attention: 'OpenClaw lives on this computer itself',
  unknown: 'We can’t tell if OpenClaw lives by itself',
  'not-applicable': 'No OpenClaw lives here',
  why: 'OpenClaw reads strangers’ messages and runs commands. In a home of its own, a mistake or a trick costs that home, not your files, logins and money.',
  'by-hand':
    'Set up a virtual machine, a container or a spare computer, and let OpenClaw live there only.\nUntil then, stop it when you don’t need it: openclaw gateway stop\n[unknown] If it couldn’t be told: a laptop or PC on your desk that you didn’t set up as a virtual machine is most likely the computer itself.',
  'in-vm': 'This is a virtual machine ({name}), not the computer itself.',
  'in-container': 'This is the inside of a container ({name}).',
  'in-cloud': 'This is a rented server ({name}), not your own computer.',
  nameless: 'of an unnamed kind',
  shared: 'This is {name}, which shares your home folder. It keeps things tidy and is no wall.',
  'in-wsl':
    'This is WSL: a tidy place of its own inside Windows, but no wall. The drives of Windows can be reached from here.',
  bare: 'This is an ordinary computer: no sign of a virtual machine, container or rented server. What OpenClaw can reach here is everything that its account can.',
  untold: 'Whether this is a virtual machine or an ordinary computer can’t be seen.',
  contained: '{where} is apart from this computer. How thick its walls are is looked at separately.',
  'other-wsl': '{where} is tidy and apart, but no wall: it can reach the drives of Windows.',
  'place-good': 'No OpenClaw was found. This would be a good place for one: {what}',
  'place-bad': 'No OpenClaw was found. This wouldn’t be a good place for one: {what}',
  'place-untold': 'No OpenClaw was found, and we can’t tell if this would be a good place for one: {what}',
  room: '{memory} GB of memory, {disk} GB of disk free. In a virtual machine OpenClaw wants about {wantedMemory} and {wantedDisk}.',
  'no-room-told': 'how much there is could not be told',
  unseen: 'One place could not be searched: {where} ({reason}).',
} as const;

/** In GiB: an idle gateway takes 0.7 of memory beside the system, and the program with its Node 0.8 of disk (measured with 2026.9.6). */
const WANTED = { memory: 4, disk: 12 };

/** How much room there is, for somebody who wonders if OpenClaw could live here. */
async function room({ machine }: Probes, say: CheckMessages<typeof en>): Promise<Evidence> {
  const { memory, disk } = await machine.room().catch(() => ({ memory: null, disk: null }));
  const values = { wantedMemory: WANTED.memory, wantedDisk: WANTED.disk };
  const saw =
    memory === null || disk === null ? say('no-room-told') : say('room', { memory, disk, ...values });
  return { kind: 'machine', where: 'RAM / SSD', saw };
}

/** What the machine is as a home. */
function home(
  { virtualMachine, container, wsl, cloud }: Machine,
  say: CheckMessages<typeof en>,
): Observation {
  const evidence = [...virtualMachine.evidence, ...container.evidence];
  const name = (from: { readonly name?: string }) => from.name ?? say('nameless');
  if (wsl) return say.attention('medium', say('in-wsl'), evidence);
  if (virtualMachine.is === 'yes') return say.good(say('in-vm', { name: name(virtualMachine) }), evidence);
  if (cloud !== null) return say.good(say('in-cloud', { name: cloud }), evidence);
  // Toolbox and distrobox are containers with the whole home folder in them.
  if (container.is === 'yes' && container.name === 'toolbox')
    return say.attention('medium', say('shared', { name: 'toolbox' }), evidence);
  if (container.is === 'yes') return say.good(say('in-container', { name: name(container) }), evidence);
  if (virtualMachine.is === 'no' && container.is === 'no')
    return say.attention('high', say('bare'), evidence);
  return say.unknown(say('untold'), evidence);
}

interface Tenant {
  readonly where: string;
  readonly evidence: Evidence;
}

/** Every copy, setup and gateway, with the place where it is. */
async function tenants({ openclaw, gateways, isolation }: Probes) {
  const [copies, setups, running, machines] = await Promise.all([
    openclaw.copies(),
    openclaw.setups(),
    gateways.running(),
    isolation.machines(),
  ]);
  const found: Tenant[] = [
    ...copies.items.map(({ path, where, version, ...copy }) => ({
      where,
      evidence: { kind: 'package' as const, where: path, saw: `${copy.package} ${version ?? '?'}` },
    })),
    ...setups.items.map(({ stateDir, name }) => ({
      where: 'this-computer',
      evidence: { kind: 'folder' as const, where: stateDir, saw: name },
    })),
    ...running.items.map(({ pid, program, account, where }) => ({
      where,
      evidence: { kind: 'process' as const, where: `${program} (pid ${pid})`, saw: account ?? '?' },
    })),
    // What is in a virtual machine can't be seen from here: its name or its door tells.
    ...machines.items
      .filter(({ holdsOpenClaw }) => holdsOpenClaw === true)
      .map(({ name, engine, where }) => ({
        where: `vm:${name}`,
        evidence: { kind: 'machine' as const, where, saw: `${engine} · ${name}` },
      })),
  ];
  // Programs that can't be seen are missed by two of them.
  const gaps = [copies, setups, running, machines].flatMap((each) => each.gaps);
  return {
    found,
    gaps: gaps.filter(({ where }, at) => gaps.findIndex((each) => each.where === where) === at),
  };
}

export default defineCheck({
  id: 'separate-home',
  tile: 'isolation',
  clause: 'guide-1',
  article: 'https://docs.openclaw.ai/gateway/security',
  leads: true,
  messages: {
    en,
    'zh-CN': {
      good: '龙虾住在自己的缸里',
      attention: '龙虾直接住在这台电脑上',
      unknown: '龙虾是不是单独住，看不出来',
      'not-applicable': '这里没有养龙虾',
      why: 'OpenClaw 会读陌生人发来的消息，还会执行命令。让它单独住，出了错、上了当，赔进去的只是那个缸，不是您的文件、账号和钱。',
      'by-hand':
        '准备一台虚拟机、一个容器或一台闲置电脑，让 OpenClaw 只住在那里。\n在那之前，不用的时候先停下它：openclaw gateway stop\n[unknown] 如果看不出来：桌上那台没有特意装成虚拟机的电脑，多半就是真机。',
      'in-vm': '这是一台虚拟机（{name}），不是电脑本身。',
      'in-container': '这是在容器（{name}）里面。',
      'in-cloud': '这是租来的服务器（{name}），不是您自己的电脑。',
      nameless: '种类不明',
      shared: '这是 {name}，和您的个人文件夹是通的。看着整齐，但不是墙。',
      'in-wsl': '这是 WSL：在 Windows 里单独的一块地方，但不是墙，从这里能碰到 Windows 的硬盘。',
      bare: '这是一台普通电脑：没有虚拟机、容器或租用服务器的迹象。账户能碰到的，OpenClaw 在这里都能碰到。',
      untold: '这是虚拟机还是普通电脑，看不出来。',
      contained: '{where} 和这台电脑是分开的。墙有多厚，另外检查。',
      'other-wsl': '{where} 分得整齐，但不是墙：从里面能碰到 Windows 的硬盘。',
      'place-good': '没有找到 OpenClaw。这里适合养：{what}',
      'place-bad': '没有找到 OpenClaw。这里不适合养：{what}',
      'place-untold': '没有找到 OpenClaw，也看不出这里适不适合养：{what}',
      room: '内存 {memory} GB，硬盘空余 {disk} GB。OpenClaw 住进虚拟机大约要 {wantedMemory} GB 内存、{wantedDisk} GB 硬盘。',
      'no-room-told': '有多少看不出来',
      unseen: '有个地方没能查找：{where}（{reason}）。',
    },
  },

  async inspect(probes, say) {
    const [machine, { found, gaps }] = await Promise.all([probes.machine.look(), tenants(probes)]);
    const here = home(machine, say);
    const hidden = gaps.map(({ where, because }) => say.unknown(say('unseen', { where, reason: because })));
    if (found.length === 0 && hidden.length === 0) {
      const fits = { good: 'place-good', attention: 'place-bad', unknown: 'place-untold' } as const;
      const key = here.state === 'not-applicable' ? 'place-untold' : fits[here.state];
      const evidence = [await room(probes, say), ...here.evidence];
      return [say.notApplicable(say(key, { what: here.because }), evidence)];
    }
    const judged = found.map(({ where, evidence }): Observation => {
      if (where === 'this-computer') return { ...here, evidence: [evidence] };
      if (where.startsWith('wsl:')) return say.attention('medium', say('other-wsl', { where }), [evidence]);
      return say.good(say('contained', { where }), [evidence]);
    });
    // What the machine showed belongs to everything on it, and is told once.
    const first = judged.findIndex((_, at) => found[at]?.where === 'this-computer');
    const named = judged.map((each, at) =>
      at === first ? { ...each, evidence: [...each.evidence, ...here.evidence] } : each,
    );
    // Whatever could not be seen on this computer lives no worse than the computer does.
    return here.state === 'good' ? named : [...named, ...hidden];
  },
});
