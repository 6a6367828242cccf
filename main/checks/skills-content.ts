import { defineCheck } from './define/define-check';
import { contentObservations } from './extensions/content-observations';
import { eachSetup } from './setups/evaluate-setups';

/** What the skills do that were added: their texts, and the code that lies beside them. */
export default defineCheck({
  id: 'skills-content',
  tile: 'extensions',
  clause: 'guide-4',
  article: 'https://docs.openclaw.ai/tools/skills',
  messages: {
    en: {
      good: 'Nothing in its skills looks hostile',
      attention: 'Some of its skills do what no skill should',
      unknown: 'We can’t tell what some of its skills do',
      'not-applicable': 'There is no OpenClaw here that could have skills',
      why: 'OpenClaw obeys its skills and runs the programs that lie in them. A hostile one takes keys, wallets and files, and nobody sees it happen.',
      'by-hand':
        'Look at the lines that are named here. Don’t run them.\nMove the skill’s folder out, or remove it: openclaw skills uninstall NAME\nIf it ran already, renew the keys and passwords that this account can read, from another device.\nBefore you install another one: tankmate vet FOLDER\n[unknown] Where a file could not be read, open it yourself or do without that skill.',
      found:
        '{count, plural, one {# skill does} other {# skills do}} what no skill should: {names}. The worst of it {does}.',
      unread: '{count, plural, one {# place} other {# places}} in skills could not be read.',
      fine: '{count, plural, one {# added skill was} other {# added skills were}} read, {files, plural, one {# file} other {# files}}: none takes secrets, hides text, fetches programs or gives the agent orders behind your back.',
      none: 'No skills were added that are turned on.',
    },
    'zh-CN': {
      good: '技能里没有看到恶意内容',
      attention: '有的技能在做不该做的事',
      unknown: '有的技能在做什么，说不准',
      'not-applicable': '这里没有 OpenClaw，也就没有技能',
      why: '技能怎么说，OpenClaw 就怎么做，还会运行里面的程序。恶意技能会偷走密钥、钱包和文件，而且没人看得见。',
      'by-hand':
        '看看这里列出的那几行，不要运行。\n把这个技能的文件夹移走，或者卸载：openclaw skills uninstall NAME\n如果已经运行过，请换一台设备，更换这个账户能读到的密钥和密码。\n安装别的技能之前先查一遍：tankmate vet FOLDER\n[unknown] 读不了的文件请自己打开看看，或者不用这个技能。',
      found: '{count} 个技能在做不该做的事：{names}。最严重的是：{does}。',
      unread: '技能里有 {count} 处没能读到。',
      fine: '看过了 {count} 个添加的技能，共 {files} 个文件：没有偷密钥、藏文字、拉程序，也没有背着您给智能体下命令。',
      none: '没有另外添加并启用的技能。',
    },
  },

  inspect: (probes, say) =>
    eachSetup(probes, async (setup) =>
      contentObservations(await probes.extensions.skillContents(setup), setup.stateDir, {
        found: (values) => say('found', values),
        unread: (values) => say('unread', values),
        fine: (values) => say('fine', values),
        none: () => say('none'),
      }),
    ),
});
