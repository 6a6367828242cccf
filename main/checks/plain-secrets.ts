import type { Evidence, Observation, Severity } from '../contract/finding';
import type { ContentPlace, Find } from '../probes/contents';
import { defineCheck } from './define/define-check';
import storeSecrets from './fixes/store-secrets';
import { isGatewayToken, sortFinds } from './secrets/misplaced-secrets';
import { eachSetup, firstOf, gapEvidence } from './setups/evaluate-setups';

/** Places where secrets are looked for, worst first, and how bad one is there. */
const PLACES = [
  ['workspace', 'high'],
  ['transcript', 'high'],
  ['media', 'high'],
  ['plan', 'high'],
  ['shell', 'high'],
  ['backup', 'high'],
  ['copy', 'high'],
  ['log', 'high'],
  ['service', 'medium'],
  ['environment', 'medium'],
  ['credentials', 'medium'],
  ['settings', 'medium'],
  ['state', 'medium'],
  ['own-store', 'medium'],
  ['history', 'low'],
  ['tool', 'low'],
] as const satisfies readonly (readonly [ContentPlace, Severity])[];

/** A large home takes its time; the reader ends by itself before that. In milliseconds. */
const LIMIT_MS = 120_000;

/** Keys, tokens and passwords that are written out. They are counted and located; none is ever shown. */
export default defineCheck({
  id: 'plain-secrets',
  limitMs: LIMIT_MS,
  tile: 'private-data',
  clause: 'guide-5',
  article: 'https://docs.openclaw.ai/gateway/secrets',
  fixes: [storeSecrets],
  messages: {
    en: {
      good: 'No keys or passwords lie where they shouldn’t',
      attention: 'Keys or passwords lie where they shouldn’t',
      unknown: 'We can’t tell if keys or passwords lie where they shouldn’t',
      'not-applicable': 'There is no OpenClaw here to hold keys',
      why: 'OpenClaw and everything that it runs can read these files. Whoever tricks it, or copies a file, can use your accounts and run up your bills.',
      'by-hand':
        '[in:workspace in:plan in:shell in:service in:log] Take the keys out of the files listed here.\n[in:transcript] For a key in a conversation: delete that session in OpenClaw.\n[in:media] Delete the files that were sent and have a key in them.\n[in:history] Delete the lines with keys from what your shell remembers, and give keys to programs in another way than as an argument.\n[in:settings in:environment in:service in:state] Keep keys outside the settings: openclaw secrets configure\n[in:copy in:backup] Delete the old copies and archives that you don’t need, and keep the others where no program reads them.\n[in:workspace in:plan in:shell in:log in:transcript in:media in:copy in:backup] Then make new keys with the provider, since the old ones may be known.\n[in:tool] For sign-ins of other programs: give OpenClaw an account or a sandbox of its own, so that it can’t read them.\nCheck what is left: openclaw secrets audit\n[linux darwin] Let only your own account read what must stay, with chmod 600.\n[unknown] For pictures, documents and archives that could not be searched, look yourself.\n[unknown] Where a file could not be read, look again from the account that owns it.',
      none: 'Settings, OpenClaw’s folder and copies of it, workspaces, conversations, planned tasks, logs, what starts it, shell start files and other programs’ sign-ins were searched for keys, tokens and passwords: nothing in {files, plural, one {# file} other {# files}}.',
      empty: 'There are no files to search yet.',
      unseen: '{count, plural, one {# place} other {# places}} could not be searched, so keys may be there.',
      'gateway-token':
        'Only the gateway’s own token is in clear text. OpenClaw’s set-up writes it there itself, and no other account can read the file.',
      kept: '{count, plural, one {# key or sign-in lies} other {# keys or sign-ins lie}} in clear text in the files that OpenClaw keeps for them. No other account can read {count, plural, one {that file.} other {those files.}}',
      'own-store':
        '{count, plural, one {# key or sign-in lies} other {# keys or sign-ins lie}} in clear text where OpenClaw keeps them, and we could not make sure that no other account reads the files.',
      workspace:
        '{count, plural, one {# key or password lies} other {# keys or passwords lie}} in the workspace, where the agent itself reads and writes.',
      transcript:
        '{count, plural, one {# key or password lies} other {# keys or passwords lie}} in conversations and memory, which go to the company that runs the model.',
      media:
        '{count, plural, one {# key or password lies} other {# keys or passwords lie}} in files that were sent to OpenClaw.',
      plan: '{count, plural, one {# key or password stands} other {# keys or passwords stand}} in planned tasks, which OpenClaw reads each time.',
      copy: '{count, plural, one {# key or password lies} other {# keys or passwords lie}} in copies of OpenClaw’s folder.',
      service:
        '{count, plural, one {# key or password stands} other {# keys or passwords stand}} in clear text in files that OpenClaw is started with.',
      state:
        '{count, plural, one {# key or password lies} other {# keys or passwords lie}} in other files of OpenClaw’s folder.',
      history:
        '{count, plural, one {# key or password stands} other {# keys or passwords stand}} among the commands that your shell remembers.',
      tool: '{count, plural, one {# sign-in or key of another program lies in clear text where OpenClaw’s commands can read it.} other {# sign-ins and keys of other programs lie in clear text where OpenClaw’s commands can read them.}}',
      shell:
        '{count, plural, one {# key or password is set} other {# keys or passwords are set}} where your shell starts, so every program that you start gets it.',
      backup:
        '{count, plural, one {# key or password lies} other {# keys or passwords lie}} in old copies of the settings.',
      log: '{count, plural, one {# key or password stands} other {# keys or passwords stand}} in logs, which people send to strangers for help.',
      environment:
        '{count, plural, one {# key or password stands} other {# keys or passwords stand}} in OpenClaw’s .env file in clear text.',
      credentials:
        '{count, plural, one {# sign-in lies} other {# sign-ins lie}} in clear text where OpenClaw keeps them.',
      settings:
        '{count, plural, one {# key or password stands} other {# keys or passwords stand}} in OpenClaw’s settings in clear text.',
      saw: '{place, select, workspace {the workspace} transcript {a conversation or memory} media {a file that was sent} plan {a planned task} shell {where the shell starts} backup {old settings} copy {a copy of OpenClaw’s folder} log {a log} service {what starts OpenClaw} tool {another program} history {commands that were typed} settings {the settings} other {a file of OpenClaw’s}}: {count} in clear text: {names}',
    },
    'zh-CN': {
      good: '没有发现乱放的密钥和密码',
      attention: '有密钥或密码乱放着',
      unknown: '有没有乱放的密钥和密码，说不准',
      'not-applicable': '这里没有 OpenClaw，也就没有密钥',
      why: 'OpenClaw 和它运行的一切都能读这些文件。谁骗过了它，或者拷走了文件，谁就能用您的账号，花您的钱。',
      'by-hand':
        '[in:workspace in:plan in:shell in:service in:log] 把密钥从这里列出的文件里删掉。\n[in:transcript] 对话里的密钥：在 OpenClaw 里删除那次对话。\n[in:media] 发给 OpenClaw 的文件里有密钥的，把文件删掉。\n[in:history] 从 shell 的历史记录里删掉带密钥的行，以后别把密钥写在命令里。\n[in:settings in:environment in:service in:state] 把密钥放到设置外面：openclaw secrets configure\n[in:copy in:backup] 旧副本和压缩包，不需要的删掉，要留的放到程序读不到的地方。\n[in:workspace in:plan in:shell in:log in:transcript in:media in:copy in:backup] 再到服务商那里换新的密钥，旧的可能已经泄露。\n[in:tool] 其他程序的登录信息：给 OpenClaw 单独的账户或沙箱，它就读不到了。\n看看还剩什么：openclaw secrets audit\n[linux darwin] 必须留下的文件，用 chmod 600 改成只有自己的账户能读。\n[unknown] 没能查找的图片、文档和压缩包，请自己看一遍。\n[unknown] 读不了的文件，请用它所属的账户再检查一次。',
      none: '在设置、OpenClaw 的文件夹及其副本、工作区、对话、计划任务、日志、启动它的文件、shell 启动文件和其他程序的登录信息里找过密钥、令牌和密码，看了 {files} 个文件，没有找到。',
      empty: '还没有可以查找的文件。',
      unseen: '有 {count} 处没能查找，里面可能有密钥。',
      'gateway-token': '明文的只有网关自己的令牌。这是 OpenClaw 安装时自己写进去的，别的账户读不了这个文件。',
      kept: 'OpenClaw 专门存放密钥和登录信息的文件里有 {count} 个明文的，别的账户读不了这些文件。',
      'own-store':
        'OpenClaw 专门存放密钥和登录信息的文件里有 {count} 个明文的，而别的账户能不能读，没能确认。',
      workspace: '工作区里有 {count} 个密钥或密码，智能体自己就在那里读写。',
      transcript: '对话和记忆里有 {count} 个密钥或密码，会发给运行模型的公司。',
      media: '发给 OpenClaw 的文件里有 {count} 个密钥或密码。',
      plan: '计划任务里有 {count} 个密钥或密码，OpenClaw 每次都会读到。',
      copy: 'OpenClaw 文件夹的副本里有 {count} 个密钥或密码。',
      service: '启动 OpenClaw 用的文件里有 {count} 个明文的密钥或密码。',
      state: 'OpenClaw 文件夹的其他文件里有 {count} 个密钥或密码。',
      history: 'shell 记下的历史命令里有 {count} 个密钥或密码。',
      tool: '其他程序的 {count} 个登录凭据或密钥是明文的，OpenClaw 运行的命令读得到。',
      shell: 'shell 启动时设置了 {count} 个密钥或密码，您启动的每个程序都拿得到。',
      backup: '旧的设置副本里有 {count} 个密钥或密码。',
      log: '日志里有 {count} 个密钥或密码，而日志常常会发给别人求助。',
      environment: 'OpenClaw 的 .env 文件里有 {count} 个明文的密钥或密码。',
      credentials: 'OpenClaw 存放登录信息的地方有 {count} 个明文的登录凭据。',
      settings: 'OpenClaw 的设置里有 {count} 个明文的密钥或密码。',
      saw: '{place, select, workspace {工作区} transcript {对话或记忆} media {发来的文件} plan {计划任务} shell {shell 启动文件} backup {旧的设置} copy {OpenClaw 文件夹的副本} log {日志} service {启动 OpenClaw 的文件} tool {其他程序} history {输入过的命令} settings {设置} other {OpenClaw 自己的文件}}：明文 {count} 个：{names}',
    },
  },

  inspect: (probes, say) =>
    eachSetup(probes, async (setup) => {
      const { items, gaps, files } = await probes.contents.secrets(setup);
      const total = (finds: readonly Find[]) => finds.reduce((sum, { count }) => sum + count, 0);
      const evidence = (finds: readonly Find[]): readonly Evidence[] =>
        firstOf([...new Set(finds.map(({ file }) => file))]).map((file) => {
          const here = finds.filter((each) => each.file === file);
          const names = firstOf(here).map(({ kind }) => kind);
          const place = here[0]?.place ?? 'state';
          return { kind: 'file', where: file, saw: say('saw', { count: total(here), names, place }) };
        });

      const { harmless, astray } = await sortFinds(probes, items);
      const observations: Observation[] = PLACES.flatMap(([place, severity]) => {
        const finds = astray.filter((find) => find.place === place);
        return finds.length > 0
          ? [say.attention(severity, say(place, { count: total(finds) }), evidence(finds))]
          : [];
      });
      if (harmless.length > 0) {
        const onlyToken = harmless.every(isGatewayToken);
        const remark = onlyToken ? say('gateway-token') : say('kept', { count: total(harmless) });
        // Where all else is bad, these still aren't.
        const fine = evidence(harmless).map((each): Evidence => ({ ...each, state: 'good' }));
        observations.push(say.good(remark, fine));
      }
      if (gaps.length > 0)
        observations.push(say.unknown(say('unseen', { count: gaps.length }), gapEvidence(gaps)));
      if (observations.length > 0) return observations;
      const looked: Evidence = { kind: 'folder', where: setup.stateDir, saw: say('none', { files }) };
      return [files > 0 ? say.good(say('none', { files }), [looked]) : say.notApplicable(say('empty'))];
    }),
});
