import type { Message, Observation, Severity } from '../contract/finding';
import { approvalDangers } from '../openclaw/dangers/approval-dangers';
import { foreignCodeDangers } from '../openclaw/dangers/foreign-code-dangers';
import { hookRuns } from '../openclaw/dangers/hook-selection';
import { mcpDangers } from '../openclaw/dangers/mcp-dangers';
import { pathText, valueAt } from '../openclaw/read-settings';
import type { OrderProbe } from '../probes/orders';
import { defineCheck } from './define/define-check';
import restoreSettings from './fixes/restore-settings';
import { dangerIssues } from './settings/danger-issues';
import { evaluateSettings, type SettingIssue } from './settings/evaluate-settings';
import { gapEvidence } from './setups/evaluate-setups';

const en = {
  good: 'It runs no code from elsewhere besides skills and plugins',
  attention: 'Code from elsewhere runs beside it',
  unknown: 'We can’t tell what code runs beside it',
  'not-applicable': 'There is no OpenClaw here that could run code',
  why: 'Servers of tools, hooks and other agents run with all that OpenClaw’s account may do, and no sandbox holds them. What they fetch today may be something else tomorrow.',
  'by-hand':
    'Look at each setting and folder that is named here. If you don’t know why it is there, switch it off or move it out.\nSwitch a server of tools off: openclaw config set mcp.servers.NAME.enabled false --strict-json\nHold it to one version, as in some-server@1.2.3, and give it only the folder that it needs.\nSee which hooks run: openclaw hooks list\nSee which commands run without asking: openclaw approvals get\nRestart OpenClaw: openclaw gateway restart',
  none: 'No server of tools, hook, other agent or approval was found that lets code from elsewhere run unseen.',
  downloads: 'A command in the settings fetches a program from the internet and runs it unseen.',
  'mcp-download':
    'A server of tools is started by fetching a program from the internet and running it unseen: {what}.',
  'mcp-everything': 'A server of tools gets to every file of this computer.',
  'mcp-home': 'A server of tools gets to your whole home folder, or to a folder with private things in it.',
  'mcp-unpinned':
    'A server of tools is downloaded again each time, in whatever version there is then: {what}.',
  'mcp-clear': 'It talks to a server of tools without encryption. Whoever is on the way can give it orders.',
  'mcp-approves': 'The tools of a server are used without asking.',
  'mcp-apps': 'Servers of tools may show pages of their own in the control page.',
  'mcp-in-sandbox': 'Talks in the sandbox get to servers of tools that run outside of it.',
  'hook-folders': 'Code from a folder of its own choice runs inside the gateway.',
  'hook-modules': 'Code that the settings name runs inside the gateway.',
  'hook-here': 'Code that was added runs inside the gateway: the hook {what}.',
  'hook-transform': 'Code that was added handles what webhooks bring.',
  'hook-unpinned':
    'A pack of hooks isn’t held to one version, so its code can change with every update: {what}.',
  'hook-unproven':
    'Nobody can tell if a pack of hooks was changed since it was installed: the checksum of {what} isn’t kept.',
  'hook-drifted':
    'A pack of hooks is not in the version that was installed: {what}. Installed was {version}, and there is {present}.',
  'hook-untold': 'We can’t tell which version of a pack of hooks is there now: {what}.',
  'agent-approves': 'Another agent that it starts may do everything without asking.',
  'agent-unfenced': 'Another agent that it starts works without a sandbox or without asking: {what}.',
  'agent-command': 'It starts a program of its own choice as another agent: {what}.',
  'worker-unfenced': 'Another computer’s OpenClaw may run conversations on this one, and nothing holds them.',
  'uploaded-skills': 'Skills can be brought in as archives that no registry has seen.',
  'allows-all': 'Every command runs on this computer without asking: {what} is on the list of allowed ones.',
  'allows-interpreter':
    'A program that runs any code is on the list of allowed commands, so any command gets through: {what}.',
  'trusts-skills': 'Programs that skills bring run on this computer without asking.',
  'falls-open': 'When nobody answers its question, the command runs all the same.',
  unseen: '{count, plural, one {# place} other {# places}} could not be looked at, so other code may run.',
} as const;

/** What lies beside the settings of one setup. */
interface Beside {
  readonly hooks: Awaited<ReturnType<OrderProbe['hooks']>>;
  readonly packs: Awaited<ReturnType<OrderProbe['packs']>>;
  readonly approvals: Awaited<ReturnType<OrderProbe['approvals']>>;
}

export default defineCheck({
  id: 'code-from-elsewhere',
  tile: 'extensions',
  clause: 'guide-4',
  article: 'https://docs.openclaw.ai/tools/mcp',
  fixes: [restoreSettings],
  messages: {
    en,
    'zh-CN': {
      good: '除了技能和插件，它没有运行别处来的代码',
      attention: '它旁边运行着别处来的代码',
      unknown: '它旁边运行着什么代码，说不准',
      'not-applicable': '这里没有会运行代码的 OpenClaw',
      why: '工具服务器、钩子和别的智能体，有 OpenClaw 账户的全部权力，沙箱也管不着。今天取来的是这个，明天可能就换了。',
      'by-hand':
        '逐个看看这里列出的设置和文件夹。不知道为什么会有的，就关掉或者移走。\n关掉一个工具服务器：openclaw config set mcp.servers.NAME.enabled false --strict-json\n固定在一个版本上，比如 some-server@1.2.3，只给它需要的文件夹。\n看看运行着哪些钩子：openclaw hooks list\n看看哪些命令不问就执行：openclaw approvals get\n重启 OpenClaw：openclaw gateway restart',
      none: '没有发现哪个工具服务器、钩子、别的智能体或批准名单，让别处来的代码不经过目就运行。',
      downloads: '设置里有一条命令，会从网上取来程序，不经过目就运行。',
      'mcp-download': '启动某个工具服务器时，会从网上取来程序，不经过目就运行：{what}。',
      'mcp-everything': '有一个工具服务器够得着这台电脑上的所有文件。',
      'mcp-home': '有一个工具服务器够得着您的整个个人文件夹，或放着私密内容的文件夹。',
      'mcp-unpinned': '有一个工具服务器每次都重新取来，取到哪个版本算哪个：{what}。',
      'mcp-clear': '它连某个工具服务器时没有加密，路上的人可以给它下命令。',
      'mcp-approves': '某个服务器的工具，不问就用。',
      'mcp-apps': '工具服务器可以在控制页面里显示自己的页面。',
      'mcp-in-sandbox': '沙箱里的对话够得着在沙箱外运行的工具服务器。',
      'hook-folders': '有一个自选文件夹里的代码在网关里面运行。',
      'hook-modules': '设置里点名的代码在网关里面运行。',
      'hook-here': '另加的代码在网关里面运行：钩子 {what}。',
      'hook-transform': 'webhook 带来的内容，由另加的代码处理。',
      'hook-unpinned': '有一个钩子包没有固定版本，每次更新代码都可能变：{what}。',
      'hook-unproven': '钩子包 {what} 没有留下校验值，装好以后改没改过，没法知道。',
      'hook-drifted': '钩子包 {what} 不是当初装的那个版本：装的是 {version}，现在是 {present}。',
      'hook-untold': '钩子包 {what} 现在是哪个版本，说不准。',
      'agent-approves': '它启动的另一个智能体，什么都不问就能做。',
      'agent-unfenced': '它启动的另一个智能体，没有沙箱，或者做事不问：{what}。',
      'agent-command': '它把一个自选的程序当作另一个智能体来启动：{what}。',
      'worker-unfenced': '别的电脑上的 OpenClaw 可以在这台电脑上运行对话，没有任何隔离。',
      'uploaded-skills': '技能可以用压缩包装进来，没有哪个市场看过。',
      'allows-all': '所有命令都不问就在这台电脑上执行：放行名单里有 {what}。',
      'allows-interpreter': '放行名单里有能执行任何代码的程序，等于什么命令都放行：{what}。',
      'trusts-skills': '技能带来的程序，不问就在这台电脑上执行。',
      'falls-open': '它问了却没有人回答时，命令照样执行。',
      unseen: '有 {count} 处没能查看，那里可能还有代码在运行。',
    },
  },

  async inspect(probes, say) {
    const { items } = await probes.settings.all();
    const beside = new Map<string, Beside>();
    for (const { setup } of items) {
      const [hooks, packs, approvals] = await Promise.all([
        probes.orders.hooks(setup),
        probes.orders.packs(setup),
        probes.orders.approvals(setup),
      ]);
      beside.set(setup.stateDir, { hooks, packs, approvals });
    }
    const gaps = [...beside.values()].flatMap(({ hooks, packs, approvals }) => [
      ...hooks.gaps,
      ...packs.gaps,
      ...approvals.gaps,
    ]);
    const hidden: readonly Observation[] =
      gaps.length > 0 ? [say.unknown(say('unseen', { count: gaps.length }), gapEvidence(gaps))] : [];

    const untold: Observation[] = [];
    const judged = await evaluateSettings(probes, (judged) => {
      const { reader, settings, valueEvidence } = judged;
      const here = beside.get(settings.setup.stateDir);
      const hooks = (here?.hooks.items ?? []).filter((hook) => hookRuns(reader, hook));
      const packs =
        valueAt(reader.value, 'hooks.internal.enabled') === false ? [] : (here?.packs.items ?? []);
      for (const { name, path, present } of packs)
        if (present === null) {
          const because = say('hook-untold', { what: name });
          untold.push(say.unknown(because, [{ kind: 'folder', where: path, saw: because }]));
        }
      const strict = reader.raw('tools.exec.strictInlineEval') === true;
      const issues: SettingIssue[] = [
        ...dangerIssues(
          judged,
          [...mcpDangers(reader, settings.setup.home), ...foreignCodeDangers(reader)],
          (kind, values) => say(kind, values),
        ),
        ...hooks.map(({ name, path }): SettingIssue => {
          const because = say('hook-here', { what: name });
          return { severity: 'medium', because, evidence: { kind: 'folder', where: path, saw: because } };
        }),
        ...packs.flatMap((pack): readonly SettingIssue[] => {
          const { name: what, path: where, pinned, proven, version = '', present } = pack;
          const issue = (severity: Severity, because: Message): SettingIssue => ({
            severity,
            because,
            evidence: { kind: 'folder', where, saw: because },
          });
          return [
            ...(present && present !== version
              ? [issue('medium', say('hook-drifted', { what, version, present }))]
              : []),
            ...(pinned ? [] : [issue('low', say('hook-unpinned', { what }))]),
            ...(proven ? [] : [issue('low', say('hook-unproven', { what }))]),
          ];
        }),
        ...(here?.approvals.items ?? []).flatMap(({ where, value }) =>
          approvalDangers(value, strict).map(
            ({ kind, severity, place, shows }): SettingIssue => ({
              severity,
              because: say(kind, { what: shows }),
              evidence: { kind: 'file', where: `${where}: ${pathText(place)}`, saw: shows },
            }),
          ),
        ),
      ];
      return {
        issues,
        good: say('none'),
        evidence: [valueEvidence('mcp.servers'), valueEvidence('hooks.internal.enabled')],
      };
    });
    return [...judged, ...untold, ...hidden];
  },
});
