import type { Change } from '../../contract/change';
import type { Probes } from '../../probes';
import type { Extension } from '../../probes/extensions';
import type { Setup } from '../../probes/openclaw';
import type { FixMessages, Proposal } from '../define/define-fix';
import { defineFix } from '../define/define-fix';
import { disablePluginEdits } from '../extensions/disable-plugin';
import { pluginOriginIssues } from '../extensions/extension-origin';
import { canQuarantine, containsPath } from '../quarantine/can-quarantine';
import { quarantinePath } from '../quarantine/quarantine-path';
import { planSettingsEdits } from '../settings/edit-settings';

const en = {
  does: 'Put the plugin “{name}” away',
  'does-unload': 'Stop loading the plugin “{name}”',
  cost: 'What the plugin did for OpenClaw ends: a chat app that it connects, or tools that it brings. If you wrote it yourself, or know where it comes from, keep it. It comes back unchanged when you undo this.',
  afterwards:
    'Its new place is {place}. A gateway that runs has to be restarted before it forgets the plugin.',
  'afterwards-unload': 'Its files stay in {place}: they may be your own project.',
  'start-again':
    'Start OpenClaw again: openclaw gateway run. It was told not to notice changed settings by itself.',
} as const;

/** Only what lies where OpenClaw itself puts plugins is moved. A record or a load path may name any folder at all. */
const isInItsPlace = (probes: Probes, { stateDir }: Setup, path: string): boolean =>
  (containsPath(probes, stateDir, path) && stateDir !== path) ||
  /[\\/]\.openclaw[\\/]extensions[\\/][^\\/]+$/.test(path);

/** A plugin as one of the setups loads it. */
interface Use {
  readonly setup: Setup;
  readonly plugin: Extension;
}

/** Plans for one folder, in the settings of every setup that loads it: moved for one, it is gone for all. */
async function proposeFor(
  probes: Probes,
  uses: readonly [Use, ...Use[]],
  say: FixMessages<typeof en>,
  quarantine: string,
): Promise<readonly Proposal[]> {
  const { files } = probes;
  const [{ plugin }] = uses;
  const { name, path } = plugin;
  const moves =
    uses.some(({ setup }) => isInItsPlace(probes, setup, path)) &&
    (await canQuarantine(probes, path, quarantine));
  const mended = await planSettingsEdits(probes, (each) => {
    const use = uses.find(({ setup }) => setup.configPath === each.settings.setup.configPath);
    return use ? disablePluginEdits(each, files, { id: use.plugin.name, path }, moves) : [];
  });
  // Without its settings a plugin that is gone may keep OpenClaw from starting.
  if (mended === null) return [];
  const { cannot } = mended;
  // Another setup would look for it in vain.
  const isHalf = moves && cannot.length > 0;
  if (mended.setups.length === 0 || isHalf) return [{ does: say('does', { name }), changes: [], cannot }];
  const place = moves ? await quarantinePath(files, quarantine, 'plugin', path) : null;
  if (moves && place === null) return [];
  const edits = mended.changes.filter(({ kind }) => kind === 'edit');
  const reloads = mended.changes.filter(({ kind }) => kind !== 'edit');
  const move: readonly Change[] = place === null ? [] : [{ kind: 'move', from: path, to: place }];
  const left = place === null ? say('afterwards-unload', { place: path }) : say('afterwards', { place });
  return [
    {
      about: path,
      // Whoever installed one from elsewhere chose it: that is for the user to decide. One without a record nobody chose.
      recommended: uses.every(({ plugin }) => pluginOriginIssues(plugin).includes('unrecorded')),
      does: say(place === null ? 'does-unload' : 'does', { name }),
      cost: say('cost'),
      afterwards: mended.endsGateway ? say('start-again') : left,
      // The settings first: killed in between, what is there is turned off and what is gone isn't asked for.
      changes: [...edits, ...move, ...reloads],
      settleMs: mended.settleMs,
      influences: mended.influences,
      needs: mended.needs,
    },
  ];
}

/** Turns a plugin of doubtful origin off in the settings and moves it out of OpenClaw's reach, whole. */
export default defineFix({
  id: 'quarantine-plugin',
  messages: {
    en,
    'zh-CN': {
      does: '把插件“{name}”收起来',
      'does-unload': '不再加载插件“{name}”',
      cost: '这个插件为 OpenClaw 做的事就停了，比如它接的聊天软件、它带的工具。如果是您自己写的，或者清楚它的来历，就留着。撤销之后它会原样回来。',
      afterwards: '新位置：{place}。正在运行的网关要重新启动，才会忘掉这个插件。',
      'afterwards-unload': '它的文件还留在 {place}：可能是您自己的项目。',
      'start-again': '请重新启动 OpenClaw：openclaw gateway run。它的设置让它不会自己留意改动。',
    },
  },
  async plan(probes, { say, quarantine }) {
    const setups = await probes.openclaw.setups();
    const byPath = new Map<string, [Use, ...Use[]]>();
    for (const setup of setups.items)
      for (const plugin of (await probes.extensions.plugins(setup)).items) {
        if (plugin.enabled === false || pluginOriginIssues(plugin).length === 0) continue;
        const same = byPath.get(plugin.path);
        if (same) same.push({ setup, plugin });
        else byPath.set(plugin.path, [{ setup, plugin }]);
      }
    const all = await Promise.all(
      [...byPath.values()].map((uses) => proposeFor(probes, uses, say, quarantine)),
    );
    return all.flat();
  },
});
