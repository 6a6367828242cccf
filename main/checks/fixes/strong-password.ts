import { isLocalName } from '../../openclaw/address';
import { gatewayDangers, proxiesAnywhere } from '../../openclaw/dangers/gateway-dangers';
import { authMode, bindReach, dangerousFlags, isRemote } from '../../openclaw/gateway-settings';
import type { Edit } from '../../openclaw/json5';
import { readSettings, type SettingsReader } from '../../openclaw/read-settings';
import { defineFix } from '../define/define-fix';
import {
  type EditableSetup,
  planSettingsEdits,
  proposeEdits,
  removeEdit,
  setEdit,
} from '../settings/edit-settings';
import { type GatewayAuthEdits, gatewayAuthEdits, newToken } from '../settings/gateway-credentials';
import { mendingEdits } from '../settings/mend-dangers';

const DEFAULT_PORT = 18789;
const portOf = (reader: SettingsReader): number => {
  const port = reader.raw('gateway.port');
  return typeof port === 'number' ? port : DEFAULT_PORT;
};

/** A gateway's lock before there is a reason for one: OpenClaw makes up a token where none is set. */
function isNeeded(reader: SettingsReader, { renewed }: GatewayAuthEdits): boolean {
  const silent = renewed?.old === null && ['token', 'password'].includes(authMode(reader) ?? '');
  const tailscale = reader.raw('gateway.tailscale.mode') ?? 'off';
  const nothingSet = ['token', 'password'].every(
    (kind) =>
      reader.raw(`gateway.auth.${kind}`) === undefined &&
      !reader.environment[`OPENCLAW_GATEWAY_${kind.toUpperCase()}`],
  );
  return !(silent && nothingSet && bindReach(reader) === 'this-computer' && tailscale === 'off');
}

/** The port on this computer that a client's settings point to; null for one elsewhere. */
function pointsTo(reader: SettingsReader): number | null {
  const url = reader.raw('gateway.remote.url');
  if (typeof url !== 'string' || !URL.canParse(url)) return null;
  const { hostname, port, protocol } = new URL(url);
  return isLocalName(hostname) ? Number(port || (protocol === 'wss:' ? 443 : 80)) : null;
}

/** Settings that weaken the lock whatever the password is. */
function loosened(reader: SettingsReader): readonly Edit[] {
  const edits: Edit[] = dangerousFlags(reader).map(removeEdit);
  if (reader.flag('gateway.controlUi.allowInsecureAuth') === true)
    edits.push(removeEdit('gateway.controlUi.allowInsecureAuth'));
  const serves = reader.raw('gateway.tailscale.mode') === 'serve' && authMode(reader) === 'token';
  if (reader.flag('gateway.auth.allowTailscale') ?? serves)
    edits.push(setEdit('gateway.auth.allowTailscale', false));
  return [...edits, ...mendingEdits(reader, [...gatewayDangers(reader), ...proxiesAnywhere(reader)])];
}

export default defineFix({
  id: 'strong-password',
  messages: {
    en: {
      does: 'Lock its door with a new, strong password',
      'does-close': 'Close the side doors past its password',
      cost: 'Whoever got in without it, or with the old one, has to sign in again.',
      afterwards:
        'Open the control page again: openclaw dashboard. Phones and other computers that used the old password have to be paired again.',
    },
    'zh-CN': {
      does: '给它的门换一把牢固的新密码',
      'does-close': '关上绕过密码的旁门',
      cost: '以前不用密码、或用旧密码进来的，都要重新进一次。',
      afterwards: '请重新打开控制页面：openclaw dashboard。用过旧密码的手机和别的电脑要重新配对。',
    },
  },

  async plan(probes, { say }) {
    const { items } = await probes.settings.all();
    const locks = new Map<string, GatewayAuthEdits>();
    const renewed = new Map<number, NonNullable<GatewayAuthEdits['renewed']>>();
    for (const settings of items) {
      if (settings.state !== 'read') continue;
      const reader = readSettings(settings.value, settings.environment);
      const lock = gatewayAuthEdits(reader, newToken);
      if (!lock) continue;
      const wanted: GatewayAuthEdits = isNeeded(reader, lock) ? lock : { edits: [], renewed: null };
      locks.set(settings.setup.configPath, wanted);
      if (wanted.renewed) renewed.set(portOf(reader), wanted.renewed);
    }

    const wish = ({ settings, reader }: EditableSetup): readonly Edit[] | null => {
      if (settings.state === 'absent') return [];
      const lock = locks.get(settings.setup.configPath);
      const aside = isRemote(reader) ? [] : loosened(reader);
      // The password is not ours to change; the ways past it are.
      if (!lock) return aside.length > 0 ? aside : null;
      // A client on this computer, in these settings or in those of another setup, gets the new token as well.
      const remote = reader.raw('gateway.remote.token');
      const target = pointsTo(reader);
      const given = (target !== null && renewed.get(target)) || lock.renewed;
      const follows =
        typeof remote === 'string' && given && (target !== null ? renewed.has(target) : remote === given.old);
      return [...lock.edits, ...aside, ...(follows ? [setEdit('gateway.remote.token', given.now)] : [])];
    };
    const mended = await planSettingsEdits(probes, wish);
    if (renewed.size === 0) return proposeEdits(mended, { does: say('does-close') });
    return proposeEdits(mended, { does: say('does'), cost: say('cost'), afterwards: say('afterwards') });
  },
});
