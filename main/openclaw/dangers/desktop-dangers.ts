import { agentsOf, type SettingsReader, valueAt } from '../read-settings';
import { toolRights } from '../tool-policy';
import { isOnAt, isSettingsMap, type SettingDanger, type SettingSteps } from './setting-danger';

/** `computer-tool`, `codex-computer`: the agent sees and steers the desktop; `shown-desktop`: the control page does. */
export type DesktopDanger = 'computer-tool' | 'codex-computer' | 'shown-desktop';

/** The plugin that steers the gateway's own desktop; it has to be turned on by name (docs/nodes/computer-use.md, "Gateway desktop"). */
const DRIVER: SettingSteps = ['plugins', 'entries', 'cua-computer', 'enabled'];
const CODEX: SettingSteps = ['plugins', 'entries', 'codex'];

/** Settings that give OpenClaw this computer's screen, keyboard and mouse. */
export function desktopDangers(reader: SettingsReader): readonly SettingDanger<DesktopDanger>[] {
  const dangers: SettingDanger<DesktopDanger>[] = [];
  const pluginsRun = valueAt(reader.value, 'plugins.enabled') !== false;
  const isUsed = () =>
    agentsOf(reader).some(({ path }) => toolRights(reader, path).allowed('devices').includes('computer'));
  if (pluginsRun && isOnAt(reader, DRIVER) && isUsed())
    dangers.push({ kind: 'computer-tool', severity: 'high', place: DRIVER });
  // Codex' own, which is asked for by naming it (docs/plugins/codex-computer-use.md).
  const codex = valueAt(reader.value, CODEX);
  const use: SettingSteps = [...CODEX, 'config', 'computerUse'];
  const wanted = ['enabled', 'autoInstall'].find((key) => isOnAt(reader, [...use, key]));
  if (pluginsRun && isSettingsMap(codex) && codex.enabled !== false && wanted !== undefined)
    dangers.push({ kind: 'codex-computer', severity: 'high', place: [...use, wanted] });
  // One that the gateway makes for itself shows nothing of anybody's (docs/gateway/config-browser-ui-desktop.md, "Desktop").
  const host: SettingSteps = ['desktop', 'host'];
  const isItsOwn = isOnAt(reader, [...host, 'managed']) && reader.raw([...host, 'port']) === undefined;
  if (isOnAt(reader, [...host, 'enabled']) && !isItsOwn)
    dangers.push({ kind: 'shown-desktop', severity: 'medium', place: [...host, 'enabled'] });
  return dangers;
}
