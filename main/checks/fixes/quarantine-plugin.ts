import type { Change } from '../../contract/change';
import type { Probes } from '../../probes';
import type { Extension } from '../../probes/extensions';
import type { Setup } from '../../probes/openclaw';
import { pluginTrouble } from '../extensions/origin';
import { unloading } from '../extensions/unload';
import type { Proposal, SayFix } from '../fix';
import { defineFix } from '../fix';
import { holds, mayMove } from '../quarantine/movable';
import { quarantinePlace } from '../quarantine/place';
import { mendSettings } from '../settings/mend';

const en = {
  does: 'Put the plugin “{name}” away',
  'does-unload': 'Stop loading the plugin “{name}”',
  cost: 'What the plugin did for OpenClaw ends: a chat app that it connects, or tools that it brings. If you wrote it yourself, or know where it comes from, keep it. It comes back unchanged when you undo this.',
  afterwards: 'It lies in {place}. A gateway that runs must start anew before it forgets the plugin.',
  'afterwards-unload': 'Its files stay in {place}: they may be your own project.',
  'start-again':
    'Start OpenClaw again: openclaw gateway run. It was told not to notice changed settings by itself.',
} as const;

/** Only what lies where OpenClaw itself puts plugins is moved. A record or a load path may name any folder at all. */
const isInItsPlace = (probes: Probes, { stateDir }: Setup, path: string): boolean =>
  (holds(probes, stateDir, path) && stateDir !== path) ||
  /[\\/]\.openclaw[\\/]extensions[\\/][^\\/]+$/.test(path);

async function propose(
  probes: Probes,
  setup: Setup,
  { name, path, source, pinned, enabled }: Extension,
  say: SayFix<typeof en>,
  quarantine: string,
): Promise<readonly Proposal[]> {
  const { files } = probes;
  const moves = isInItsPlace(probes, setup, path) && (await mayMove(probes, path, quarantine));
  const mended = await mendSettings(probes, (each) => {
    if (each.settings.setup.stateDir !== setup.stateDir) return [];
    return unloading(each, files, { id: name, path }, moves);
  });
  // Without its settings a plugin that is gone may keep OpenClaw from starting.
  if (mended === null) return [];
  const place = moves ? await quarantinePlace(files, quarantine, 'plugin', path) : null;
  if (moves && place === null) return [];
  const edits = mended.changes.filter(({ kind }) => kind === 'edit');
  const reloads = mended.changes.filter(({ kind }) => kind !== 'edit');
  const move: readonly Change[] = place === null ? [] : [{ kind: 'move', from: path, to: place }];
  const left = place === null ? say('afterwards-unload', { place: path }) : say('afterwards', { place });
  return [
    {
      about: path,
      // Whoever installed one from elsewhere chose it: that is for the user to decide. One without a record nobody chose.
      recommended: pluginTrouble({ name, path, source, pinned, enabled }) === 'unrecorded',
      does: say(place === null ? 'does-unload' : 'does', { name }),
      cost: say('cost'),
      afterwards: mended.endsGateway ? say('start-again') : left,
      // The settings first: killed in between, what is there is turned off and what is gone isn't asked for.
      changes: [...edits, ...move, ...reloads],
      settleMs: mended.settleMs,
    },
  ];
}

/** Turns a plugin of doubtful origin off in the settings and moves it out of OpenClaw's reach, whole. */
export default defineFix({
  id: 'quarantine-plugin',
  words: {
    en,
    'zh-CN': {
      does: '把插件“{name}”收起来',
      'does-unload': '不再加载插件“{name}”',
      cost: '这个插件为 OpenClaw 做的事就停了，比如它接的聊天软件、它带的工具。如果是您自己写的，或者清楚它的来历，就留着。撤销之后它会原样回来。',
      afterwards: '它现在放在 {place}。正在运行的网关要重新启动，才会忘掉这个插件。',
      'afterwards-unload': '它的文件还留在 {place}：可能是您自己的项目。',
      'start-again': '请重新启动 OpenClaw：openclaw gateway run。它的设置让它不会自己留意改动。',
    },
  },
  async plan(probes, { say, quarantine }) {
    const setups = await probes.openclaw.setups();
    const all = await Promise.all(
      setups.found.map(async (setup) => {
        const { found } = await probes.extensions.plugins(setup);
        const used = found.filter((each) => each.enabled !== false && pluginTrouble(each) !== null);
        return Promise.all(used.map((plugin) => propose(probes, setup, plugin, say, quarantine)));
      }),
    );
    const proposals = all.flat(2);
    return [...new Map(proposals.map((each) => [each.about, each])).values()];
  },
});
