import type { Identities } from '../../../main/report/card/anonymize';
import type { Random } from '../../homes/random';

/** Somebody who doesn't want to be known, and a computer of theirs. */
export interface Planted {
  readonly identities: Pick<Identities, 'homes' | 'people' | 'computers'>;
  /** None of these may be read anywhere. */
  readonly secrets: readonly string[];
  /** Things to put into sentences. */
  readonly things: readonly string[];
  /** Paths with names in them. */
  readonly paths: readonly string[];
  /** Paths of settings with names in them. */
  readonly settings: readonly string[];
}

const digits = (draw: Random, count: number) =>
  Array.from({ length: count }, (_, at) => String(draw.below(at === 0 ? 9 : 10) + (at === 0 ? 1 : 0))).join(
    '',
  );
const letters = (draw: Random, count: number) =>
  Array.from({ length: count }, () => 'bcdfghjklmnpqrstvwxz'[draw.below(20)] ?? 'q').join('');
const some = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const capitals = (draw: Random, count: number) =>
  Array.from({ length: count }, () => some[draw.below(some.length)] ?? 'Q').join('');

/** Everything that the card must not tell, drawn anew for each seed. */
export function plant(draw: Random): Planted {
  const person = draw.pick([
    () => letters(draw, 6),
    () => `${letters(draw, 4)}.${letters(draw, 5)}`,
    () => `${draw.pick(['王伟', '欧阳娜娜', '李小龙'])}`,
    () => `${letters(draw, 4)}${digits(draw, 2)}`,
  ])();
  const homes = draw.pick([
    [`/home/${person}`],
    [`/Users/${person}`],
    [`C:\\Users\\${person}`],
    [`/data/people/${person}`],
  ]);
  const [home = ''] = homes;
  const between = home.includes('\\') ? '\\' : '/';
  const host = draw.pick([
    `${letters(draw, 5)}-macbook`,
    `DESKTOP-${capitals(draw, 4)}7X2`,
    `${letters(draw, 7)}`,
  ]);
  const domain = `${letters(draw, 6)}.${draw.pick(['com', 'cn', 'top', 'lan'])}`;
  const phone = `1${draw.pick(['38', '50', '77', '92'])}${digits(draw, 8)}`;
  const spaced = phone.replace(/^(...)(....)/, '$1 $2 ');
  const paper = `11010119900307${digits(draw, 3)}X`;
  const card = `6222${digits(draw, 15)}`;
  const mail = `${letters(draw, 6)}@${domain}`;
  const lan = `192.168.${draw.below(255)}.${draw.below(254) + 1}`;
  const wide = `${draw.pick(['47', '120', '8'])}.${draw.below(255)}.${draw.below(255)}.${draw.below(254) + 1}`;
  const six = `240e:${draw.hex(4)}:${draw.hex(4)}::${draw.hex(3)}1`;
  const token = `sk-${draw.hex(8)}${capitals(draw, 8)}${draw.hex(16)}`;
  const chats = [
    `-100${digits(draw, 10)}`,
    `ou_${draw.hex(32)}`,
    `oc_${letters(draw, 8)}`,
    `wxid_${letters(draw, 8)}`,
    `U0${capitals(draw, 3)}${digits(draw, 4)}`,
    `86${phone}@s.whatsapp.net`,
    `1203630${digits(draw, 10)}@g.us`,
    `@${letters(draw, 8)}`,
    `@${letters(draw, 5)}:${letters(draw, 6)}.org`,
    `19:${draw.hex(16)}@thread.v2`,
    `${letters(draw, 6)}#${digits(draw, 4)}`,
  ];
  const document = draw.pick([`${letters(draw, 6)} salary`, '护照扫描', `${letters(draw, 5)}-divorce`]);
  const folder = letters(draw, 7);
  const profile = letters(draw, 6);
  const account = draw.pick([letters(draw, 6), '妈妈']);
  const paths = [
    `${home}${between}Documents${between}${document}.pdf`,
    `${home}${between}${folder}${between}openclaw.json`,
    `${home}${between}.openclaw-${profile}${between}openclaw.json`,
    `/mnt/${folder}/${document}.xlsx`,
    `/home/${letters(draw, 5)}q/.openclaw/credentials/telegram/${account}.json`,
  ];
  const settings = [
    `channels.telegram.accounts.${account}.dmPolicy`,
    `channels.slack.channels.${chats[4]}.requireMention`,
    `channels.whatsapp.groups.${chats[6]}.requireMention`,
    `channels.matrix.groups.${folder} family.users`,
    `agents.entries.${folder}.model`,
    `browser.profiles.${profile}.cdpUrl`,
  ];
  const others = paths.at(-1)?.split('/')[2] ?? '';
  const split = `${digits(draw, 3)}-${digits(draw, 4)}`;
  const own = [split, person, home, host, domain, document, folder, profile, account, others];
  const pasted = spaced.replaceAll(' ', draw.pick(['\u00a0', '\u2011']));
  const things = [phone, spaced, pasted, paper, card, mail, lan, wide, six, token, ...chats];
  return {
    identities: { homes, people: [person], computers: [host] },
    secrets: [...own, ...things.map((each) => each.replace(/^@/, ''))],
    things: [
      ...things,
      `openclaw-gateway-${profile}.service`,
      `agent:${account}:main`,
      `wss://${account}:pw@${domain}/${folder}`,
      `file:///home/${others}/x`,
      `https://t.me/${account}`,
      `$HOME/${folder}/x`,
      `+1 (415) ${split}`,
      home,
      `https://${host}.${domain}:8443/x`,
      `http://${lan}:18789`,
      host,
      `${person}@${host}`,
      `ssh ${profile}@${folder}`,
      `${folder}＠qq.com`,
      `git@github.com:${profile}/${folder}.git`,
      `https://github.com/${profile}/${folder}`,
    ],
    paths,
    settings,
  };
}
