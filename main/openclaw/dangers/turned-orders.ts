import { downloadsAndRuns } from './download-and-run';

/** What an instruction has an agent do against the one whom it works for. */
export type TurnedOrder = 'sends-secrets' | 'runs-fetched' | 'overrides' | 'hidden-text';

/** One such instruction, and the line of the text that it stands in, counted from 1. */
export interface TurnedLine {
  readonly kind: TurnedOrder;
  readonly line: number;
}

const SECRET =
  /\.ssh\b|\bid_(?:rsa|ed25519|ecdsa)\b|\.aws\b|\.gnupg\b|openclaw\.json|(?<!\w)\.openclaw\/(?:credentials|identity|agents|\.env)|\.env\b|\bcredentials?\b|\bapi[ _-]?keys?\b|\bpasswords?\b|\bprivate keys?\b|\bwallets?\b|\b(?:seed|recovery) phrases?\b|\bmnemonics?\b|\bkeychain\b|\bcookies?\b|\b(?:access|auth|bot) ?tokens?\b|密码|密钥|私钥|助记词|凭证|令牌|钱包|身份证/i;
const SEND =
  /(?<![-\w])(?:send|upload|post|exfiltrate|forward|transmit|e-?mail|submit|curl|wget)\b|发送|发给|发到|发往|上传|传到|传给|提交到|转发|泄露/i;
const SOMEWHERE = /https?:\/\/|\w[.+-]*@[\w-]+\.\w|\b\d{1,3}(?:\.\d{1,3}){3}\b|\bwebhook\b/i;
/** Somebody forbids it, quotes it or warns of it. */
const FORBIDS =
  /\b(?:never|not|don[’']?t|doesn[’']?t|mustn[’']?t|won[’']?t|avoid|refuse|decline|forbidden|without asking|instead of|rather than|beware|attack|injection|phishing|malicious|scam|red flag|warn|if (?:a|an|any|some|the)\b)|不要|别|不得|禁止|切勿|严禁|拒绝|不能|不可|防止|警惕|攻击|注入|如果|假如/i;
/** What is to be kept from somebody is no less ordered: such words forbid the telling, not the deed. */
const SECRECY =
  /\b(?:never|not|don[’']?t|without) (?:tell|telling|inform|informing|mention|mentioning|reveal|revealing|notify|notifying)\b|(?:不要|别|不得|不能|不可)(?:告诉|告知|提到|提醒|通知|透露)/gi;
const ORDERS =
  /\b(?:run|runs|execute|exec|start|always|before|first|must|now|every|each time|immediately|silently)\b|运行|执行|先|每次|启动|必须|立即|马上/i;
const OVERRIDES =
  /\b(?:ignore|disregard|forget)\b[^.\n]{0,30}\b(?:previous|prior|above|earlier|all other|your|system)\b[^.\n]{0,20}\b(?:instructions?|rules?|prompts?|guidelines|guardrails)\b|(?:忽略|无视|忘记|忘掉)[^。\n]{0,10}(?:之前|以前|以上|前面|所有|原来)[^。\n]{0,6}(?:指令|指示|规则|要求|提示)/i;
const DECODES = /\bbase64\s+(?:-d|-D|--decode)\b[^\n]{0,80}\|\s*(?:sudo\s+)?(?:ba|z)?sh\b/;
/** Letters that nobody sees: tags of Unicode (E0000), and runs of marks without width. */
const HIDDEN = /[\u{E0001}-\u{E007F}]{2}|[\u200B\u200C\u2060-\u2064\u202A-\u202E\u2066-\u2069]{3}/u;

const LONGEST = 600;
const MOST_LINES = 20_000;

/** Whether a line forbids, quotes or warns of something rather than ordering it. */
export const forbidsOrWarns = (line: string): boolean => FORBIDS.test(line.slice(0, LONGEST * 10));

/** Sentences of one line: what stands behind a full stop is another thought. Addresses and file names keep their dots. */
const sentencesOf = (line: string): readonly string[] =>
  line
    .slice(0, LONGEST * 10)
    .split(/(?<=[.!?;])\s+|(?<=[。！？；])/)
    .map((each) => each.slice(0, LONGEST));

function kindOf(sentence: string): TurnedOrder | null {
  if (HIDDEN.test(sentence)) return 'hidden-text';
  // A word that forbids must stand before what it forbids.
  const send = SEND.exec(sentence);
  const forbids = FORBIDS.exec(sentence.replace(SECRECY, (kept) => '_'.repeat(kept.length)));
  if (send && SECRET.test(sentence) && SOMEWHERE.test(sentence) && !(forbids && forbids.index < send.index))
    return 'sends-secrets';
  if (forbids) return null;
  if (OVERRIDES.test(sentence)) return 'overrides';
  if (ORDERS.test(sentence) && (downloadsAndRuns(sentence) || DECODES.test(sentence))) return 'runs-fetched';
  return null;
}

/**
 * Lines by which a text that an agent obeys turns it against its owner: secrets sent away, programs fetched and run,
 * rules taken back, letters that nobody sees. A light reading by rules: it finds what is said openly, in English and
 * Chinese, and not what is put cleverly. Each pattern is linear, and long lines are cut.
 */
export function turnedLines(text: string): readonly TurnedLine[] {
  const found: TurnedLine[] = [];
  for (const [index, line] of text.split('\n', MOST_LINES).entries()) {
    const kinds = new Set(sentencesOf(line).flatMap((sentence) => kindOf(sentence) ?? []));
    for (const kind of kinds) found.push({ kind, line: index + 1 });
  }
  return found;
}
