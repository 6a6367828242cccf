import type { Severity } from '../../contract/finding';
import { channelAccounts } from '../channels';
import { type Json, type SettingsReader, valueAt } from '../read-settings';
import {
  isOnAt,
  isSettingsMap,
  membersAt,
  type SettingDanger,
  type SettingSteps,
  textsAt,
  textsOfSetting,
} from './setting-danger';

export type ChatDanger =
  | 'names-match'
  | 'unsigned'
  | 'any-role'
  | 'bots'
  | 'joins-anywhere'
  | 'webhook-open'
  | 'audience'
  | 'group-of-everyone'
  | 'shared-talk'
  | 'shared-room';

type Danger = SettingDanger<ChatDanger>;

const LOOPBACK = /^(?:127\.|localhost$|::1$|\[::1\]$)/i;

/** What an account of a channel gives away besides its lists of people. */
function accountDangers(reader: SettingsReader, place: SettingSteps): readonly Danger[] {
  const dangers: Danger[] = [];
  const add = (kind: ChatDanger, severity: Severity, key: string, more: Partial<Danger> = {}) =>
    dangers.push({ kind, severity, place: [...place, key], ...more });
  if (isOnAt(reader, [...place, 'dangerouslyAllowNameMatching']))
    add('names-match', 'low', 'dangerouslyAllowNameMatching');
  if (isOnAt(reader, [...place, 'dangerouslyDisableSignatureValidation']))
    // Signatures can only be checked against the address that the provider calls (docs/channels/sms.md).
    add('unsigned', 'high', 'dangerouslyDisableSignatureValidation', {
      ...(reader.raw([...place, 'publicWebhookUrl']) !== undefined && { mend: { to: undefined } }),
    });
  // A list of people goes before roles (docs/channels/twitch.md).
  const roles = textsAt(reader, [...place, 'allowedRoles']);
  if (roles.includes('all') && textsAt(reader, [...place, 'allowFrom']).length === 0)
    add('any-role', 'high', 'allowedRoles', { shows: 'all' });
  if (valueAt(reader.value, [...place, 'allowBots']) === true) add('bots', 'low', 'allowBots');
  if (valueAt(reader.value, [...place, 'autoJoin']) === 'always') add('joins-anywhere', 'low', 'autoJoin');
  for (const host of textsAt(reader, [...place, 'webhookHost']))
    if (host.trim() && !LOOPBACK.test(host.trim())) add('webhook-open', 'low', 'webhookHost');
  return dangers;
}

/** Lists that are kept apart and named from others: `accessGroup:<name>` (docs/channels/access-groups.md). */
function groupDangers(reader: SettingsReader): readonly Danger[] {
  const used = JSON.stringify(valueAt(reader.value, 'channels') ?? null);
  return membersAt(reader, ['accessGroups']).flatMap(([name, group]): Danger[] => {
    if (!isSettingsMap(group) || !used.includes(JSON.stringify(`accessGroup:${name}`))) return [];
    const place = ['accessGroups', name];
    if (group.type === 'discord.channelAudience')
      return [{ kind: 'audience', severity: 'low', place: [...place, 'type'] }];
    return membersAt(reader, [...place, 'members']).flatMap(([channel, people]) =>
      textsOfSetting(reader, people).includes('*')
        ? [
            {
              kind: 'group-of-everyone',
              severity: 'high',
              place: [...place, 'members', channel],
              shows: '*',
            } as const,
          ]
        : [],
    );
  });
}

/** Who is let in privately by name; approvals given in chat are not in the settings. */
function peopleOf(reader: SettingsReader): number {
  const people = new Set<string>();
  for (const { name, place } of channelAccounts(reader))
    for (const keys of [['allowFrom'], ['dm', 'allowFrom'], ['allowedUserIds'], ['dmAllowlist']])
      for (const person of textsAt(reader, [...place, ...keys])) people.add(`${name} ${person}`);
  return people.size;
}

/** Talks that several people share (docs/gateway/security/access-control.md, `session.dmScope`; docs/channels/groups.md). */
function sharedTalks(reader: SettingsReader): readonly Danger[] {
  const dangers: Danger[] = [];
  const scope = ['session', 'dmScope'];
  if (valueAt(reader.value, scope) === 'main' && peopleOf(reader) > 1)
    dangers.push({ kind: 'shared-talk', severity: 'low', place: scope });
  const groupScope = ['session', 'groupScope'];
  if (valueAt(reader.value, groupScope) === 'main')
    dangers.push({ kind: 'shared-room', severity: 'medium', place: groupScope });
  const bindings = valueAt(reader.value, 'bindings');
  for (const [index, each] of (Array.isArray(bindings) ? (bindings as readonly Json[]) : []).entries())
    if (isSettingsMap(each) && isSettingsMap(each.session) && each.session.groupScope === 'main')
      dangers.push({
        kind: 'shared-room',
        severity: 'low',
        place: ['bindings', index, 'session', 'groupScope'],
      });
  return dangers;
}

/** What chats give away besides their lists of people, groups and rooms. */
export const chatDangers = (reader: SettingsReader): readonly Danger[] => [
  ...channelAccounts(reader).flatMap(({ place }) => accountDangers(reader, place)),
  ...groupDangers(reader),
  ...sharedTalks(reader),
];
