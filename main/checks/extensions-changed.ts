import type { Evidence, Observation, Severity } from '../contract/finding';
import type { Comparison, Fingerprint } from '../probes/fingerprints';
import { defineCheck } from './define/define-check';
import { eachSetup, firstOf, gapEvidence } from './setups/evaluate-setups';

type Changed = Extract<Comparison, { is: 'changed' }>;

/** A plugin or hook is code of the gateway's own; a skill is text that the agent obeys. */
const severityOf = ({ kind }: Fingerprint, { installed }: Changed): Severity =>
  !installed ? 'low' : kind === 'skill' ? 'medium' : 'high';

/** So many files of one extension are named; the sentence has the whole number. */
const MOST_NAMED = 8;
const dayOf = (at: string) => at.slice(0, 10);

/** Whether what is installed is still what lay there when Tankmate looked last. */
export default defineCheck({
  id: 'extensions-changed',
  tile: 'extensions',
  clause: 'guide-4',
  article: 'https://docs.openclaw.ai/tools/skills',
  messages: {
    en: {
      good: 'No skill or plugin was changed, other than by updates',
      attention: 'Some of its skills or plugins were changed, and not by an update',
      'attention-low': 'Some skills or plugins without a record of installing were changed',
      unknown: 'We can’t tell if its skills and plugins were changed',
      'not-applicable': 'There is nothing yet to compare its skills and plugins with',
      why: 'A skill that was harmless when it came can be turned afterwards: by another skill, by a page that OpenClaw read, or by whoever got into this account.',
      'by-hand':
        'Look at the files that are named here. Was it you, or an editor or tool of yours?\nIf it was: leave it as it is. From the next look on it counts as known.\nIf you don’t know: get it again as it was published. A skill: openclaw skills install @OWNER/NAME --force\nA plugin: openclaw plugins uninstall NAME, then install it again.\nYou don’t need it: move its folder out.\n[unknown] Where a file could not be read, look again from the account that owns it.',
      changed:
        '{count, plural, one {# skill, plugin or hook was} other {# skills, plugins or hooks were}} changed since the look before, and OpenClaw’s list of installs tells of no update: {names}.',
      'changed-own':
        '{count, plural, one {# skill, plugin or hook that no registry keeps was} other {# skills, plugins or hooks that no registry keeps were}} changed since the look before: {names}. It may have been you, or OpenClaw itself.',
      unsure:
        '{count, plural, one {# skill or plugin was} other {# skills or plugins were}} changed, and OpenClaw’s list of installs doesn’t show if that was an update: {names}.',
      same: 'The instructions and code of {count, plural, one {# added skill, plugin or hook are} other {# added skills, plugins and hooks are}} as before, or updated by OpenClaw. Not compared: pictures, tables, databases and logs, packages that came along (node_modules), .git, what Python compiled, and what OpenClaw notes inside of them.',
      none: 'No skills, plugins or hooks were added, so none can have changed.',
      first:
        '{count, plural, one {# skill, plugin or hook was} other {# skills, plugins and hooks were}} added. Nothing is known of before: Tankmate notes after a look in its window what is there, and compares from then on.',
      'lost-before':
        'What was noted after the look before is gone or broken: {where}. It is noted again, and until the next look nobody can tell what changed.',
      full: 'There are too many skills and plugins to note them all: {count, plural, one {# is} other {# are}} not compared.',
      unseen: '{count, plural, one {# place} other {# places}} could not be looked at.',
      'saw-same': 'as on {day}',
      'saw-new': 'new since the look before',
      'saw-first': 'seen for the first time',
      'saw-updated': 'OpenClaw installed it again since {day}',
      'saw-changed': 'other than on {day}: {files}',
      'saw-more': 'other than on {day}: {files} and {count, plural, one {# more file} other {# more files}}',
      'saw-gone': '{count, plural, one {# file is} other {# files are}} gone since {day}',
    },
    'zh-CN': {
      good: '除了更新，技能和插件没有被改动',
      attention: '有的技能或插件被改过，而且不是更新改的',
      'attention-low': '有的技能或插件被改过，它们没有安装记录',
      unknown: '技能和插件有没有被改过，说不准',
      'not-applicable': '技能和插件还没有可以对比的记录',
      why: '装的时候没问题的技能，之后也可能被动手脚：别的技能、OpenClaw 读到的网页，或者进了这个账户的人，都能改它。',
      'by-hand':
        '看看这里列出的文件。是您自己改的吗？或者是您的编辑器、工具改的？\n是的话就先放一放，从下一次检查开始，就按现在的样子算。\n不知道是谁改的，就重新装一遍。技能：openclaw skills install @OWNER/NAME --force\n插件：先 openclaw plugins uninstall NAME，再重新安装。\n用不着的，把它的文件夹移走。\n[unknown] 读不了的文件，请用它所属的账户再检查一次。',
      changed: '{count} 个技能、插件或钩子和上次检查时不一样了，OpenClaw 的安装记录里却没有更新过：{names}。',
      'changed-own':
        '{count} 个没有安装记录的技能、插件或钩子和上次检查时不一样了：{names}。可能是您自己改的，也可能是 OpenClaw 改的。',
      unsure: '{count} 个技能或插件被改过，从 OpenClaw 的安装记录里看不出是不是更新：{names}。',
      same: '{count} 个添加的技能、插件和钩子，说明和代码都和上次一样，或者由 OpenClaw 更新过。没有对比的：图片、表格、数据库和日志，带来的包（node_modules）、.git、Python 编译出来的文件，还有 OpenClaw 写在里面的记录。',
      none: '没有添加过技能、插件或钩子，也就没有什么会被改动。',
      first:
        '添加了 {count} 个技能、插件或钩子，之前是什么样没有记录。在窗口里检查一次之后，管家会记下现在的样子，以后就能对比。',
      'lost-before':
        '上次检查后记下的内容不见了或者坏了：{where}。这次会重新记，下一次检查之前，改没改过没法知道。',
      full: '技能和插件太多，记不下：有 {count} 个没有对比。',
      unseen: '有 {count} 处没能查看。',
      'saw-same': '和 {day} 一样',
      'saw-new': '上次检查以后新加的',
      'saw-first': '第一次见到',
      'saw-updated': '{day} 以后 OpenClaw 重新装过',
      'saw-changed': '和 {day} 不一样：{files}',
      'saw-more': '和 {day} 不一样：{files}，还有 {count} 个文件',
      'saw-gone': '{day} 以后少了 {count} 个文件',
    },
  },

  inspect: (probes, say) =>
    eachSetup(probes, async (setup) => {
      const [{ items, gaps }, before] = await Promise.all([
        probes.fingerprints.now(setup),
        probes.fingerprints.before(),
      ]);
      const hidden: readonly Observation[] =
        gaps.length > 0 ? [say.unknown(say('unseen', { count: gaps.length }), gapEvidence(gaps))] : [];
      const seen = (all: readonly Fingerprint[], saw: (each: Fingerprint) => Evidence['saw']) =>
        firstOf(all).map((each): Evidence => ({ kind: 'extension', where: each.path, saw: saw(each) }));
      if (items.length === 0 && hidden.length > 0) return hidden;
      if (items.length === 0)
        return [say.good(say('none'), [{ kind: 'folder', where: setup.stateDir, saw: say('none') }])];
      if (before.state === 'lost') {
        const { where } = before;
        const because = say('lost-before', { where });
        return [say.unknown(because, [{ kind: 'file', where, saw: { id: 'look.not-there' } }]), ...hidden];
      }
      if (before.state === 'none') {
        const first = seen(items, () => say('saw-first'));
        return [...hidden, say.notApplicable(say('first', { count: items.length }), first)];
      }

      const all = items.map((now) => ({ now, is: probes.fingerprints.compare(now, before.kept) }));
      const observations: Observation[] = [];
      const sawChanged = ({ files, gone, since }: Changed) => {
        const day = dayOf(since);
        const named = files.slice(0, MOST_NAMED);
        const count = files.length - named.length + gone;
        if (named.length === 0) return say('saw-gone', { count: gone, day });
        return count > 0
          ? say('saw-more', { files: named, count, day })
          : say('saw-changed', { files: named, day });
      };
      const changed = all.flatMap(({ now, is }) => (is.is === 'changed' ? [{ now, is }] : []));
      for (const severity of ['high', 'medium', 'low'] as const) {
        const group = changed.filter(({ now, is }) => is.sure && severityOf(now, is) === severity);
        if (group.length === 0) continue;
        const names = firstOf(group).map(({ now }) => now.name);
        const because = say(severity === 'low' ? 'changed-own' : 'changed', { count: group.length, names });
        const evidence = firstOf(group).map(
          ({ now, is }): Evidence => ({ kind: 'extension', where: now.path, saw: sawChanged(is) }),
        );
        const since =
          group
            .map(({ is }) => is.first ?? probes.fingerprints.at)
            .sort()
            .at(-1) ?? '';
        observations.push({ ...say.attention(severity, because, evidence), since });
      }
      const unsure = changed.filter(({ is }) => !is.sure);
      if (unsure.length > 0) {
        const names = firstOf(unsure).map(({ now }) => now.name);
        const evidence = firstOf(unsure).map(
          ({ now, is }): Evidence => ({ kind: 'extension', where: now.path, saw: sawChanged(is) }),
        );
        observations.push(say.unknown(say('unsure', { count: unsure.length, names }), evidence));
      }
      const left = all.filter(({ is }) => is.is === 'new' && is.lost).map(({ now }) => now);
      if (left.length > 0)
        observations.push(
          say.unknown(
            say('full', { count: left.length }),
            seen(left, () => say('saw-new')),
          ),
        );
      observations.push(...hidden);
      const fine = all.filter(
        ({ is }) => is.is === 'same' || is.is === 'updated' || (is.is === 'new' && !is.lost),
      );
      if (fine.length > 0) {
        const evidence = firstOf(fine).map(
          ({ now, is }): Evidence => ({
            kind: 'extension',
            where: now.path,
            saw:
              is.is === 'new'
                ? say('saw-new')
                : say(is.is === 'updated' ? 'saw-updated' : 'saw-same', { day: dayOf(is.since) }),
          }),
        );
        observations.push(say.good(say('same', { count: fine.length }), evidence));
      }
      return observations;
    }),
});
