import { type ChannelAccount, channelAccounts } from '../../openclaw/channels';
import { chatDangers } from '../../openclaw/dangers/chat-dangers';
import { applyEdits, type Edit } from '../../openclaw/json5';
import { type Json, readSettings, type SettingsReader, valueAt } from '../../openclaw/read-settings';
import { defineFix } from '../define/define-fix';
import {
  type EditableSetup,
  planSettingsEdits,
  proposeEdits,
  removeEdit,
  setEdit,
} from '../settings/edit-settings';
import { mendingEdits } from '../settings/mend-dangers';

type Steps = ChannelAccount['place'];
const EVERYONE = '*';
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** A list without the entry for everyone: whoever is named stays. */
function withoutEveryone(reader: SettingsReader, place: Steps): readonly Edit[] {
  const list = reader.raw(place);
  return isList(list) && list.includes(EVERYONE)
    ? [
        setEdit(
          place,
          list.filter((each) => each !== EVERYONE),
        ),
      ]
    : [];
}

/** Lists of people who may write privately, by account and channel. */
const PEOPLE: readonly Steps[] = [['allowFrom'], ['dm', 'allowFrom'], ['allowedUserIds'], ['dmAllowlist']];

function closePrivate(reader: SettingsReader, account: Steps, place: Steps): readonly Edit[] {
  const standing = reader.raw(place);
  if (isList(standing)) {
    const left = standing.filter((each) => each !== EVERYONE);
    // A list of nobody would shut the owner out: then each newcomer is asked for a code instead.
    const policies = [place.slice(0, -1), account].map((scope) => [...scope, 'dmPolicy']);
    const listed = policies.find((each) => reader.raw(each) === 'allowlist');
    return [setEdit(place, left), ...(left.length === 0 && listed ? [setEdit(listed, 'pairing')] : [])];
  }
  const scope = place.slice(0, place.at(-2) === 'dm' ? -2 : -1);
  return [
    setEdit(place, 'pairing'),
    ...PEOPLE.flatMap((list) => withoutEveryone(reader, [...scope, ...list])),
  ];
}

/** A list of a room that would be left empty lets everybody in again: then the rule for any room goes. */
function closeGroups(reader: SettingsReader, place: Steps): readonly Edit[] {
  const list = reader.raw(place);
  if (!isList(list)) return [setEdit(place, 'allowlist')];
  const any = place.lastIndexOf(EVERYONE);
  const empty = list.every((each) => each === EVERYONE);
  return empty && any > 0 ? [removeEdit(place.slice(0, any + 1))] : withoutEveryone(reader, place);
}

/** A flag that lets it act unasked is turned; a rule for any room at all goes, since rooms are to be named. */
const closeRooms = (place: Steps): readonly Edit[] =>
  place.at(-1) === 'requireMention' ? [setEdit(place, true)] : [removeEdit(place)];

function closing(reader: SettingsReader): readonly Edit[] {
  return channelAccounts(reader).flatMap(({ place: account, openAccess }) =>
    openAccess.flatMap(({ kind, place }) => {
      if (kind === 'strangers') return closePrivate(reader, account, place);
      if (kind === 'any-group') return closeGroups(reader, place);
      return kind === 'group-unasked' ? closeRooms(place) : [];
    }),
  );
}

/** Closing one way in can show another behind it. */
const MOST_ROUNDS = 5;

function wish({ value, settings }: EditableSetup): readonly Edit[] {
  if (settings.state === 'absent') return [];
  const edits: Edit[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const now = applyEdits(value, edits);
    const reader = readSettings(now, settings.environment);
    const more = [...closing(reader), ...mendingEdits(reader, chatDangers(reader))];
    const fresh = more.filter(({ path, to }) => JSON.stringify(valueAt(now, path)) !== JSON.stringify(to));
    if (fresh.length === 0) break;
    edits.push(...fresh);
  }
  return edits;
}

export default defineFix({
  id: 'close-chats',
  messages: {
    en: {
      does: 'Let only people you approve write to it',
      cost: 'Strangers get no answer any more. In groups it answers only people you have named, and only when it is named itself.',
      afterwards:
        'Whoever is on your lists stays in. If it doesn’t know you yet, write to it: it sends a code. Approve it with: openclaw pairing approve CHANNEL CODE. Name the groups that it may listen to under groups.',
    },
    'zh-CN': {
      does: '只让您批准的人给它发消息',
      cost: '陌生人不再得到回应。在群里，它只回答您点过名的人，而且要叫到它才答。',
      afterwards:
        '名单上的人不受影响。它要是还不认识您，就给它发条消息，它会回一个配对码，再用这条命令批准：openclaw pairing approve CHANNEL CODE。想让它听哪些群，请写进 groups。',
    },
  },
  plan: async (probes, { say }) =>
    proposeEdits(await planSettingsEdits(probes, wish), {
      does: say('does'),
      cost: say('cost'),
      afterwards: say('afterwards'),
    }),
});
