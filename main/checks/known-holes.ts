import type { Advisory } from '../advisories/advisories';
import { compareAdvisories, plainRisk } from '../advisories/cvss';
import type { FeedReport } from '../advisories/stored-advisories';
import type { Evidence } from '../contract/finding';
import { isVersion } from '../openclaw/openclaw-version';
import type { Copy } from '../probes/openclaw';
import { type CheckMessages, defineCheck } from './define/define-check';
import { untraced } from './presence/untraced';

const en = {
  good: 'It has no known holes',
  attention: 'It has known holes',
  unknown: 'We can’t tell if it has known holes',
  'not-applicable': 'There is no OpenClaw here that could have holes',
  why: 'Known holes are published with instructions. Whoever reads them can use them on every copy that wasn’t updated.',
  'by-hand':
    'Back up first: openclaw backup create --verify\nUpdate: openclaw update\nIf it is a part of another app, update that app or remove it.',
  none: 'None of the {total, plural, one {# published hole} other {# published holes}} known up to {dataFrom} affects {version}. What was published after that day isn’t in this list.',
  hit: '{count, plural, one {# published hole affects} other {# published holes affect}} {version}: {critical} critical, {high} high, {medium} medium, {low} low. {cleared, select, none {No version of this package is free of them: move to the package openclaw.} other {Version {clearedBy} has none of them.}} The list goes up to {dataFrom}.',
  'no-version':
    'The version of the copy at {path} can’t be told: {reason}. So we can’t say which holes it has.',
  unread: 'its package.json could not be read',
  'odd-version': '“{version}” is no version number that OpenClaw uses',
  fork: '“{package}” isn’t the official package. Nobody publishes which holes it has.',
  hidden: 'One place could not be searched for copies: {where} ({reason}).',
  'not-installed': 'No OpenClaw was found on this computer.',
  copy: '{package} {version}',
  source:
    'The list of holes is based on Tencent Zhuque Lab AI-Infra-Guard, with dates and ratings of the GitHub Advisory Database and the CVE List.',
  risk: '{who, select, internet {Someone on the internet} network {Someone in the same network} computer {A program or person already on this computer} other {Someone who can touch this computer}} can {what, select, takeover {take it over} read {read what it knows} change {change what it holds or does} stop {stop it} other {get at a part of it}}{needs, select, nothing { without a password} click { once you open something they made} account { with an ordinary account or chat access} other { with administrator rights in it}}. Rated {severity}.',
  'no-details': 'How it is used wasn’t published. Rated {severity}.',
  'feed-answered': 'asked on {day}: {count, plural, one {# published hole} other {# published holes}}',
  'feed-untaken':
    '{trouble, select, silent {gave no answer} refused {refused to answer} moved {pointed elsewhere, which isn’t followed} huge {answered with more than makes sense} malformed {answered with something that makes no sense} shrunken {knew far less than is known already} other {took back or added more than is believable}}, so what was known before stays. Its last good answer: {day}.',
  never: 'none',
  lost: 'What the feeds said before can’t be read; the list that came with Tankmate is used.',
} as const;

/** Names of the feeds: the same in every language. */
const FEED_NAMES: Readonly<Record<FeedReport['feed'], string>> = {
  osv: 'OSV',
  github: 'GitHub Advisory Database',
  project: 'github.com/openclaw/openclaw',
  npm: 'npm',
};

/** What one feed said when it was asked last. */
function feed(say: CheckMessages<typeof en>, { feed: name, state, count, answeredAt }: FeedReport): Evidence {
  const day = answeredAt === null ? say('never') : answeredAt.slice(0, 10);
  return {
    kind: 'registry',
    where: FEED_NAMES[name],
    saw:
      state === 'answered'
        ? say('feed-answered', { day, count })
        : say('feed-untaken', { trouble: state, day }),
    state: state === 'answered' ? 'good' : 'unknown',
  };
}

/** One advisory as a sentence of our own, made from its CVSS vector. */
function describe(say: CheckMessages<typeof en>, advisory: Advisory, page: string | null): Evidence {
  const risk = plainRisk(advisory.vector);
  const { severity } = advisory;
  return {
    kind: 'advisory',
    where: advisory.id,
    saw: risk
      ? say('risk', { ...risk, severity: { id: `severity.${severity}` } })
      : say('no-details', { severity: { id: `severity.${severity}` } }),
    facts: { severity },
    ...(page !== null && { page }),
  };
}

export default defineCheck({
  id: 'known-holes',
  tile: 'updates',
  clause: 'guide-6',
  leads: true,
  article: 'https://github.com/openclaw/openclaw/security/advisories',
  messages: {
    en,
    'zh-CN': {
      good: '没有已知漏洞',
      attention: '有已知漏洞',
      unknown: '有没有已知漏洞，说不准',
      'not-applicable': '这里没有 OpenClaw，谈不上漏洞',
      why: '已知漏洞连利用方法都是公开的。没更新的那一份，谁看了都能拿来用。',
      'by-hand':
        '先备份：openclaw backup create --verify\n再更新：openclaw update\n如果它是别的软件自带的，请更新那个软件，或者卸载它。',
      none: '截至 {dataFrom} 公布的 {total} 个漏洞里，没有一个影响 {version}。这一天之后公布的还不在名单里。',
      hit: '{version} 有 {count} 个已公布的漏洞：紧急 {critical} 个、高 {high} 个、中 {medium} 个、低 {low} 个。{cleared, select, none {这个安装包没有不带漏洞的版本，请换成 openclaw。} other {升到 {clearedBy} 就全都没有了。}}名单截至 {dataFrom}。',
      'no-version': '{path} 这一份看不出是哪个版本：{reason}。所以说不准有哪些漏洞。',
      unread: '它的 package.json 读不出来',
      'odd-version': '“{version}”不是 OpenClaw 用的版本号',
      fork: '“{package}”不是官方安装包，没有人公布它有哪些漏洞。',
      hidden: '有个地方没能查找：{where}（{reason}）。',
      'not-installed': '这台电脑上没有找到 OpenClaw。',
      copy: '{package} {version}',
      source:
        '漏洞名单基于腾讯朱雀实验室（Tencent Zhuque Lab）的 AI-Infra-Guard，日期和评级取自 GitHub Advisory Database 与 CVE List。',
      risk: '{who, select, internet {互联网上的人} network {同一个网络里的人} computer {已经在这台电脑上的程序或人} other {能碰到这台电脑的人}}{needs, select, nothing {不用密码就} click {只要您点开他准备的东西，就} account {有个普通账号或能和它聊天，就} other {拿到它的管理权限后}}{what, select, takeover {能完全控制它} read {能读到它知道的东西} change {能改它的内容或行为} stop {能让它停摆} other {能碰到它的一部分}}。评级：{severity}。',
      'no-details': '没有公布怎么利用。评级：{severity}。',
      'feed-answered': '{day} 问过：公布了 {count} 个漏洞',
      'feed-untaken':
        '{trouble, select, silent {没有回答} refused {拒绝回答} moved {让去别处找，没有跟去} huge {回答大得不合理} malformed {回答看不懂} shrunken {知道的比已知的少得多} other {撤回或新增得太多，不可信}}，所以沿用以前知道的。上一次可信的回答：{day}。',
      never: '还没有',
      lost: '以前问到的读不出来了，用的是龙虾缸管家自带的名单。',
    },
  },

  async inspect(probes, say) {
    const { openclaw, advisories } = probes;
    const { items, gaps } = await openclaw.copies();
    // The list is large: it is loaded when there is something to hold against it.
    const [{ advisoriesHitting, advisoryPage, countAdvisories, hasAdvisories, worstSeverity }, known] =
      await Promise.all([import('../advisories/advisories'), advisories.known()]);
    const { set } = known;
    // Its licence asks that whoever shows the data says so.
    const source: Evidence = {
      kind: 'registry',
      where: 'https://github.com/Tencent/AI-Infra-Guard',
      saw: say('source'),
    };
    const asked = [
      ...known.feeds.map((report) => feed(say, report)),
      ...(known.lost
        ? [{ kind: 'registry', where: 'advisories.json', saw: say('lost'), state: 'unknown' } as const]
        : []),
    ];

    const judge = (copy: Copy) => {
      const { version, path } = copy;
      const here = (state: 'good' | 'attention' | 'unknown'): Evidence => ({
        kind: 'package',
        where: path,
        saw: say('copy', { package: copy.package, version: version ?? '?' }),
        ...(version !== null && { facts: { version } }),
        state,
      });
      if (version === null || !isVersion(version)) {
        const odd = version === null ? say('unread') : say('odd-version', { version });
        return say.unknown(say('no-version', { path, reason: copy.versionUnknown ?? odd }), [
          here('unknown'),
        ]);
      }
      if (!hasAdvisories(copy.package, set))
        return say.unknown(say('fork', { package: copy.package }), [here('unknown')]);
      const hits = advisoriesHitting(copy.package, version, set);
      const { dataFrom } = set;
      const worst = worstSeverity(hits);
      if (!worst) {
        const total = set.advisories.length;
        return say.good(say('none', { total, version, dataFrom }), [here('good'), source, ...asked]);
      }
      const { clearedBy, ...counts } = countAdvisories(copy.package, version, set);
      const because = say('hit', {
        ...counts,
        version,
        count: hits.length,
        cleared: clearedBy ?? 'none',
        clearedBy: clearedBy ?? '',
      });
      return say.attention(worst, because, [
        here('attention'),
        ...hits.toSorted(compareAdvisories).map((hit) => describe(say, hit, advisoryPage(hit.id))),
        ...asked,
      ]);
    };

    const hidden = gaps.map(({ where, because }) => say.unknown(say('hidden', { where, reason: because })));
    const missing = await untraced(probes, 'copy');
    const all = [...items.map(judge), ...hidden, ...missing];
    return all.length > 0 ? all : [say.notApplicable(say('not-installed'))];
  },
});
