import { bindReach, isRemote } from '../../openclaw/gateway';
import type { Edit } from '../../openclaw/json5';
import { defineFix } from '../fix';
import { drop, type Mendable, mendSettings, propose, put } from '../settings/mend';

/** Null where something outside of the settings decides: what the settings say would change nothing. */
function wish({ reader, settings }: Mendable): readonly Edit[] | null {
  if (settings.state === 'absent' || isRemote(reader)) return [];
  // Container images and service files name the address here (docs/install/podman.md), and it wins.
  const started = reader.environment.OPENCLAW_GATEWAY_BIND;
  if (started && started !== 'loopback') return null;
  const edits: Edit[] = [];
  if (bindReach(reader) !== 'this-computer')
    edits.push(put('gateway.bind', 'loopback'), drop('gateway.customBindHost'));
  const tailscale = reader.raw('gateway.tailscale.mode');
  if (tailscale !== undefined && tailscale !== 'off')
    edits.push(put('gateway.tailscale.mode', 'off'), drop('gateway.tailscale.preserveFunnel'));
  return edits;
}

export default defineFix({
  id: 'listen-locally',
  words: {
    en: {
      does: 'Let only this computer reach it',
      cost: 'Your phone and other computers reach it only through an SSH tunnel or a VPN from now on.',
      soon: 'OpenClaw starts anew by itself to take this up, as soon as it has nothing else to do. Look again in a minute or two.',
      'start-again':
        'Start OpenClaw again: openclaw gateway run. It was told not to notice changed settings by itself.',
    },
    'zh-CN': {
      does: '只让这台电脑连接它',
      cost: '以后手机和别的电脑要经过 SSH 隧道或 VPN 才能连上它。',
      soon: 'OpenClaw 手头的事一做完，就会自己重新启动，让改动生效。过一两分钟请再查一遍。',
      'start-again': '请重新启动 OpenClaw：openclaw gateway run。它的设置让它不会自己留意改动。',
    },
  },

  async plan(probes, { say }) {
    const mended = await mendSettings(probes, wish);
    const runs = mended !== null && mended.settleMs > 0;
    return propose(mended, {
      does: say('does'),
      cost: say('cost'),
      ...(runs && { afterwards: say('soon') }),
    });
  },
});
