import type { Evidence, Observation, Severity } from '../contract/finding';
import { type AgentSettings, agentsOf, type SettingPath } from '../openclaw/read-settings';
import { readBind, type Sandbox, sandboxOf } from '../openclaw/sandbox-settings';
import { execGate, toolRights } from '../openclaw/tool-policy';
import type { Probes } from '../probes';
import type { SandboxBrowser } from '../probes/openclaw';
import { sandboxEpochs } from './copies/sandbox-epochs';
import { type CheckMessages, defineCheck } from './define/define-check';
import restoreSettings from './fixes/restore-settings';
import sandboxOn from './fixes/sandbox-on';
import { evaluateSettings, type SettingIssue, type SettingsUnderTest } from './settings/evaluate-settings';
import { nodeHostsOf } from './setups/node-hosts';

const en = {
  good: 'Its tools work inside a sandbox',
  attention: 'Its tools are not fully sandboxed',
  unknown: 'We can’t tell if its tools work inside a sandbox',
  'not-applicable': 'There are no tools here to put in a sandbox',
  why: 'A web page or a message can talk OpenClaw into running a command. In a sandbox, that command reaches only an empty container and not your files.',
  'by-hand':
    'Install Docker or Podman: the sandbox needs one of them.\nMake the image that it runs in first, as its page tells: docs.openclaw.ai/gateway/sandboxing. Without it OpenClaw can’t answer.\nWith Podman: openclaw config set agents.defaults.sandbox.backend podman\nSandbox every conversation: openclaw config set agents.defaults.sandbox.mode all\n[workspaceAccess] Keep your folders out of it: openclaw config set agents.defaults.sandbox.workspaceAccess none\nRestart OpenClaw: openclaw gateway restart\n[container:] Replace the browser of the sandbox with a new one: openclaw sandbox recreate --browser --all\n[unknown] If the settings can’t be read, see what is wrong: openclaw config validate',
  all: 'Every conversation runs its tools in a sandbox ({backend}), and no setting lets them change a folder of this computer.',
  off: 'The sandbox is off for the agent {agent}. Commands and file tools work straight on this computer.',
  'off-few':
    'The sandbox is off for the agent {agent}. It has no tools for commands and files, so less can happen.',
  'main-outside':
    'The main conversation of the agent {agent} runs outside the sandbox. Only the other conversations are in it.',
  escapes: 'The sandbox is on for the agent {agent}, but its commands are set to run outside, on {host}.',
  shared:
    'All conversations of the agent {agent} share one container, so one can read what another left there.',
  writes: 'The sandbox of the agent {agent} can change its workspace folder on this computer.',
  network: 'The sandbox of the agent {agent} is on the network “{network}” and can reach other machines.',
  'host-network':
    'The sandbox of the agent {agent} shares the network of “{network}”, and with it all that is open only inside.',
  control:
    'A bind hands the agent {agent} control of the container program. That is control of this computer.',
  system: 'A bind opens a system folder of this computer to the agent {agent}.',
  home: 'A bind opens your home folder, or a folder with private things in it, to the agent {agent}.',
  folder: 'A bind lets the agent {agent} change a folder of this computer.',
  weakened: 'A protection of the agent {agent}’s container is switched off.',
  browser: 'From inside the sandbox, the agent {agent} may steer the browser of this computer.',
  'node-ruled':
    'This computer is a node of the OpenClaw on {gateway}. Commands from there run outside of any sandbox here.',
  'ssh-here':
    'The sandbox of the agent {agent} is this very computer: it logs in here by SSH, so there is no wall.',
  'browser-open': 'Any container beside it can steer the browser in the sandbox of the agent {agent}.',
  'browser-published':
    'The browser of the sandbox, in the container {container}, can be reached from other machines at {ports}.',
  'browser-unmarked':
    'The browser of the sandbox, in the container {container}, was made by an OpenClaw so old that later protections may be missing.',
  'browser-stale':
    'The browser of the sandbox, in the container {container}, was not made by the OpenClaw of now. Its newer protections are missing there.',
  'browser-untold':
    'We can’t tell if the browser of the sandbox, in the container {container}, has the protections of this OpenClaw.',
  'browser-unlisted':
    'The sandbox here has a browser in a container of its own, and the containers could not be listed ({where}: {reason}).',
} as const;

/** An SSH target on this computer: `name@host`, `host:port`, `ssh://…` (docs/gateway/sandboxing/ssh-backend.md). */
const SSH_HERE =
  /^(?:ssh:\/\/)?(?:[^@\s]*@)?(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|0\.0\.0\.0)(?::\d+)?\/?$/i;

/** Settings of the container that take a wall away when they hold the value given. */
const WEAKENED: readonly (readonly [key: string, weak: (value: unknown) => boolean, severity: Severity])[] = [
  ['docker.seccompProfile', (value) => value === 'unconfined', 'high'],
  ['docker.apparmorProfile', (value) => value === 'unconfined', 'high'],
  ['docker.capDrop', (value) => Array.isArray(value) && !value.includes('ALL'), 'medium'],
  ['docker.readOnlyRoot', (value) => value === false, 'low'],
  ['docker.user', (value) => typeof value === 'string' && /^(?:0|root)(?::|$)/.test(value), 'medium'],
  ['docker.dangerouslyAllowReservedContainerTargets', (value) => value === true, 'medium'],
  ['docker.dangerouslyAllowExternalBindSources', (value) => value === true, 'medium'],
  ['docker.dangerouslyAllowContainerNamespaceJoin', (value) => value === true, 'high'],
];

function containerTroubles(
  { reader, settings, evidenceAt, issue }: SettingsUnderTest,
  sandbox: Sandbox,
  agent: string,
  say: CheckMessages<typeof en>,
): SettingIssue[] {
  const troubles: SettingIssue[] = [];
  if (!['docker', 'podman'].includes(sandbox.backend)) return troubles;
  const place = sandbox.place('docker.network');
  const network = reader.text(place) ?? 'none';
  if (/^(?:host|container:)/.test(network))
    troubles.push(issue('high', say('host-network', { agent, network }), place));
  else if (network !== 'none') troubles.push(issue('low', say('network', { agent, network }), place));
  for (const { bind, place } of sandbox.binds) {
    const { reach, writable } = readBind(bind, settings.setup.home);
    const opens = (severity: Severity) =>
      troubles.push({ severity, because: say(reach, { agent }), evidence: evidenceAt(place, bind) });
    if (reach === 'control') opens('critical');
    else if (reach !== 'folder') opens('high');
    else if (writable) opens('medium');
  }
  for (const [key, weak, severity] of WEAKENED) {
    const place = sandbox.place(key);
    if (weak(reader.raw(place))) troubles.push(issue(severity, say('weakened', { agent }), place));
  }
  return troubles;
}

/**
 * The containers of the sandbox's browser, judged as OpenClaw's own audit does (docs/gateway/security/audit-checks.md,
 * `sandbox.browser_container.*`): whoever reaches its ports steers it, and one kept from before lacks what was mended since.
 */
async function browserTroubles(
  probes: Probes,
  browsers: readonly SandboxBrowser[],
  say: CheckMessages<typeof en>,
): Promise<readonly Observation[]> {
  const epochs = browsers.length > 0 ? await sandboxEpochs(probes) : { known: new Set(), whole: true };
  return browsers.flatMap(({ name: container, marked, epoch, published }) => {
    const where = `container:${container}`;
    const seen = (saw: string): Evidence[] => [{ kind: 'machine', where, saw }];
    const ports = published.join(', ');
    const open =
      published.length > 0
        ? [say.attention('high', say('browser-published', { container, ports }), seen(ports))]
        : [];
    if (!marked)
      return [...open, say.attention('low', say('browser-unmarked', { container }), seen('docker'))];
    if (epoch !== null && epochs.known.has(epoch)) return open;
    const saw = seen(epoch ?? 'docker');
    return [
      ...open,
      epochs.whole
        ? say.attention('low', say('browser-stale', { container }), saw)
        : say.unknown(say('browser-untold', { container }), saw),
    ];
  });
}

export default defineCheck({
  id: 'tool-sandbox',
  tile: 'isolation',
  clause: 'guide-1',
  article: 'https://docs.openclaw.ai/gateway/sandboxing',
  fixes: [sandboxOn, restoreSettings],
  messages: {
    en,
    'zh-CN': {
      good: '它的工具在沙箱里干活',
      attention: '它的工具没有全部关在沙箱里',
      unknown: '它的工具在不在沙箱里，说不准',
      'not-applicable': '这里没有要放进沙箱的工具',
      why: '一个网页、一条消息，就可能哄得龙虾去执行命令。关在沙箱里，这条命令碰到的只是一个空容器，而不是您的文件。',
      'by-hand':
        '先装 Docker 或 Podman，沙箱要靠它。\n先照它的说明把沙箱镜像做好：docs.openclaw.ai/gateway/sandboxing。没有镜像，OpenClaw 就没法回答。\n用 Podman 的话：openclaw config set agents.defaults.sandbox.backend podman\n让所有对话都进沙箱：openclaw config set agents.defaults.sandbox.mode all\n[workspaceAccess] 不让沙箱碰您的文件夹：openclaw config set agents.defaults.sandbox.workspaceAccess none\n重启 OpenClaw：openclaw gateway restart\n[container:] 重建沙箱里的浏览器：openclaw sandbox recreate --browser --all\n[unknown] 如果配置读不出来，看看哪里不对：openclaw config validate',
      all: '每个对话的工具都在沙箱（{backend}）里运行，没有哪项设置允许它们改动这台电脑上的文件夹。',
      off: '智能体 {agent} 没有开沙箱，命令和文件操作都直接作用在这台电脑上。',
      'off-few': '智能体 {agent} 没有开沙箱。好在它没有执行命令、读写文件的工具，能闯的祸小一些。',
      'main-outside': '智能体 {agent} 的主对话在沙箱外面运行，只有别的对话在沙箱里。',
      escapes: '智能体 {agent} 开了沙箱，可是命令被设成在外面的 {host} 上运行。',
      shared: '智能体 {agent} 的所有对话共用一个容器，一个对话留下的东西，别的对话也看得到。',
      writes: '智能体 {agent} 的沙箱可以改动本机上的工作区文件夹。',
      network: '智能体 {agent} 的沙箱接在“{network}”网络上，能连到别的机器。',
      'host-network': '智能体 {agent} 的沙箱与“{network}”共用网络，只对内开放的服务它也够得着。',
      control: '有一项挂载把容器程序的控制权交给了智能体 {agent}，等于交出了这台电脑。',
      system: '有一项挂载把这台电脑的系统文件夹开放给了智能体 {agent}。',
      home: '有一项挂载把您的个人文件夹，或放着私密内容的文件夹，开放给了智能体 {agent}。',
      folder: '有一项挂载让智能体 {agent} 可以改动本机的文件夹。',
      weakened: '智能体 {agent} 的容器有一层防护被关掉了。',
      browser: '智能体 {agent} 在沙箱里也能操控这台电脑的浏览器。',
      'node-ruled': '这台电脑是 {gateway} 上那个 OpenClaw 的节点，那边来的命令不在这里的沙箱里执行。',
      'ssh-here': '智能体 {agent} 的沙箱就是这台电脑自己：它用 SSH 登录回来，等于没有墙。',
      'browser-open': '旁边的任何容器都能操控智能体 {agent} 沙箱里的浏览器。',
      'browser-published': '沙箱里的浏览器（容器 {container}）在 {ports} 上开着，别的机器也连得到。',
      'browser-unmarked': '沙箱里的浏览器（容器 {container}）是很旧的 OpenClaw 建的，后来加的防护可能没有。',
      'browser-stale':
        '沙箱里的浏览器（容器 {container}）不是现在这个 OpenClaw 建的，新版本给浏览器加的防护它没有。',
      'browser-untold': '沙箱里的浏览器（容器 {container}）有没有现在这个 OpenClaw 的防护，说不准。',
      'browser-unlisted': '这里的沙箱带浏览器，它在单独的容器里，可是容器列不出来（{where}：{reason}）。',
    },
  },

  async inspect(probes, say) {
    const nodes = (await nodeHostsOf(probes)).map(({ gateway, evidence }) =>
      say.unknown(say('node-ruled', { gateway }), evidence),
    );
    const browsers = await probes.openclaw.sandboxBrowsers();
    let hasBrowser = false;
    const judged = await evaluateSettings(probes, (judged) => {
      const { reader, valueEvidence, issue } = judged;
      const agents = agentsOf(reader);

      const judge = ({ name: agent, path }: AgentSettings): SettingIssue[] => {
        const sandbox = sandboxOf(reader, path);
        const mode = sandbox.place('mode');
        const hostPlace = hostOf(judged, path);
        const host = reader.text(hostPlace, ['auto', 'sandbox', 'gateway', 'node']) ?? 'auto';
        const rights = toolRights(reader, path);
        const commands = execGate(reader, path) !== 'denied' && rights.allowed('commands').length > 0;
        if (sandbox.mode === 'off') {
          const few = !commands && rights.allowed('files').length === 0;
          return [
            few
              ? issue('medium', say('off-few', { agent }), mode, 'off')
              : issue('high', say('off', { agent }), mode, 'off'),
          ];
        }
        const troubles = containerTroubles(judged, sandbox, agent, say);
        const add = (...made: Parameters<typeof issue>) => troubles.push(issue(...made));
        if (sandbox.mode === 'non-main') add('medium', say('main-outside', { agent }), mode);
        if (commands && (host === 'gateway' || host === 'node'))
          add('high', say('escapes', { agent, host }), hostPlace);
        if (sandbox.scope === 'shared') add('medium', say('shared', { agent }), sandbox.place('scope'));
        if (sandbox.workspaceAccess === 'rw')
          add('low', say('writes', { agent }), sandbox.place('workspaceAccess'));
        const browser = sandbox.place('browser.allowHostControl');
        if (reader.flag(browser) === true) add('medium', say('browser', { agent }), browser);
        const target = reader.raw(sandbox.place('ssh.target'));
        if (sandbox.backend === 'ssh' && typeof target === 'string' && SSH_HERE.test(target.trim()))
          add('high', say('ssh-here', { agent }), sandbox.place('backend'));
        // docs/gateway/security/audit-checks.md, `sandbox.browser_cdp_bridge_unrestricted`.
        const range = sandbox.place('browser.cdpSourceRange');
        const isOn = reader.raw(sandbox.place('browser.enabled')) === true;
        // Of all backends only docker's has one (dist of 2026.9.6: agents/sandbox/context, `capabilities.browser`).
        hasBrowser ||= isOn && sandbox.backend === 'docker';
        if (
          isOn &&
          reader.raw(sandbox.place('browser.network')) === 'bridge' &&
          reader.raw(range) === undefined
        )
          add('low', say('browser-open', { agent }), range);
        return troubles;
      };

      const first = sandboxOf(reader, agents[0]?.path ?? null);
      return {
        issues: agents.flatMap(judge),
        good: say('all', { backend: first.backend }),
        evidence: [
          valueEvidence(first.place('mode'), 'off'),
          valueEvidence(first.place('workspaceAccess'), 'none'),
        ],
      };
    });
    const unlisted = hasBrowser
      ? browsers.gaps.map(({ where, because: reason }) =>
          say.unknown(say('browser-unlisted', { where, reason }), [{ kind: 'file', where, saw: reason }]),
        )
      : [];
    return [...judged, ...nodes, ...(await browserTroubles(probes, browsers.items, say)), ...unlisted];
  },
});

/** Where an agent's commands are told to run: its own setting, else that for all. */
function hostOf({ reader }: SettingsUnderTest, agent: AgentSettings['path']): SettingPath {
  const own = agent && [...agent, 'tools', 'exec', 'host'];
  return own && reader.raw(own) !== undefined ? own : 'tools.exec.host';
}
