import { channelName } from '../i18n/channel-messages';
import { toolDangers } from '../openclaw/dangers/tool-dangers';
import {
  type AgentSettings,
  agentsOf,
  type SettingPath,
  type SettingsReader,
} from '../openclaw/read-settings';
import { sandboxOf } from '../openclaw/sandbox-settings';
import { elevatedFor, execGate, passesGate, toolRights } from '../openclaw/tool-policy';
import { defineCheck } from './define/define-check';
import restoreSettings from './fixes/restore-settings';
import toolsAskFirst from './fixes/tools-ask-first';
import toolsHardened from './fixes/tools-hardened';
import { dangerIssues } from './settings/danger-issues';
import { evaluateSettings, type SettingIssue } from './settings/evaluate-settings';
import { nodeHostsOf } from './setups/node-hosts';

const en = {
  good: 'Its tools can only do what they need',
  attention: 'Its tools can do more than they should',
  unknown: 'We can’t tell what its tools can do',
  'not-applicable': 'There are no tools here to look at',
  why: 'OpenClaw decides by itself which tool it uses. What it isn’t allowed to use, nobody can talk it into using.',
  'by-hand':
    'Give it fewer tools: openclaw config set tools.profile messaging\nHave it ask before each command: openclaw config set tools.exec.ask always\n[fs.workspaceOnly] Keep its file tools in its own folder: openclaw config set tools.fs.workspaceOnly true\n[elevated] Let nobody lift commands out of the sandbox: openclaw config set tools.elevated.enabled false\n[browser.enabled] Switch the browser off if you don’t need it: openclaw config set browser.enabled false\nRestart OpenClaw: openclaw gateway restart\n[unknown] If the settings can’t be read, see what is wrong: openclaw config validate',
  narrow:
    'Commands are off, asked for or kept in the sandbox, and file tools stay in their folder. The settings of {agents} were looked at.',
  elevated: 'Anyone who can write to it through {channel} may have commands run outside the sandbox.',
  'elevated-some': 'People who are listed may have commands run outside the sandbox, through {channel}.',
  free: 'The agent {agent} runs any command on this computer without asking.',
  ungated:
    'The agent {agent} runs any command on this computer without asking: this version keeps to its list and its questions only where the settings let the gateway run the commands.',
  files: 'The file tools of the agent {agent} reach every file that its account can open.',
  patch: 'The agent {agent} may apply changes to files outside its own folder.',
  browser: 'The agent {agent} can steer a browser, and with it what you are signed in to there.',
  devices: 'The agent {agent} can reach phones and computers that are paired with OpenClaw.',
  control: 'The agent {agent} can read OpenClaw’s own settings, update it, or start tasks that run later.',
  terminal: 'The agent {agent} can use the terminal that the control page opens on this computer.',
  'node-free':
    'The OpenClaw on {gateway} runs any command on this computer without asking: this computer is a node of it.',
  'node-ruled':
    'This computer is a node of the OpenClaw on {gateway}. What may run here is up to its settings there, which can’t be seen from here.',
  'model-approves': 'A model says yes to commands in your place: nobody asks you.',
  bins: 'Programs that can do anything are among those that run without asking: {what}.',
  'bin-folders': 'Programs run without asking from a folder that others can write to: {what}.',
  'elevated-always':
    'Commands of people who are listed run outside the sandbox without being told to ({what}).',
  'elevated-many': 'A long list of people may have commands run outside the sandbox.',
  'any-helper': 'An agent may hand its work to any other agent, also to one that may do more.',
  'reads-others': 'Every agent can read the conversations of all others.',
  'code-unfenced': 'Code that it writes itself runs in its own program, and no wall holds it.',
  'not-read-only': 'It can’t change files with its file tools, but commands can.',
  'profile-wider': 'An agent may use more tools than the narrow set for all: its own says “{what}”.',
  'skills-no-fence': 'A list says which skills an agent may use, but commands get to all servers of tools.',
} as const;

type Agent = AgentSettings['path'];
/** The setting of an agent, else the one for all. */
const placeOf = (reader: SettingsReader, agent: Agent, key: string): SettingPath => {
  const own = agent && [...agent, 'tools', ...key.split('.')];
  return own && reader.raw(own) !== undefined ? own : `tools.${key}`;
};

export default defineCheck({
  id: 'tool-rights',
  tile: 'privileges',
  clause: 'guide-3',
  article: 'https://docs.openclaw.ai/gateway/security/tool-permissions',
  fixes: [toolsHardened, toolsAskFirst, restoreSettings],
  messages: {
    en,
    'zh-CN': {
      good: '它的工具只能做该做的事',
      attention: '它的工具能做的事太多',
      unknown: '它的工具能做什么，说不准',
      'not-applicable': '这里没有要看的工具',
      why: '用哪个工具由龙虾自己决定。不许它用的，别人怎么哄它也用不了。',
      'by-hand':
        '少给它一些工具：openclaw config set tools.profile messaging\n执行命令前先问您：openclaw config set tools.exec.ask always\n[fs.workspaceOnly] 文件工具只碰它自己的文件夹：openclaw config set tools.fs.workspaceOnly true\n[elevated] 不许任何人把命令放到沙箱外面：openclaw config set tools.elevated.enabled false\n[browser.enabled] 用不着浏览器就关掉：openclaw config set browser.enabled false\n重启 OpenClaw：openclaw gateway restart\n[unknown] 如果配置读不出来，看看哪里不对：openclaw config validate',
      narrow:
        '命令要么关着，要么先问您，要么只在沙箱里执行；文件工具只碰自己的文件夹。看过的是 {agents} 的设置。',
      elevated: '谁能通过 {channel} 给它发消息，谁就能让命令跑到沙箱外面去。',
      'elevated-some': '名单里的人能通过 {channel} 让命令跑到沙箱外面去。',
      free: '智能体 {agent} 能在这台电脑上执行任何命令，问都不问。',
      ungated:
        '智能体 {agent} 能在这台电脑上执行任何命令，问都不问：这个版本要在设置里写明由网关执行命令，才会照名单办事、事先问您。',
      files: '智能体 {agent} 的文件工具，够得着它的账户能打开的每一个文件。',
      patch: '智能体 {agent} 可以改动自己文件夹以外的文件。',
      browser: '智能体 {agent} 能操控浏览器，您在里面登录的账号它也够得着。',
      devices: '智能体 {agent} 够得着与 OpenClaw 配对的手机和电脑。',
      control: '智能体 {agent} 能读 OpenClaw 自己的设置、给它升级，或安排以后自动执行的任务。',
      terminal: '智能体 {agent} 能使用控制页面在这台电脑上打开的终端。',
      'node-free': '{gateway} 上的 OpenClaw 能在这台电脑上执行任何命令，问都不问：这台电脑是它的节点。',
      'node-ruled':
        '这台电脑是 {gateway} 上那个 OpenClaw 的节点。这里能执行什么，由它那边的设置决定，从这里看不到。',
      'model-approves': '命令由一个模型替您点头，没有人来问您。',
      bins: '不问就执行的程序里，有什么都能做的：{what}。',
      'bin-folders': '别人也能写的文件夹里的程序，不问就执行：{what}。',
      'elevated-always': '名单里的人的命令，不用说就在沙箱外面执行（{what}）。',
      'elevated-many': '能让命令跑到沙箱外面去的名单很长。',
      'any-helper': '智能体可以把活儿交给任何别的智能体，权限更大的也行。',
      'reads-others': '每个智能体都能看别的智能体的对话。',
      'code-unfenced': '它自己写的代码就在它的程序里运行，没有任何隔离。',
      'not-read-only': '它的文件工具不能改文件，可是命令能改。',
      'profile-wider': '有一个智能体能用的工具比给大家的少数几样多：它自己的设置是“{what}”。',
      'skills-no-fence': '名单限定了智能体能用哪些技能，可是命令够得着所有工具服务器。',
    },
  },

  async inspect(probes, say) {
    const nodes = (await nodeHostsOf(probes)).map(({ gateway, free, evidence }) =>
      free === true
        ? say.attention('high', say('node-free', { gateway }), evidence)
        : say.unknown(say('node-ruled', { gateway }), evidence),
    );
    const judged = await evaluateSettings(probes, (judged) => {
      const { reader, evidenceAt, valueEvidence, issue } = judged;
      const agents = agentsOf(reader);

      const judge = ({ name: agent, path }: AgentSettings): SettingIssue[] => {
        const troubles: SettingIssue[] = [];
        const add = (...made: Parameters<typeof issue>) => troubles.push(issue(...made));
        const rights = toolRights(reader, path);
        const has = (kind: Parameters<typeof rights.allowed>[0]) => rights.allowed(kind).length > 0;
        const host = reader.text(placeOf(reader, path, 'exec.host')) ?? 'auto';
        const sandboxed = sandboxOf(reader, path).mode === 'all';
        const gate = execGate(reader, path);
        const ungated = !sandboxed && passesGate(reader, host);
        const commands = has('commands') && (gate !== 'denied' || ungated);
        const profile = placeOf(reader, path, 'profile');

        const outside = !sandboxed || host === 'gateway' || host === 'node';
        if (commands && ungated && gate !== 'free')
          add('high', say('ungated', { agent }), 'meta.lastTouchedVersion');
        if (commands && gate === 'free' && outside) {
          const because = say('free', { agent });
          const key = reader.raw(placeOf(reader, path, 'exec.mode')) === undefined ? 'security' : 'mode';
          add('high', because, placeOf(reader, path, `exec.${key}`), 'full');
          add('high', because, profile, 'full');
        }
        for (const { channel, everyone, place } of commands ? elevatedFor(reader, path) : []) {
          if (!everyone) add('low', say('elevated-some', { channel: channelName(channel) }), place);
          else
            troubles.push({
              severity: 'critical',
              because: say('elevated', { channel: channelName(channel) }),
              evidence: evidenceAt(place, '*'),
            });
        }
        const fenced = reader.flag(placeOf(reader, path, 'fs.workspaceOnly')) === true;
        if (has('files') && !sandboxed && !fenced)
          add('medium', say('files', { agent }), placeOf(reader, path, 'fs.workspaceOnly'), 'false');
        const patch = placeOf(reader, path, 'exec.applyPatch.workspaceOnly');
        if (rights.allowed('files').includes('apply_patch') && !sandboxed && reader.flag(patch) === false)
          add('medium', say('patch', { agent }), patch);
        if (has('browser') && reader.flag('browser.enabled') !== false)
          add('medium', say('browser', { agent }), 'browser.enabled', 'true');
        // The operator's terminal is refused where everything is sandboxed (docs/gateway/config-gateway.md).
        if (has('terminal') && !sandboxed && reader.flag('gateway.terminal.enabled') !== false)
          add('medium', say('terminal', { agent }), 'gateway.terminal.enabled', 'true');
        if (has('devices')) add('medium', say('devices', { agent }), profile, 'full');
        if (has('control')) add('low', say('control', { agent }), profile, 'full');
        return troubles;
      };

      return {
        issues: [
          ...agents.flatMap(judge),
          ...dangerIssues(judged, toolDangers(reader), (kind, values) => say(kind, values)),
        ],
        good: say('narrow', { agents: agents.map(({ name }) => name) }),
        evidence: [valueEvidence('tools.profile', 'full'), valueEvidence('tools.deny')],
      };
    });
    return [...judged, ...nodes];
  },
});
