import { isExposed } from '../gateway-settings';
import type { SettingsReader } from '../read-settings';
import { isOnAt, type SettingDanger, textsAt } from './setting-danger';

export type AnnouncingDanger = 'full' | 'wide-area';

/** What the gateway tells the network of itself beyond that it is there (docs/gateway/bonjour.md). */
export function announcingDangers(reader: SettingsReader): readonly SettingDanger<AnnouncingDanger>[] {
  const dangers: SettingDanger<AnnouncingDanger>[] = [];
  const mode = ['discovery', 'mdns', 'mode'];
  if (reader.text(mode, ['off', 'minimal', 'full']) === 'full')
    dangers.push({
      kind: 'full',
      // docs/gateway/security/audit-checks.md, `discovery.mdns_full_mode`.
      severity: isExposed(reader) ? 'high' : 'low',
      place: mode,
      mend: { to: 'minimal' },
    });
  // Until 2026.3 it had a switch of its own.
  const [domain, enabled] = ['domain', 'enabled'].map((key) => ['discovery', 'wideArea', key]);
  if (domain && enabled && (isOnAt(reader, enabled) || textsAt(reader, domain).some((each) => each.trim())))
    dangers.push({ kind: 'wide-area', severity: 'low', place: isOnAt(reader, enabled) ? enabled : domain });
  return dangers;
}
