import type { Evidence, Observation, Severity } from '../contract/finding';
import { valueAt } from '../openclaw/read-settings';
import { settingsOfSetup } from '../openclaw/settings-of-setup';
import type { Extension } from '../probes/extensions';
import { defineCheck } from './define/define-check';
import {
  PLUGIN_ORIGIN_ISSUES,
  type PluginOriginIssue,
  pluginOriginIssues,
} from './extensions/extension-origin';
import { lostPlugins, phantomPlugins } from './extensions/lost-plugins';
import allowListPlugins from './fixes/allow-list-plugins';
import quarantinePlugin from './fixes/quarantine-plugin';
import { eachSetup, firstOf, gapEvidence } from './setups/evaluate-setups';

const SEVERITY: Readonly<Record<PluginOriginIssue, Severity>> = {
  unrecorded: 'high',
  elsewhere: 'medium',
  drifted: 'medium',
  unpinned: 'low',
  unproven: 'low',
};

/** Where the plugins come from that the gateway runs as its own code. */
export default defineCheck({
  id: 'plugins-source',
  tile: 'extensions',
  clause: 'guide-4',
  article: 'https://docs.openclaw.ai/tools/plugin',
  fixes: [allowListPlugins, quarantinePlugin],
  messages: {
    en: {
      good: 'Its plugins come from known places',
      attention: 'Some of its plugins come from unknown places',
      unknown: 'We can’t tell where its plugins come from',
      'not-applicable': 'There is no OpenClaw here that could have plugins',
      why: 'A plugin is a program that runs inside OpenClaw, with all its rights. It can read every conversation and key without asking.',
      'by-hand':
        'See what is there: openclaw plugins list\nRemove what you don’t know: openclaw plugins uninstall NAME\n[plugins.load] Take the folders out of plugins.load.paths that you don’t need.\nInstall what you need again from ClawHub or by an exact version: openclaw plugins install NAME@VERSION --pin\n[plugins.allow] Name the plugins that may run in plugins.allow, and no others.\n[unknown] Where a record or folder could not be read, look again from the account that owns it.',
      none: 'No plugins were added to those that come with OpenClaw.',
      known:
        '{count, plural, one {# added plugin has} other {# added plugins have}} a record of where it came from, and only listed plugins may run.',
      off: '{count, plural, one {# added plugin is} other {# added plugins are}} turned off, and nothing else was added.',
      unrecorded:
        '{count, plural, one {# plugin has no record of where it} other {# plugins have no record of where they}} came from: {names}.',
      elsewhere:
        '{count, plural, one {# plugin was} other {# plugins were}} installed from outside ClawHub and npm, where nobody checks: {names}.',
      unpinned:
        '{count, plural, one {# plugin} other {# plugins}} from npm can change with every update, since no exact version is kept: {names}.',
      drifted:
        '{count, plural, one {# plugin is} other {# plugins are}} there in another version than was installed: {names}.',
      unproven:
        'Nobody can tell if {count, plural, one {# plugin from npm was} other {# plugins from npm were}} changed since the install, since no checksum is kept: {names}.',
      'version-unclear':
        'Which version of {count, plural, one {# plugin} other {# plugins}} from npm is there can’t be told: {names}.',
      phantom:
        'The list of plugins that may run names {count, plural, one {# plugin that isn’t} other {# plugins that aren’t}} there. A foreign plugin of that name would run unasked: {names}.',
      'phantom-unclear':
        'The list of plugins that may run names {count, plural, one {# plugin that} other {# plugins that}} may be missing. We can’t tell: {names}.',
      'no-list': 'No list says which plugins may run, so whatever lands in the folder is loaded.',
      'record-unreadable':
        'For {count, plural, one {# plugin} other {# plugins}} the record of where it came from can’t be read: {names}.',
      unseen:
        '{count, plural, one {# place} other {# places}} could not be looked at, so other plugins may be there.',
      'named-only':
        'The settings turn on {count, plural, one {# plugin} other {# plugins}} whose folder was not found, so where {count, plural, one {it comes} other {they come}} from can’t be told: {names}.',
      'any-in-folder':
        'The settings make OpenClaw load whatever plugin lies in {places}, whoever put it there.',
      'saw-unrecorded': 'no record of where it came from',
      'saw-unreadable': 'a record that can’t be understood',
      'saw-from': 'from {from} ({source})',
      'saw-version': 'version {version} from {from} ({source})',
      'saw-present': 'version {present}, installed was {version}',
      'saw-version-unclear': 'installed was version {version}, no version in package.json',
      'saw-off': 'turned off',
      'saw-no-list': 'not set',
    },
    'zh-CN': {
      good: '插件的来历都清楚',
      attention: '有的插件来历不明',
      unknown: '插件从哪来，说不准',
      'not-applicable': '这里没有 OpenClaw，也就没有插件',
      why: '插件是在 OpenClaw 里面运行的程序，权限和它一样大，不用问就能读到每段对话、每个密钥。',
      'by-hand':
        '看看有哪些：openclaw plugins list\n不认识的就卸载：openclaw plugins uninstall NAME\n[plugins.load] plugins.load.paths 里用不着的文件夹，也删掉。\n需要的从 ClawHub 或者用确切的版本重新安装：openclaw plugins install NAME@VERSION --pin\n[plugins.allow] 把允许运行的插件写进 plugins.allow，别的都不要写。\n[unknown] 读不了的记录或文件夹，请用它所属的账户再检查一次。',
      none: '除了 OpenClaw 自带的，没有添加插件。',
      known: '{count} 个添加的插件都有来历记录，而且只有名单里的插件能运行。',
      off: '{count} 个添加的插件已经关闭，没有别的。',
      unrecorded: '{count} 个插件没有来历记录：{names}。',
      elsewhere: '{count} 个插件不是从 ClawHub 或 npm 装的，没有人把关：{names}。',
      unpinned: '{count} 个 npm 插件没有固定版本，每次更新都可能变：{names}。',
      drifted: '{count} 个插件现在的版本和当初装的不一样：{names}。',
      unproven: '{count} 个 npm 插件没有留下校验值，装好以后改没改过，没法知道：{names}。',
      'version-unclear': '{count} 个 npm 插件现在是哪个版本，说不准：{names}。',
      phantom: '名单里有 {count} 个插件其实没有装，别人的插件只要叫这个名字，不问就能运行：{names}。',
      'phantom-unclear': '名单里有 {count} 个插件装没装，说不准：{names}。',
      'no-list': '没有名单规定哪些插件可以运行，放进文件夹的都会被加载。',
      'record-unreadable': '{count} 个插件的来历记录读不了：{names}。',
      unseen: '有 {count} 处没能查看，那里可能还有插件。',
      'named-only': '设置里打开了 {count} 个没找到文件夹的插件，说不准它们从哪来：{names}。',
      'any-in-folder': '设置让 OpenClaw 加载 {places} 里的任何插件，不管是谁放进去的。',
      'saw-unrecorded': '没有来历记录',
      'saw-unreadable': '来历记录看不懂',
      'saw-from': '来自 {from}（{source}）',
      'saw-version': '来自 {from}（{source}），版本 {version}',
      'saw-present': '现在是版本 {present}，当初装的是 {version}',
      'saw-version-unclear': '当初装的是版本 {version}，package.json 里没有版本',
      'saw-off': '已关闭',
      'saw-no-list': '没有设置',
    },
  },

  inspect: (probes, say) =>
    eachSetup(probes, async (setup) => {
      const [{ items, gaps }, settings] = await Promise.all([
        probes.extensions.plugins(setup),
        probes.settings.all(),
      ]);
      const saw = ({ source, from = '?', version, present, enabled }: Extension) => {
        if (enabled === false) return say('saw-off');
        if (source === 'unrecorded') return say('saw-unrecorded');
        if (source === 'unknown') return say('saw-unreadable');
        if (version && present && present !== version) return say('saw-present', { present, version });
        if (version && present === null) return say('saw-version-unclear', { version });
        return version ? say('saw-version', { source, from, version }) : say('saw-from', { source, from });
      };
      const evidence = (plugins: readonly Extension[]): readonly Evidence[] =>
        firstOf(plugins).map((plugin) => ({ kind: 'extension', where: plugin.path, saw: saw(plugin) }));
      const names = (plugins: readonly Extension[]) => firstOf(plugins).map(({ name }) => name);

      const added = items.filter(({ source }) => source !== 'bundled');
      const used = added.filter(({ enabled }) => enabled !== false);
      const observations: Observation[] = [];
      for (const issue of PLUGIN_ORIGIN_ISSUES) {
        const plugins = used.filter((plugin) => pluginOriginIssues(plugin).includes(issue));
        if (plugins.length === 0) continue;
        const because = say(issue, { count: plugins.length, names: names(plugins) });
        observations.push(say.attention(SEVERITY[issue], because, evidence(plugins)));
      }
      const own = settingsOfSetup(settings.items, setup);
      const allowed = own?.state === 'read' ? valueAt(own.value, 'plugins.allow') : undefined;
      const loaded = own?.state === 'read' ? valueAt(own.value, 'plugins.load.paths') : undefined;
      const places = (Array.isArray(loaded) ? loaded : []).filter((each) => typeof each === 'string');
      if (places.length > 0) {
        // Even an empty or missing folder: the next one to write there is loaded.
        const where = `${setup.configPath}: plugins.load.paths`;
        const because = say('any-in-folder', { places });
        observations.push(
          say.attention('medium', because, [{ kind: 'setting', where, saw: places.join(', ') }]),
        );
      }
      const listed = Array.isArray(allowed) && allowed.length > 0;
      if (used.length > 0 && !listed && (own?.state === 'read' || own?.state === 'absent')) {
        const where = `${setup.configPath}: plugins.allow`;
        observations.push(
          say.attention('medium', say('no-list'), [{ kind: 'setting', where, saw: say('saw-no-list') }]),
        );
      }
      if (used.length > 0 && own?.state === 'read' && valueAt(own.value, 'plugins.enabled') !== false) {
        const phantom = await phantomPlugins(probes, own.value, items);
        if (phantom.names.length > 0) {
          const where = `${setup.configPath}: plugins.allow`;
          const values = { count: phantom.names.length, names: firstOf(phantom.names) };
          const listing: Evidence = { kind: 'setting', where, saw: values.names.join(', ') };
          observations.push(
            phantom.sure && gaps.length === 0
              ? say.attention('low', say('phantom', values), [listing])
              : say.unknown(say('phantom-unclear', values), [listing]),
          );
        }
      }
      const unversioned = used.filter(({ present }) => present === null);
      if (unversioned.length > 0) {
        const because = say('version-unclear', { count: unversioned.length, names: names(unversioned) });
        observations.push(say.unknown(because, evidence(unversioned)));
      }
      const unclear = used.filter(({ source }) => source === 'unknown');
      if (unclear.length > 0) {
        const because = say('record-unreadable', { count: unclear.length, names: names(unclear) });
        observations.push(say.unknown(because, evidence(unclear)));
      }
      const lost = await lostPlugins(probes, own?.state === 'read' ? own.value : {}, items);
      if (lost.length > 0) {
        const where = `${setup.configPath}: plugins`;
        const because = say('named-only', { count: lost.length, names: firstOf(lost) });
        observations.push(say.unknown(because, [{ kind: 'setting', where, saw: firstOf(lost).join(', ') }]));
      }
      if (gaps.length > 0)
        observations.push(say.unknown(say('unseen', { count: gaps.length }), gapEvidence(gaps)));
      if (observations.length > 0) return observations;
      if (used.length > 0) return [say.good(say('known', { count: used.length }), evidence(used))];
      if (added.length > 0) return [say.good(say('off', { count: added.length }), evidence(added))];
      return [say.good(say('none'), [{ kind: 'folder', where: setup.stateDir, saw: say('none') }])];
    }),
});
