import { NAMED_GROUPS_ONLY, roomsAccess } from './chat-rooms';
import { MANY, pathText, type SettingPath, type SettingsReader } from './read-settings';

type Steps = readonly (string | number)[];
type DmPolicy = 'pairing' | 'allowlist' | 'open' | 'disabled';
type GroupPolicy = 'allowlist' | 'open' | 'disabled';

/** A way in for strangers. From the widest: anyone privately, anyone in any group, group members unasked, everyone in groups that were named. */
export type OpenAccess = 'strangers' | 'any-group' | 'group-unasked' | 'members' | 'unknown';

/** One account of one chat channel, and how strangers get in on it. */
export interface ChannelAccount {
  /** `telegram`, or `telegram/work` for a named account. */
  readonly name: string;
  readonly place: Steps;
  readonly openAccess: readonly { readonly kind: OpenAccess; readonly place: Steps }[];
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

function openAccessOf(
  reader: SettingsReader,
  channel: string,
  scopes: readonly Steps[],
): ChannelAccount['openAccess'] {
  const own = scoped(reader, scopes);
  const here = scopes[0] ?? ['channels', channel];
  const defaults = DEFAULTS[channel];
  const accesses: { kind: OpenAccess; place: Steps }[] = [];
  const open = (kind: OpenAccess, place: Steps | undefined) => accesses.push({ kind, place: place ?? here });

  const allow = own.list(['allowFrom'], ['dm', 'allowFrom'], ['allowedUserIds'], ['dmAllowlist']);
  const fenced = isFenced(reader, channel, scopes);
  const everyone = allow.value.includes(EVERYONE) && !fenced;
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
  } else if (dmPolicy === 'open' && !fenced) open('strangers', dm.place ?? [...here, 'dmPolicy']);
  else if (dmPolicy !== 'disabled' && everyone) open('strangers', allow.place);
  // Until 2026.3 a rule for any private talk went before the channel's (telegram).
  const direct = own.place(['direct', EVERYONE, 'dmPolicy']);
  if (direct && reader.text(direct) === 'open') open('strangers', direct);

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
  } else if (groupPolicy === 'open' || groupPolicy === 'allowall') {
    const place =
      group.place ?? (shared ? ['channels', 'defaults', 'groupPolicy'] : [...here, 'groupPolicy']);
    const onlyNamed =
      NAMED_GROUPS_ONLY.has(channel) && !anyGroup && groups && reader.names(groups).length > 0;
    open(onlyNamed ? 'members' : 'any-group', place);
  } else if (groupPolicy === 'allowlist') {
    // Without a list for groups, that for private talks holds, and its boundary with it.
    const bounded = fenced && senders.place?.at(-1) === 'allowFrom';
    if (senders.value.includes(EVERYONE) && anyGroup && !bounded) open('any-group', senders.place);
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
  // Discord's allowFrom is about private talks alone.
  const inGroups = channel === 'discord' ? [] : senders.value;
  const sender = own.place(['groupSenderAllowFrom']);
  const listed =
    [...inGroups, ...((sender && reader.texts(sender)) ?? [])].some((each) => each !== EVERYONE) ||
    own.place(['allowedRoles']) !== undefined;
  const rooms = roomsAccess(reader, channel, (key) => own.place([key]), {
    listed,
    disabled: groupPolicy === 'disabled',
  });
  // The open policy says it of all of them.
  const wide = accesses.some(({ kind }) => kind === 'any-group');
  const known = new Set(accesses.map(({ place }) => pathText(place)));
  for (const { kind, place } of rooms)
    if (!(wide && kind === 'members') && !known.has(pathText(place))) open(kind, place);
  return accesses;
}

/**
 * Telegram: a list of people of the channel itself is a boundary, and an account's `*` opens nothing beyond it
 * (docs/channels/telegram/access-control.md, "DM policy").
 */
function isFenced(reader: SettingsReader, channel: string, scopes: readonly Steps[]): boolean {
  const [account, root] = scopes;
  if (channel !== 'telegram' || !account || !root) return false;
  const people = reader.texts([...root, 'allowFrom']) ?? [];
  return people.length > 0 && !people.includes(EVERYONE);
}

/** Off when it says so, or when the plugin that carries it is off. A lone `enabled: true` turns one on. */
function isOff(reader: SettingsReader, channel: string, place: SettingPath): boolean {
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
    const accesses = openAccessOf(reader, channel, [place]);
    return [
      // With accounts, what the channel itself leaves unset is for them to say.
      {
        name: channel,
        place,
        openAccess:
          on.length > 0 ? accesses.filter((access) => reader.raw(access.place) !== undefined) : accesses,
      },
      ...on.map((each) => ({
        name: `${channel}/${String(each.at(-1))}`,
        place: each,
        openAccess: openAccessOf(reader, channel, [each, place]).filter((access) =>
          pathText(access.place).startsWith(pathText(each)),
        ),
      })),
    ];
  });
}
