import type { Evidence, Message, Observation } from '../contract/finding';
import { fitsNode } from '../openclaw/node-range';
import { nodeSupport, SCHEDULE_FROM } from '../openclaw/node-schedule';
import type { Copy } from '../probes/openclaw';
import type { CopyRuntimes, Runtime } from '../probes/runtime/types';
import { defineCheck } from './define/define-check';
import { untraced } from './presence/untraced';

/** The Node under each copy: whether its makers still repair it, and whether it is one that this OpenClaw asks for. */
export default defineCheck({
  id: 'runtime',
  tile: 'updates',
  clause: 'guide-6',
  article: 'https://docs.openclaw.ai/install/node',
  messages: {
    en: {
      good: 'The Node.js under it is supported and fits',
      attention: 'The Node.js under it gets no more repairs, or doesn’t fit',
      'attention-low': 'The Node.js that it would start on doesn’t fit',
      unknown: 'We can’t tell which Node.js is under it',
      'not-applicable': 'There is no OpenClaw here that needs Node.js',
      why: 'OpenClaw runs on Node.js. A Node.js whose support has ended keeps its published holes, however new the OpenClaw on it is. OpenClaw asks for newer ones when the older ones lack repairs that it relies on.',
      'by-hand':
        'See which one it is: node --version\nInstall the newest Node.js with long-term support (LTS), in the way that the one here was installed.\n[nvm] With nvm: nvm install --lts, then nvm alias default node\n[fnm] With fnm: fnm install lts-latest, then fnm default lts-latest\n[Cellar brew] With Homebrew: brew upgrade node\n[darwin win32] With its own installer: run the one of the LTS version from nodejs.org over it.\n[linux] If it came with the system, what the system offers may be too old: nodejs.org/en/download tells other ways.\n[container:] In a container: get the newest image of OpenClaw and make the container from it again.\n[nvm fnm] Each Node.js has packages of its own there, so install OpenClaw again: npm install -g openclaw@latest\nIf OpenClaw starts by itself, write that start again, so that it takes the new one: openclaw gateway install --force\nRestart OpenClaw: openclaw gateway restart\n[unknown] See which Node.js there is: node --version, and hold it against what OpenClaw asks for: docs.openclaw.ai/install/node',
      fits: 'OpenClaw {openclaw} asks for Node.js {wanted} and has {version}, whose line gets repairs until {lastDay} (schedule of {from}).',
      'fits-image':
        'The image brings Node.js {version}, whose line gets repairs until {lastDay} (schedule of {from}). Its makers chose it for the OpenClaw inside.',
      ended: 'It runs on Node.js {version}. Repairs for that line ended on {lastDay}.',
      unfit: 'OpenClaw {openclaw} asks for Node.js {wanted}, and what starts it uses {version}.',
      'unfit-command':
        'OpenClaw {openclaw} asks for Node.js {wanted}, and its command finds {version}. It may not start, or refuse its next update.',
      'no-line':
        'Node.js {version} isn’t in the schedule that Tankmate knows (of {from}), so whether it still gets repairs can’t be told.',
      'no-wanted': 'Which Node.js the OpenClaw at {path} asks for can’t be told: {reason}.',
      'no-version': 'Which Node.js is under {path} can’t be told: {reason}.',
      stray:
        'A gateway runs on Node.js {version}, but which OpenClaw it is can’t be told, nor which Node.js that asks for.',
      hidden: 'One place could not be searched for copies: {where} ({reason}).',
      'not-installed': 'No OpenClaw was found on this computer.',
      'saw-copy': '{package} {version}, asks for Node.js {wanted}',
      'saw-node':
        'Node.js {version}{from, select, gateway {, runs the gateway ({by})} start {, started by {by}} image {, says the image} other {, the first that its command finds}}',
    },
    'zh-CN': {
      good: '底下的 Node.js 还有人维护，版本也合适',
      attention: '底下的 Node.js 已停止维护，或者版本不合适',
      'attention-low': '启动它要用的 Node.js 版本不合适',
      unknown: '底下是哪个 Node.js，说不准',
      'not-applicable': '这里没有要用 Node.js 的 OpenClaw',
      why: 'OpenClaw 要靠 Node.js 才能运行。停止维护的 Node.js，公开的漏洞不会再补，上面的 OpenClaw 再新也没用。OpenClaw 要求更新的版本，往往就是因为旧的少了它要靠的修补。',
      'by-hand':
        '看看是哪个版本：node --version\n当初怎么装的 Node.js，就照样装一个最新的长期支持（LTS）版本。\n[nvm] 用 nvm 的：nvm install --lts，再 nvm alias default node\n[fnm] 用 fnm 的：fnm install lts-latest，再 fnm default lts-latest\n[Cellar brew] 用 Homebrew 的：brew upgrade node\n[darwin win32] 用安装程序的：从 nodejs.org 下载 LTS 版的安装程序，直接覆盖安装。\n[linux] 系统自带的：系统里的版本可能太旧，nodejs.org/en/download 上有别的装法。\n[container:] 装在容器里的：拉取最新的 OpenClaw 镜像，用它重新创建容器。\n[nvm fnm] 这样装的 Node.js 各有各的软件包，所以 OpenClaw 也要重装：npm install -g openclaw@latest\n如果 OpenClaw 会自动启动，就重新设置一遍，让它用上新的：openclaw gateway install --force\n重启 OpenClaw：openclaw gateway restart\n[unknown] 看看有哪个 Node.js：node --version，再对照 OpenClaw 的要求：docs.openclaw.ai/install/node',
      fits: 'OpenClaw {openclaw} 要求 Node.js {wanted}，现在是 {version}，这个系列维护到 {lastDay}（{from} 的维护计划）。',
      'fits-image':
        '镜像自带 Node.js {version}，这个系列维护到 {lastDay}（{from} 的维护计划）。它是做镜像的人给里面的 OpenClaw 配的。',
      ended: '它用的是 Node.js {version}，这个系列在 {lastDay} 就停止维护了。',
      unfit: 'OpenClaw {openclaw} 要求 Node.js {wanted}，启动它的却是 {version}。',
      'unfit-command':
        'OpenClaw {openclaw} 要求 Node.js {wanted}，它的命令找到的却是 {version}，可能启动不了，或者更新不了。',
      'no-line': '管家知道的维护计划（{from}）里没有 Node.js {version}，还有没有人维护，说不准。',
      'no-wanted': '{path} 的 OpenClaw 要求哪个 Node.js，说不准：{reason}。',
      'no-version': '{path} 底下是哪个 Node.js，说不准：{reason}。',
      stray: '有个网关用 Node.js {version} 在运行，但说不准是哪一份 OpenClaw，也就不知道它要求哪个版本。',
      hidden: '有个地方没能查找：{where}（{reason}）。',
      'not-installed': '这台电脑上没有找到 OpenClaw。',
      'saw-copy': '{package} {version}，要求 Node.js {wanted}',
      'saw-node':
        'Node.js {version}{from, select, gateway {，正在运行网关（{by}）} start {，{by} 用它启动} image {，镜像里写的} other {，它的命令最先找到的}}',
    },
  },

  async inspect(probes, say) {
    const { openclaw, runtime } = probes;
    const { items, gaps } = await openclaw.copies();
    const now = Date.now();
    const from = SCHEDULE_FROM;

    const seen = (each: Runtime): Evidence => ({
      kind: 'command',
      where: each.path,
      saw: say('saw-node', { version: each.version ?? '?', from: each.from, by: each.by ?? '' }),
    });
    const unread = (path: string, reason: Message, evidence: readonly Evidence[]) =>
      say.unknown(say('no-version', { path, reason }), evidence);
    const ended = (version: string, lastDay: string, evidence: readonly Evidence[]) =>
      say.attention('medium', say('ended', { version, lastDay }), evidence);

    const judge = (copy: Copy, { wanted }: CopyRuntimes, each: Runtime): Observation => {
      const { path } = copy;
      const own = copy.version ?? '?';
      const range = wanted.range ?? '?';
      const saw = say('saw-copy', { package: copy.package, version: own, wanted: range });
      const evidence: readonly Evidence[] = [{ kind: 'package', where: path, saw }, seen(each)];
      if (each.version === null) return unread(path, each.unknown, evidence);
      const { version } = each;
      const support = nodeSupport(version, now);
      if (support.state === 'ended') return ended(version, support.lastDay, evidence);
      const values = { openclaw: own, wanted: range, version };
      if (wanted.range !== null && !fitsNode(version, wanted.range))
        return each.from === 'command'
          ? say.attention('low', say('unfit-command', values), evidence)
          : say.attention('medium', say('unfit', values), evidence);
      if (support.state === 'unknown') return say.unknown(say('no-line', { version, from }), evidence);
      const { lastDay } = support;
      if (wanted.range !== null) return say.good(say('fits', { ...values, lastDay, from }), evidence);
      return each.from === 'image'
        ? say.good(say('fits-image', { version, lastDay, from }), evidence)
        : say.unknown(say('no-wanted', { path, reason: wanted.unknown }), evidence);
    };

    const ofCopies = items.map(async (copy) => {
      const under = await runtime.under(copy);
      return under.runtimes.map((each) => judge(copy, under, each));
    });
    const strays = (await runtime.ofOthers()).map((each) => {
      if (each.version === null) return unread(each.path, each.unknown, [seen(each)]);
      const support = nodeSupport(each.version, now);
      return support.state === 'ended'
        ? ended(each.version, support.lastDay, [seen(each)])
        : say.unknown(say('stray', { version: each.version }), [seen(each)]);
    });
    const all = [
      ...(await Promise.all(ofCopies)).flat(),
      ...strays,
      ...gaps.map(({ where, because }) => say.unknown(say('hidden', { where, reason: because }))),
      ...(await untraced(probes, 'copy')),
    ];
    return all.length > 0 ? all : [say.notApplicable(say('not-installed'))];
  },
});
