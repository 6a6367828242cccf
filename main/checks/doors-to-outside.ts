import type { Evidence, Observation } from '../contract/finding';
import { endpoint } from '../openclaw/endpoint';
import { readSettings } from '../openclaw/read-settings';
import type { OpenClawSettings } from '../probes/settings';
import { type CheckMessages, defineCheck } from './define/define-check';
import { exposedEndpoints, type TunnelTarget } from './endpoints/exposed-endpoints';
import stopTunnels from './fixes/stop-tunnels';
import { presenceOf } from './presence/runners';

const en = {
  good: 'No tunnel leads to it from outside',
  attention: 'A tunnel leads to it from outside',
  unknown: 'We can’t tell if a tunnel leads to it',
  'not-applicable': 'There is no OpenClaw here that a tunnel could lead to',
  why: 'A tunnel passes the firewall and makes a stranger look like this computer itself. A gateway that only listens here is open to the world through it.',
  'by-hand':
    'End the program named here, and take it out of what starts by itself.\nIf its provider’s web page says where it leads, look there for ports 18789 and 19890.\n[win32] On Windows, see the rules: netsh interface portproxy show all\nUse a VPN or an SSH tunnel of your own from the other computer instead.',
  none: 'None of the {count, plural, one {# running program} other {# running programs}} is a tunnel that leads to a gateway. Rules of the firewall and of your router were not looked at.',
  internet: '{tool} leads from the internet to port {ports} of this computer.',
  network: '{tool} lets other computers get to port {ports} of this one.',
  forward: 'A rule of the system leads from {where} to port {port}.',
  untold: '{tool} is running, and where it leads can’t be told: {reason}.',
  remote: 'its provider’s web page says it, no file here',
  unclear: 'its words don’t say it in a way that Tankmate knows',
  'names-port': 'it names a port of the gateway, and Tankmate doesn’t know this program',
  'no-answer': 'it didn’t tell what it passes on',
  expected:
    'The settings expect a program on this computer that passes others on to the gateway. None was seen that does.',
  leads: 'leads to port {ports}',
  unseen: 'One place could not be looked at: {where} ({reason}).',
  absent: 'No OpenClaw was found on this computer.',
} as const;

const shown = ({ process }: TunnelTarget, saw: Evidence['saw']): Evidence => ({
  kind: 'process',
  where: `${process.program} (pid ${process.pid})`,
  saw,
});

function judge(target: TunnelTarget, say: CheckMessages<typeof en>): readonly Observation[] {
  const { tunnel, leads, because } = target;
  const { tool, opens } = tunnel;
  if (leads === 'elsewhere') return [];
  if (leads === 'unknown') {
    const reason = because ?? { id: 'look.saw-nothing' };
    return [say.unknown(say('untold', { tool, reason }), [shown(target, reason)])];
  }
  const ports = leads.map(String);
  return [say.attention('high', say(opens, { tool, ports }), [shown(target, say('leads', { ports }))])];
}

/** Settings that believe what a program on this computer says of who is there: something passes connections on. */
function expects(
  settings: OpenClawSettings & { readonly state: 'read' },
  say: CheckMessages<typeof en>,
): readonly Observation[] {
  const reader = readSettings(settings.value, settings.environment);
  const proxies = (reader.texts('gateway.trustedProxies') ?? []).filter((each) =>
    /^(127\.|::1|localhost|::ffff:127\.)/i.test(each.trim()),
  );
  if (proxies.length === 0) return [];
  const where = `${settings.setup.configPath}: gateway.trustedProxies`;
  return [say.attention('medium', say('expected'), [{ kind: 'setting', where, saw: proxies.join(', ') }])];
}

export default defineCheck({
  id: 'doors-to-outside',
  tile: 'exposure',
  clause: 'guide-2',
  article: 'https://docs.openclaw.ai/gateway/security/network-exposure',
  fixes: [stopTunnels],
  messages: {
    en,
    'zh-CN': {
      good: '没有隧道从外面通到它',
      attention: '有隧道从外面通到它',
      unknown: '有没有隧道通到它，说不准',
      'not-applicable': '这里没有 OpenClaw，谈不上隧道',
      why: '隧道会绕过防火墙，让外面的陌生人看起来就像这台电脑自己。网关就算只听本机，也会被它敞给全世界。',
      'by-hand':
        '结束这里列出的程序，并把它从自启动里去掉。\n如果它通到哪里是在服务商的网页上设的，去那里看看有没有 18789 和 19890 端口。\n[win32] 在 Windows 上查看转发规则：netsh interface portproxy show all\n要在外面用，请从那台电脑走 VPN 或自己的 SSH 隧道。',
      none: '正在运行的 {count} 个程序里，没有通到网关的隧道。防火墙和路由器里的规则没有看。',
      internet: '{tool} 把互联网接到了这台电脑的 {ports} 端口。',
      network: '{tool} 让别的电脑能连到这台电脑的 {ports} 端口。',
      forward: '系统里有一条转发规则，从 {where} 通到 {port} 端口。',
      untold: '{tool} 正在运行，通到哪里看不出来：{reason}。',
      remote: '要在它服务商的网页上看，本机没有文件说明',
      unclear: '它的启动参数看不出通到哪里',
      'names-port': '它的参数里有网关的端口，而龙虾缸管家不认识这个程序',
      'no-answer': '它没有说转发了什么',
      expected: '设置里写着，这台电脑上有程序会把别人带到网关，但没有看到是哪一个。',
      leads: '通到 {ports} 端口',
      unseen: '有个地方没能看到：{where}（{reason}）。',
      absent: '这台电脑上没有找到 OpenClaw。',
    },
  },

  async inspect(probes, say) {
    const [{ here, elsewhere, gaps: missing }, exposed, processes, settings] = await Promise.all([
      presenceOf(probes),
      exposedEndpoints(probes),
      probes.gateways.processes(),
      probes.settings.all(),
    ]);
    // A container's ports are this computer's, and a tunnel leads to them as to any other.
    if (!here && elsewhere.length === 0 && missing.length === 0) return [say.notApplicable(say('absent'))];
    const forwards = exposed.forwards.map((each) => {
      const where = endpoint(each.address, each.port);
      const because = say('forward', { where, port: String(each.toPort) });
      return say.attention('high', because, [{ kind: 'port', where, saw: `netsh interface portproxy` }]);
    });
    const expected = settings.items.flatMap((each) => (each.state === 'read' ? expects(each, say) : []));
    const leads = exposed.tunnels.some((target) => Array.isArray(target.leads));
    const all = [
      ...(leads ? [] : expected),
      ...exposed.tunnels.flatMap((target) => judge(target, say)),
      ...forwards,
      ...exposed.gaps.map(({ where, because }) => say.unknown(say('unseen', { where, reason: because }))),
    ];
    const none = say('none', { count: processes.items.length });
    const looked: Evidence = { kind: 'port', where: exposed.ports.join(', '), saw: none };
    return all.length > 0 ? all : [say.good(none, [looked])];
  },
});
