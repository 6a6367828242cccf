import { isExposed } from '../gateway-settings';
import { type SettingsReader, valueAt } from '../read-settings';
import { everyoneAt, isOnAt, type SettingDanger, textsAt } from './setting-danger';

export type ControlPageDanger =
  | 'any-origin'
  | 'host-header'
  | 'no-origins'
  | 'embeds'
  | 'page-elsewhere'
  | 'page-plugins'
  | 'trusted-frames';

const PAGE = ['gateway', 'controlUi'] as const;

/**
 * Settings by which web pages of others may act on the control page (docs/gateway/config-gateway.md; severities of
 * docs/gateway/security/audit-checks.md, `gateway.control_ui.*`: critical where others can reach the gateway).
 */
export function controlPageDangers(reader: SettingsReader): readonly SettingDanger<ControlPageDanger>[] {
  const exposed = isExposed(reader);
  const on = (key: string) => isOnAt(reader, [...PAGE, key]);
  const dangers: SettingDanger<ControlPageDanger>[] = [
    ...everyoneAt(reader, 'any-origin', exposed ? 'high' : 'medium', [...PAGE, 'allowedOrigins']),
  ];
  const fallback = 'dangerouslyAllowHostHeaderOriginFallback';
  if (on(fallback))
    dangers.push({
      kind: 'host-header',
      severity: exposed ? 'high' : 'medium',
      place: [...PAGE, fallback],
      mend: { to: undefined },
    });
  const shown = valueAt(reader.value, [...PAGE, 'enabled']) !== false;
  const bound = exposed && (reader.raw('gateway.tailscale.mode') ?? 'off') === 'off';
  if (bound && shown && !on(fallback) && textsAt(reader, [...PAGE, 'allowedOrigins']).length === 0)
    dangers.push({ kind: 'no-origins', severity: 'medium', place: [...PAGE, 'allowedOrigins'] });
  if (on('allowExternalEmbedUrls'))
    dangers.push({
      kind: 'embeds',
      severity: 'medium',
      place: [...PAGE, 'allowExternalEmbedUrls'],
      mend: { to: undefined },
    });
  if (valueAt(reader.value, [...PAGE, 'embedSandbox']) === 'trusted')
    dangers.push({
      kind: 'trusted-frames',
      severity: 'medium',
      place: [...PAGE, 'embedSandbox'],
      mend: { to: undefined },
    });
  const root = [...PAGE, 'root'];
  if (shown && textsAt(reader, root).some((folder) => folder.trim() !== ''))
    dangers.push({ kind: 'page-elsewhere', severity: 'low', place: root });
  const plugins = [...PAGE, 'experimental', 'customPlugins'];
  if (isOnAt(reader, plugins)) dangers.push({ kind: 'page-plugins', severity: 'low', place: plugins });
  return dangers;
}
