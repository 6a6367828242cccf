import { codeRank } from './code-origin';
import { addressesIn, isElsewhere, rankOf, worstRank } from './hosts';
import type { MarkdownPart } from './markdown-parts';
import * as says from './prose-lexicon';
import { isStrong, proseWindows } from './prose-windows';
import type { HostRank, Signal, SignalKind, Surroundings } from './types';

const PASTE_PLACE =
  /^(?:.{0,60}\.)?(?:glot\.io|rentry\.(?:co|org)|pastebin\.com|telegra\.ph|hastebin\.com|paste\.ee|ghostbin\.com|dpaste\.\w+|notion\.site|sites\.google\.com)$/;

/** Everything that the sentences of a text ask of the agent or its owner. */
export function proseSignals(parts: readonly MarkdownPart[], around: Surroundings): readonly Signal[] {
  const found = new Map<string, Signal>();
  for (const part of proseWindows(parts))
    for (const signal of sentenceSignals(part, around)) {
      const key = `${signal.kind} ${signal.quoted ?? false}`;
      if (!found.has(key)) found.set(key, signal);
    }
  return [...found.values()];
}

/** What a place in a text means, unless it is advised against or shown. */
class Notions {
  readonly kept: string;
  constructor(
    readonly text: string,
    private readonly shown: boolean,
  ) {
    this.kept = says.withoutNotion(says.CONCEALS, text);
  }
  /** Somewhere in the text, whether or not it is advised against. */
  has(notion: says.Notion | RegExp): boolean {
    return notion instanceof RegExp ? notion.test(this.text) : says.isSaid(notion, this.text);
  }
  /** Somewhere, and not right after a word that turns it round. */
  asks(notion: says.Notion | RegExp): boolean {
    return this.places(notion).length > 0;
  }
  /** Where it is asked for: from and to. */
  places(notion: says.Notion | RegExp): readonly (readonly [number, number])[] {
    if (this.shown) return [];
    const found: [number, number][] = [];
    const all = (notion instanceof RegExp ? [notion] : notion).flatMap((each) =>
      [...this.kept.matchAll(each)].slice(0, 40),
    );
    for (const match of all) {
      const before =
        this.kept
          .slice(Math.max(0, match.index - 70), match.index)
          .split(/[.!?。！？;；\n|]\s?|，(?=请|把|先)/)
          .at(-1) ?? '';
      if (!says.isSaid(says.NEGATES, before)) found.push([match.index, match.index + match[0].length]);
    }
    return found;
  }
}

/** Whether two notions are asked for close to each other, in either order: in one breath, not in two steps of a list. */
function isNear(notions: Notions, a: says.Notion | RegExp, b: says.Notion | RegExp, reach: number): boolean {
  const [first, second] = [notions.places(a), notions.places(b)];
  return first.some(([from, to]) => second.some(([other, end]) => other - to < reach && from - end < reach));
}

function sentenceSignals(part: MarkdownPart, around: Surroundings): readonly Signal[] {
  const { text, line, kind } = part;
  const hidden = kind === 'hidden';
  const shown =
    !hidden &&
    (/^\W*(?:never|don['’]t|do not|avoid|不要|切勿|禁止)/i.test(part.beside) ||
      isShown(`${text} ${part.beside} ${part.headings.slice(around.teaches ? 0 : -2).join(' ')}`, around));
  const notions = new Notions(text, shown);
  const all: Signal[] = [];
  const addresses = addressesIn(text);
  const rank: HostRank | null = worstRank(addresses.map((each) => rankOf(each, around)));
  const what = addresses.find((each) => rankOf(each, around) === rank)?.host;
  const add = (signal: SignalKind, more: Partial<Signal> = {}) =>
    all.push({ kind: signal, line, ...(what && { what }), ...(rank && { rank }), ...more });
  const conceals = says.isSaid(says.CONCEALS, text) && !shown;
  const unasked = says.isSaid(says.UNASKED, text) && !shown;
  const somewhere =
    isElsewhere(rank) || (says.isSaid(says.FOREIGN_ADDRESS, text) && rank !== 'local' && rank !== 'known');

  const sends = notions.asks(says.SENDS);
  const takes = isNear(notions, says.SENDS, says.SECRETS, 140);
  const includes =
    isNear(notions, says.INCLUDES, says.SECRETS, 140) && (sends || says.isSaid(says.SOMEWHERE, text));
  const secrets = takes || includes;
  const strong = isStrong(text);
  const orders =
    (takes && somewhere && (conceals || unasked || hidden || strong)) ||
    (includes && somewhere && (conceals || hidden)) ||
    (secrets && conceals && strong) ||
    (takes && strong && says.isSaid(says.SOMEWHERE, text) && (unasked || hidden)) ||
    (conceals && sends && somewhere) ||
    (conceals &&
      notions.asks(/\b(?:run|execute|curl|install|append|add)\b|执行|运行|安装|写入/gi) &&
      (unasked || notions.has(/`[^`]{6,}`/) || somewhere)) ||
    (sends &&
      somewhere &&
      notions.asks(/(?:last|every|each|all)(?: \S+){0,3}? messages?|keys or passwords|聊天记录/gi) &&
      notions.has(/!\[|picture|image|pixel|url-?encod/i)) ||
    (somewhere &&
      notions.has(/!\[[^\]]{0,40}\]\(https?:[^)]{0,200}[?&]\w{1,20}=/) &&
      isNear(
        notions,
        /user['’]s (?:last |\S+ )?message|conversation|keys|passwords|DATA|聊天|对话/gi,
        /url-?encod|picture|image|every answer|每次回答|图片/gi,
        300,
      ));
  if (orders) add('orders');
  if (notions.asks(says.OVERRIDES)) add('overrides');
  if (
    says.isSaid(says.FEIGNS, text) &&
    !shown &&
    (orders || conceals || unasked || notions.asks(says.OVERRIDES))
  )
    add('overrides');
  const again =
    notions.has(says.EACH_TIME) || /whatever|daily|heartbeat|latest|periodic|定时|最新/i.test(text);
  if (
    addresses.length > 0 &&
    rank !== 'local' &&
    isNear(notions, says.FETCHES, says.OBEYS, 160) &&
    (conceals || unasked || (isElsewhere(rank) && again))
  )
    add('obeys-remote');
  if (notions.asks(says.WRITES) && says.isSaid(says.MEMORY_FILES, text) && !shown) {
    const bad =
      conceals ||
      unasked ||
      orders ||
      notions.asks(says.OVERRIDES) ||
      notions.asks(says.OBEYS_OTHERS) ||
      (somewhere && (sends || notions.asks(says.OBEYS)));
    if (bad) add('poisons-memory', { what: 'orders' });
  }
  if (notions.asks(says.OBEYS_OTHERS) && unasked) add('orders');
  const lure =
    notions.has(/download|下载|https?:\/\/|安装|install/i) &&
    says.isSaid(says.ARCHIVE, text) &&
    says.isSaid(says.ARCHIVE_PASSWORD, text) &&
    notions.asks(says.MUST_RUN);
  if (lure) add('archive-lure');
  const programs = addressesIn(text).filter((each) =>
    says.isSaid(says.PROGRAM_ADDRESS, `https://${each.host}${each.path} `),
  );
  const program = worstRank(programs.map((each) => codeRank(each, around)));
  if (
    !lure &&
    program !== null &&
    notions.asks(/\b(?:run|execute|launch|start|double-?click|open|install)\b|运行|执行|双击|启动|安装/gi) &&
    (program === 'doubtful' ||
      (program === 'named' &&
        notions.has(says.NEEDED) &&
        notions.has(/\b(?:run|execute|launch|double-?click)\b|运行|执行|双击/i)))
  )
    add('archive-lure', { what: programs[0]?.host ?? '' });
  if (notions.asks(says.PASTES) && addresses.length > 0) {
    const paste = addresses.find((each) => PASTE_PLACE.test(each.host));
    if (paste) add('paste-lure', { what: paste.host, rank: 'doubtful' });
    else if (rank === 'doubtful') add('paste-lure');
    else if (
      rank === 'named' &&
      /(?:copy|paste|execute|复制|粘贴|执行).{0,60}(?:command|script|code|命令|脚本|代码)/i.test(text) &&
      /\]\(https?:|this (?:page|link)/i.test(text)
    )
      add('paste-lure');
  }
  if (isNear(notions, says.PHRASE, says.ASKS, 90)) add('asks-words');
  if (
    isNear(notions, says.PHRASE, says.ASKS, 90) &&
    (sends || hidden) &&
    (somewhere || conceals || /\b(?:curl|post|webhook|form)\b/i.test(text))
  )
    add('asks-phrase');
  if (
    isNear(notions, says.LOGINS, says.ASKS, 90) &&
    isNear(notions, says.LOGINS, says.SENDS, 200) &&
    (isElsewhere(rank) || conceals)
  )
    add('asks-phrase');
  if (
    notions.asks(says.PAYS) &&
    (conceals || unasked || (notions.has(says.EACH_TIME) && /fee|%|percent|手续费|服务费/i.test(text)))
  )
    add('moves-money');
  if (notions.asks(says.SPREADS) && (conceals || unasked || /--force|\bheartbeat\b|accept all/i.test(text)))
    add('spreads');
  if (
    notions.asks(says.LETS_IN) &&
    (conceals || unasked || /\+?\d{8,15}|@\w{4,}|wxid_|ou_[0-9a-f]{6,}/.test(text))
  )
    add('opens-settings', { what: 'allowFrom', rank: 'doubtful' });
  if (
    hidden &&
    (all.length > 0 ||
      ((conceals ||
        unasked ||
        notions.asks(says.OBEYS) ||
        notions.asks(/\b(?:run|execute|send|post|curl)\b|执行|发送/gi)) &&
        (conceals || unasked || /`[^`]{4,}`|\bassistant\b|\bagent\b|\bAI\b|https?:|助手/i.test(text)) &&
        notions.asks(/\b(?:run|execute|send|post|curl|read|put|list|ignore|always)\b|执行|发送|读取/gi)))
  )
    add('hidden-text');
  if (
    (unasked || conceals) &&
    notions.asks(/(?:exec\.(?:ask|security)|sandbox|approvals?)\b[^.]{0,40}\b(?:full|off|none|disabled?)\b/gi)
  )
    add('opens-settings', { rank: 'doubtful' });
  return all.map((signal) => (shown ? { ...signal, quoted: true } : signal));
}

/** Whether a text is about what it names, and not a call to do it. */
export function isShown(text: string, { teaches }: Surroundings): boolean {
  const plain = says.withoutNotion(says.CONCEALS, text);
  const shows = says.isSaid(says.SHOWS, plain);
  if (teaches)
    return shows || says.isSaid(says.NEGATES, plain) || /["“‘「][^"“”‘’「」]{4,400}["”’」]/.test(plain);
  return (
    shows &&
    /\b(?:malicious|attack(?:s|ers?)?|suspicious|phishing|scams?|red flags?|examples? of|recogni[sz]e|never run|detect|malware|victim|injection|anti-?patterns?)\b|❌|🚫|恶意|攻击|可疑|骗|钓鱼|识别|木马|注入|反例/i.test(
      plain,
    )
  );
}
