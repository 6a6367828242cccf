import { remoteOrderDangers } from '../openclaw/dangers/remote-order-dangers';
import { webhookDangers } from '../openclaw/dangers/webhook-dangers';
import { defineCheck } from './define/define-check';
import limitOrders from './fixes/limit-orders';
import restoreSettings from './fixes/restore-settings';
import { dangerIssues } from './settings/danger-issues';
import { evaluateSettings } from './settings/evaluate-settings';
import { nodeHostsOf } from './setups/node-hosts';

const en = {
  good: 'Only people give it orders',
  attention: 'Programs and devices elsewhere may give it orders',
  unknown: 'We can’t tell who else may give it orders',
  'not-applicable': 'There is nothing here that could take orders',
  why: 'Besides people in chats, other programs, web services, phones and mails can tell OpenClaw what to do. Each of them is a way in that somebody else may find.',
  'by-hand':
    '[hooks] Switch off webhooks that you don’t use: openclaw config set hooks.enabled false\n[hooks.token] If you use them, give them a token of their own, 24 random characters or more: openclaw config set hooks.token TOKEN\n[hooks.allowedAgentIds] Say which agents they may reach: openclaw config set hooks.allowedAgentIds \'["hooks"]\' --strict-json\n[gateway.tools] Take the tools out that it may be asked for over the network: openclaw config unset gateway.tools.allow\nSwitch off what you don’t need of gateway.http.endpoints, gateway.nodes.commands.allow and commands.\nRestart OpenClaw: openclaw gateway restart',
  closed: 'No webhook, program or device elsewhere is let in further than OpenClaw does by itself.',
  'hook-token-weak':
    'The token of the webhooks has {what} characters or shows a pattern. Whoever guesses it gives OpenClaw orders.',
  'hook-token-reused':
    'The webhooks have the same token as the gateway. Each service that calls them can do everything.',
  'hook-root':
    'The webhooks take up the whole address of the gateway (“/”) and stand in the way of its other doors.',
  'hook-session-key': 'Whoever calls a webhook may choose which conversation the order goes into.',
  'hook-session-any': 'Whoever calls a webhook may write into any conversation, your own among them.',
  'hook-any-agent': 'Whoever calls a webhook may give orders to every agent.',
  'hook-no-session': 'Orders by webhook aren’t kept to a conversation of their own.',
  'hook-unwrapped':
    'What comes in by webhook or mail isn’t marked as somebody else’s text, so OpenClaw may take it for your words.',
  'http-tools': 'Over the network it may be asked for tools that are refused otherwise: {what}.',
  'http-talk': 'Other programs may talk to it over the network and have it use its tools: {what}.',
  'http-open': 'Any program may have it work over the network, without a password: {what}.',
  'http-fetch': 'Whoever talks to it over the network may have it fetch addresses of their choice.',
  'admin-rpc': 'Other programs may steer the whole gateway over the network.',
  'secret-weak': 'A secret by which others get in has {what} characters or shows a pattern.',
  'webhook-plugin': 'Web services may start work through the plugin for webhooks.',
  'node-commands': 'It may use paired phones and computers for more than usual: {what}.',
  'node-deny': 'A list of refused device commands has entries that refuse nothing: only whole names count.',
  'approves-anyone': 'Devices from far too many addresses are paired without asking you: {what}.',
  'approves-network': 'Devices of a network are paired without asking you: {what}.',
  'clear-remote': 'It talks to a gateway elsewhere without encryption. The password can be read on the way.',
  'chat-shell': 'In chats, people who are let in may run commands on this computer with /bash.',
  'chat-control': 'In chats, people who are let in may change OpenClaw itself, with /{what}.',
  'owner-anyone': 'Everybody who can write to it counts as its owner.',
  'commands-anyone': 'Everybody who can write to it may give it commands.',
  'approver-anyone': 'Everybody who can write to it may say yes to a command that it asks about.',
  'calls-open': 'Anyone who knows its telephone number may call it and tell it what to do.',
  'mail-unproven': 'It acts on mails whose sender isn’t proven.',
  'node-of': 'The OpenClaw on {gateway} can have commands run on this computer: it is a node of that one.',
  'browser-lent': 'Another computer’s OpenClaw may steer the browser of this one.',
} as const;

export default defineCheck({
  id: 'orders-from-elsewhere',
  tile: 'exposure',
  clause: 'guide-2',
  article: 'https://docs.openclaw.ai/gateway/security/exposure-runbook',
  fixes: [limitOrders, restoreSettings],
  messages: {
    en,
    'zh-CN': {
      good: '只有人在指挥它',
      attention: '别处的程序和设备也能指挥它',
      unknown: '还有谁能指挥它，说不准',
      'not-applicable': '这里没有听指挥的东西',
      why: '除了聊天里的人，别的程序、网络服务、手机、邮件也能叫 OpenClaw 做事。每一样都是一个入口，别人也可能找得到。',
      'by-hand':
        '[hooks] 用不着的 webhook 就关掉：openclaw config set hooks.enabled false\n[hooks.token] 要用的话，给它单独一个令牌，至少 24 个随机字符：openclaw config set hooks.token TOKEN\n[hooks.allowedAgentIds] 写明它能找哪些智能体：openclaw config set hooks.allowedAgentIds \'["hooks"]\' --strict-json\n[gateway.tools] 去掉网络上可以点名使用的工具：openclaw config unset gateway.tools.allow\ngateway.http.endpoints、gateway.nodes.commands.allow 和 commands 里用不着的也关掉。\n重启 OpenClaw：openclaw gateway restart',
      closed: '没有哪个 webhook、别处的程序或设备，得到了比 OpenClaw 平常更多的权力。',
      'hook-token-weak': 'webhook 的令牌是 {what} 个字符，太短或者有规律。谁猜中了，谁就能指挥 OpenClaw。',
      'hook-token-reused': 'webhook 用的是和网关一样的令牌。每个来调用它的服务，都什么都能做。',
      'hook-root': 'webhook 占了网关的整个地址（“/”），挡住了别的入口。',
      'hook-session-key': '谁调用 webhook，谁就能挑让命令进哪个对话。',
      'hook-session-any': '谁调用 webhook，谁就能往任何对话里写，您自己的也在内。',
      'hook-any-agent': '谁调用 webhook，谁就能指挥每一个智能体。',
      'hook-no-session': '从 webhook 来的命令，没有单独放在一个对话里。',
      'hook-unwrapped': '从 webhook 或邮件来的内容，没有标明是别人写的，OpenClaw 可能把它当成您的话。',
      'http-tools': '别人可以从网络上点名要它用平常不给用的工具：{what}。',
      'http-talk': '别的程序可以从网络上和它对话，让它动用工具：{what}。',
      'http-open': '任何程序都可以从网络上叫它做事，不要密码：{what}。',
      'http-fetch': '从网络上和它对话的，可以让它去打开指定的地址。',
      'admin-rpc': '别的程序可以从网络上操控整个网关。',
      'secret-weak': '有一个让别人进来的密钥是 {what} 个字符，太短或者有规律。',
      'webhook-plugin': '网络服务可以通过 webhook 插件让它开工。',
      'node-commands': '它能用配对的手机和电脑做平常不许做的事：{what}。',
      'node-deny': '设备命令的禁止名单里，有些条目不起作用：只认完整的名字。',
      'approves-anyone': '来自太多地址的设备不用问您就能配对：{what}。',
      'approves-network': '某个网络里的设备不用问您就能配对：{what}。',
      'clear-remote': '它连别处的网关时没有加密，路上的人能看到密码。',
      'chat-shell': '聊天里放行的人，可以用 /bash 在这台电脑上执行命令。',
      'chat-control': '聊天里放行的人，可以用 /{what} 改动 OpenClaw 自己。',
      'owner-anyone': '能给它发消息的人，个个都算它的主人。',
      'commands-anyone': '能给它发消息的人，个个都能给它下命令。',
      'approver-anyone': '它执行命令前要问，可能给它发消息的人，个个都能替您点头。',
      'calls-open': '知道它电话号码的人，都能打电话叫它做事。',
      'mail-unproven': '发件人没有核实的邮件，它也照着做。',
      'node-of': '{gateway} 上的 OpenClaw 能让这台电脑执行命令：这台电脑是它的节点。',
      'browser-lent': '别的电脑上的 OpenClaw 能操控这台电脑的浏览器。',
    },
  },

  async inspect(probes, say) {
    const nodes = (await nodeHostsOf(probes)).map(({ gateway, free, evidence }) =>
      say.attention(free === false ? 'low' : 'high', say('node-of', { gateway }), evidence),
    );
    const judged = await evaluateSettings(probes, (judged) => {
      const { reader, valueEvidence } = judged;
      const dangers = [...webhookDangers(reader), ...remoteOrderDangers(reader)];
      return {
        issues: dangerIssues(judged, dangers, (kind, values) => say(kind, values)),
        good: say('closed'),
        evidence: [valueEvidence('hooks.enabled', 'false'), valueEvidence('gateway.tools.allow')],
      };
    });
    // What the settings of here allow doesn't rule a node.
    return nodes.length > 0 ? [...nodes, ...judged.filter(({ state }) => state !== 'good')] : judged;
  },
});
