import type { Evidence, Observation, Severity } from '../contract/finding';
import type { Setup } from '../probes/openclaw';
import type { StatePermission } from '../probes/permissions';
import { defineCheck } from './define/define-check';
import closePermissions from './fixes/close-permissions';
import { presenceOf } from './presence/runners';

const en = {
  good: 'Nobody else on this computer can get at its files',
  attention: 'Others on this computer can get at its files',
  unknown: 'We can’t tell who else can get at its files',
  'not-applicable': 'There are no files of OpenClaw here',
  why: 'Its folder holds your keys, your chat logins and all that you told it. Who can write there can also give it orders.',
  'by-hand':
    '[linux darwin] Close the folder to others with chmod 700, and the files named above with chmod 600.\n[win32] Windows: folder properties, Security: leave only you, SYSTEM and Administrators.\n[may-write] Others could change things there: make new keys and passwords for those that lie in it.\n[unknown] If it couldn’t be told, look again as the account that owns the folder.',
  written:
    '{who} can change {count, plural, one {# file or folder} other {# files or folders}} of OpenClaw’s in {folder}.',
  'read-secrets':
    '{who} can read {count, plural, one {# file or folder} other {# files or folders}} in {folder} that hold settings or keys.',
  'read-other':
    '{who} can read {count, plural, one {# file or folder} other {# files or folders}} of OpenClaw’s in {folder}.',
  'read-names': '{who} can see the names of the files in {folder}, but not what is in them.',
  closed:
    '{count, plural, one {# file or folder} other {# files or folders}} looked at in {folder}, backups and logs among them: only the owner, the system and its administrators get in.',
  untold: 'Who else can get at {where} can’t be told: {reason}.',
  nothing: 'There is nothing to look at in {folder}.',
  hidden: 'One place could not be searched for OpenClaw: {where} ({reason}).',
  nowhere: 'No state folder of OpenClaw was found on this computer.',
  'may-write': '{who} can change it',
  'may-read': '{who} can read it',
  everyone: 'Everyone',
  somebody: 'Somebody else',
  'owner-only': 'only its owner, the system and its administrators get in',
  'no-answer': 'the system gave no answer',
} as const;

/** The worst first: writing gives orders, settings and keys open doors, talk is private, names say little. */
const severityOf = ({ others, holds }: StatePermission): Severity => {
  if (others === 'write') return 'critical';
  if (holds === 'settings' || holds === 'keys') return 'high';
  return holds === 'names' ? 'low' : 'medium';
};
const MESSAGE_OF = {
  critical: 'written',
  high: 'read-secrets',
  medium: 'read-other',
  low: 'read-names',
} as const;
/** Most entries that are shown of one setup. */
const SHOWN = 20;

export default defineCheck({
  id: 'state-permissions',
  tile: 'private-data',
  clause: 'guide-5',
  article: 'https://docs.openclaw.ai/gateway/security/secrets-and-storage',
  fixes: [closePermissions],
  messages: {
    en,
    'zh-CN': {
      good: '这台电脑上的其他人碰不到它的文件',
      attention: '这台电脑上的其他人能碰到它的文件',
      unknown: '还有谁能碰到它的文件，说不准',
      'not-applicable': '这里没有 OpenClaw 的文件',
      why: '它的文件夹里有您的密钥、聊天软件的登录信息，还有您跟它说过的话。谁能往里写，谁就能给它下命令。',
      'by-hand':
        '[linux darwin] 用 chmod 700 把文件夹对其他人关上，这里列出的文件用 chmod 600。\n[win32] Windows：文件夹“属性”里的“安全”，只留您自己、SYSTEM 和 Administrators。\n[may-write] 别人能改里面的东西，请把存在里面的密钥和密码都换掉。\n[unknown] 如果说不准，请用这个文件夹的主人账户再检查一遍。',
      written: '{who}能改动 {folder} 里 OpenClaw 的 {count} 个文件或文件夹。',
      'read-secrets': '{who}能读到 {folder} 里存着设置或密钥的 {count} 个文件或文件夹。',
      'read-other': '{who}能读到 {folder} 里 OpenClaw 的 {count} 个文件或文件夹。',
      'read-names': '{who}能看到 {folder} 里有哪些文件，但看不到内容。',
      closed: '{folder} 里看了 {count} 个文件或文件夹，包括备份和日志：只有主人、系统和系统管理员进得去。',
      untold: '还有谁能碰到 {where}，看不出来：{reason}。',
      nothing: '{folder} 里没有可看的东西。',
      hidden: '有个地方没能查找 OpenClaw：{where}（{reason}）。',
      nowhere: '这台电脑上没有找到 OpenClaw 的状态文件夹。',
      'may-write': '{who}能改',
      'may-read': '{who}能读',
      everyone: '所有人',
      somebody: '其他人',
      'owner-only': '只有主人、系统和系统管理员进得去',
      'no-answer': '系统没有给出答案',
    },
  },

  async inspect(probes, say) {
    const setups = await probes.openclaw.setups();
    const hidden = setups.gaps.map(({ where, because }) =>
      say.unknown(say('hidden', { where, reason: because })),
    );
    if (setups.items.length === 0) {
      if (hidden.length > 0) return hidden;
      const { here, gaps } = await presenceOf(probes);
      const elsewhere = gaps.map(({ where, because }) =>
        say.unknown(say('hidden', { where, reason: because })),
      );
      return !here && elsewhere.length > 0 ? elsewhere : [say.notApplicable(say('nowhere'))];
    }

    const names = (who: readonly string[]) => {
      const all = [...new Set(who)];
      if (all.includes('everyone')) return [say('everyone')];
      return all.length > 0 ? all : [say('somebody')];
    };
    const judge = async (setup: Setup): Promise<readonly Observation[]> => {
      const folder = setup.stateDir;
      const { items, gaps } = await probes.permissions.within(setup);
      const doubts = [
        ...items
          .filter(({ others }) => others === 'unknown')
          .map(({ path, because }) => ({ where: path, because: because ?? say('no-answer') })),
        ...gaps,
      ];
      const [doubt] = doubts;
      const unknown = doubt
        ? [
            say.unknown(
              say('untold', { where: doubt.where, reason: doubt.because }),
              doubts
                .slice(0, SHOWN)
                .map(({ where, because }): Evidence => ({ kind: 'folder', where, saw: because })),
            ),
          ]
        : [];
      const open = items.filter(({ others }) => others === 'read' || others === 'write');
      const levels = (['critical', 'high', 'medium', 'low'] as const).flatMap((severity) => {
        const these = open.filter((each) => severityOf(each) === severity);
        if (these.length === 0) return [];
        const who = names(these.flatMap((each) => each.who));
        const evidence = these.slice(0, SHOWN).map(
          ({ path, kind, others, who: each }): Evidence => ({
            kind,
            where: path,
            saw: say(others === 'write' ? 'may-write' : 'may-read', { who: names(each) }),
          }),
        );
        const id = MESSAGE_OF[severity];
        const because =
          id === 'read-names' ? say(id, { who, folder }) : say(id, { who, folder, count: these.length });
        return [say.attention(severity, because, evidence)];
      });
      if (levels.length > 0 || unknown.length > 0) return [...levels, ...unknown];
      if (items.length === 0) return [say.notApplicable(say('nothing', { folder }))];
      const closed: Evidence = { kind: 'folder', where: folder, saw: say('owner-only') };
      return [say.good(say('closed', { folder, count: items.length }), [closed])];
    };
    return [...(await Promise.all(setups.items.map(judge))).flat(), ...hidden];
  },
});
