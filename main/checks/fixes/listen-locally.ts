import { bindReach, isRemote } from '../../openclaw/gateway-settings';
import { applyEdits, type Edit } from '../../openclaw/json5';
import { readSettings } from '../../openclaw/read-settings';
import { defineFix } from '../define/define-fix';
import {
  type EditableSetup,
  planSettingsEdits,
  proposeEdits,
  removeEdit,
  setEdit,
} from '../settings/edit-settings';

/** Null where something outside of the settings decides: what the settings say would change nothing. */
function wish({ reader, value }: EditableSetup): readonly Edit[] | null {
  if (isRemote(reader)) return [];
  // Container images and service files name the address here (docs/install/podman.md), and it wins.
  const { '--bind': bind, OPENCLAW_GATEWAY_BIND: started, '--tailscale': passes } = reader.environment;
  if ((bind ?? started ?? 'loopback') !== 'loopback' || (passes ?? 'off') !== 'off') return null;
  const edits: Edit[] = [];
  const tailscale = reader.raw('gateway.tailscale.mode');
  if (tailscale !== undefined && tailscale !== 'off')
    edits.push(setEdit('gateway.tailscale.mode', 'off'), removeEdit('gateway.tailscale.preserveFunnel'));
  // In a container an unset bind is loopback only for as long as Tailscale passes somebody on.
  const then = readSettings(applyEdits(value, edits), reader.environment);
  if (bindReach(then) !== 'this-computer')
    edits.unshift(setEdit('gateway.bind', 'loopback'), removeEdit('gateway.customBindHost'));
  return edits;
}

export default defineFix({
  id: 'listen-locally',
  messages: {
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
    proposeEdits(await planSettingsEdits(probes, wish, { afresh: true }), {
      does: say('does'),
      cost: say('cost'),
    }),
});
