import type { Evidence, Observation } from '../contract/finding';
import { PACKAGES } from '../openclaw/install-places';
import { compareVersions, isVersion } from '../openclaw/openclaw-version';
import { FORMER_REPOSITORIES, REPOSITORY, rankImage, repositoryIn } from '../openclaw/origins';
import type { Probes } from '../probes';
import type { Copy } from '../probes/openclaw';
import type { OriginRecord } from '../probes/origins';
import { type CheckMessages, defineCheck } from './define/define-check';
import { untraced } from './presence/untraced';
import { gapEvidence } from './setups/evaluate-setups';

const en = {
  good: 'It comes from where OpenClaw is published',
  attention: 'It may not be the genuine OpenClaw',
  'attention-low': 'It comes from somebody else than OpenClaw’s makers',
  unknown: 'We can’t tell where OpenClaw came from',
  'not-applicable': 'There is no OpenClaw here that could come from anywhere',
  why: 'A fork or a package of another name can do what it likes with your keys and chats, and gets the repairs late or never. So can a registry that gives out something else.',
  'by-hand':
    'Look at what is named here, and ask whoever installed it.\nIf it is not the genuine one, remove it and install OpenClaw itself: npm install -g openclaw@latest\n[registry] See which registry npm asks: npm config get registry\n[registry] If it is not your company’s, and you don’t know it, take npm’s own again: npm config delete registry\n[unknown] Where nothing tells where a copy came from, install it once more with npm: it keeps a note of what it fetched.',
  published: '{package} {version} was fetched from npm’s own registry.',
  mirror:
    '{package} {version} was fetched from {host}, a known mirror of npm’s registry. What it gave out was not compared with npm’s.',
  repository: 'The checkout at {path} follows the makers’ own repository.',
  image: 'The container’s image is called as the makers’ own: {image}.',
  renamed: 'The package is called “{package}”, which isn’t OpenClaw’s name: somebody else’s build.',
  'other-repository':
    'The package {package} says that its source lies at {repository}, which isn’t the makers’.',
  fork: 'It came from {from}, which isn’t the makers’ repository.',
  former: 'It follows {from}, an address from before the renaming. Nobody can tell who keeps it now.',
  elsewhere: '{package} was fetched from {host}, which is neither npm’s own registry nor a known mirror.',
  'other-package': 'The copy calls itself {package}, but what was fetched is {name}.',
  'image-other': 'The container’s image is somebody else’s build: {image}.',
  carried: '{app} brings its own build of OpenClaw.',
  'other-version': 'What is noted of its origin is of version {noted}, and there is {version}.',
  'local-file': 'The copy at {path} was installed from a file or folder of this computer.',
  'no-record': 'Nothing was kept that tells where the copy at {path} came from.',
  app: '{app} brings its own OpenClaw. Whose app it is can’t be told from its files.',
  inside: 'OpenClaw lives in {where}, and where it came from is not looked at from outside.',
  'image-local': 'The container’s image was built or loaded on this computer: {image}.',
  ahead:
    '{version} is installed, and {registry} knows of none newer than {newest}: it is behind, or never had it.',
  'registry-other': 'npm asks {host} for new versions, which is neither its own registry nor a known mirror.',
  'registry-open':
    'npm asks {host} for new versions without making sure that it is the one: anybody on the way can answer.',
  'registry-unclear': 'Which registry npm asks can’t be told from its settings.',
  'registry-known': 'npm asks {host} for new versions.',
  'could-not-look': '{count, plural, one {# place} other {# places}} could not be looked at.',
  'not-installed': 'No OpenClaw was found on this computer.',
  'saw-from': 'from {from}',
  'saw-checked': 'from {from}, with its checksum',
} as const;
type Say = CheckMessages<typeof en>;

/** What npm, pnpm, yarn or bun may bring up to date, by the registry of npm's settings. */
const FROM_REGISTRY: ReadonlySet<Copy['kind']> = new Set([
  'npm',
  'pnpm',
  'yarn',
  'bun',
  'install-cli',
  'other',
]);
const isLoopback = (address: string) =>
  /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(URL.parse(address)?.hostname ?? '');
const hostOf = (address: string) => URL.parse(address)?.host || address;

const seen = (copy: Copy): Evidence => ({
  kind: 'package',
  where: copy.where === 'this-computer' ? copy.path : `${copy.where} ${copy.path}`,
  saw: `${copy.package} ${copy.version ?? '?'}`,
});

/** What one record says of a copy. */
function judgeRecord(copy: Copy, record: OriginRecord, say: Say): Observation {
  const { from, rank, name, version } = record;
  const saw = say(record.integrity === null ? 'saw-from' : 'saw-checked', { from });
  const evidence = [seen(copy), { kind: 'file', where: record.where, saw } as const];
  const { package: own, path } = copy;
  if (record.by === 'git') {
    const repository = repositoryIn(from);
    if (repository === REPOSITORY) return say.good(say('repository', { path }), evidence);
    if (repository !== null && FORMER_REPOSITORIES.includes(repository))
      return say.attention('low', say('former', { from }), evidence);
    return say.attention('medium', say('fork', { from }), evidence);
  }
  if (record.by === 'local' || rank === null) return say.unknown(say('local-file', { path }), evidence);
  const host = hostOf(from);
  if (rank === 'other') return say.attention('low', say('elsewhere', { package: own, host }), evidence);
  if (name !== null && name !== own)
    return say.attention('medium', say('other-package', { package: own, name }), evidence);
  if (version !== null && copy.version !== version)
    return say.unknown(say('other-version', { noted: version, version: copy.version ?? '?' }), evidence);
  const values = { package: own, version: copy.version ?? '?' };
  return say.good(
    rank === 'mirror' ? say('mirror', { ...values, host }) : say('published', values),
    evidence,
  );
}

/** What tells where one copy came from. */
async function judgeCopy(probes: Probes, copy: Copy, say: Say): Promise<readonly Observation[]> {
  const { path, where, package: name, bundledIn } = copy;
  const here = [seen(copy)];
  if (copy.kind === 'container' || where.startsWith('container:')) {
    const rank = rankImage(path);
    if (rank === 'official') return [say.good(say('image', { image: path }), here)];
    if (rank === 'local') return [say.unknown(say('image-local', { image: path }), here)];
    return [say.attention('low', say('image-other', { image: path }), here)];
  }
  if (where !== 'this-computer') return [say.unknown(say('inside', { where }), here)];
  if (!(PACKAGES as readonly string[]).includes(name))
    return [say.attention('medium', say('renamed', { package: name }), here)];
  const { repository, records, gaps } = await probes.origins.of(copy);
  const observations: Observation[] = [];
  const named = repository === null ? null : repositoryIn(repository);
  if (repository !== null && named !== REPOSITORY && !FORMER_REPOSITORIES.includes(named ?? ''))
    observations.push(say.attention('medium', say('other-repository', { package: name, repository }), here));
  if (bundledIn !== undefined) {
    const app = bundledIn;
    const isOwn = /openclaw/i.test(app.split(/[\\/]/).at(-1) ?? '');
    observations.push(
      isOwn ? say.unknown(say('app', { app }), here) : say.attention('low', say('carried', { app }), here),
    );
  } else if (records.length === 0)
    observations.push(say.unknown(say('no-record', { path }), [...here, ...gapEvidence(gaps)]));
  else observations.push(...records.map((record) => judgeRecord(copy, record, say)));
  if (gaps.length > 0)
    observations.push(say.unknown(say('could-not-look', { count: gaps.length }), gapEvidence(gaps)));
  return observations;
}

/** Whether the registry of npm's settings is one that what it brings may be believed of. */
async function judgeRegistry({ origins }: Probes, say: Say): Promise<readonly Observation[]> {
  const used = await origins.registry().catch(() => null);
  if (used === null) return [say.unknown(say('registry-unclear'))];
  const { address, rank, proven } = used;
  const host = hostOf(address);
  const evidence: readonly Evidence[] = [
    { kind: 'registry', where: address, saw: say('registry-known', { host }) },
  ];
  if (!proven && !isLoopback(address))
    return [say.attention('medium', say('registry-open', { host }), evidence)];
  if (rank === 'official' || rank === 'mirror') return [say.good(say('registry-known', { host }), evidence)];
  return [say.attention('low', say('registry-other', { host }), evidence)];
}

/** A registry that doesn't know what is installed can't have given it out, or is behind. */
async function judgeNewest(
  { releases }: Probes,
  copies: readonly Copy[],
  say: Say,
): Promise<readonly Observation[]> {
  const answer = await releases.newest();
  if (answer.state !== 'answered') return [];
  const [newest] = Object.values(answer.tags).filter(isVersion).sort(compareVersions).reverse();
  if (newest === undefined) return [];
  return copies.flatMap((copy) => {
    const { version, package: name } = copy;
    if (name !== 'openclaw' || version === null || !isVersion(version)) return [];
    if (compareVersions(version, newest) <= 0) return [];
    return [say.unknown(say('ahead', { version, registry: answer.registry, newest }), [seen(copy)])];
  });
}

/** Whether each copy is the genuine package, and whether what brings the next version is npm's registry or a known mirror. */
export default defineCheck({
  id: 'official-source',
  tile: 'updates',
  clause: 'guide-6',
  article: 'https://docs.openclaw.ai/install',
  messages: {
    en,
    'zh-CN': {
      good: 'OpenClaw 是从正规渠道来的',
      attention: '这可能不是正版的 OpenClaw',
      'attention-low': 'OpenClaw 不是从官方渠道来的',
      unknown: 'OpenClaw 从哪来的，说不准',
      'not-applicable': '这里没有 OpenClaw，也就没有来路可查',
      why: '改版的或者换了名字的安装包，想怎么用您的密钥和聊天记录都行，漏洞也补得晚，甚至不补。给出别的东西的仓库也一样。',
      'by-hand':
        '看看这里列出的内容，问问当初是谁装的。\n如果不是正版，就卸载它，重新安装 OpenClaw：npm install -g openclaw@latest\n[registry] 看看 npm 用的是哪个仓库：npm config get registry\n[registry] 不是您公司的，您也不认识，就换回 npm 官方仓库：npm config delete registry\n[unknown] 查不到来路的，用 npm 重新装一次，npm 会留下下载记录。',
      published: '{package} {version} 是从 npm 官方仓库下载的。',
      mirror: '{package} {version} 是从 {host} 下载的，这是 npm 仓库的知名镜像。没有拿它给的和官方的对比。',
      repository: '{path} 里的源代码来自官方代码库。',
      image: '容器镜像用的是官方的名字：{image}。',
      renamed: '这个安装包叫“{package}”，不是 OpenClaw 的名字，是别人改的版本。',
      'other-repository': '{package} 自称源代码在 {repository}，那不是官方的代码库。',
      fork: '它来自 {from}，不是官方的代码库。',
      former: '它用的还是改名前的地址 {from}，现在归谁管，没人说得准。',
      elsewhere: '{package} 是从 {host} 下载的，既不是 npm 官方仓库，也不是知名镜像。',
      'other-package': '它自称 {package}，下载的却是 {name}。',
      'image-other': '容器镜像是别人做的：{image}。',
      carried: '{app} 自带了一份自己打包的 OpenClaw。',
      'other-version': '来路的记录说的是版本 {noted}，现在却是 {version}。',
      'local-file': '{path} 这一份是从电脑上的文件或文件夹安装的。',
      'no-record': '{path} 这一份从哪来的，没有留下记录。',
      app: '{app} 自带了一份 OpenClaw，从文件看不出这个软件是谁做的。',
      inside: 'OpenClaw 在 {where} 里面，它的来路从外面看不到。',
      'image-local': '容器镜像是在这台电脑上做的或导入的：{image}。',
      ahead: '装的是 {version}，{registry} 上最新的才 {newest}：要么是仓库落后了，要么它从来没有过这个版本。',
      'registry-other': 'npm 去 {host} 找新版本，那既不是官方仓库，也不是知名镜像。',
      'registry-open': 'npm 去 {host} 找新版本，却不核实对方是谁，路上的人都能冒充。',
      'registry-unclear': 'npm 用的是哪个仓库，从设置里看不出来。',
      'registry-known': 'npm 去 {host} 找新版本。',
      'could-not-look': '有 {count} 处没能查看。',
      'not-installed': '这台电脑上没有找到 OpenClaw。',
      'saw-from': '来自 {from}',
      'saw-checked': '来自 {from}，核对过校验值',
    },
  },

  async inspect(probes, say) {
    const { items, gaps } = await probes.openclaw.copies();
    const missing = await untraced(probes, 'copy');
    const hidden: readonly Observation[] =
      gaps.length > 0 ? [say.unknown(say('could-not-look', { count: gaps.length }), gapEvidence(gaps))] : [];
    const others = [...hidden, ...missing];
    if (items.length === 0) return others.length > 0 ? others : [say.notApplicable(say('not-installed'))];
    const judged = await Promise.all(items.map((copy) => judgeCopy(probes, copy, say)));
    const brought = items.filter(({ kind, where }) => where === 'this-computer' && FROM_REGISTRY.has(kind));
    const registry = brought.length > 0 ? await judgeRegistry(probes, say) : [];
    return [...judged.flat(), ...registry, ...(await judgeNewest(probes, brought, say)), ...others];
  },
});
