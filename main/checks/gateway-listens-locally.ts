import type { Evidence, Observation } from '../contract/finding';
import { isLoopback } from '../openclaw/address';
import { DEFAULT_PORTS, endpoint } from '../openclaw/endpoint';
import type { Gateway, Listener } from '../probes/gateways';
import { type CheckMessages, defineCheck } from './define/define-check';
import listenLocally from './fixes/listen-locally';

const en = {
  good: 'The gateway listens to this computer only',
  attention: 'The gateway’s door is open to other computers',
  unknown: 'We can’t tell who can reach the gateway',
  'not-applicable': 'No gateway is running now',
  why: 'Whoever reaches the gateway may talk to it, try passwords and use its holes. Many thousands of gateways stand open on the internet and are found by scanners within hours.',
  'by-hand':
    'Close the door: openclaw config set gateway.bind loopback\nRestart it: openclaw gateway restart\nTo use it from your phone or another computer, take an SSH tunnel or Tailscale instead of an open port.\n[unknown] If it couldn’t be told, look again as the account that OpenClaw runs under.',
  local: 'All its sockets were looked at: {where}. Other computers can’t connect to these.',
  'perhaps-local':
    'Its own sockets can’t be told from others of the account {account}, but every one of that account listens to this computer only.',
  open: 'It listens at {where}. Every computer that reaches this one can knock there.',
  'perhaps-open':
    'A program of the account {account}, under which a gateway runs, listens at {where}. Every computer that reaches this one can knock there.',
  hidden: 'The gateway with process number {pid} runs, but its sockets can’t be seen: {reason}.',
  silent:
    'The gateway with process number {pid} runs, but no listening socket of it was seen. It may just be starting.',
  inside:
    'It runs in a container ({container}) and listens at {where} there. Who can reach that depends on the ports that the container publishes.',
  forwarded:
    '{program} listens at {where}, a port of OpenClaw, and passes on what comes in. Every computer that reaches this one can knock there.',
  other:
    'Something listens at {where}, a port of OpenClaw, and it can’t be told whether a gateway is behind it ({program}).',
  nameless: 'owner unknown',
  unseen: 'One place could not be looked at: {where} ({reason}).',
  none: 'No gateway of OpenClaw was found among the running programs.',
} as const;

/** Programs whose whole work is passing connections on: container engines, tunnels, proxies, Windows' portproxy in svchost. */
const PASSES_ON =
  /^(docker-proxy|rootlessport|rootlesskit|slirp4netns|pasta|passt|com\.docke|vpnkit|gvproxy|limactl|wslrelay|svchost|ssh|socat|nginx|caddy|haproxy|frpc|frps)/i;

const at = ({ address, port }: Listener) => endpoint(address, port);
const isOpen = ({ address }: Listener) => !isLoopback(address);

/** `openclaw-gatewa (pid 4242, user lin)`, as far as it is known. */
function whose({ program, pid, account }: Listener): string {
  const known = [pid !== null && `pid ${pid}`, account !== null && `user ${account}`]
    .filter(Boolean)
    .join(', ');
  return `${program ?? '?'}${known && ` (${known})`}`;
}

const shown = (
  listener: Listener,
  state: Evidence['state'] = isOpen(listener) ? 'attention' : 'good',
): Evidence => ({
  kind: 'port',
  where: at(listener),
  saw: whose(listener),
  facts: { port: listener.port },
  ...(state && { state }),
});

function judge(gateway: Gateway, say: CheckMessages<typeof en>): Observation {
  const { pid, listeners, where } = gateway;
  const account = gateway.account ?? '?';
  const process: Evidence = { kind: 'process', where: `${gateway.program} (pid ${pid})`, saw: account };
  if (listeners === null) {
    const perhaps = gateway.perhaps ?? [];
    const open = perhaps.filter(isOpen);
    const known = open.filter(({ port }) => DEFAULT_PORTS.includes(port));
    if (where === 'this-computer' && known.length > 0) {
      const because = say('perhaps-open', { account, where: known.map(at) });
      return say.attention(
        'critical',
        because,
        known.map((each) => shown(each)),
      );
    }
    if (perhaps.length > 0 && open.length === 0)
      return say.good(
        say('perhaps-local', { account }),
        perhaps.map((each) => shown(each)),
      );
    const reason = gateway.listenersUnknown ?? { id: 'look.saw-nothing' };
    return say.unknown(say('hidden', { pid: String(pid), reason }), [
      process,
      ...perhaps.map((each) => shown(each, 'unknown')),
    ]);
  }
  if (listeners.length === 0) return say.unknown(say('silent', { pid: String(pid) }), [process]);
  const open = listeners.filter(isOpen);
  if (open.length === 0)
    return say.good(
      say('local', { where: listeners.map(at) }),
      listeners.map((each) => shown(each)),
    );
  if (where !== 'this-computer') {
    const because = say('inside', { container: where.replace(/^container:/, ''), where: open.map(at) });
    return say.unknown(
      because,
      listeners.map((each) => shown(each, isOpen(each) ? 'unknown' : 'good')),
    );
  }
  return say.attention(
    'critical',
    say('open', { where: open.map(at) }),
    listeners.map((each) => shown(each)),
  );
}

/** A socket at a port of OpenClaw that belongs to no gateway we know. */
function stray(listener: Listener, say: CheckMessages<typeof en>): Observation {
  const { program } = listener;
  if (program !== null && PASSES_ON.test(program))
    return say.attention('high', say('forwarded', { program, where: at(listener) }), [shown(listener)]);
  const because = say('other', { where: at(listener), program: program ?? say('nameless') });
  return say.unknown(because, [shown(listener, 'unknown')]);
}

export default defineCheck({
  id: 'gateway-listens-locally',
  tile: 'exposure',
  clause: 'guide-2',
  article: 'https://docs.openclaw.ai/gateway/security/network-exposure',
  leads: true,
  fixes: [listenLocally],
  messages: {
    en,
    'zh-CN': {
      good: '网关只接受这台电脑自己的连接',
      attention: '网关的门对别的电脑开着',
      unknown: '谁能连到网关，看不出来',
      'not-applicable': '现在没有网关在运行',
      why: '谁连得上网关，谁就能和它说话、试密码、利用它的漏洞。网上敞着门的网关成千上万，几个小时就会被扫描到。',
      'by-hand':
        '先把门关上：openclaw config set gateway.bind loopback\n再重启网关：openclaw gateway restart\n想在手机或别的电脑上用，请走 SSH 隧道或 Tailscale，不要开端口。\n[unknown] 如果看不出来，请换成运行 OpenClaw 的那个账户再检查。',
      local: '它的监听地址全都看过了：{where}。别的电脑连不上。',
      'perhaps-local':
        '它和账户 {account} 的其他程序分不开，但这个账户监听的每个地址都只有这台电脑自己能连。',
      open: '它在 {where} 上监听。只要能连到这台电脑，就都能来敲门。',
      'perhaps-open':
        '有网关在账户 {account} 下运行，而这个账户的程序正在 {where} 上监听。只要能连到这台电脑，就都能来敲门。',
      hidden: '进程号 {pid} 的网关在运行，但看不到它监听哪里：{reason}。',
      silent: '进程号 {pid} 的网关在运行，但没看到它监听任何地址，也许刚刚启动。',
      inside:
        '它在容器（{container}）里运行，在里面的 {where} 上监听。外面谁能连进来，要看容器开放了哪些端口。',
      forwarded:
        '{program} 在 OpenClaw 的端口 {where} 上监听，并把连接转进去。只要能连到这台电脑，就都能来敲门。',
      other: '有程序在 OpenClaw 的端口 {where} 上监听，看不出后面是不是网关（{program}）。',
      nameless: '不知道是哪个程序',
      unseen: '有个地方没能看到：{where}（{reason}）。',
      none: '正在运行的程序里没有 OpenClaw 网关。',
    },
  },

  async inspect({ gateways }, say) {
    const [running, sockets] = await Promise.all([gateways.running(), gateways.listeners()]);
    const judged = running.items.map((gateway) => judge(gateway, say));
    const here = running.items.filter(({ where }) => where === 'this-computer');
    const known = new Set(
      here.flatMap(({ listeners, perhaps }) => [...(listeners ?? []), ...(perhaps ?? [])].map(at)),
    );
    const pids = new Set(running.items.map(({ pid }) => pid));
    const strays = sockets.items
      .filter((each) => DEFAULT_PORTS.includes(each.port) && isOpen(each))
      .filter((each) => (each.pid === null ? !known.has(at(each)) : !pids.has(each.pid)))
      .map((each) => stray(each, say));
    const gaps = [...running.gaps, ...sockets.gaps].map(({ where, because }) =>
      say.unknown(say('unseen', { where, reason: because })),
    );
    const all = [...judged, ...strays, ...gaps];
    return all.length > 0 ? all : [say.notApplicable(say('none'))];
  },
});
