import { authMode, isExposed } from '../gateway-settings';
import { type SettingsReader, valueAt } from '../read-settings';
import { isOnAt, isSettingsMap, type SettingDanger, textsAt } from './setting-danger';

export type GatewayDanger =
  | 'proxy-no-header'
  | 'proxy-anybody'
  | 'proxy-approves'
  | 'proxy-here'
  | 'address-forged'
  | 'proxies-anywhere'
  | 'no-rate-limit';

type Danger = SettingDanger<GatewayDanger>;

/** `*`, or a network that holds the whole internet. */
const isAnywhere = (proxy: string) => /^\*$|\/[0-3]$/.test(proxy.trim());
const isHere = (proxy: string) => /^(?:127\.0\.0\.1(?:\/32)?|::1(?:\/128)?)$/.test(proxy.trim());

/**
 * Ways past the gateway's password that lie in what stands in front of it (docs/gateway/trusted-proxy-auth.md; severities of
 * docs/gateway/security/audit-checks.md, `gateway.trusted_proxy_*`, `real_ip_fallback_enabled`, `auth_no_rate_limit`).
 */
export function gatewayDangers(reader: SettingsReader): readonly Danger[] {
  const dangers: Danger[] = [];
  const mode = authMode(reader);
  const proxies = textsAt(reader, ['gateway', 'trustedProxies']);
  const proxy = ['gateway', 'auth', 'trustedProxy'];
  if (mode === 'trusted-proxy') {
    if (textsAt(reader, [...proxy, 'userHeader']).every((each) => !each.trim()))
      dangers.push({ kind: 'proxy-no-header', severity: 'high', place: [...proxy, 'userHeader'] });
    if (textsAt(reader, [...proxy, 'allowUsers']).length === 0)
      dangers.push({ kind: 'proxy-anybody', severity: 'low', place: [...proxy, 'allowUsers'] });
    if (isOnAt(reader, [...proxy, 'allowLoopback']))
      dangers.push({ kind: 'proxy-here', severity: 'medium', place: [...proxy, 'allowLoopback'] });
    const approves = [...proxy, 'deviceAutoApprove'];
    if (isOnAt(reader, [...approves, 'enabled'])) {
      const admin = textsAt(reader, [...approves, 'scopes']).some((each) => each.trim() === 'operator.admin');
      dangers.push(
        admin
          ? {
              kind: 'proxy-approves',
              severity: 'high',
              place: [...approves, 'scopes'],
              shows: 'operator.admin',
            }
          : { kind: 'proxy-approves', severity: 'low', place: [...approves, 'enabled'] },
      );
    }
  } else if (isExposed(reader) && !isSettingsMap(valueAt(reader.value, 'gateway.auth.rateLimit'))) {
    const bound = (reader.raw('gateway.tailscale.mode') ?? 'off') === 'off';
    if (bound)
      dangers.push({ kind: 'no-rate-limit', severity: 'low', place: ['gateway', 'auth', 'rateLimit'] });
  }
  const forged = ['gateway', 'allowRealIpFallback'];
  if (isOnAt(reader, forged)) {
    const foreign = mode === 'trusted-proxy' && proxies.some((each) => !isHere(each));
    dangers.push({
      kind: 'address-forged',
      severity: isExposed(reader) || foreign ? 'high' : 'low',
      place: forged,
      mend: { to: undefined },
    });
  }
  return mode === 'trusted-proxy' ? dangers : [...dangers, ...proxiesAnywhere(reader)];
}

/** Proxies that are believed from anywhere, however people get in; where a proxy decides that, it is told in graver words. */
export function proxiesAnywhere(reader: SettingsReader): readonly Danger[] {
  const proxies = textsAt(reader, ['gateway', 'trustedProxies']);
  if (!proxies.some(isAnywhere)) return [];
  const left = proxies.filter((each) => !isAnywhere(each));
  return [
    {
      kind: 'proxies-anywhere',
      severity: 'medium',
      place: ['gateway', 'trustedProxies'],
      shows: proxies.filter(isAnywhere).join(', '),
      mend: { to: left.length > 0 ? left : undefined },
    },
  ];
}
