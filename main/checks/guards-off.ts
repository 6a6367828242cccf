import { knownGuards } from '../openclaw/dangers/known-guards';
import { switchedGuards } from '../openclaw/dangers/switched-guards';
import { weakModels } from '../openclaw/dangers/weak-models';
import { unknownSettings } from '../openclaw/unknown-settings';
import { defineCheck } from './define/define-check';
import guardsOn from './fixes/guards-on';
import restoreSettings from './fixes/restore-settings';
import { dangerIssues } from './settings/danger-issues';
import { evaluateSettings } from './settings/evaluate-settings';

const en = {
  good: 'Its own guards are on',
  attention: 'Some of its own guards are off',
  unknown: 'We can’t tell if its own guards are on',
  'not-applicable': 'There are no guards here to look at',
  why: 'OpenClaw has guards against web pages, forged messages and listeners. Each one that is off makes it easier to talk it into something or to read along.',
  'by-hand':
    'Look at each setting that is named here. If you don’t know why it is there, take it out: openclaw config unset SETTING\n[http: ws:] Give addresses with https:// in place of http:// where the other side can do it.\nIf a variable is named, take it out of the file or the service that sets it.\nRestart OpenClaw: openclaw gateway restart',
  on: 'No setting was found that takes one of its guards away, and none whose name says so.',
  'named-dangerous': 'A guard is off, and OpenClaw itself calls that dangerous.',
  unverified: 'It doesn’t check who it is talking to.',
  'risky-flag': 'A program is started without one of its guards: {what}.',
  'debugger-open': 'A program is started so that others can steer it from the network: {what}.',
  'clear-text': 'Something is sent without encryption, so it can be read and changed on the way: {what}.',
  'browser-unfenced': 'The browser that it steers runs without the browser’s own sandbox.',
  'browser-clear': 'It steers a browser elsewhere without encryption. Whoever listens can steer it too.',
  'browser-private': 'It steers a browser on another machine of your network.',
  'browser-own':
    'It steers the browser that you use yourself, and so everything that you are signed in to there.',
  'browser-relay': 'The way into your browser takes connections that it should refuse: {what}.',
  'private-network': 'What a model answers may lead it to machines inside your network.',
  'audit-hides': 'OpenClaw’s own audit is told to keep quiet about some things.',
  'log-shows': 'Passwords and conversations are written into its logs: {what}.',
  'content-sent': 'What is said in conversations is sent to a monitoring service.',
  'wide-vault': 'Its memory takes in files from anywhere on this computer.',
  'variable-unverified':
    'A variable turns off the checking of certificates. Anybody on the way can read and change everything.',
  'variable-debugger':
    'The debugger of its program is open to the network. Whoever finds it runs anything here.',
  'variable-code': 'A variable or switch makes it load code from another place than its own folder: {what}.',
  'variable-risky': 'A variable takes one of its guards away: {what}.',
  'model-small': 'A small model answers. It is easily talked into things.',
  'model-old': 'An older or lighter model answers. It is easier to talk into things than a new one.',
} as const;

export default defineCheck({
  id: 'guards-off',
  tile: 'privileges',
  clause: 'guide-3',
  article: 'https://docs.openclaw.ai/gateway/security/audit-checks',
  fixes: [guardsOn, restoreSettings],
  messages: {
    en,
    'zh-CN': {
      good: '它自带的防护都开着',
      attention: '它自带的防护有的关着',
      unknown: '它自带的防护开没开，说不准',
      'not-applicable': '这里没有要看的防护',
      why: 'OpenClaw 自带防护，挡网页、假消息和偷听。关掉一样，别人就更容易哄它做事，或者偷看。',
      'by-hand':
        '逐个看看这里列出的设置。不知道为什么会有的，就去掉：openclaw config unset SETTING\n[http: ws:] 对方支持的话，把 http:// 的地址换成 https://。\n如果列出的是环境变量，请在设置它的文件或服务里去掉。\n重启 OpenClaw：openclaw gateway restart',
      on: '没有发现哪项设置关掉了它的防护，也没有名字就这么说的。',
      'named-dangerous': '有一样防护关着，OpenClaw 自己都管这叫“危险”。',
      unverified: '它不核实对方是谁。',
      'risky-flag': '启动某个程序时去掉了它的防护：{what}。',
      'debugger-open': '启动某个程序时，开放了从网络操控它的入口：{what}。',
      'clear-text': '有些内容不加密就发出去，路上的人能看也能改：{what}。',
      'browser-unfenced': '它操控的浏览器没有开浏览器自己的沙箱。',
      'browser-clear': '它操控别处的浏览器时没有加密，偷听的人也能操控。',
      'browser-private': '它操控的是您网络里另一台机器上的浏览器。',
      'browser-own': '它操控的是您自己用的浏览器，您在里面登录了什么，它就能用什么。',
      'browser-relay': '通向您浏览器的入口接受了不该接受的连接：{what}。',
      'private-network': '模型的回答可能把它引到您内网的机器上。',
      'audit-hides': '有些问题，设置里叫 OpenClaw 自己的审查不要报。',
      'log-shows': '密码和对话会写进日志：{what}。',
      'content-sent': '对话的内容会发给监控服务。',
      'wide-vault': '它的记忆会收进这台电脑上任何地方的文件。',
      'variable-unverified': '有一个环境变量让它什么证书都不核实。路上的人什么都能看、都能改。',
      'variable-debugger': '它的程序开着调试口，网络上谁都能连。谁找到了，谁就能在这里执行任何东西。',
      'variable-code': '有一个环境变量或开关，让它从自己文件夹以外的地方加载代码：{what}。',
      'variable-risky': '有一个环境变量关掉了它的防护：{what}。',
      'model-small': '回答的是小模型，很容易被哄。',
      'model-old': '回答的是旧的或轻量的模型，比新模型更容易被哄。',
    },
  },

  inspect: (probes, say) =>
    evaluateSettings(probes, (judged) => {
      const { reader, settings } = judged;
      for (const place of unknownSettings(reader)) reader.doubt(place, 'name');
      const dangers = [...switchedGuards(reader), ...knownGuards(reader), ...weakModels(reader)];
      return {
        issues: dangerIssues(judged, dangers, (kind, values) => say(kind, values)),
        good: say('on'),
        evidence: [{ kind: 'file', where: settings.setup.configPath, saw: say('on') }],
      };
    }),
});
