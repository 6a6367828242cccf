import type { Evidence, Observation, Severity } from '../contract/finding';
import type { Probes } from '../probes';
import type { Find, Place } from '../probes/contents';
import { defineCheck } from './define';
import storeSecrets from './fixes/store-secrets';
import { eachSetup, firstOf, unseenEvidence } from './setups/each';

/** Places where secrets are looked for, worst first, and how bad one is there. */
const PLACES = [
  ['workspace', 'high'],
  ['shell', 'high'],
  ['backup', 'high'],
  ['log', 'high'],
  ['environment', 'medium'],
  ['credentials', 'medium'],
  ['settings', 'medium'],
  ['own-store', 'medium'],
] as const satisfies readonly (readonly [Place, Severity])[];

/** OpenClaw's own set-up writes it there in clear text (onboarding of 2026.1 to 2026.9), and old copies repeat it. */
const isGatewayToken = ({ kind, place }: Find) =>
  kind === 'gateway.auth.token' && (place === 'settings' || place === 'backup');

/**
 * Where OpenClaw's documents put a secret (docs/gateway/security/secrets-and-storage.md): nobody could put it elsewhere,
 * so it is only remarked while no other account can read it.
 */
const isInItsPlace = (find: Find) => isGatewayToken(find) || find.place === 'own-store';

async function closedToOthers({ permissions }: Probes, finds: readonly Find[]): Promise<boolean> {
  const files = [...new Set(finds.map(({ file }) => file))];
  const seen = await permissions.of(files).catch(() => []);
  return files.every((file) => seen.some((each) => each.path === file && each.others === 'none'));
}

/** Keys, tokens and passwords that are written out. They are counted and located; none is ever shown. */
export default defineCheck({
  id: 'plain-secrets',
  tile: 'private-data',
  clause: 'guide-5',
  article: 'https://docs.openclaw.ai/gateway/secrets',
  fixes: [storeSecrets],
  words: {
    en: {
      good: 'No keys or passwords lie where they shouldn’t',
      attention: 'Keys or passwords lie where they shouldn’t',
      unknown: 'We can’t tell if keys or passwords lie where they shouldn’t',
      'not-applicable': 'There is no OpenClaw here to hold keys',
      why: 'OpenClaw and everything that it runs can read these files. Whoever tricks it, or copies a file, can use your accounts and run up your bills.',
      'by-hand':
        'For keys in a workspace, in shell start files, in old copies of settings or in logs: take them out of the file, then make new ones with the provider, since the old ones may be known.\nFor keys in OpenClaw’s settings: run “openclaw secrets configure” and keep them outside the settings.\nCheck what is left: openclaw secrets audit\nLet only your own account read what must stay: chmod 600 on Linux and macOS.\nWhere a file could not be read, look again from the account that owns it.',
      none: 'Settings, their old copies, .env, sign-ins, workspaces, shell start files and logs were searched for keys, tokens and passwords: nothing in {files, plural, one {# file} other {# files}}.',
      empty: 'There are no files to search yet.',
      unseen: '{count, plural, one {# place} other {# places}} could not be searched, so keys may be there.',
      'gateway-token':
        'Only the gateway’s own token is in clear text. OpenClaw’s set-up writes it there itself, and no other account can read the file.',
      kept: '{count, plural, one {# key or sign-in lies} other {# keys or sign-ins lie}} in clear text in the files that OpenClaw keeps for them. No other account can read {count, plural, one {that file.} other {those files.}}',
      'own-store':
        '{count, plural, one {# key or sign-in lies} other {# keys or sign-ins lie}} in clear text where OpenClaw keeps them, and we could not make sure that no other account reads the files.',
      workspace:
        '{count, plural, one {# key or password lies} other {# keys or passwords lie}} in the workspace, where the agent itself reads and writes.',
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
      saw: '{count} in clear text: {names}',
    },
    'zh-CN': {
      good: '没有发现乱放的密钥和密码',
      attention: '有密钥或密码乱放着',
      unknown: '有没有乱放的密钥和密码，说不准',
      'not-applicable': '这里没有 OpenClaw，也就没有密钥',
      why: 'OpenClaw 和它运行的一切都能读这些文件。谁骗过了它，或者拷走了文件，谁就能用您的账号，花您的钱。',
      'by-hand':
        '工作区、shell 启动文件、旧的设置副本和日志里的密钥：从文件里删掉，再到服务商那里换新的，旧的可能已经泄露。\nOpenClaw 设置里的密钥：运行“openclaw secrets configure”，把它们放到设置之外。\n看看还剩什么：openclaw secrets audit\n必须留下的文件，只让自己的账户能读：Linux 和 macOS 上用 chmod 600。\n读不了的文件，请用它所属的账户再检查一次。',
      none: '在设置、设置的旧副本、.env、登录信息、工作区、shell 启动文件和日志里找过密钥、令牌和密码：{files} 个文件里都没有。',
      empty: '还没有可以查找的文件。',
      unseen: '有 {count} 处没能查找，里面可能有密钥。',
      'gateway-token': '明文的只有网关自己的令牌。这是 OpenClaw 安装时自己写进去的，别的账户读不了这个文件。',
      kept: 'OpenClaw 专门存放密钥和登录信息的文件里有 {count} 个明文的，别的账户读不了这些文件。',
      'own-store':
        'OpenClaw 专门存放密钥和登录信息的文件里有 {count} 个明文的，而别的账户能不能读，没能确认。',
      workspace: '工作区里有 {count} 个密钥或密码，智能体自己就在那里读写。',
      shell: 'shell 启动时设置了 {count} 个密钥或密码，您启动的每个程序都拿得到。',
      backup: '旧的设置副本里有 {count} 个密钥或密码。',
      log: '日志里有 {count} 个密钥或密码，而日志常常会发给别人求助。',
      environment: 'OpenClaw 的 .env 文件里有 {count} 个明文的密钥或密码。',
      credentials: 'OpenClaw 存放登录信息的地方有 {count} 个明文的登录凭据。',
      settings: 'OpenClaw 的设置里有 {count} 个明文的密钥或密码。',
      saw: '明文 {count} 个：{names}',
    },
  },

  inspect: (probes, say) =>
    eachSetup(probes, async (setup) => {
      const { found, unseen, files } = await probes.contents.secrets(setup);
      const total = (finds: readonly Find[]) => finds.reduce((sum, { count }) => sum + count, 0);
      const evidence = (finds: readonly Find[]): readonly Evidence[] =>
        firstOf([...new Set(finds.map(({ file }) => file))]).map((file) => {
          const here = finds.filter((each) => each.file === file);
          const names = firstOf(here).map(({ kind }) => kind);
          return { kind: 'file', where: file, saw: say('saw', { count: total(here), names }) };
        });

      const placed = found.filter(isInItsPlace);
      const harmless = placed.length > 0 && (await closedToOthers(probes, placed));
      const rest = harmless ? found.filter((find) => !isInItsPlace(find)) : found;
      const observations: Observation[] = PLACES.flatMap(([place, severity]) => {
        const finds = rest.filter((find) => find.place === place);
        return finds.length > 0
          ? [say.attention(severity, say(place, { count: total(finds) }), evidence(finds))]
          : [];
      });
      if (harmless) {
        const onlyToken = placed.every(isGatewayToken);
        const remark = onlyToken ? say('gateway-token') : say('kept', { count: total(placed) });
        // Where all else is bad, these still aren't.
        const fine = evidence(placed).map((each): Evidence => ({ ...each, state: 'good' }));
        observations.push(say.good(remark, fine));
      }
      if (unseen.length > 0)
        observations.push(say.unknown(say('unseen', { count: unseen.length }), unseenEvidence(unseen)));
      if (observations.length > 0) return observations;
      const looked: Evidence = { kind: 'folder', where: setup.stateDir, saw: say('none', { files }) };
      return [files > 0 ? say.good(say('none', { files }), [looked]) : say.notApplicable(say('empty'))];
    }),
});
