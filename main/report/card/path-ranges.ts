import type { PrivateRange } from './private-ranges';

/** A home by where homes lie, whoever's it is. What all accounts share is nobody's. */
const HOME =
  /^(?:(?:\/mnt\/[a-z]|\/[a-z])?\/(?:home|Users|var\/home|export\/home|Documents and Settings)\/|[a-z]:[\\/](?:Users|Documents and Settings)[\\/])(?!(?:Shared|Public|Default)(?:[\\/]|$))[^\\/]+/i;
/** Below these lies what systems and programs put there. */
const SYSTEM =
  /^(?:\/(?:usr|etc|bin|sbin|lib\w{0,4}|opt|proc|sys|nix|gnu|snap|dev|boot|Applications|Library|System|root|var\/(?:log|lib|run))(?:\/|$)|[a-z]:[\\/](?:Windows|Program Files|Program Files \(x86\)|ProgramData)(?:[\\/]|$))/i;

/** Names that every computer has, and OpenClaw's own. */
const COMMON = new Set(
  [
    'mnt media srv var tmp run data private Volumes Shared Public Default home Users user Desktop Documents Downloads Pictures Music Videos Movies',
    'Templates Library Application\u00a0Support LaunchAgents Preferences Containers Caches Logs Mobile\u00a0Documents com~apple~CloudDocs OneDrive',
    'Dropbox Nutstore AppData Roaming Local LocalLow Temp bin lib lib64 share etc log logs opt src node versions current installs shims',
    'node_modules dist state systemd units default.target.wants 桌面 文档 下载 图片 音乐 视频 公共 模板 openclaw clawdbot moltbot moldbot',
    'credentials agents agent main default sessions workspace workspaces skills extensions plugins plugin-skills hooks packs sandboxes',
    'media cache memory cron devices identity backups quarantine tankmate snapshots completions canvas browser tools npm global containers',
    'exec-approvals.json secrets.json auth-profiles.json auth.json models.json allowFrom.json paired.json pending.json jobs.json origin.json',
    'package.json openclaw.plugin.json SKILL.md AGENTS.md SOUL.md USER.md IDENTITY.md BOOTSTRAP.md MEMORY.md TOOLS.md HEARTBEAT.md README.md',
    'openclaw-agent.sqlite docker podman google-chrome chromium xwechat_files',
  ]
    .join(' ')
    .split(' ')
    .map((name) => name.replace('\u00a0', ' ').toLowerCase()),
);
/** Behind these come names that their makers gave, and not the person. */
const PUBLISHED = /^(?:skills|extensions|plugins|plugin-skills|hooks|packs|node_modules|versions)$/i;
const PACKAGE = /^[@a-z\d][\w.+@-]{0,80}$/i;
/** OpenClaw's, with the profile's name as its own group: `.openclaw-NAME`, `openclaw-gateway-NAME.service`. */
const OPENCLAW =
  /^(?:ai\.)?\.?(?:openclaw|clawdbot|moltbot|moldbot)(?:[.-](?:gateway|node|agent|browser|backup|json|json5|bak|last|good|pre|update|sqlite|service|plist|log|wal|shm|\d{1,4}))*/i;
/** Files of programs that begin with a dot, and versions. */
const PLAIN = /^(?:\.[a-z][a-z_.-]{0,40}|v?\d{1,4}(?:\.\d{1,4}){0,3})$/;
const ENDING =
  /\.(?:json5?|jsonl|md|txt|log|sqlite|db|env|sh|bash|zsh|ps1|bat|cmd|py|[cm]?js|ts|ya?ml|toml|ini|conf|cfg|service|plist|desktop|pdf|docx?|xlsx?|csv|pptx?|jpe?g|png|gif|heic|zip|gz|tgz|rar|7z|key|pem|crt|p12|bak|html?|xml)$/i;

/** Which part of one name in a path is a person's own; null: none of it. */
function ownPart(
  written: string,
  above: string | undefined,
  isSystem: boolean,
): readonly [number, number] | null {
  // With the line that is meant: `SKILL.md:12`.
  const name = written.replace(/(?::\d{1,7}){1,2}$/, '');
  const known = OPENCLAW.exec(name)?.[0].length ?? 0;
  if (/^\.{0,2}$/.test(name) || COMMON.has(name.toLowerCase())) return null;
  if (known === 0 && PLAIN.test(name)) return null;
  if (isSystem || (above !== undefined && PUBLISHED.test(above)) || name.startsWith('@'))
    return PACKAGE.test(name) ? null : [0, name.length];
  if (above?.startsWith('@') && PACKAGE.test(name)) return null;
  if (known === name.length) return null;
  const from = known > 0 && /[.-]/.test(name.charAt(known)) ? known + 1 : 0;
  const ending = ENDING.exec(name);
  return [from, ending && ending.index > from ? ending.index : name.length];
}

/**
 * What of a path says whose it is: the home, and names that a person gave. Names of systems, of OpenClaw and of published
 * packages stay, and so does how a file's name ends. `homes`: those that are known, the longest first.
 */
export function pathRanges(path: string, homes: readonly string[]): readonly PrivateRange[] {
  const known = homes.find((home) => {
    const start = path.slice(0, home.length);
    const same = /^[a-z]:/i.test(home) ? start.toLowerCase() === home.toLowerCase() : start === home;
    return same && /^(?:[\\/]|$)/.test(path.slice(home.length, home.length + 1));
  });
  const home = known ?? HOME.exec(path)?.[0] ?? '';
  const ranges: PrivateRange[] = home === '' ? [] : [{ from: 0, to: home.length, kind: 'home' }];
  const isSystem = home === '' && SYSTEM.test(path);
  let at = home.length;
  let above: string | undefined;
  for (const name of path.slice(at).split(/[\\/]/)) {
    const drive = at === 0 && /^(?:[a-z]:|~|\$[A-Z]+|%[A-Z]+%)$/i.test(name);
    const own = drive ? null : ownPart(name, above, isSystem);
    if (own) ranges.push({ from: at + own[0], to: at + own[1], kind: 'name' });
    at += name.length + 1;
    if (name !== '') above = name;
  }
  return ranges;
}

/** Where in a sentence a path begins, and how far it goes where nobody says so: to a space or a mark. */
const IN_TEXT =
  /(?:(?<![\w./\\~-])|(?<=\bfile:\/\/))(?:~?\/(?!\/)|~\\|\$[A-Z]{2,20}\/|%[A-Z]{2,20}%\\|[A-Za-z]:[\\/]|\\\\)[^\s"'`<>|:,;!?*“”‘’«»()[\]{}，。；：、（）！？]{1,400}/dg;

/** The paths in a text, from where to where. */
export const pathsInText = (text: string): readonly (readonly [from: number, to: number])[] =>
  [...text.matchAll(IN_TEXT)].map(({ 0: found, index }) => [index, index + found.length] as const);

/** Maps whose keys are accounts, people, chats and the like: `channels.telegram.accounts.NAME`. */
const OF_PEOPLE =
  /^(?:accounts|groups|guilds|users|dms?|direct|rooms|teams|topics|threads|chats|peers|identityLinks|env|vars|headers|customHeaders)$/;

/** Whose keys are names of agents and of browsers, whatever their owner calls them. */
const OF_NAMED = /^(?:agents\.entries|browser\.profiles)$/;

/** What of a setting's path says who somebody is: keys that a person gave. `*` and `default` are nobody. */
export function settingRanges(path: string): readonly PrivateRange[] {
  const ranges: PrivateRange[] = [];
  let above: string[] = [];
  for (const match of path.matchAll(/\["(?:[^"\\]|\\.)*"\]|[^.[\]]+|\[\d+\]/g)) {
    const { 0: key, index } = match;
    const last = above.at(-1) ?? '';
    const isMap =
      OF_PEOPLE.test(last) || OF_NAMED.test(above.join('.')) || (last === 'channels' && above.length > 1);
    const isPlain = /^[A-Za-z][\w-]*$/.test(key) || /^(?:\*|\[\d+\])$/.test(key);
    if (isMap ? !/^(?:\*|default|main|\[\d+\])$/.test(key) : !isPlain)
      ranges.push({ from: index, to: index + key.length, kind: 'name' });
    above = [...above, key];
  }
  return ranges;
}
