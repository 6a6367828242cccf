import type { Message } from '../contract/finding';
import { authMode, bindReach, isRemote } from '../openclaw/gateway-settings';
import { defineCheck } from './define/define-check';
import listenLocally from './fixes/listen-locally';
import restoreSettings from './fixes/restore-settings';
import { evaluateSettings, type SettingIssue } from './settings/evaluate-settings';

const en = {
  good: 'The settings keep it to this computer',
  attention: 'The settings don’t keep it to this computer',
  unknown: 'We can’t tell where the settings let it listen',
  'not-applicable': 'No gateway is set to start on this computer',
  why: 'The gateway is the door to OpenClaw. Whoever gets through it can have it run commands here and read what it can read.',
  'by-hand':
    'Keep it to this computer: openclaw config set gateway.bind loopback\n[tailscale] Close the way in from Tailscale: openclaw config set gateway.tailscale.mode off\nRestart it: openclaw gateway restart\nTo reach it from outside, use a VPN or an SSH tunnel.\n[unknown] If the settings can’t be read, see what is wrong: openclaw config validate',
  loopback: 'The settings let only this computer in, and Tailscale isn’t told to pass anyone on.',
  remote: 'The settings only connect this computer to a gateway elsewhere. None starts here.',
  network: 'The settings open the gateway to every device in the same network.',
  internet: 'The settings open the gateway on a public address.',
  'no-password': 'The settings open the gateway to other devices, and it asks for no password.',
  tailnet:
    'The settings open the gateway to all devices of your Tailscale network, without encryption of its own.',
  container:
    'The settings leave it to OpenClaw who gets to the gateway (“auto”). On a computer that means only this computer. In a container it means every device that gets to it.',
  'container-unset':
    'The settings don’t say who gets to the gateway, and OpenClaw takes this for a container. There it listens for every device that gets to it.',
  serve: 'Tailscale Serve passes the devices of your Tailscale network on to the gateway.',
  funnel: 'Tailscale Funnel opens the gateway to the whole internet.',
  'keeps-funnel': 'A Tailscale Funnel set up by hand is kept, so the internet may reach the gateway.',
  started: 'the service starts it with this',
} as const;

export default defineCheck({
  id: 'gateway-bind-setting',
  tile: 'exposure',
  clause: 'guide-2',
  article: 'https://docs.openclaw.ai/gateway/security/network-exposure',
  fixes: [listenLocally, restoreSettings],
  messages: {
    en,
    'zh-CN': {
      good: '按设置，只有这台电脑能连它',
      attention: '设置没有把它限制在这台电脑上',
      unknown: '设置让它在哪里接受连接，说不准',
      'not-applicable': '设置里没有要在这台电脑上启动的网关',
      why: '网关就是 OpenClaw 的大门。谁进了这扇门，谁就能让它在这里执行命令，看它能看的东西。',
      'by-hand':
        '只允许本机连接：openclaw config set gateway.bind loopback\n[tailscale] 关掉 Tailscale 的入口：openclaw config set gateway.tailscale.mode off\n重启它：openclaw gateway restart\n要在外面用，请走 VPN 或 SSH 隧道。\n[unknown] 如果配置读不出来，看看哪里不对：openclaw config validate',
      loopback: '设置只让本机连接，也没有让 Tailscale 把别人带进来。',
      remote: '设置只是让这台电脑去连别处的网关，这里不启动网关。',
      network: '设置把网关开放给了同一网络里的所有设备。',
      internet: '设置把网关开放在一个公网地址上。',
      'no-password': '设置把网关开放给了别的设备，而且不要密码。',
      tailnet: '设置把网关开放给了您 Tailscale 网络里的所有设备，它自己不加密。',
      container:
        '谁能连网关，设置交给 OpenClaw 自己决定（“auto”）：在普通电脑上只有本机能连；在容器里，能连到容器的设备都能连它。',
      'container-unset':
        '设置没有写谁能连网关，而 OpenClaw 把这里当成容器。在容器里，它对能连到的所有设备开放。',
      serve: 'Tailscale Serve 会把您 Tailscale 网络里的设备带到网关。',
      funnel: 'Tailscale Funnel 把网关开放给了整个互联网。',
      'keeps-funnel': '手工设置的 Tailscale Funnel 会被保留，互联网上的人可能连得到网关。',
      started: '服务启动它时带着这一项',
    },
  },

  inspect: (probes, say) =>
    evaluateSettings(probes, ({ reader, valueEvidence, evidenceAt, issue }) => {
      const mode = valueEvidence('gateway.mode');
      if (isRemote(reader))
        return { issues: [], good: say('remote'), evidence: [mode], notApplicable: say('remote') };

      const issues: SettingIssue[] = [];
      const add = (...made: Parameters<typeof issue>) => issues.push(issue(...made));
      const reach = bindReach(reader);
      const bind = reader.raw('gateway.bind') === 'custom' ? 'gateway.customBindHost' : 'gateway.bind';
      const open = reach === 'network' || reach === 'internet' || reach === 'tailnet';
      if (open && authMode(reader) === 'none') add('critical', say('no-password'), bind, '0.0.0.0');
      else if (reach === 'internet') add('critical', say('internet'), bind);
      else if (reach === 'network') add('high', say('network'), bind, '0.0.0.0');
      else if (reach === 'tailnet') add('medium', say('tailnet'), bind);
      else if (reach === 'container') {
        const unset = reader.raw('gateway.bind') === undefined;
        add('medium', unset ? say('container-unset') : say('container'), bind, 'auto');
      }

      // The container images and setup scripts name the address here (docs/install/podman.md).
      const byService = (severity: SettingIssue['severity'], because: Message, where: string) =>
        issues.push({ severity, because, evidence: evidenceAt(where, say('started')) });
      const { '--bind': word, OPENCLAW_GATEWAY_BIND: variable, '--tailscale': passes } = reader.environment;
      const started = word ?? variable;
      if (started && started !== 'loopback' && started !== reader.raw('gateway.bind'))
        byService('high', say('network'), word ? `--bind ${word}` : `OPENCLAW_GATEWAY_BIND=${variable}`);
      if (passes === 'funnel') byService('critical', say('funnel'), `--tailscale ${passes}`);
      else if (passes && passes !== 'off') byService('medium', say('serve'), `--tailscale ${passes}`);

      const tailscale = reader.text('gateway.tailscale.mode', ['off', 'serve', 'funnel']);
      if (tailscale === 'funnel') add('critical', say('funnel'), 'gateway.tailscale.mode');
      if (tailscale === 'serve') add('medium', say('serve'), 'gateway.tailscale.mode');
      const kept = 'gateway.tailscale.preserveFunnel';
      if (tailscale === 'serve' && reader.flag(kept) === true) add('high', say('keeps-funnel'), kept);

      return {
        issues,
        good: say('loopback'),
        evidence: [valueEvidence('gateway.bind', 'loopback'), valueEvidence('gateway.tailscale.mode', 'off')],
      };
    }),
});
