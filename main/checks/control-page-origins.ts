import { controlPageDangers } from '../openclaw/dangers/control-page-dangers';
import { defineCheck } from './define/define-check';
import closeControlPage from './fixes/close-control-page';
import restoreSettings from './fixes/restore-settings';
import { dangerIssues } from './settings/danger-issues';
import { evaluateSettings } from './settings/evaluate-settings';

const en = {
  good: 'Only its own page may steer it from a browser',
  attention: 'Web pages of others may reach its control page',
  unknown: 'We can’t tell which web pages may steer it',
  'not-applicable': 'There is no control page here',
  why: 'The control page can have OpenClaw do anything. A web page that gets to it through your browser can do so in your name while you only read.',
  'by-hand':
    '[allowedOrigins HostHeader] Name the addresses that you open the control page at, and take out “*”: openclaw config set gateway.controlUi.allowedOrigins \'["https://ADDRESS"]\' --strict-json\n[HostHeader] Take out what opens it further: openclaw config unset gateway.controlUi.dangerouslyAllowHostHeaderOriginFallback\n[allowExternalEmbedUrls embedSandbox experimental] Take out allowExternalEmbedUrls, embedSandbox and experimental.customPlugins under gateway.controlUi if you don’t need them.\nRestart OpenClaw: openclaw gateway restart',
  closed: 'No setting lets the pages of other addresses talk to the gateway.',
  'any-origin': 'Every web page that you open may talk to the gateway: “*” is among the addresses that may.',
  'host-header':
    'The gateway believes each page about its own address. A page on the internet can make itself look like the control page.',
  'no-origins':
    'Others get to the gateway, but the addresses from which its page may be opened aren’t named.',
  embeds: 'The control page may show pages of any address inside itself.',
  'trusted-frames': 'Pages that are shown inside the control page may do what the control page itself may.',
  'page-elsewhere':
    'The control page itself is taken from another folder. Whoever can write there steers OpenClaw from it.',
  'page-plugins':
    'Added plugins may run code of their own in the control page, with all of its rights: {what}.',
} as const;

export default defineCheck({
  id: 'control-page-origins',
  tile: 'exposure',
  clause: 'guide-2',
  article: 'https://docs.openclaw.ai/gateway/config-gateway',
  fixes: [closeControlPage, restoreSettings],
  messages: {
    en,
    'zh-CN': {
      good: '在浏览器里，只有它自己的页面能指挥它',
      attention: '别的网页可能够得着它的控制页面',
      unknown: '哪些网页能指挥它，说不准',
      'not-applicable': '这里没有控制页面',
      why: '控制页面能让 OpenClaw 做任何事。别的网页要是借您的浏览器连上它，您只是在看网页，它已经在以您的名义做事了。',
      'by-hand':
        '[allowedOrigins HostHeader] 写明您从哪些地址打开控制页面，去掉“*”：openclaw config set gateway.controlUi.allowedOrigins \'["https://ADDRESS"]\' --strict-json\n[HostHeader] 去掉放得更宽的设置：openclaw config unset gateway.controlUi.dangerouslyAllowHostHeaderOriginFallback\n[allowExternalEmbedUrls embedSandbox experimental] gateway.controlUi 里的 allowExternalEmbedUrls、embedSandbox 和 experimental.customPlugins，用不着的就去掉。\n重启 OpenClaw：openclaw gateway restart',
      closed: '没有哪项设置让别的地址上的网页连到网关。',
      'any-origin': '您打开的任何网页都能连到网关：允许的地址里有“*”。',
      'host-header': '网页说自己在哪个地址，网关就信。互联网上的网页可以装成控制页面。',
      'no-origins': '别的设备能连到网关，却没有写明控制页面可以从哪些地址打开。',
      embeds: '控制页面里可以嵌入任何地址的网页。',
      'trusted-frames': '嵌在控制页面里的网页，能做控制页面自己能做的一切。',
      'page-elsewhere': '控制页面本身取自另一个文件夹。谁能往那里写，谁就能从页面上操控 OpenClaw。',
      'page-plugins': '另装的插件可以在控制页面里运行自己的代码，权限和控制页面一样：{what}。',
    },
  },

  inspect: (probes, say) =>
    evaluateSettings(probes, (judged) => ({
      issues: dangerIssues(judged, controlPageDangers(judged.reader), (kind, values) => say(kind, values)),
      good: say('closed'),
      evidence: [judged.valueEvidence('gateway.controlUi.allowedOrigins')],
    })),
});
