import { isExposed } from '../gateway-settings';
import { type Json, type SettingsReader, valueAt } from '../read-settings';
import { secretsAt, strengthOf } from '../secret-strength';
import { isOnAt, isSettingsMap, type SettingDanger, type SettingSteps, textsAt } from './setting-danger';

export type WebhookDanger =
  | 'hook-token-weak'
  | 'hook-token-reused'
  | 'hook-root'
  | 'hook-session-key'
  | 'hook-session-any'
  | 'hook-any-agent'
  | 'hook-no-session'
  | 'hook-unwrapped';

const HOOKS: SettingSteps = ['hooks'];

const mappingsOf = (reader: SettingsReader): readonly Json[] => {
  const list = valueAt(reader.value, 'hooks.mappings');
  return Array.isArray(list) ? (list as readonly Json[]) : [];
};

function tokenDangers(reader: SettingsReader): readonly SettingDanger<WebhookDanger>[] {
  const [token] = secretsAt(reader, 'hooks.token', '');
  if (!token) return [];
  const place = [...HOOKS, 'token'];
  const secret = token.secret.trim();
  const secretLength = secret.length;
  // Gateway tokens and passwords that hold beside it.
  const gateway = ['token', 'password'].flatMap((kind) =>
    secretsAt(reader, `gateway.auth.${kind}`, `OPENCLAW_GATEWAY_${kind.toUpperCase()}`),
  );
  if (secret && gateway.some((each) => each.secret.trim() === secret))
    return [{ kind: 'hook-token-reused', severity: 'high', place, secretLength }];
  return strengthOf(secret) === 'strong'
    ? []
    : [{ kind: 'hook-token-weak', severity: 'medium', place, secretLength }];
}

/**
 * How the endpoint for webhooks lets others give orders, where it is on (docs/gateway/config-hooks.md; severities of
 * docs/gateway/security/audit-checks.md, `hooks.*`).
 */
export function webhookDangers(reader: SettingsReader): readonly SettingDanger<WebhookDanger>[] {
  if (!isOnAt(reader, [...HOOKS, 'enabled'])) return [];
  const dangers = [...tokenDangers(reader)];
  const add = (
    kind: WebhookDanger,
    severity: SettingDanger['severity'],
    key: string,
    more: Partial<SettingDanger<WebhookDanger>> = {},
  ) => dangers.push({ kind, severity, place: [...HOOKS, ...key.split('.')], ...more });
  const exposed = isExposed(reader);

  if (textsAt(reader, [...HOOKS, 'path']).some((path) => path.trim() === '/'))
    add('hook-root', 'high', 'path', { mend: { to: undefined } });
  if (isOnAt(reader, [...HOOKS, 'allowRequestSessionKey'])) {
    // A mapping that fills in its session from the message needs it (docs/gateway/config-hooks.md).
    const needed = mappingsOf(reader).some((each) => JSON.stringify(each).includes('"sessionKey"'));
    const mend = needed ? {} : { mend: { to: undefined } };
    add('hook-session-key', exposed ? 'high' : 'low', 'allowRequestSessionKey', mend);
    if (textsAt(reader, [...HOOKS, 'allowedSessionKeyPrefixes']).every((each) => !each.trim()))
      add('hook-session-any', exposed ? 'high' : 'medium', 'allowedSessionKeyPrefixes');
  }
  const agents = valueAt(reader.value, [...HOOKS, 'allowedAgentIds']);
  if (agents === undefined || textsAt(reader, [...HOOKS, 'allowedAgentIds']).some((id) => id.trim() === '*'))
    add('hook-any-agent', exposed ? 'high' : 'low', 'allowedAgentIds');
  if (textsAt(reader, [...HOOKS, 'defaultSessionKey']).every((each) => !each.trim()))
    add('hook-no-session', 'low', 'defaultSessionKey');

  const unwrapped = 'allowUnsafeExternalContent';
  if (isOnAt(reader, [...HOOKS, 'gmail', unwrapped]))
    add('hook-unwrapped', 'medium', `gmail.${unwrapped}`, { mend: { to: undefined } });
  for (const [index, each] of mappingsOf(reader).entries())
    if (isSettingsMap(each) && each[unwrapped] === true)
      dangers.push({
        kind: 'hook-unwrapped',
        severity: 'medium',
        place: [...HOOKS, 'mappings', index, unwrapped],
        mend: { to: undefined },
      });
  return dangers;
}
