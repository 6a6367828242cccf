import type { Severity } from '../../contract/finding';
import { authMode, isExposed } from '../gateway-settings';
import { MANY, type SettingsReader, valueAt } from '../read-settings';
import { strengthOf } from '../secret-strength';
import { clearTextReach } from './clear-text';
import {
  everyoneAt,
  isOnAt,
  isSettingsMap,
  membersAt,
  type SettingDanger,
  type SettingSteps,
  textsAt,
  textsOfSetting,
} from './setting-danger';

export type RemoteOrderDanger =
  | 'http-tools'
  | 'http-talk'
  | 'http-open'
  | 'http-fetch'
  | 'admin-rpc'
  | 'secret-weak'
  | 'webhook-plugin'
  | 'node-commands'
  | 'node-deny'
  | 'approves-anyone'
  | 'approves-network'
  | 'clear-remote'
  | 'chat-shell'
  | 'chat-control'
  | 'owner-anyone'
  | 'commands-anyone'
  | 'approver-anyone'
  | 'calls-open'
  | 'mail-unproven'
  | 'browser-lent';

type Danger = SettingDanger<RemoteOrderDanger>;

/** Refused over HTTP unless they are named in `gateway.tools.allow` (dist of 2026.9.6: security/dangerous-tools). */
const HTTP_DENIED = new Set([
  ...['exec', 'spawn', 'shell', 'fs_write', 'fs_delete', 'fs_move', 'apply_patch', 'terminal', 'portal'],
  ...['sessions_spawn', 'sessions_send', 'conversations_list', 'conversations_send', 'conversations_turn'],
  ...['automations', 'cron', 'gateway', 'plugins', 'nodes', 'computer', 'mobile_ui', 'openclaw', '*'],
]);
/** Commands of paired devices that have to be switched on one by one (docs/nodes/command-policy.md, and `computer.act`). */
const NODE_COMMANDS =
  /^(?:camera\.(?:snap|clip|ptz\.control)|screen\.record|contacts\.add|calendar\.add|reminders\.add|health\.summary|sms\.(?:send|search)|computer\.act|codex\.exec-server\..*|file\..*|\*)$/;
const PATTERN = /[?*[\]{}(),|\s]|^[/^]|[/$]$|group:/;

/** Ways in over HTTP (docs/gateway/tools-invoke-http-api.md, openai-http-api.md, openresponses-http-api.md). */
function httpWays(reader: SettingsReader, graver: (usual: Severity) => Severity): readonly Danger[] {
  const dangers: Danger[] = [];
  const tools: SettingSteps = ['gateway', 'tools', 'allow'];
  const allowed = textsAt(reader, tools);
  const left = allowed.filter((each) => !HTTP_DENIED.has(each.trim().toLowerCase()));
  if (left.length < allowed.length)
    dangers.push({
      kind: 'http-tools',
      severity: graver('medium'),
      place: tools,
      shows: allowed.filter((each) => !left.includes(each)).join(', '),
      mend: { to: left.length > 0 ? left : undefined },
    });
  const open = authMode(reader) === 'none';
  for (const name of ['chatCompletions', 'responses']) {
    const endpoint = ['gateway', 'http', 'endpoints', name];
    if (!isOnAt(reader, [...endpoint, 'enabled'])) continue;
    const place = [...endpoint, 'enabled'];
    dangers.push(
      open
        ? { kind: 'http-open', severity: graver('medium'), place }
        : { kind: 'http-talk', severity: 'low', place },
    );
    for (const what of ['files', 'images'])
      if (isOnAt(reader, [...endpoint, what, 'allowUrl']))
        dangers.push({ kind: 'http-fetch', severity: 'low', place: [...endpoint, what, 'allowUrl'] });
  }
  const rpc = ['plugins', 'entries', 'admin-http-rpc', 'enabled'];
  if (isOnAt(reader, rpc)) dangers.push({ kind: 'admin-rpc', severity: graver('medium'), place: rpc });
  return dangers;
}

/** Secrets by which others get in, besides those of the gateway and of its webhooks. Their text is never shown. */
function weakSecrets(reader: SettingsReader): readonly Danger[] {
  const routes = ['plugins', 'entries', 'webhooks', 'config', 'routes'];
  const on = isOnAt(reader, ['plugins', 'entries', 'webhooks', 'enabled']);
  const named = on ? membersAt(reader, routes) : [];
  const secrets: SettingSteps[] = [
    ...named.map(([name]) => [...routes, name, 'secret']),
    ...membersAt(reader, ['channels', 'a2a', 'peers']).map(([name]) => [
      ...['channels', 'a2a', 'peers', name, 'token'],
    ]),
    ...membersAt(reader, ['channels']).flatMap(([name, channel]) =>
      isSettingsMap(channel) && channel.enabled !== false ? [['channels', name, 'webhookSecret']] : [],
    ),
  ];
  const weak = secrets.flatMap((place): Danger[] => {
    const value = valueAt(reader.value, place);
    if (typeof value !== 'string' || value.includes('${')) return [];
    const strength = strengthOf(value);
    return strength === 'strong'
      ? []
      : [{ kind: 'secret-weak', severity: 'medium', place, secretLength: value.length }];
  });
  return named.length > 0 ? [...weak, { kind: 'webhook-plugin', severity: 'low', place: routes }] : weak;
}

const PRIVATE_CIDR =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|127\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd]|fe80|::1)/i;
/** A network of more than one house: with a short prefix, or of public addresses. */
const isWide = (cidr: string) => {
  const [address = '', bits] = cidr.trim().split('/');
  const short = bits !== undefined && Number(bits) < (address.includes(':') ? 48 : 8);
  return short || !PRIVATE_CIDR.test(address);
};

/** Paired devices, and gateways elsewhere (docs/nodes/command-policy.md, docs/gateway/config-gateway.md). */
function otherComputers(reader: SettingsReader, graver: (usual: Severity) => Severity): readonly Danger[] {
  const dangers: Danger[] = [];
  const nodes = ['gateway', 'nodes'];
  // Until 2026.3 the lists had other names.
  const [denied, allowed] = [
    [
      [...nodes, 'commands', 'deny'],
      [...nodes, 'denyCommands'],
    ],
    [
      [...nodes, 'commands', 'allow'],
      [...nodes, 'allowCommands'],
    ],
  ] as const;
  const refused = denied.flatMap((place) => textsAt(reader, place).map((each) => each.trim()));
  for (const place of allowed) {
    const armed = textsAt(reader, place).filter(
      (each) => NODE_COMMANDS.test(each.trim()) && !refused.includes(each.trim()),
    );
    if (armed.length > 0)
      dangers.push({ kind: 'node-commands', severity: graver('medium'), place, shows: armed.join(', ') });
  }
  for (const place of denied)
    if (textsAt(reader, place).some((each) => PATTERN.test(each.trim())))
      dangers.push({ kind: 'node-deny', severity: 'low', place });
  const cidrs = [...nodes, 'pairing', 'autoApproveCidrs'];
  const networks = textsAt(reader, cidrs);
  const wide = networks.filter(isWide);
  if (wide.length > 0) {
    const left = networks.filter((each) => !wide.includes(each));
    const mend = { to: left.length > 0 ? left : undefined };
    dangers.push({ kind: 'approves-anyone', severity: 'high', place: cidrs, shows: wide.join(', '), mend });
  } else if (networks.length > 0)
    dangers.push({ kind: 'approves-network', severity: 'low', place: cidrs, shows: networks.join(', ') });
  const url: SettingSteps = ['gateway', 'remote', 'url'];
  for (const address of textsAt(reader, url)) {
    const reach = clearTextReach(address);
    if (reach === 'elsewhere')
      dangers.push({ kind: 'clear-remote', severity: 'high', place: url, shows: 'ws://' });
    if (reach === 'network')
      dangers.push({ kind: 'clear-remote', severity: 'low', place: url, shows: 'ws://' });
  }
  const proxy = ['nodeHost', 'browserProxy', 'enabled'];
  if (isOnAt(reader, proxy)) dangers.push({ kind: 'browser-lent', severity: 'low', place: proxy });
  return dangers;
}

/** What people may order in chats beyond talking (docs/gateway/config-channels/commands.md). */
function chatOrders(reader: SettingsReader): readonly Danger[] {
  const dangers: Danger[] = [];
  const commands = (key: string) => ['commands', key];
  if (isOnAt(reader, commands('bash')))
    dangers.push({ kind: 'chat-shell', severity: 'medium', place: commands('bash') });
  for (const key of ['config', 'mcp', 'plugins', 'debug'])
    if (isOnAt(reader, commands(key)))
      dangers.push({ kind: 'chat-control', severity: 'low', place: commands(key) });
  dangers.push(...everyoneAt(reader, 'owner-anyone', 'high', commands('ownerAllowFrom')));
  for (const [channel] of membersAt(reader, commands('allowFrom')))
    dangers.push(...everyoneAt(reader, 'commands-anyone', 'high', [...commands('allowFrom'), channel]));
  // Until 2026.3: off, commands went past the lists of people.
  if (valueAt(reader.value, commands('useAccessGroups')) === false)
    dangers.push({
      kind: 'commands-anyone',
      severity: 'medium',
      place: commands('useAccessGroups'),
      mend: { to: undefined },
    });
  for (const [name, channel] of membersAt(reader, ['channels'])) {
    if (!isSettingsMap(channel) || channel.enabled === false) continue;
    const accounts = membersAt(reader, ['channels', name, 'accounts']).map(([id]) => ['accounts', id]);
    if (accounts.length > MANY) reader.doubt(['channels', name, 'accounts'], 'value');
    for (const scope of [[], ...accounts.slice(0, MANY)])
      dangers.push(
        ...everyoneAt(reader, 'approver-anyone', 'high', [
          ...['channels', name, ...scope, 'execApprovals', 'approvers'],
        ]),
      );
  }
  return dangers;
}

/** Telephone and mail (docs/plugins/voice-call.md, docs/automation/imap.md). */
function callsAndMail(reader: SettingsReader): readonly Danger[] {
  const dangers: Danger[] = [];
  const configOf = (plugin: string): SettingSteps | null => {
    const entry = valueAt(reader.value, ['plugins', 'entries', plugin]);
    return isSettingsMap(entry) && entry.enabled !== false ? ['plugins', 'entries', plugin, 'config'] : null;
  };
  const calls = configOf('voice-call');
  const policy = calls && [...calls, 'inboundPolicy'];
  if (policy && valueAt(reader.value, policy) === 'open')
    dangers.push({ kind: 'calls-open', severity: 'medium', place: policy });
  const mail = configOf('imap');
  for (const [name] of mail ? membersAt(reader, [...mail, 'accounts']) : []) {
    const proof = [...(mail ?? []), 'accounts', name, 'senderAuth'];
    const least = textsOfSetting(reader, valueAt(reader.value, [...proof, 'min']));
    if (least.some((each) => each === 'unverified' || each === 'mutable'))
      dangers.push({
        kind: 'mail-unproven',
        severity: 'medium',
        place: [...proof, 'min'],
        mend: { to: undefined },
      });
    if (isOnAt(reader, [...proof, 'acceptTrustedAuthservId']))
      dangers.push({ kind: 'mail-unproven', severity: 'low', place: [...proof, 'acceptTrustedAuthservId'] });
  }
  return dangers;
}

/**
 * Who else may give orders, besides people in chats and those who know the gateway's password. Severities of
 * docs/gateway/security/audit-checks.md: graver where others can reach the gateway.
 */
export function remoteOrderDangers(reader: SettingsReader): readonly Danger[] {
  const exposed = isExposed(reader);
  const graver = (usual: Severity): Severity => (exposed ? 'high' : usual);
  return [
    ...httpWays(reader, graver),
    ...weakSecrets(reader),
    ...otherComputers(reader, graver),
    ...chatOrders(reader),
    ...callsAndMail(reader),
  ];
}
