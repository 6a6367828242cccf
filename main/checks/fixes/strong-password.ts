import { authMode, bindReach, dangerousFlags, isRemote } from '../../openclaw/gateway';
import type { Edit } from '../../openclaw/json5';
import { isLoopback } from '../../openclaw/ports';
import { readSettings, type SettingsReader } from '../../openclaw/settings';
import { defineFix } from '../fix';
import { type Lock, lockFor, newToken } from '../settings/credentials';
import { drop, type Mendable, mendSettings, propose, put } from '../settings/mend';

const DEFAULT_PORT = 18789;
const portOf = (reader: SettingsReader): number => {
  const port = reader.raw('gateway.port');
  return typeof port === 'number' ? port : DEFAULT_PORT;
};

/** A gateway's lock before there is a reason for one: OpenClaw makes up a token where none is set. */
function isNeeded(reader: SettingsReader, { renewed }: Lock): boolean {
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
  const here = hostname === 'localhost' || isLoopback(hostname.replace(/^\[|\]$/g, ''));
  return here ? Number(port || (protocol === 'wss:' ? 443 : 80)) : null;
}

/** Settings that weaken the lock whatever the password is. */
function loosened(reader: SettingsReader): readonly Edit[] {
  const edits: Edit[] = dangerousFlags(reader).map(drop);
  if (reader.flag('gateway.controlUi.allowInsecureAuth') === true)
    edits.push(drop('gateway.controlUi.allowInsecureAuth'));
  const serves = reader.raw('gateway.tailscale.mode') === 'serve' && authMode(reader) === 'token';
  if (reader.flag('gateway.auth.allowTailscale') ?? serves)
    edits.push(put('gateway.auth.allowTailscale', false));
  return edits;
}

export default defineFix({
  id: 'strong-password',
  words: {
    en: {
      does: 'Lock its door with a new, strong password',
      'does-close': 'Close the side doors past its password',
      cost: 'Whoever got in without it, or with the old one, has to get in anew.',
      afterwards:
        'Open the control page anew: openclaw dashboard. Phones and other computers that used the old password have to be paired again.',
    },
    'zh-CN': {
      does: '给它的门换一把牢固的新密码',
      'does-close': '关上绕过密码的旁门',
      cost: '以前不用密码、或用旧密码进来的，都要重新进一次。',
      afterwards: '请重新打开控制页面：openclaw dashboard。用过旧密码的手机和别的电脑要重新配对。',
    },
  },

  async plan(probes, { say }) {
    const { found } = await probes.settings.all();
    const locks = new Map<string, Lock>();
    const renewed = new Map<number, NonNullable<Lock['renewed']>>();
    for (const settings of found) {
      if (settings.state !== 'read') continue;
      const reader = readSettings(settings.value, settings.environment);
      const lock = lockFor(reader, newToken);
      if (!lock) continue;
      const wanted: Lock = isNeeded(reader, lock) ? lock : { edits: [], renewed: null };
      locks.set(settings.setup.configPath, wanted);
      if (wanted.renewed) renewed.set(portOf(reader), wanted.renewed);
    }

    const wish = ({ settings, reader }: Mendable): readonly Edit[] | null => {
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
      return [...lock.edits, ...aside, ...(follows ? [put('gateway.remote.token', given.now)] : [])];
    };
    const mended = await mendSettings(probes, wish);
    if (renewed.size === 0) return propose(mended, { does: say('does-close') });
    return propose(mended, { does: say('does'), cost: say('cost'), afterwards: say('afterwards') });
  },
});
