import type { Edit } from '../../openclaw/json5';
import type { Extension } from '../../probes/extensions';
import { defineFix } from '../define/define-fix';
import { bundledInUse } from '../settings/bundled-plugins';
import { type EditableSetup, planSettingsEdits, proposeEdits, setEdit } from '../settings/edit-settings';

/** Names on a new list: what runs now goes on, what is put into a folder later doesn't. */
function wish(
  { settings, reader, value }: EditableSetup,
  plugins: ReadonlyMap<string, readonly Extension[]>,
  bundled: (value: EditableSetup['value']) => readonly string[],
): readonly Edit[] {
  const allowed = reader.raw('plugins.allow');
  if (allowed !== undefined && !(Array.isArray(allowed) && allowed.length === 0)) return [];
  const added = plugins.get(settings.setup.configPath) ?? [];
  const used = added.filter(({ source, enabled }) => source !== 'bundled' && enabled !== false);
  if (used.length === 0 || reader.raw('plugins.enabled') === false) return [];
  const names = new Set([...bundled(value), ...used.map(({ name }) => name)]);
  return [setEdit('plugins.allow', [...names].sort())];
}

export default defineFix({
  id: 'allow-list-plugins',
  messages: {
    en: {
      does: 'Let only the plugins run that are there now',
      cost: 'A plugin that you put into a folder by hand has to be put on the list of allowed plugins first. openclaw plugins install does that by itself.',
    },
    'zh-CN': {
      does: '只让现在已有的插件运行',
      cost: '以后自己放进文件夹的插件，要先写进允许运行的名单；用 openclaw plugins install 安装的会自动写好。',
    },
  },
  async plan(probes, { say }) {
    const bundled = await bundledInUse(probes);
    if (!bundled) return [];
    const setups = await probes.openclaw.setups();
    const plugins = new Map<string, readonly Extension[]>();
    for (const setup of setups.items) {
      const { items, gaps } = await probes.extensions.plugins(setup);
      // One that couldn't be seen would be switched off unasked.
      if (gaps.length === 0) plugins.set(setup.configPath, items);
    }
    const mended = await planSettingsEdits(probes, (setup) => wish(setup, plugins, bundled));
    return proposeEdits(mended, { does: say('does'), cost: say('cost') });
  },
});
