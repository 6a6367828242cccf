import type { Evidence } from '../contract/finding';
import { channelOf, compareVersions, isVersion } from '../openclaw/openclaw-version';
import type { Copy } from '../probes/openclaw';
import { defineCheck } from './define/define-check';
import { untraced } from './presence/untraced';

const en = {
  good: 'It is the newest version',
  attention: 'A newer version is out',
  unknown: 'We can’t tell if it is the newest version',
  'not-applicable': 'There is no OpenClaw here to update',
  why: 'New versions close holes. The newest one is the only one that has all the repairs.',
  'by-hand':
    '[unknown] Where the newest version isn’t known: look again online; if there is still no answer, check the proxy and the registry that npm uses.\nOtherwise back up first: openclaw backup create --verify\nUpdate: openclaw update',
  newest:
    '{version} is at least as new as the newest that {registry} knows for the channel “{channel}”: {newest}.',
  stale:
    '{version} is newer than {newest}, the newest on the channel “{channel}” that {registry} knows of. The registry is behind, so it can’t tell what else is out.',
  older: '{version} is installed, {newest} is out (channel “{channel}”, says {registry}).',
  legacy:
    'The package “{package}” is the old name of OpenClaw and gets no more updates. The newest OpenClaw is {newest}.',
  fork: '“{package}” isn’t the official package, so the official newest version says nothing about it.',
  'no-version': 'The version of the copy at {path} can’t be told.',
  'no-channel': '{registry} doesn’t say which version is newest in the channel “{channel}”.',
  'no-answer': 'The newest version isn’t known: {reason}. No answer is not “up to date”.',
  offline: 'The registry wasn’t asked, because this look was told to stay offline.',
  hidden: 'One place could not be searched for copies: {where} ({reason}).',
  'not-installed': 'No OpenClaw was found on this computer.',
  asked: 'asked for the newest version: {newest}',
  silent: 'gave no answer',
} as const;

/** Packages that OpenClaw was published as before (openclaw 2026.1.29 release notes). */
const LEGACY = ['clawdbot', 'moltbot'];
/** Months behind from which an old version is a serious gap: three monthly lines of repairs are missing. */
const SERIOUS_MONTHS = 3;

const monthOf = (version: string) => {
  const [year = 0, month = 0] = version.split('.').map(Number);
  return year * 12 + month;
};

export default defineCheck({
  id: 'newest-version',
  tile: 'updates',
  clause: 'guide-6',
  article: 'https://docs.openclaw.ai/install/updating',
  messages: {
    en,
    'zh-CN': {
      good: '已经是最新版本',
      attention: '有新版本了',
      unknown: '是不是最新版本，说不准',
      'not-applicable': '这里没有要更新的 OpenClaw',
      why: '新版本会把漏洞补上，只有最新的那个补得最全。',
      'by-hand':
        '[unknown] 不知道最新版本的：联网再检查一遍；还是没有回答，就看看 npm 用的代理和仓库对不对。\n有新版本的，先备份：openclaw backup create --verify\n再更新：openclaw update',
      newest: '{version} 不比 {registry} 上“{channel}”通道最新的 {newest} 旧。',
      stale:
        '装的是 {version}，比 {registry} 上“{channel}”通道最新的 {newest} 还新。npm 仓库落后了，说不准还有没有更新的。',
      older: '装的是 {version}，已经有 {newest} 了（“{channel}”通道，来自 {registry}）。',
      legacy: '“{package}”是 OpenClaw 以前的名字，不会再更新。现在最新的 OpenClaw 是 {newest}。',
      fork: '“{package}”不是官方安装包，官方的最新版本说明不了它。',
      'no-version': '{path} 这一份看不出是哪个版本。',
      'no-channel': '{registry} 没有说“{channel}”通道最新是哪个版本。',
      'no-answer': '不知道最新版本是多少：{reason}。没有回答不等于“已是最新”。',
      offline: '这次检查要求不联网，没有去问 npm 仓库。',
      hidden: '有个地方没能查找：{where}（{reason}）。',
      'not-installed': '这台电脑上没有找到 OpenClaw。',
      asked: '问到的最新版本：{newest}',
      silent: '没有回答',
    },
  },

  async inspect(probes, say) {
    const { openclaw, releases } = probes;
    const { items, gaps } = await openclaw.copies();
    const missing = await untraced(probes, 'copy');
    const hidden = [
      ...gaps.map(({ where, because }) => say.unknown(say('hidden', { where, reason: because }))),
      ...missing,
    ];
    if (items.length === 0 && hidden.length === 0) return [say.notApplicable(say('not-installed'))];
    if (items.length === 0) return hidden;

    const answer = await releases.newest();
    if (answer.state === 'offline') return [say.unknown(say('offline')), ...hidden];
    if (answer.state === 'no-answer') {
      const silent: Evidence = { kind: 'registry', where: answer.registry ?? 'npm', saw: say('silent') };
      return [say.unknown(say('no-answer', { reason: answer.because }), [silent]), ...hidden];
    }
    const { registry, tags } = answer;

    const judge = (copy: Copy) => {
      const { path, version } = copy;
      const here: Evidence = {
        kind: 'package',
        where: path,
        saw: `${copy.package} ${version ?? '?'}`,
        ...(version !== null && { facts: { version } }),
      };
      const asked = (newest: string): Evidence => ({
        kind: 'registry',
        where: registry,
        saw: say('asked', { newest }),
      });
      if (LEGACY.includes(copy.package)) {
        const newest = tags.latest ?? '?';
        return say.attention('high', say('legacy', { package: copy.package, newest }), [here, asked(newest)]);
      }
      if (copy.package !== 'openclaw') return say.unknown(say('fork', { package: copy.package }), [here]);
      if (version === null || !isVersion(version)) return say.unknown(say('no-version', { path }), [here]);
      const channel = channelOf(version);
      // A mirror may carry no other tag than latest, which may have overtaken a beta all the same.
      const overtaken = tags.latest !== undefined && compareVersions(tags.latest, version) > 0;
      const newest = tags[channel] ?? (overtaken && channel === 'beta' ? tags.latest : undefined);
      if (newest === undefined) return say.unknown(say('no-channel', { registry, channel }), [here]);
      const values = { version, newest, channel, registry };
      // A registry that doesn't know what is installed is behind, or lies: it can't tell what else there is.
      if (compareVersions(version, newest) > 0)
        return say.unknown(say('stale', values), [here, asked(newest)]);
      if (compareVersions(version, newest) === 0)
        return say.good(say('newest', values), [here, asked(newest)]);
      const behind = monthOf(newest) - monthOf(version);
      return say.attention(behind >= SERIOUS_MONTHS ? 'high' : 'medium', say('older', values), [
        here,
        { ...asked(newest), facts: { newest } },
      ]);
    };
    return [...items.map(judge), ...hidden];
  },
});
