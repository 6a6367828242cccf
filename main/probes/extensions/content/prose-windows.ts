import { partsOfText } from './line-finder';
import type { MarkdownPart } from './markdown-parts';
import * as says from './prose-lexicon';

/** What is read at once: a longer paragraph is read in parts. */
const WINDOW = { length: 1600, overlap: 300 };

/** Notions of which one at least stands in whatever is worth attention, with words without which none of it can. */
const DECISIVE: readonly (readonly [says.Notion, readonly string[]])[] = [
  [
    says.CONCEALS,
    'tell mention inform notif alert reveal disclos show display report log warn explain keep hide conceal without notic silent secret quiet covert stealth discreet never leave 告 提 透露 显示 展示 悄 偷 暗中 静默 私下 秘密 日志 瞒 保密 发现'.split(
      ' ',
    ),
  ],
  [
    says.UNASKED,
    'without ask confirm approv permission skip agreed consent need 无需 不用 不必 不要 不需 别 跳过 免 直接 不经'.split(
      ' ',
    ),
  ],
  [
    says.OVERRIDES,
    'ignore disregard forget overr bypass drop discard mode rule polic supersede precedence priority outrank persona 忽略 无视 忘 绕过 抛弃 覆盖 模式 优先级 不再 规则 规定'.split(
      ' ',
    ),
  ],
  [says.OBEYS, 'follow execute obey carry apply perform run treat do 执行 遵 照 按'.split(' ')],
  [says.ARCHIVE_PASSWORD, 'pass pwd 密码 口令 提取码 解压'.split(' ')],
  [
    says.PASTES,
    'terminal command powershell shell console cmd visit open go see from 终端 命令行 命令提示 控制台'.split(
      ' ',
    ),
  ],
  [says.PHRASE, 'phrase mnemonic words private 助记词 恢复词 私钥'.split(' ')],
  [says.PAYS, '0x bc1 send transfer pay tip donate withdraw swap move approve 转 支付 打 汇'.split(' ')],
  [says.LOGINS, 'password card cvv cvc code otp number 密码 卡号 验证码 身份证'.split(' ')],
  [says.PROGRAM_ADDRESS, ['http']],
  [
    says.SPREADS,
    'recommend promote advertise praise upvote install share spread suggest 推荐 安装 宣传 传播 转发'.split(
      ' ',
    ),
  ],
  [says.LETS_IN, 'allowfrom approvers allowlist allow-list 白名单'.split(' ')],
];

function isDecisive(text: string): boolean {
  const lower = text.toLowerCase();
  return (
    DECISIVE.some(
      ([notion, anchors]) => anchors.some((each) => lower.includes(each)) && says.isSaid(notion, text),
    ) ||
    isStrong(text) ||
    says.isSaid(says.FEIGNS, text)
  );
}

/** Paragraphs that are read together: first each alone, then each with the three after it below the same heading. */
export function proseWindows(parts: readonly MarkdownPart[]): readonly MarkdownPart[] {
  const prose = parts
    .filter(({ kind }) => kind === 'prose' || kind === 'hidden')
    .flatMap((part) =>
      partsOfText(part.text, WINDOW).map(({ text, line }) => ({
        ...part,
        text: text.replace(/\n[ \t>]{0,40}/g, ' '),
        line: part.line + line - 1,
      })),
    );
  const decisive = prose.map(({ kind, text }) => kind === 'hidden' || isDecisive(text));
  const together = prose.flatMap((part, at) => {
    const next = prose
      .slice(at, at + 4)
      .filter(
        (each) =>
          each.kind === part.kind &&
          each.headings.at(-1) === part.headings.at(-1) &&
          each.line - part.line < 14,
      );
    if (next.length < 2 || !decisive.slice(at, at + next.length).some(Boolean)) return [];
    return [
      {
        ...part,
        text: next
          .map(({ text }) => text)
          .join('\n')
          .slice(0, WINDOW.length),
      },
    ];
  });
  return [...prose.filter((_part, at) => decisive[at]), ...together];
}

/** Files and words that nobody else has any business with, as against a service's own key. */
export const isStrong = (text: string): boolean =>
  /\.ssh\b|(?:MEMORY|USER|SOUL)\.md|id_(?:rsa|ed25519)|\.aws\b|\.netrc|\.gnupg|openclaw\.json|\.openclaw\/|keychain|(?:session|browser|saved|login|chrome) cookies|wallet\.dat|wallet (?:keys?|files?)|recovery phrase|seed phrase|mnemonic|助记词|私钥|environment variables|环境变量|聊天记录|chat (?:history|logs?)|conversation history|keys or passwords|(?:all|every|each)\b[^.\n]{0,30}_(?:API_)?KEYS?\b|documents folder|browser (?:history|profile)|身份证|银行卡|通讯录/i.test(
    text,
  );
