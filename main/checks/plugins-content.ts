import { defineCheck } from './define/define-check';
import { contentObservations } from './extensions/content-observations';
import { eachSetup } from './setups/evaluate-setups';

/** What the plugins do that were added: their own code, not that of the packages that they bring along. */
export default defineCheck({
  id: 'plugins-content',
  tile: 'extensions',
  clause: 'guide-4',
  article: 'https://docs.openclaw.ai/tools/plugin',
  messages: {
    en: {
      good: 'Nothing in its plugins’ own code looks hostile',
      attention: 'Some of its plugins do what no plugin should',
      unknown: 'We can’t tell what some of its plugins do',
      'not-applicable': 'There is no OpenClaw here that could have plugins',
      why: 'A plugin is a program inside OpenClaw. It reads every message and key, and can run anything, without asking.',
      'by-hand':
        'Look at the lines that are named here.\nTurn the plugin off and remove it: openclaw plugins uninstall NAME\nIf it ran already, renew the keys and passwords that this account can read, from another device.\nBefore you install another one: tankmate vet FOLDER\n[unknown] Where a file could not be read, open it yourself or do without that plugin.',
      found:
        '{count, plural, one {# plugin does} other {# plugins do}} what no plugin should: {names}. The worst of it {does}.',
      unread: '{count, plural, one {# place} other {# places}} in plugins could not be read.',
      fine: '{count, plural, one {# added plugin’s own code was} other {# added plugins’ own code was}} read, {files, plural, one {# file} other {# files}}, without the packages that it brings along: none takes secrets, passes messages on or fetches programs.',
      none: 'No plugins were added that are turned on.',
    },
    'zh-CN': {
      good: '插件自己的代码里没有看到恶意内容',
      attention: '有的插件在做不该做的事',
      unknown: '有的插件在做什么，说不准',
      'not-applicable': '这里没有 OpenClaw，也就没有插件',
      why: '插件是 OpenClaw 里面的程序，能读到每条消息、每个密钥，也能不问就运行任何东西。',
      'by-hand':
        '看看这里列出的那几行。\n关闭并卸载这个插件：openclaw plugins uninstall NAME\n如果已经运行过，请换一台设备，更换这个账户能读到的密钥和密码。\n安装别的插件之前先查一遍：tankmate vet FOLDER\n[unknown] 读不了的文件请自己打开看看，或者不用这个插件。',
      found: '{count} 个插件在做不该做的事：{names}。最严重的是：{does}。',
      unread: '插件里有 {count} 处没能读到。',
      fine: '看过了 {count} 个添加的插件自己的代码，共 {files} 个文件，不包括它带来的包：没有偷密钥、转发消息，也没有拉程序来运行。',
      none: '没有另外添加并启用的插件。',
    },
  },

  inspect: (probes, say) =>
    eachSetup(probes, async (setup) =>
      contentObservations(await probes.extensions.pluginContents(setup), setup.stateDir, {
        found: (values) => say('found', values),
        unread: (values) => say('unread', values),
        fine: (values) => say('fine', values),
        none: () => say('none'),
      }),
    ),
});
