import { announcingDangers } from '../openclaw/dangers/announcing-dangers';
import { defineCheck } from './define/define-check';
import announceLess from './fixes/announce-less';
import restoreSettings from './fixes/restore-settings';
import { dangerIssues } from './settings/danger-issues';
import { evaluateSettings } from './settings/evaluate-settings';

const en = {
  good: 'It tells the network no more than it must',
  attention: 'It tells the network more about itself than it must',
  unknown: 'We can’t tell what it tells the network',
  'not-applicable': 'There is nothing here that could announce itself',
  why: 'What a computer announces, everybody in the same Wi-Fi can read. Whoever looks for an OpenClaw then knows where it is.',
  'by-hand':
    'Have it say only that it is there: openclaw config set discovery.mdns.mode minimal\nOr nothing at all: openclaw config set discovery.mdns.mode off\nIf you don’t look for it across networks: openclaw config unset discovery.wideArea\nRestart OpenClaw: openclaw gateway restart',
  quiet: 'It announces no folders, names or further ways in to the network.',
  full: 'It announces to everybody in the network in which folder it lies and how to log in to this computer.',
  'wide-area': 'It is announced beyond your own network, by a name server: {what}.',
} as const;

export default defineCheck({
  id: 'announces-itself',
  tile: 'exposure',
  clause: 'guide-2',
  article: 'https://docs.openclaw.ai/gateway/bonjour',
  fixes: [announceLess, restoreSettings],
  messages: {
    en,
    'zh-CN': {
      good: '它没有向网络多说自己的事',
      attention: '它向网络多说了自己的事',
      unknown: '它向网络说了些什么，说不准',
      'not-applicable': '这里没有会向网络通报自己的东西',
      why: '电脑往外通报的，同一个 Wi-Fi 里的人都看得到。谁想找 OpenClaw，一下就知道它在哪里。',
      'by-hand':
        '只让它说自己在这里：openclaw config set discovery.mdns.mode minimal\n或者什么都不说：openclaw config set discovery.mdns.mode off\n如果不需要跨网络找到它：openclaw config unset discovery.wideArea\n重启 OpenClaw：openclaw gateway restart',
      quiet: '它没有向网络通报文件夹、名字或别的入口。',
      full: '它向网络里所有人通报自己装在哪个文件夹、怎样登录这台电脑。',
      'wide-area': '它通过域名服务器，在您自己的网络以外也通报自己：{what}。',
    },
  },

  inspect: (probes, say) =>
    evaluateSettings(probes, (judged) => ({
      issues: dangerIssues(judged, announcingDangers(judged.reader), (kind, values) => say(kind, values)),
      good: say('quiet'),
      evidence: [judged.valueEvidence('discovery.mdns.mode', 'minimal')],
    })),
});
