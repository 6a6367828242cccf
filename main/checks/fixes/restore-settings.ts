import type { EditChange } from '../../contract/change';
import { readSettings } from '../../openclaw/read-settings';
import type { Probes } from '../../probes';
import type { OpenClawSettings } from '../../probes/settings';
import { defineFix, type Proposal } from '../define/define-fix';
import { appObstacle, textObstacle } from '../obstacles';
import { planReloads } from '../settings/reload-settings';
import { hasPlaceholder, type SettingsBackup, settingsBackups } from '../settings/settings-backups';

type Broken = OpenClawSettings & { readonly state: 'broken' };
type Read = OpenClawSettings & { readonly state: 'read' };

/** A broken file with what would be put in its place. */
interface Restorable {
  readonly backup: SettingsBackup;
  /** The setups that it breaks, as they would be then. */
  readonly setups: readonly Read[];
}

/** The newest backup with which OpenClaw can read every setup that the file breaks; null: there is none. */
async function restorable(
  probes: Probes,
  file: string,
  broken: readonly Broken[],
): Promise<Restorable | null> {
  for (const backup of await settingsBackups(probes, file)) {
    const texts = new Map([[file, backup.text]]);
    const then = await Promise.all(broken.map(({ setup }) => probes.settings.asIf(setup, texts)));
    const setups = then.filter((each) => each.state === 'read');
    if (setups.length === then.length && !setups.some(({ value }) => hasPlaceholder(value)))
      return { backup, setups };
  }
  return null;
}

/** Why a program can't write the file; null: nothing is in the way. */
const obstacleAt = (probes: Probes, file: string, broken: readonly Broken[]) =>
  broken.some(({ setup }) => setup.from === 'search') ? appObstacle(file) : textObstacle(probes.files, file);

/** The settings files that OpenClaw can't read, each with the setups that it breaks. */
async function brokenFiles({ settings }: Probes): Promise<ReadonlyMap<string, readonly Broken[]>> {
  const files = new Map<string, readonly Broken[]>();
  for (const each of (await settings.all()).items)
    if (each.state === 'broken') files.set(each.file, [...(files.get(each.file) ?? []), each]);
  return files;
}

/**
 * Only the user can decide it, so it is never a part of “make it safe”: what they meant to write is lost by it, and how
 * safe OpenClaw was before can't be told of a text that nobody can read. Should it open something that was seen to be
 * closed, say a port, it is taken back as every fix is.
 */
export default defineFix({
  id: 'restore-settings',
  recommended: false,
  messages: {
    en: {
      does: 'Put {file} back as OpenClaw kept it on {at, date, ::yMMMMd}, {at, time, ::HHmm}',
      cost: 'What was changed in the file after that is gone. The broken text is kept, and undo brings it back.',
      afterwards:
        'Whether these settings are safe couldn’t be told before: see what the new look says of them.',
    },
    'zh-CN': {
      does: '把 {file} 换回 {at, date, ::yMMMMd} {at, time, ::HHmm} 的备份',
      cost: '备份以后对这个文件做的改动就没了。写坏的原文会留着，撤销就能换回来。',
      afterwards: '这份设置安不安全，之前说不准：换回来以后，请看新的检查结果。',
    },
  },
  async plan(probes, { say }) {
    const proposals: Proposal[] = [];
    for (const [file, broken] of await brokenFiles(probes)) {
      const found = await restorable(probes, file, broken);
      if (!found) continue;
      const said = {
        about: file,
        does: say('does', { file, at: found.backup.at }),
        cost: say('cost'),
        afterwards: say('afterwards'),
      };
      const obstacle = await obstacleAt(probes, file, broken);
      const now = obstacle ? null : await probes.files.exact(file);
      if (now === null) {
        proposals.push({ ...said, changes: [], cannot: obstacle ? [obstacle] : [] });
        continue;
      }
      const change: EditChange = {
        kind: 'edit',
        path: file,
        before: now.text,
        after: found.backup.text,
        format: 'json5',
      };
      const setups = found.setups.map((settings) => ({
        settings,
        reader: readSettings(settings.value, settings.environment),
      }));
      // A gateway that watches its settings takes them up by itself; one that doesn't goes on as it is, and isn't ended.
      const { influences, settleMs } = await planReloads(probes, setups, false);
      proposals.push({ ...said, changes: [change], influences, settleMs });
    }
    return proposals;
  },
});
