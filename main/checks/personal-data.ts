import type { Evidence, Observation, Severity } from '../contract/finding';
import type { Find } from '../probes/contents';
import { defineCheck } from './define/define-check';
import { eachSetup, firstOf, gapEvidence } from './setups/evaluate-setups';

const KINDS = ['mnemonic-phrase', 'identity-card', 'bank-card', 'passport', 'mobile-number'] as const;
type Kind = (typeof KINDS)[number];

/** A recovery phrase is the money itself; the other numbers identify a person. */
const SEVERITY: Readonly<Record<Kind, Severity>> = {
  'mnemonic-phrase': 'critical',
  'identity-card': 'high',
  'bank-card': 'high',
  passport: 'high',
  'mobile-number': 'medium',
};

/** A large home takes its time; the reader ends by itself before that. In milliseconds. */
const LIMIT_MS = 120_000;

/** Private numbers in what agents read and keep. They are counted and located; none is ever shown. */
export default defineCheck({
  id: 'personal-data',
  limitMs: LIMIT_MS,
  tile: 'private-data',
  clause: 'guide-5',
  article: 'https://docs.openclaw.ai/gateway/security/secrets-and-storage',
  leads: true,
  messages: {
    en: {
      good: 'No private numbers were found in its folders',
      attention: 'Its folders hold private numbers',
      unknown: 'We can’t tell if its folders hold private numbers',
      'not-applicable': 'There is no OpenClaw here to hold private data',
      why: 'OpenClaw reads its folder and its old conversations by itself and sends them to the company that runs the model. A message or web page with a hidden order can make it pass them on.',
      'by-hand':
        'Open the files listed here and take the numbers out, or move the files out of OpenClaw’s folder.\nFor a conversation, delete that session in OpenClaw.\nFor pictures and scans, and for archives that need a password, look yourself: Tankmate reads text only.\n[saw-mnemonic-phrase] Move what is in that wallet to a new one: its recovery phrase may be known.\nEmpty the trash, then look again.',
      none: 'No identity card, passport, bank card or mobile number and no wallet’s recovery phrase was found in {files, plural, one {# file} other {# files}} of workspaces, conversations, media, planned tasks, logs and copies. Names and addresses can’t be recognised.',
      empty: 'There are no workspaces, conversations or media yet.',
      unseen:
        '{count, plural, one {# place} other {# places}} could not be looked into, so private data may be there.',
      'mnemonic-phrase':
        '{count, plural, one {# wallet’s recovery phrase lies} other {# recovery phrases of wallets lie}} in OpenClaw’s folders. Whoever reads it can take the money.',
      'identity-card':
        '{count, plural, one {# identity card number lies} other {# identity card numbers lie}} in OpenClaw’s folders.',
      'bank-card':
        '{count, plural, one {# bank card number lies} other {# bank card numbers lie}} in OpenClaw’s folders.',
      passport:
        '{count, plural, one {# passport number lies} other {# passport numbers lie}} in OpenClaw’s folders.',
      'mobile-number':
        '{count, plural, one {# mobile number lies} other {# mobile numbers lie}} in OpenClaw’s folders.',
      'saw-mnemonic-phrase': '{count, plural, one {# recovery phrase} other {# recovery phrases}}',
      'saw-identity-card': '{count, plural, one {# identity card number} other {# identity card numbers}}',
      'saw-bank-card': '{count, plural, one {# bank card number} other {# bank card numbers}}',
      'saw-passport': '{count, plural, one {# passport number} other {# passport numbers}}',
      'saw-mobile-number': '{count, plural, one {# mobile number} other {# mobile numbers}}',
    },
    'zh-CN': {
      good: '在它的文件夹里没有找到证件号、卡号这类号码',
      attention: '它的文件夹里有隐私号码',
      unknown: '它的文件夹里有没有隐私号码，说不准',
      'not-applicable': '这里没有 OpenClaw，也就没有隐私放在里面',
      why: 'OpenClaw 会自己读它的文件夹和以前的对话，并发给运行模型的公司。一条消息、一个网页里藏着的指令，就可能让它把这些号码交出去。',
      'by-hand':
        '打开这里列出的文件，删掉里面的号码，或者把文件移出 OpenClaw 的文件夹。\n如果在对话里，就在 OpenClaw 里删除那次对话。\n图片、扫描件和要密码的压缩包请自己看一遍：管家只看文字。\n[saw-mnemonic-phrase] 把那个钱包里的资产转到新的钱包：助记词可能已经有人知道。\n清空回收站，再检查一次。',
      none: '在工作区、对话、媒体、计划任务、日志和副本的 {files} 个文件里，没有找到身份证号、护照号、银行卡号、手机号和钱包助记词。姓名和地址无法识别。',
      empty: '还没有工作区、对话和媒体文件。',
      unseen: '有 {count} 处没能查看，里面可能有隐私。',
      'mnemonic-phrase': 'OpenClaw 的文件夹里有 {count} 组钱包助记词。谁看到它，谁就能拿走里面的钱。',
      'identity-card': 'OpenClaw 的文件夹里有 {count} 个身份证号。',
      'bank-card': 'OpenClaw 的文件夹里有 {count} 个银行卡号。',
      passport: 'OpenClaw 的文件夹里有 {count} 个护照号。',
      'mobile-number': 'OpenClaw 的文件夹里有 {count} 个手机号。',
      'saw-mnemonic-phrase': '{count} 组助记词',
      'saw-identity-card': '{count} 个身份证号',
      'saw-bank-card': '{count} 个银行卡号',
      'saw-passport': '{count} 个护照号',
      'saw-mobile-number': '{count} 个手机号',
    },
  },

  inspect: (probes, say) =>
    eachSetup(probes, async (setup) => {
      const { items, gaps, files } = await probes.contents.personal(setup);
      const evidence = (kind: Kind, { file, count }: Find): Evidence => ({
        kind: 'file',
        where: file,
        saw: say(`saw-${kind}`, { count }),
      });
      const observations: Observation[] = KINDS.flatMap((kind) => {
        const finds = items.filter((each) => each.kind === kind);
        const count = finds.reduce((sum, each) => sum + each.count, 0);
        const where = firstOf(finds).map((each) => evidence(kind, each));
        return count > 0 ? [say.attention(SEVERITY[kind], say(kind, { count }), where)] : [];
      });
      if (gaps.length > 0)
        observations.push(say.unknown(say('unseen', { count: gaps.length }), gapEvidence(gaps)));
      if (observations.length > 0) return observations;
      const looked: Evidence = { kind: 'folder', where: setup.stateDir, saw: say('none', { files }) };
      return [files > 0 ? say.good(say('none', { files }), [looked]) : say.notApplicable(say('empty'))];
    }),
});
