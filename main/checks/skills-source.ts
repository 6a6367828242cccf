import type { Evidence, Observation, Severity } from '../contract/finding';
import type { Extension } from '../probes/extensions';
import { defineCheck } from './define/define-check';
import { type HubIssue, hubIssue } from './extensions/extension-origin';
import quarantineSkill from './fixes/quarantine-skill';
import { eachSetup, firstOf, gapEvidence } from './setups/evaluate-setups';

/** How a skill's origin stands. A skill is text that the agent obeys, not code that the gateway loads. */
const JUDGED = [
  ['unrecorded', 'medium', 'unrecorded'],
  ['other-registry', 'medium', 'elsewhere'],
  ['archive', 'medium', 'elsewhere'],
  ['npm', 'medium', 'elsewhere'],
  ['git', 'medium', 'elsewhere'],
  ['path', 'medium', 'elsewhere'],
  ['workshop', 'low', 'workshop'],
] as const satisfies readonly (readonly [Extension['source'], Severity, string])[];

/** Where the skills come from that agents follow. */
export default defineCheck({
  id: 'skills-source',
  tile: 'extensions',
  clause: 'guide-4',
  article: 'https://docs.openclaw.ai/tools/skills',
  leads: true,
  fixes: [quarantineSkill],
  messages: {
    en: {
      good: 'Its skills come from known places',
      attention: 'Some of its skills come from unknown places',
      unknown: 'We can’t tell where its skills come from',
      'not-applicable': 'There is no OpenClaw here that could have skills',
      why: 'A skill tells OpenClaw what to do, and OpenClaw obeys. Skills that steal passwords and wallets have been spread in great numbers.',
      'by-hand':
        'Read the SKILL.md of each skill listed here. If you don’t know why it is there, move its folder out.\nInstall skills that you need from ClawHub: openclaw skills install @OWNER/NAME\nBefore you do, check one: openclaw skills verify @OWNER/NAME\nKeep skills that you wrote yourself if you know what is in them.\n[unknown] Where a folder could not be read, look again from the account that owns it.',
      none: 'No skills were added. {bundled, plural, =0 {None came with OpenClaw where we could look.} one {# came with OpenClaw.} other {# came with OpenClaw.}}',
      known:
        '{count, plural, one {# added skill has} other {# added skills have}} a record of coming from ClawHub. That says where from, not that it is harmless.',
      off: '{count, plural, one {# added skill is} other {# added skills are}} turned off, and nothing else was added.',
      unrecorded:
        '{count, plural, one {# skill has no record of where it} other {# skills have no record of where they}} came from: {names}.',
      elsewhere:
        '{count, plural, one {# skill was} other {# skills were}} installed from outside ClawHub, where nobody checks: {names}.',
      workshop:
        '{count, plural, one {# skill was} other {# skills were}} drafted by OpenClaw itself: {names}.',
      'record-unreadable':
        '{count, plural, one {# skill has a record that} other {# skills have records that}} can’t be understood: {names}.',
      failed:
        '{count, plural, one {# skill was} other {# skills were}} installed although ClawHub’s own check did not pass: {names}.',
      unlisted:
        '{count, plural, one {# skill says that it comes} other {# skills say that they come}} from ClawHub, but OpenClaw’s own list of installs has no such entry: {names}.',
      changed:
        'Somebody changed the instructions of {count, plural, one {# skill} other {# skills}} since the install from ClawHub: {names}.',
      open: '{count, plural, one {# skill was} other {# skills were}} installed before ClawHub had finished checking: {names}.',
      unseen:
        '{count, plural, one {# place} other {# places}} could not be looked at, so other skills may be there.',
      'saw-unrecorded': 'no record of where it came from',
      'saw-unreadable': 'a record that can’t be understood',
      'saw-from': 'from {from} ({source})',
      'saw-version': 'version {version} from {from} ({source})',
      'saw-off': 'turned off',
      'saw-failed': 'ClawHub’s check did not pass it: {reasons}',
      'saw-unlisted': 'says that it comes from {from}; not in .clawhub/lock.json',
      'saw-changed': 'SKILL.md differs from the one that came from {from}',
      'saw-open': 'ClawHub’s check was still open: {reasons}',
      'saw-passed': 'version {version} from {from}, which ClawHub’s check passed when it was installed',
    },
    'zh-CN': {
      good: '技能的来历都清楚',
      attention: '有的技能来历不明',
      unknown: '技能从哪来，说不准',
      'not-applicable': '这里没有 OpenClaw，也就没有技能',
      why: '技能会告诉 OpenClaw 做什么，OpenClaw 就照做。偷密码、偷钱包的技能已经大量流传过。',
      'by-hand':
        '打开下面每个技能的 SKILL.md 看一看。不知道为什么会有的，就把它的文件夹移走。\n需要的技能从 ClawHub 安装：openclaw skills install @OWNER/NAME\n安装前先核对：openclaw skills verify @OWNER/NAME\n自己写的技能，清楚里面是什么就可以留下。\n[unknown] 读不了的文件夹，请用它所属的账户再检查一次。',
      none: '没有另外添加技能。{bundled, plural, =0 {在看得到的地方，也没有 OpenClaw 自带的。} other {OpenClaw 自带 # 个。}}',
      known: '{count} 个添加的技能都有来自 ClawHub 的记录。这只说明来历，不说明无害。',
      off: '{count} 个添加的技能已经关闭，没有别的。',
      unrecorded: '{count} 个技能没有来历记录：{names}。',
      elsewhere: '{count} 个技能不是从 ClawHub 装的，没有人把关：{names}。',
      workshop: '{count} 个技能是 OpenClaw 自己起草的：{names}。',
      'record-unreadable': '{count} 个技能的来历记录看不懂：{names}。',
      failed: '{count} 个技能在安装时没有通过 ClawHub 自己的检查：{names}。',
      unlisted: '{count} 个技能自称来自 ClawHub，但 OpenClaw 自己的安装清单里没有：{names}。',
      changed: '{count} 个技能的说明和当初从 ClawHub 装的不一样，后来被人改过：{names}。',
      open: '{count} 个技能安装时，ClawHub 还没有检查完：{names}。',
      unseen: '有 {count} 处没能查看，那里可能还有技能。',
      'saw-unrecorded': '没有来历记录',
      'saw-unreadable': '来历记录看不懂',
      'saw-from': '来自 {from}（{source}）',
      'saw-version': '来自 {from}（{source}），版本 {version}',
      'saw-off': '已关闭',
      'saw-failed': '没有通过 ClawHub 的检查：{reasons}',
      'saw-unlisted': '自称来自 {from}，但 .clawhub/lock.json 里没有',
      'saw-changed': 'SKILL.md 和从 {from} 装的不一样',
      'saw-open': 'ClawHub 当时还没有检查完：{reasons}',
      'saw-passed': '来自 {from}，版本 {version}，安装时通过了 ClawHub 的检查',
    },
  },

  inspect: (probes, say) =>
    eachSetup(probes, async (setup) => {
      const { items, gaps } = await probes.extensions.skills(setup);
      const saw = (skill: Extension) => {
        const { source, from = '?', version, enabled, hub } = skill;
        if (enabled === false) return say('saw-off');
        const issue = hubIssue(skill);
        const reasons = hub && hub.reasons.length > 0 ? hub.reasons : ['?'];
        if (issue === 'failed' || issue === 'open') return say(`saw-${issue}`, { reasons });
        if (issue !== null) return say(`saw-${issue}`, { from });
        if (hub?.verdict === 'passed' && version) return say('saw-passed', { from, version });
        if (source === 'unrecorded') return say('saw-unrecorded');
        if (source === 'unknown') return say('saw-unreadable');
        return version ? say('saw-version', { source, from, version }) : say('saw-from', { source, from });
      };
      const evidence = (skills: readonly Extension[]): readonly Evidence[] =>
        firstOf(skills).map((skill) => ({ kind: 'extension', where: skill.path, saw: saw(skill) }));
      const names = (skills: readonly Extension[]) => firstOf(skills).map(({ name }) => name);

      const added = items.filter(({ source }) => source !== 'bundled');
      const used = added.filter(({ enabled }) => enabled !== false);
      const observations: Observation[] = [];
      for (const id of ['unrecorded', 'elsewhere', 'workshop'] as const) {
        const judged = JUDGED.filter(([, , each]) => each === id);
        const skills = used.filter((skill) => judged.some(([source]) => source === skill.source));
        const severity = judged[0]?.[1] ?? 'medium';
        if (skills.length === 0) continue;
        const because = say(id, { count: skills.length, names: names(skills) });
        observations.push(say.attention(severity, because, evidence(skills)));
      }
      const hubbed = (id: HubIssue) => used.filter((skill) => hubIssue(skill) === id);
      for (const [id, severity] of [
        ['failed', 'high'],
        ['unlisted', 'medium'],
        ['changed', 'medium'],
      ] as const) {
        const skills = hubbed(id);
        const because = say(id, { count: skills.length, names: names(skills) });
        if (skills.length > 0) observations.push(say.attention(severity, because, evidence(skills)));
      }
      const open = hubbed('open');
      if (open.length > 0)
        observations.push(
          say.unknown(say('open', { count: open.length, names: names(open) }), evidence(open)),
        );
      const unclear = used.filter(({ source }) => source === 'unknown');
      if (unclear.length > 0) {
        const because = say('record-unreadable', { count: unclear.length, names: names(unclear) });
        observations.push(say.unknown(because, evidence(unclear)));
      }
      if (gaps.length > 0)
        observations.push(say.unknown(say('unseen', { count: gaps.length }), gapEvidence(gaps)));
      const known = used.filter((skill) => skill.source === 'clawhub' && hubIssue(skill) === null);
      if (known.length > 0)
        observations.push(say.good(say('known', { count: known.length }), evidence(known)));
      if (observations.length > 0) return observations;
      if (added.length > 0) return [say.good(say('off', { count: added.length }), evidence(added))];
      const bundled = items.length;
      const where: Evidence = { kind: 'folder', where: setup.stateDir, saw: say('none', { bundled }) };
      return [say.good(say('none', { bundled }), [where])];
    }),
});
