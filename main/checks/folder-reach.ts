import type { Evidence, Severity } from '../contract/finding';
import type { PlaceKind, SensitivePlace } from '../probes/folders';
import { defineCheck } from './define/define-check';
import { presenceOf } from './presence/runners';

const en = {
  good: 'It can’t open your private folders',
  attention: 'It can open your private folders',
  unknown: 'We can’t tell which of your private folders it can open',
  'not-applicable': 'There is no OpenClaw here that could open folders',
  why: 'What its account can open, a tricked OpenClaw can copy and send away: saved passwords, chats, keys. Its own sandbox holds back tools, but doesn’t change what the account may open.',
  'by-hand':
    'Give OpenClaw an ordinary account of its own, or put it into a virtual machine or container.\n[linux darwin] Keep your home closed to that account: chmod 700 ~\nGive it one work folder and nothing else.\n[unknown] Sign in as that account and look again: only from there it can be tried.',
  opens:
    'The account {account}, under which OpenClaw runs, opened {count, plural, one {# private place} other {# private places}} of {tried} tried, among them {names}.',
  administrator:
    'OpenClaw runs as {account}, which no folder refuses: {count, plural, one {# private place is} other {# private places are}} open to it, among them {names}.',
  none: 'The account {account}, under which OpenClaw runs, opened none of the {tried} places that were tried: {refused, plural, one {# refused} other {# refused}}, the others don’t exist.',
  'rights-open':
    'By the rights of files and folders, the account {account}, under which OpenClaw runs, may open {count, plural, one {# private place} other {# private places}} of {tried}, among them {names}.',
  'rights-none':
    'By the rights of files and folders, the account {account}, under which OpenClaw runs, may open none of the {tried} places: {refused, plural, one {# refuses it} other {# refuse it}}, the others don’t exist.',
  'not-told':
    '{count, plural, one {# private place} other {# private places}} could not be tried, {where} for one: {reason}.',
  'another-account':
    'OpenClaw runs as {account}, and this look was made as {me}. What {account} can open can only be tried from there.',
  hidden: 'One place could not be searched for OpenClaw: {where} ({reason}).',
  elsewhere:
    'OpenClaw runs in {where}, with folders of its own. The checks on containers say which of yours it sees.',
  nowhere: 'No OpenClaw was found on this computer.',
  documents: '{count, plural, one {# folder} other {# folders}} of documents: {names}',
  browser: '{count, plural, one {# browser} other {# browsers}} with saved passwords and logins: {names}',
  'password-manager': '{count, plural, one {# password store} other {# password stores}}: {names}',
  chat: '{count, plural, one {# chat history} other {# chat histories}}: {names}',
  mail: '{count, plural, one {# mailbox} other {# mailboxes}}: {names}',
  wallet: '{count, plural, one {# wallet} other {# wallets}}: {names}',
  keys: '{count, plural, one {# place} other {# places}} with keys: {names}',
} as const;

/** What is said where some open, and where none does. */
type SentenceIds = readonly ['opens' | 'rights-open', 'none' | 'rights-none'];

/** These often hold a setting and no key, and nothing is read to tell: alone they are no more than documents. */
const MAYBE_NO_KEY = ['npm', 'Docker', 'MySQL'];
const KINDS: readonly PlaceKind[] = [
  'password-manager',
  'browser',
  'chat',
  'mail',
  'wallet',
  'keys',
  'documents',
];
/** Most paths and names that are shown of one kind. */
const SHOWN = 6;

const shown = (texts: readonly string[]) => {
  const all = [...new Set(texts)];
  return all.length > SHOWN ? [...all.slice(0, SHOWN), '…'] : all;
};
const severityOf = (places: readonly SensitivePlace[]): Severity =>
  places.some(({ kind, name }) => kind !== 'documents' && !MAYBE_NO_KEY.includes(name)) ? 'high' : 'medium';

export default defineCheck({
  id: 'folder-reach',
  tile: 'privileges',
  clause: 'guide-3',
  article: 'https://docs.openclaw.ai/gateway/security/tool-permissions',
  messages: {
    en,
    'zh-CN': {
      good: '它打不开您的私人文件夹',
      attention: '它能打开您的私人文件夹',
      unknown: '它能打开哪些私人文件夹，说不准',
      'not-applicable': '这里没有能打开文件夹的 OpenClaw',
      why: '它的账户能打开什么，被骗的龙虾就能把什么拷走、发走：存过的密码、聊天记录、密钥都在内。它自带的沙箱只管工具，改不了账户的文件权限。',
      'by-hand':
        '给 OpenClaw 单独建一个普通账户，或者把它放进虚拟机、容器。\n[linux darwin] 不让那个账户进您的主目录：chmod 700 ~\n只给它一个工作目录。\n[unknown] 用那个账户登录再检查一遍：只有在那里才试得出来。',
      opens: 'OpenClaw 用的账户 {account} 试了 {tried} 处，打开了 {count} 处私人位置，其中有 {names}。',
      administrator:
        'OpenClaw 以 {account} 运行，没有文件夹拦得住它：{count} 处私人位置它都能打开，其中有 {names}。',
      none: 'OpenClaw 用的账户 {account} 试了 {tried} 处，一处也没打开：{refused} 处被拒绝，其余不存在。',
      'rights-open':
        '按文件和文件夹的权限，OpenClaw 用的账户 {account} 能打开 {tried} 处里的 {count} 处私人位置，其中有 {names}。',
      'rights-none':
        '按文件和文件夹的权限，OpenClaw 用的账户 {account} 在 {tried} 处里一处也打不开：{refused} 处不让它进，其余不存在。',
      'not-told': '有 {count} 处私人位置没法试，比如 {where}：{reason}。',
      'another-account':
        'OpenClaw 以 {account} 运行，而这次检查用的是 {me}。{account} 能打开什么，只有用那个账户才试得出来。',
      hidden: '有个地方没能查找 OpenClaw：{where}（{reason}）。',
      elsewhere:
        'OpenClaw 在 {where} 里，那里有它自己的文件夹。它能看到您的哪些文件夹，由容器那几项检查来说。',
      nowhere: '这台电脑上没有找到 OpenClaw。',
      documents: '{count} 个文档文件夹：{names}',
      browser: '{count} 个浏览器，里面有存过的密码和登录状态：{names}',
      'password-manager': '{count} 处密码库：{names}',
      chat: '{count} 处聊天记录：{names}',
      mail: '{count} 处邮箱：{names}',
      wallet: '{count} 个钱包：{names}',
      keys: '{count} 处密钥：{names}',
    },
  },

  async inspect(probes, say) {
    const presence = await presenceOf(probes);
    const hidden = presence.gaps.map(({ where, because }) =>
      say.unknown(say('hidden', { where, reason: because })),
    );
    if (!presence.here) {
      if (hidden.length > 0) return hidden;
      const { elsewhere } = presence;
      return [
        say.notApplicable(elsewhere.length > 0 ? say('elsewhere', { where: elsewhere }) : say('nowhere')),
      ];
    }

    const [me, places, running, services] = await Promise.all([
      probes.account.current(),
      probes.folders.places(),
      probes.gateways.running(),
      probes.openclaw.services(),
    ]);
    const byKind = (some: readonly SensitivePlace[]): Evidence[] =>
      KINDS.flatMap((kind) => {
        const these = some.filter((place) => place.kind === kind);
        if (these.length === 0) return [];
        const values = { count: these.length, names: shown(these.map(({ name }) => name)) };
        const where = shown(these.map(({ path }) => path)).join(', ');
        return [{ kind: 'folder', where, saw: say(kind, values) }];
      });
    const worstNames = (some: readonly SensitivePlace[]) =>
      shown(KINDS.flatMap((kind) => some.filter((place) => place.kind === kind).map(({ name }) => name)));

    const doubt = (some: readonly SensitivePlace[]) => {
      const untold = some.filter(({ reach }) => reach === 'unknown');
      const [first] = untold;
      if (!first) return [];
      const { path: where, because: reason = say('unknown') } = first;
      return [say.unknown(say('not-told', { count: untold.length, where, reason }), byKind(untold))];
    };

    const judge = (account: string, some: readonly SensitivePlace[], [opens, none]: SentenceIds) => {
      const open = some.filter(({ reach }) => reach === 'opens');
      const values = { account, tried: some.length };
      if (open.length > 0) {
        const because = say(opens, { ...values, count: open.length, names: worstNames(open) });
        return [say.attention(severityOf(open), because, byKind(open)), ...doubt(some)];
      }
      const doubts = doubt(some);
      if (doubts.length > 0) return doubts;
      const refused = some.filter(({ reach }) => reach === 'refused');
      return [say.good(say(none, { ...values, refused: refused.length }), byKind(refused))];
    };

    /** For an account that can't be tried from here: by rights. Null where these don't tell. */
    const byRights = async (account: string) => {
      const there = places.filter(({ reach }) => reach !== 'absent');
      const access = await probes.permissions.accountAccess(
        account,
        there.map(({ path }) => path),
        running.items.flatMap((each) =>
          each.account === account && each.where === 'this-computer' ? each.pid : [],
        ),
        // One that doesn't run now will be given it when it does.
        services.items.flatMap((each) => (each.account === account && each.grants ? [each.grants] : [])),
      );
      if (access === null) return null;
      const known = new Map(access.map((each) => [each.path, each]));
      return judge(
        account,
        places.map((place): SensitivePlace => {
          const { reach, because } = known.get(place.path) ?? { reach: 'absent' as const };
          // Rights let it in, and macOS asks besides.
          const asks = reach === 'opens' && place.because?.id === 'folders.macos-decides';
          const { because: _own, ...plain } = place;
          return asks ? place : { ...plain, reach, ...(because && { because }) };
        }),
        ['rights-open', 'rights-none'],
      );
    };

    const judged = await Promise.all(
      presence.runners.map(async ({ name, administrator }) => {
        const account = name ?? me.name;
        const there = places.filter(({ reach }) => reach === 'opens' || reach === 'refused');
        if (administrator && there.length > 0) {
          const because = say('administrator', { account, count: there.length, names: worstNames(there) });
          return [say.attention(severityOf(there), because, byKind(there))];
        }
        if (name === null) return judge(account, places, ['opens', 'none']);
        const found = await byRights(name);
        if (found) return found;
        const saw = say('another-account', { account, me: me.name });
        return [say.unknown(saw, [{ kind: 'account', where: account, saw }])];
      }),
    );
    return [...judged.flat(), ...hidden];
  },
});
