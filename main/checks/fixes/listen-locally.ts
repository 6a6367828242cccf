import { bindReach, isRemote } from '../../openclaw/gateway';
import type { Edit } from '../../openclaw/json5';
import { defineFix } from '../fix';
import { drop, type Mendable, mendSettings, propose, put } from '../settings/mend';

/** Null where something outside of the settings decides: what the settings say would change nothing. */
function wish({ reader, settings }: Mendable): readonly Edit[] | null {
  if (settings.state === 'absent' || isRemote(reader)) return [];
  // Container images and service files name the address here (docs/install/podman.md), and it wins.
  const { '--bind': bind, OPENCLAW_GATEWAY_BIND: started, '--tailscale': passes } = reader.environment;
  if ((bind ?? started ?? 'loopback') !== 'loopback' || (passes ?? 'off') !== 'off') return null;
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
      'start-again':
        'OpenClaw was ended, since it would not have taken this up by itself. Start it again as you always do, for example: openclaw gateway run',
    },
    'zh-CN': {
      does: '只让这台电脑连接它',
      cost: '以后手机和别的电脑要经过 SSH 隧道或 VPN 才能连上它。',
      'start-again':
        '已经让 OpenClaw 停下，不然改动不会生效。请像平时那样再启动它，比如：openclaw gateway run',
    },
  },

  plan: async (probes, { say }) =>
    propose(await mendSettings(probes, wish, { afresh: true }), { does: say('does'), cost: say('cost') }),
});
