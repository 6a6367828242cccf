import { isLocalName, parseAddress } from '../../openclaw/address';
import { type PrivateRange, rangesOf } from './private-ranges';

/** Ends of names of computers; not those that files end with (`sh`, `md`), and `app` only behind two names. */
const TOP = new Set(
  'com net org edu gov io ai cn me dev xyz top tech site online info biz cc tv club fun vip co us uk de fr jp kr hk tw sg ru in eu ca au nl ch se es it local lan home internal intranet corp localdomain arpa onion'.split(
    ' ',
  ),
);
/** Whose names say nothing of anybody: where OpenClaw, its advisories and systems come from. */
const PUBLIC_HOST =
  /(?:^|\.)(?:openclaw\.ai|clawhub\.ai|github\.com|osv\.dev|nist\.gov|cert\.org\.cn|nvdb\.org\.cn|nodejs\.org|docker\.io|docker\.com|ubuntu\.com|apple\.com|microsoft\.com)$/i;
const UNIT = /\.(?:service|socket|timer|scope|slice|target|mount|path|device)$/i;

/** Names of computers that are in a domain, wherever they stand. */
function hostNames(text: string): readonly PrivateRange[] {
  return rangesOf(text, 'computer', /[a-z\d][\w.-]{2,252}/dgi).flatMap(({ from, to, kind }) => {
    const bare = text.slice(from, to).replace(/[.-]$/, '');
    const labels = bare.split('.');
    const last = labels.at(-1)?.toLowerCase() ?? '';
    const isHost =
      labels.length > 1 && !labels.includes('') && (TOP.has(last) || (last === 'app' && labels.length > 2));
    return isHost && !PUBLIC_HOST.test(bare) ? [{ from, to: from + bare.length, kind }] : [];
  });
}

/** Who signs in with an address, in front of its host. */
const SIGNS_IN = /:\/\/([^\s/@:"'<>‹]{1,64})(?::[^\s/@]{0,200})?@/dg;

/** The host of an address, whatever it is called, and what is asked of it. */
function inAddresses(text: string): readonly PrivateRange[] {
  const pattern =
    /:\/\/(?:[^\s/@"'<>]{0,200}@)?([^\s/:?#"'<>@[\]]{1,253})(?::\d{1,5})?(\/[^\s"'<>()，。；、）”’]{1,400})?/dg;
  return [...text.matchAll(pattern)].flatMap(({ 1: host = '', indices }) => {
    const [name, asked] = [indices?.[1], indices?.[2]];
    if (!name || PUBLIC_HOST.test(host) || isLocalName(host)) return [];
    const named = parseAddress(host) === null && !host.startsWith('‹');
    return [
      ...(named ? [{ from: name[0], to: name[1], kind: 'computer' } as const] : []),
      ...(asked ? [{ from: asked[0] + 1, to: asked[1], kind: 'name' } as const] : []),
    ];
  });
}

/** Addresses of computers; not those that every computer has: loopback, and the one that means all. */
function networkAddresses(text: string): readonly PrivateRange[] {
  return rangesOf(text, 'address', /[\da-f:.]{3,64}/dgi).flatMap(({ from, to }) => {
    const run = text.slice(from, to);
    const bare = run.replace(/^[.:](?![.:])/, '').replace(/(?<![.:])[.:]$/, '');
    const start = from + run.indexOf(bare);
    // With a port behind it, `192.168.1.5:18789`; an address of IPv6 has its port behind a bracket.
    const [first = ''] = /^[\d.]{7,15}(?=:\d{1,5}$)/.exec(bare) ?? [bare];
    const range = parseAddress(first)?.range();
    if (range === undefined || range === 'loopback' || range === 'unspecified') return [];
    const isLan = ['private', 'linkLocal', 'uniqueLocal', 'carrierGradeNat'].includes(range);
    return [{ from: start, to: start + first.length, kind: isLan ? 'lan' : 'address' } as const];
  });
}

const MAC = /(?<![\da-f:-])[\da-f]{2}(?:[:-][\da-f]{2}){5}(?![\da-f:-])/dgi;
const FACTORY_NAME = /\b(?:DESKTOP|LAPTOP|WIN)-[A-Z\d]{6,15}\b/dg;

/** A mail address, which in WhatsApp is a chat's. An input method has an @ of its own. */
const mails = (text: string) =>
  rangesOf(
    text,
    'mail',
    /[\w.+-]{1,64}[@＠][\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/dg,
    (found) => !UNIT.test(found),
  );

/**
 * How people and chats are numbered: WhatsApp, Telegram, Feishu, WeChat, Slack, Teams, Matrix, Nostr, LINE, Discord.
 */
const CHATS: readonly RegExp[] = [
  /\d[\d-]{5,40}@(?:g\.us|s\.whatsapp\.net|c\.us|lid|broadcast|newsletter)\b/dg,
  /(?<![\w/.@])@[A-Za-z]\w{2,40}(?![\w/])/dg,
  /\b(?:ou|oc|on|om|cli|cid|gh|wxid)_[\w-]{4,64}/dg,
  /\b[UCDGWTBE](?=[A-Z]{0,10}\d)[A-Z\d]{8,12}\b/dg,
  /\b[UCR][\da-f]{32}\b/dg,
  /\b\d{1,3}:[\w-]{8,80}@thread\.(?:v2|tacv2|skype)/dg,
  /[@!#][\w.=/+-]{1,80}:[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?::\d{1,5})?/dg,
  /\b(?:npub|nsec|note)1[\da-z]{20,80}/dg,
  /\b[\w.]{2,32}#\d{4}\b/dg,
  /\b(?:t|wa|line|telegram|discord)\.(?:me|gg)\/([^\s/?#“”’）)，。]{2,80})/dg,
  /QQ[群号:： ]{0,3}(\d{5,12})/dg,
];

const LOGIN = /(?<![\w./@-])(\w[\w.+-]{0,63})@([A-Za-z][\w-]{0,62})(?![\w@/-]|\.\w)/g;
/** Behind the name of a package this says which. */
const TAG = /^(?:latest|next|beta|alpha|canary|stable|dev|lts)$/;

/** Who signs in where, as ssh(1) and shells write it: `lin@server`. */
const logins = (text: string): readonly PrivateRange[] =>
  [...text.matchAll(LOGIN)].flatMap(({ 1: who = '', 2: where = '', index }) => {
    const at = index + who.length;
    const host = { from: at + 1, to: at + 1 + where.length, kind: 'computer' } as const;
    if (TAG.test(where)) return [];
    return who === 'root' ? [host] : [{ from: index, to: at, kind: 'person' } as const, host];
  });

/** Whose a repository is; OpenClaw's own and pages of the place itself are everybody's. */
const repositories = (text: string) =>
  rangesOf(
    text,
    'name',
    /\bgithub\.com[:/]{1,2}([\w.-]{1,100}\/[\w.-]{1,100})/dg,
    (found) => !/^(?:openclaw|clawdbot|moltbot|nodejs|advisories)\//.test(found),
  );

const DATE = /^\d{4}[-.]\d{1,2}[-.]\d{1,2}(?!\d)/;
const digitsIn = (text: string) => text.replace(/\D/g, '').length;

/** Phones, cards, papers, accounts and chats: six digits and more, or in groups. Not dates, versions, ports and processes. */
function numbers(text: string): readonly PrivateRange[] {
  const runs = rangesOf(
    text,
    'number',
    /\+?[\d０-９](?:[ ()\u00a0\u202f\u2010\u2011-]{0,2}[\d０-９]){5,40}[XxＸｘ]?/dg,
  ).flatMap(({ from, to, kind }) => {
    const found = text.slice(from, to);
    const date = DATE.exec(found)?.[0].length ?? 0;
    const rest = found.slice(date);
    const start = from + date + (/^[ -]{0,2}/.exec(rest)?.[0].length ?? 0);
    const left = text.slice(start, to);
    const before = text.slice(Math.max(0, start - 12), start);
    if (/(?:\bpid |\b(?:CVE|OSV|CNVD|CNNVD|RUSTSEC|MAL|GHSA)-)$/i.test(before)) return [];
    const isOne = /[\d０-９]{6,}/.test(left);
    const isGrouped = digitsIn(left) >= 8 && date === 0;
    return isOne || isGrouped ? [{ from: start, to, kind }] : [];
  });
  return [...runs, ...rangesOf(text, 'number', /(?<!\d)1[3-9]\d\.\d{4}\.\d{4}(?!\d)/dg)];
}

/** All by which somebody or their computer can be reached, told by its form alone. */
export const contactRanges = (text: string): readonly PrivateRange[] => [
  ...CHATS.flatMap((pattern) => rangesOf(text, 'chat', pattern)),
  ...mails(text),
  ...logins(text),
  ...repositories(text),
  ...rangesOf(text, 'person', SIGNS_IN),
  ...inAddresses(text),
  ...hostNames(text),
  ...networkAddresses(text),
  ...rangesOf(text, 'computer', MAC),
  ...rangesOf(text, 'computer', FACTORY_NAME),
  ...numbers(text),
];
