import type { Evidence, Observation } from '../contract/finding';
import type { ContainerIsolation, GuestIsolation } from '../isolation/types';
import { type CheckMessages, defineCheck } from './define/define-check';
import { isInstalledHere } from './presence/is-installed';

const en = {
  good: 'The walls of its container are whole',
  attention: 'The walls of its container have holes',
  unknown: 'We can’t tell how thick the walls of its container are',
  'not-applicable': 'No OpenClaw lives in a container here',
  why: 'A container keeps OpenClaw apart only as long as nothing leads around it. A folder of yours, the engine’s own socket or too many rights inside make the wall one of paper.',
  'by-hand':
    'Recreate the container without what is listed here: no --privileged, no docker.sock, no folders of yours, no --network host, ports only at 127.0.0.1.\nLet the program in it run as an ordinary user, with --cap-drop ALL and --security-opt no-new-privileges.\nOr let Tankmate make a tank, which is sealed from the start.\n[unknown] If it couldn’t be told: look again from the account that runs the container.',
  whole:
    '{name}: no host folders, no engine socket, a network of its own, no strong rights, and its ports are for this computer only.',
  'whole-but-ports':
    '{name}: no host folders, no engine socket, a network of its own and no strong rights. To whom its ports are open could not be told.',
  'whole-inside': 'From inside no host folders, no engine socket and no strong rights were seen.',
  privileged: '{name} is privileged: the wall is switched off.',
  socket: '{name} can talk to its own container engine, and so become root on this computer.',
  'host-network':
    '{name} shares this computer’s network: everything that listens here can be reached from inside.',
  capabilities: '{name} has rights that lead out of a container: {rights}.',
  root: '{name} runs as root, and that root is the one of this computer.',
  folders: '{name} can reach {count, plural, one {# folder} other {# folders}} of this computer.',
  published: '{name} is open to other computers: {ports}.',
  untold: '{name}: {what} could not be told.',
  part: 'a part of its settings',
  unseen: '{where} could not be looked at ({reason}).',
  here: 'This container',
} as const;

/** Worst first; what could not be told is never counted as whole. */
function judge(isolation: ContainerIsolation, say: CheckMessages<typeof en>): readonly Observation[] {
  const { name } = isolation;
  const evidence: Evidence[] = [
    { kind: 'machine', where: `container:${name}`, saw: isolation.engine },
    ...isolation.sockets.map((where): Evidence => ({ kind: 'file', where, saw: 'socket' })),
    ...(isolation.folders ?? []).map(
      ({ from, to, writable }): Evidence => ({
        kind: 'folder',
        where: from,
        saw: `${to} ${writable ? 'rw' : 'ro'}`,
      }),
    ),
  ];
  const holes: Observation[] = [];
  if (isolation.privileged) holes.push(say.attention('critical', say('privileged', { name }), evidence));
  if (isolation.sockets.length > 0) holes.push(say.attention('critical', say('socket', { name }), evidence));
  if (isolation.network === 'host')
    holes.push(say.attention('high', say('host-network', { name }), evidence));
  if (!isolation.privileged && isolation.capabilities && isolation.capabilities.length > 0)
    holes.push(
      say.attention('high', say('capabilities', { name, rights: isolation.capabilities }), evidence),
    );
  const folders = (isolation.folders ?? []).filter(({ from }) => !isolation.sockets.includes(from));
  if (folders.length > 0)
    holes.push(say.attention('high', say('folders', { name, count: folders.length }), evidence));
  if (isolation.published && isolation.published.length > 0)
    holes.push(say.attention('high', say('published', { name, ports: isolation.published }), evidence));
  if (isolation.root) holes.push(say.attention('medium', say('root', { name }), evidence));
  const untold = [
    isolation.privileged,
    isolation.root,
    isolation.capabilities,
    isolation.folders,
    isolation.network,
  ].includes(null);
  if (untold) holes.push(say.unknown(say('untold', { name, what: say('part') }), evidence));
  if (holes.length > 0) return holes;
  if (isolation.published === null) return [say.unknown(say('whole-but-ports', { name }), evidence)];
  return [say.good(say('whole', { name }), evidence)];
}

function judgeInside(inside: GuestIsolation, say: CheckMessages<typeof en>): readonly Observation[] {
  const name = say('here');
  const { shares, sockets, capabilities } = inside;
  const evidence = shares.map(
    ({ from, to, writable }): Evidence => ({
      kind: 'folder',
      where: to,
      saw: `${from} ${writable ? 'rw' : 'ro'}`,
    }),
  );
  const holes: Observation[] = [];
  if (sockets.length > 0) holes.push(say.attention('critical', say('socket', { name }), evidence));
  if (capabilities && capabilities.length > 0)
    holes.push(say.attention('high', say('capabilities', { name, rights: capabilities }), evidence));
  if (shares.length > 0)
    holes.push(say.attention('high', say('folders', { name, count: shares.length }), evidence));
  if (capabilities === null) holes.push(say.unknown(say('untold', { name, what: say('part') }), evidence));
  // What every mount of this system was read from.
  const looked: Evidence = { kind: 'machine', where: '/proc/self/mountinfo', saw: say('whole-inside') };
  return holes.length > 0 ? holes : [say.good(say('whole-inside'), [...evidence, looked])];
}

/** A container around OpenClaw, ours or anybody's, from outside and from inside. */
export default defineCheck({
  id: 'container-walls',
  tile: 'isolation',
  clause: 'guide-1',
  article: 'https://docs.openclaw.ai/install/docker',
  messages: {
    en,
    'zh-CN': {
      good: '容器的墙是完整的',
      attention: '容器的墙有洞',
      unknown: '容器的墙有多厚，看不出来',
      'not-applicable': '这里没有住在容器里的 OpenClaw',
      why: '容器能隔开 OpenClaw，前提是没有路绕过去。挂进您的文件夹、容器引擎自己的接口，或者里面权限太大，墙就成了纸糊的。',
      'by-hand':
        '去掉这里列出的这些，重新建容器：不用 --privileged，不挂 docker.sock，不挂您的文件夹，不用 --network host，端口只开在 127.0.0.1。\n让里面的程序用普通用户运行，加上 --cap-drop ALL 和 --security-opt no-new-privileges。\n或者让龙虾缸管家造一个缸，一开始就是封好的。\n[unknown] 如果看不出来：用运行容器的那个账户再检查一遍。',
      whole: '{name}：没有挂主机的文件夹，没有引擎接口，网络是自己的，没有大权限，端口只对这台电脑开。',
      'whole-but-ports':
        '{name}：没有挂主机的文件夹，没有引擎接口，网络是自己的，没有大权限。端口对谁开，看不出来。',
      'whole-inside': '从里面没有看到主机的文件夹、引擎接口和大权限。',
      privileged: '{name} 是特权容器：等于没有墙。',
      socket: '{name} 能使唤自己的容器引擎，也就能变成这台电脑的 root。',
      'host-network': '{name} 和这台电脑共用网络：这里在监听的，里面都能碰到。',
      capabilities: '{name} 有能走出容器的权限：{rights}。',
      root: '{name} 用 root 运行，而且就是这台电脑的 root。',
      folders: '{name} 能碰到这台电脑的 {count} 个文件夹。',
      published: '{name} 对别的电脑开着：{ports}。',
      untold: '{name}：{what}看不出来。',
      part: '有些设置',
      unseen: '{where} 看不了（{reason}）。',
      here: '这个容器',
    },
  },

  async inspect(probes, say) {
    const machine = await probes.machine.look();
    const [outside, within] = await Promise.all([
      probes.isolation.containers(),
      machine.container.is === 'yes' && (await isInstalledHere(probes)) ? probes.isolation.inside() : null,
    ]);
    const observations = [
      ...outside.items.flatMap((isolation) => judge(isolation, say)),
      ...(within?.items ?? []).flatMap((inside) => judgeInside(inside, say)),
      ...[...outside.gaps, ...(within?.gaps ?? [])].map(({ where, because }) =>
        say.unknown(say('unseen', { where, reason: because })),
      ),
    ];
    return observations.length > 0
      ? observations
      : [say.notApplicable({ id: 'container-walls.not-applicable' })];
  },
});
