import type { Evidence, Observation } from '../contract/finding';
import { endpoint } from '../openclaw/ports';
import { defineCheck, type Say } from './define';
import { type Door, doorsOf } from './doors/leads';
import stopTunnels from './fixes/stop-tunnels';
import { presenceOf } from './presence/runners';

const en = {
  good: 'No tunnel leads to it from outside',
  attention: 'A tunnel leads to it from outside',
  unknown: 'We can’t tell if a tunnel leads to it',
  'not-applicable': 'There is no OpenClaw here that a tunnel could lead to',
  why: 'A tunnel passes the firewall and makes a stranger look like this computer itself. A gateway that only listens here is open to the world through it.',
  'by-hand':
    'End the program named here, and take it out of what starts by itself.\nIf its provider’s web page says where it leads, look there for ports 18789 and 19890.\nOn Windows, see the rules: netsh interface portproxy show all\nUse a VPN or an SSH tunnel of your own from the other computer instead.\nLook again here.',
  none: 'None of the {count, plural, one {# running program} other {# running programs}} is a tunnel that leads to a gateway. Rules of the firewall and of your router were not looked at.',
  internet: '{tool} leads from the internet to port {ports} of this computer.',
  network: '{tool} lets other computers get to port {ports} of this one.',
  forward: 'A rule of the system leads from {where} to port {port}.',
  untold: '{tool} is running, and where it leads can’t be told: {reason}.',
  remote: 'its provider’s web page says it, no file here',
  leads: 'leads to port {ports}',
  unseen: 'One place could not be looked at: {where} ({reason}).',
  absent: 'No OpenClaw was found on this computer.',
} as const;

const shown = ({ process }: Door, saw: Evidence['saw']): Evidence => ({
  kind: 'process',
  where: `${process.program} (pid ${process.pid})`,
  saw,
});

function judge(door: Door, say: Say<typeof en>): readonly Observation[] {
  const { tunnel, leads, because } = door;
  const { tool, opens } = tunnel;
  if (leads === 'elsewhere') return [];
  if (leads === 'unknown') {
    const reason = because ?? { id: 'look.saw-nothing' };
    return [say.unknown(say('untold', { tool, reason }), [shown(door, reason)])];
  }
  const ports = leads.map(String);
  return [say.attention('high', say(opens, { tool, ports }), [shown(door, say('leads', { ports }))])];
}

export default defineCheck({
  id: 'doors-to-outside',
  tile: 'exposure',
  clause: 'guide-2',
  article: 'https://docs.openclaw.ai/gateway/security/network-exposure',
  fixes: [stopTunnels],
  words: {
    en,
    'zh-CN': {
      good: '没有隧道从外面通到它',
      attention: '有隧道从外面通到它',
      unknown: '有没有隧道通到它，说不准',
      'not-applicable': '这里没有 OpenClaw，谈不上隧道',
      why: '隧道会绕过防火墙，让外面的陌生人看起来就像这台电脑自己。网关就算只听本机，也会被它敞给全世界。',
      'by-hand':
        '结束这里列出的程序，并把它从自启动里去掉。\n如果它通到哪里是在服务商的网页上设的，去那里看看有没有 18789 和 19890 端口。\n在 Windows 上查看转发规则：netsh interface portproxy show all\n要在外面用，请从那台电脑走 VPN 或自己的 SSH 隧道。\n回到这里重新检查一遍。',
      none: '正在运行的 {count} 个程序里，没有通到网关的隧道。防火墙和路由器里的规则没有看。',
      internet: '{tool} 把互联网接到了这台电脑的 {ports} 端口。',
      network: '{tool} 让别的电脑能连到这台电脑的 {ports} 端口。',
      forward: '系统里有一条转发规则，从 {where} 通到 {port} 端口。',
      untold: '{tool} 正在运行，通到哪里看不出来：{reason}。',
      remote: '要在它服务商的网页上看，本机没有文件说明',
      leads: '通到 {ports} 端口',
      unseen: '有个地方没能看到：{where}（{reason}）。',
      absent: '这台电脑上没有找到 OpenClaw。',
    },
  },

  async inspect(probes, say) {
    const [{ here, unseen: missing }, doors, processes] = await Promise.all([
      presenceOf(probes),
      doorsOf(probes),
      probes.gateways.processes(),
    ]);
    if (!here && missing.length === 0) return [say.notApplicable(say('absent'))];
    const forwards = doors.forwards.map((each) => {
      const where = endpoint(each.address, each.port);
      const because = say('forward', { where, port: String(each.toPort) });
      return say.attention('high', because, [{ kind: 'port', where, saw: `netsh interface portproxy` }]);
    });
    const all = [
      ...doors.tunnels.flatMap((door) => judge(door, say)),
      ...forwards,
      ...doors.unseen.map(({ where, because }) => say.unknown(say('unseen', { where, reason: because }))),
    ];
    return all.length > 0 ? all : [say.good(say('none', { count: processes.found.length }))];
  },
});
