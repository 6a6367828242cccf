import { MANY, type Path, pathText, type SettingsReader } from './settings';

type Steps = readonly (string | number)[];
type DmPolicy = 'pairing' | 'allowlist' | 'open' | 'disabled';
type GroupPolicy = 'allowlist' | 'open' | 'disabled';

/** A way in for strangers. From the widest: anyone privately, anyone in any group, group members unasked. */
export type Door = 'strangers' | 'any-group' | 'group-unasked' | 'unknown';

/** One account of one chat channel, and the doors that stand open on it. */
export interface ChannelAccount {
  /** `telegram`, or `telegram/work` for a named account. */
  readonly name: string;
  readonly place: Steps;
  readonly doors: readonly { readonly door: Door; readonly place: Steps }[];
}

/** Keys of `channels` that are no channel (docs/gateway/config-channels/shared-policies.md). */
const NO_CHANNEL = new Set(['defaults', 'modelByChannel']);

interface Defaults {
  readonly dm: DmPolicy | 'by-list';
  readonly group: GroupPolicy | 'by-list';
}
const CAREFUL: Defaults = { dm: 'pairing', group: 'allowlist' };
/**
 * What an unset policy means (docs/channels, 2026.9.6). `by-list` is closed only once the list names somebody.
 * A channel that isn't here comes from elsewhere, and what it does by itself isn't known.
 */
const DEFAULTS: Readonly<Record<string, Defaults>> = {
  ...Object.fromEntries(
    [
      ...['telegram', 'whatsapp', 'discord', 'slack', 'signal', 'imessage', 'bluebubbles', 'feishu', 'line'],
      ...[
        'googlechat',
        'msteams',
        'mattermost',
        'matrix',
        'irc',
        'nextcloud-talk',
        'nostr',
        'sms',
        'zalouser',
      ],
      ...['synology-chat', 'tlon', 'buzz', 'a2a', 'raft', 'reef'],
    ].map((name) => [name, CAREFUL]),
  ),
  zalo: { dm: 'pairing', group: 'open' },
  qqbot: { dm: 'by-list', group: 'by-list' },
  clickclack: { dm: 'by-list', group: 'by-list' },
  twitch: { dm: 'disabled', group: 'by-list' },
  yuanbao: { dm: 'open', group: 'open' },
};

const EVERYONE = '*';

/** Reads a setting of an account: its own, else the channel's (shared-policies.md, "Multi-account"). */
function scoped(reader: SettingsReader, scopes: readonly Steps[]) {
  const place = (...keys: Steps[]): Steps | undefined =>
    scopes
      .flatMap((scope) => keys.map((key) => [...scope, ...key]))
      .find((each) => reader.raw(each) !== undefined);
  return {
    place,
    policy<K extends string>(known: readonly K[], ...keys: Steps[]) {
      const found = place(...keys);
      const value = found && reader.text(found, known);
      return { value, place: found, odd: found !== undefined && value === undefined };
    },
    list(...keys: Steps[]) {
      const found = place(...keys);
      return { value: (found && reader.texts(found)) ?? [], place: found };
    },
  };
}

function doorsOf(reader: SettingsReader, channel: string, scopes: readonly Steps[]): ChannelAccount['doors'] {
  const own = scoped(reader, scopes);
  const here = scopes[0] ?? ['channels', channel];
  const defaults = DEFAULTS[channel];
  const doors: { door: Door; place: Steps }[] = [];
  const open = (door: Door, place: Steps | undefined) => doors.push({ door, place: place ?? here });

  const allow = own.list(['allowFrom'], ['dm', 'allowFrom'], ['allowedUserIds'], ['dmAllowlist']);
  const named = allow.value.some((each) => each !== EVERYONE);
  const dm = own.policy(
    ['pairing', 'allowlist', 'open', 'disabled'] as const,
    ['dmPolicy'],
    ['dm', 'policy'],
  );
  const dmOff = own.place(['dm', 'enabled']);
  const fallback = defaults?.dm === 'by-list' ? (named ? 'allowlist' : 'open') : defaults?.dm;
  const dmPolicy = dmOff && reader.flag(dmOff) === false ? 'disabled' : (dm.value ?? fallback);
  if (dmPolicy === undefined) {
    if (!dm.odd) open('unknown', [...here, 'dmPolicy']);
  } else if (dmPolicy === 'open') open('strangers', dm.place ?? [...here, 'dmPolicy']);
  else if (dmPolicy !== 'disabled' && allow.value.includes(EVERYONE)) open('strangers', allow.place);

  const group = own.policy(['allowlist', 'open', 'disabled', 'allowall'] as const, ['groupPolicy']);
  const shared = reader.text('channels.defaults.groupPolicy', ['allowlist', 'open', 'disabled']);
  const senders = own.list(['groupAllowFrom'], ['allowFrom'], ['dm', 'allowFrom']);
  const someone =
    senders.value.some((each) => each !== EVERYONE) || own.place(['allowedRoles']) !== undefined;
  const groupFallback = defaults?.group === 'by-list' ? (someone ? 'allowlist' : 'open') : defaults?.group;
  const groupPolicy = group.value ?? shared ?? groupFallback;
  const groups = own.place(['groups']);
  const anyGroup = !groups || reader.names(groups).includes(EVERYONE);
  if (groupPolicy === undefined) {
    if (!group.odd) open('unknown', [...here, 'groupPolicy']);
  } else if (groupPolicy === 'open' || groupPolicy === 'allowall')
    open(
      'any-group',
      group.place ?? (shared ? ['channels', 'defaults', 'groupPolicy'] : [...here, 'groupPolicy']),
    );
  else if (groupPolicy === 'allowlist') {
    if (senders.value.includes(EVERYONE) && anyGroup) open('any-group', senders.place);
    const unasked = groups && [...groups, EVERYONE, 'requireMention'];
    if (unasked && reader.flag(unasked) === false) open('group-unasked', unasked);
    for (const rooms of ['guilds', 'channels', 'rooms', 'teams']) {
      const map = own.place([rooms]);
      // IRC lists its channels by name.
      const every =
        map && !Array.isArray(reader.raw(map)) && reader.names(map).includes(EVERYONE)
          ? [...map, EVERYONE]
          : undefined;
      if (every && reader.flag([...every, 'enabled']) !== false) open('group-unasked', every);
    }
  }
  return doors;
}

/** Off when it says so, or when the plugin that carries it is off. A lone `enabled: true` turns one on. */
function isOff(reader: SettingsReader, channel: string, place: Path): boolean {
  const steps = typeof place === 'string' ? place.split('.') : place;
  const plugin = ['plugins', 'entries', channel, 'enabled'];
  return (
    reader.flag([...steps, 'enabled']) === false ||
    reader.flag(plugin) === false ||
    reader.names(steps).length === 0
  );
}

/**
 * The chat channels that are set up and not switched off, account by account. What a channel says for all its
 * accounts counts beside theirs, since a new one inherits it. Approvals given in chat are not in the settings.
 */
export function channelAccounts(reader: SettingsReader): readonly ChannelAccount[] {
  // Before `channels` existed, each stood at the top.
  const old = reader
    .names([])
    .filter((name) => Object.hasOwn(DEFAULTS, name))
    .map((name): Steps => [name]);
  const now = reader
    .names('channels')
    .filter((name) => !NO_CHANNEL.has(name))
    .map((name): Steps => ['channels', name]);

  const channels = [...old, ...now];
  if (channels.length > MANY) reader.doubt('channels', 'value');
  return channels.slice(0, MANY).flatMap((place) => {
    const channel = String(place.at(-1));
    if (isOff(reader, channel, place)) return [];
    const accounts = reader.names([...place, 'accounts']).map((id): Steps => [...place, 'accounts', id]);
    if (accounts.length > MANY) reader.doubt([...place, 'accounts'], 'value');
    const on = accounts.slice(0, MANY).filter((each) => reader.flag([...each, 'enabled']) !== false);
    const doors = doorsOf(reader, channel, [place]);
    return [
      // With accounts, what the channel itself leaves unset is for them to say.
      {
        name: channel,
        place,
        doors: on.length > 0 ? doors.filter((door) => reader.raw(door.place) !== undefined) : doors,
      },
      ...on.map((each) => ({
        name: `${channel}/${String(each.at(-1))}`,
        place: each,
        doors: doorsOf(reader, channel, [each, place]).filter((door) =>
          pathText(door.place).startsWith(pathText(each)),
        ),
      })),
    ];
  });
}
