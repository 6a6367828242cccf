import { type Json, MANY, type SettingsReader } from './read-settings';

type Steps = readonly (string | number)[];
const EVERYONE = '*';

/** How the rules of single rooms let people in: anyone in any room, everyone in rooms that were named, or unasked. */
export interface RoomAccess {
  readonly kind: 'any-group' | 'members' | 'group-unasked';
  readonly place: Steps;
}

/** Where channels keep their rooms, and the rooms inside of rooms (docs/channels, 2026.9.6). */
const ROOMS = ['groups', 'guilds', 'channels', 'rooms', 'teams'] as const;
const INSIDE = ['topics', 'channels'] as const;
/** Lists of people of one room. */
const PEOPLE = ['allowFrom', 'users', 'groupAllowFrom', 'allowedShips', 'roles'] as const;
/**
 * Channels in which everybody in a room that is named may give orders, where nobody else is listed
 * (docs/channels/discord/access-control.md, slack, googlechat, matrix, feishu; telegram: dist send-…, a group that is
 * named and no list of senders). Elsewhere a room without a list lets nobody in.
 */
const NAMED_MEANS_ALL = new Set(['telegram', 'discord', 'slack', 'googlechat', 'matrix', 'feishu']);
/** Channels in which a rule for any room alone lets nobody in (same source). */
const ANY_NEEDS_PEOPLE = new Set(['telegram', 'feishu']);

const isMap = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Around {
  readonly channel: string;
  /** The channel's own list of senders names somebody. */
  readonly listed: boolean;
  readonly disabled: boolean;
  /** An outer room is a rule for any room. */
  readonly any: boolean;
  /** An outer room lists its people. */
  readonly peopled: boolean;
}

function roomAccess(reader: SettingsReader, place: Steps, around: Around): readonly RoomAccess[] {
  const room = reader.raw(place);
  if (!isMap(room) || room.enabled === false || room.allow === false) return [];
  const policy = typeof room.groupPolicy === 'string' ? room.groupPolicy : undefined;
  // Telegram alone takes the room's word before the channel's.
  const off = policy === 'disabled' || (around.disabled && !(around.channel === 'telegram' && policy));
  if (off) return [];

  const any = around.any || String(place.at(-1)) === EVERYONE;
  const lists = PEOPLE.flatMap((key) => (room[key] === undefined ? [] : [[...place, key]]));
  const open = [
    ...(policy === 'open' ? [[...place, 'groupPolicy']] : []),
    ...lists.filter((list) => reader.texts(list)?.includes(EVERYONE)),
  ];
  const found: RoomAccess[] = open.map((at) => ({ kind: any ? 'any-group' : 'members', place: at }));
  const peopled = around.peopled || lists.some((list) => (reader.texts(list) ?? []).length > 0);

  const inside = INSIDE.flatMap((key) => {
    const map = room[key];
    return isMap(map) ? Object.keys(map).map((id) => [...place, key, id]) : [];
  });
  if (inside.length > MANY) reader.doubt(place, 'value');
  for (const each of inside.slice(0, MANY))
    found.push(...roomAccess(reader, each, { ...around, any, peopled }));
  // Named rooms inside of one are all of it that is let in (docs/channels/discord/access-control.md).
  const onlyInside = inside.length > 0 && place.includes('guilds');
  if (open.length > 0 || peopled || onlyInside || around.listed) return found;
  if (any) {
    const says = around.any || ANY_NEEDS_PEOPLE.has(around.channel) || !NAMED_MEANS_ALL.has(around.channel);
    return says ? found : [...found, { kind: 'group-unasked', place }];
  }
  return NAMED_MEANS_ALL.has(around.channel) ? [...found, { kind: 'members', place }] : found;
}

/**
 * What the rules of single rooms say, for one account: groups, guilds, channels, teams, and the topics and channels in
 * them. `listed`: the account's own list of senders names somebody, and holds in every room without one of its own.
 */
export function roomsAccess(
  reader: SettingsReader,
  channel: string,
  placeOf: (key: string) => Steps | undefined,
  { listed, disabled }: { readonly listed: boolean; readonly disabled: boolean },
): readonly RoomAccess[] {
  return ROOMS.flatMap((key) => {
    const map = placeOf(key);
    // IRC lists its channels by name.
    if (!map || !isMap(reader.raw(map))) return [];
    const names = reader.names(map);
    if (names.length > MANY) reader.doubt(map, 'value');
    // Discord and Slack know no list of senders for all of their rooms.
    const everywhere = listed && key !== 'guilds' && !(channel === 'slack' && key === 'channels');
    return names.slice(0, MANY).flatMap((id) =>
      roomAccess(reader, [...map, id], {
        channel,
        listed: everywhere,
        disabled,
        any: false,
        peopled: false,
      }),
    );
  });
}

/** Channels in which the groups that are named are all that there are, even under an open policy (dist group-policy-…). */
export const NAMED_GROUPS_ONLY: ReadonlySet<string> = new Set([
  ...['telegram', 'whatsapp', 'signal', 'imessage', 'bluebubbles', 'line', 'zalouser'],
]);
