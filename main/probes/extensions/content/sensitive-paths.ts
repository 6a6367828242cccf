/**
 * Files whose content nobody but their owner has any business with. `others`: of other programs; `own`: OpenClaw's
 * settings and keys, which a skill may look into for a key of its own.
 */
const OTHERS =
  /\.ssh(?:\/|\\+)?(?:id_(?:rsa|ed25519|ecdsa|dsa)\b(?!\.pub)|\*|["'\s)]|$)|\bid_(?:rsa|ed25519|ecdsa)\b(?!\.pub)|\.aws\/?\\?(?:credentials|config|\*|["'\s)]|$)|\.gnupg\b|\.netrc\b|\.git-credentials\b|\.kube\/config\b|\.docker\/config\.json|gcloud\/(?:application_default_credentials|credentials\.db|legacy_credentials)|application_default_credentials\.json|\.azure\/(?:accessTokens|msal)|\.config\/gh\/hosts|\.npmrc\b|\.pypirc\b|login\.keychain|Library\/+Keychains|\/etc\/shadow\b|Local Extension Settings|Login Data\b|\bCookies\b(?=["'/\\]|\.(?:sqlite|binarycookies))|(?:User Data|Default|Profile \d{1,2})\/(?:Network\/)?Cookies\b|Local Storage\/leveldb|\bWeb Data\b|\bLocal State\b|key4\.db|logins\.json|cookies\.sqlite|wallet\.dat\b|\.config\/solana|\bsolana\/id\.json|\.ethereum\/keystore|\bkeystore\b[/\\]UTC|\.electrum\b|Exodus[/\\]+exodus\.wallet|Ledger Live|atomic\/Local Storage|nkbihfbeogaeaoehlefnkodbefgpgknn|tdata\b|discord\/Local Storage|\.bitcoin\b|\.password-store\b|1Password[/\\]|KeePass|\.kdbx\b|\bNTDS\.dit|\bSAM\b(?=["'/\\ ]).{0,20}SYSTEM|\.claude\/\.credentials|\.codex\/auth\.json|chat\.db\b|Library\/Messages|WeChat Files|MicroMsg\.db|\.bash_history|\.zsh_history/;
const OWN =
  /\.(?:openclaw|clawdbot|moltbot)(?:\/|\\+)?(?:\.env|openclaw\.json|clawdbot\.json|moltbot\.json|credentials|agents|secrets\.json|state|identity|["'\s)]|$)|auth-profiles\.json|\bopenclaw\.json\b|\bclawdbot\.json\b|gateway\.auth\.token|openclaw-agent\.sqlite|\.config\/moltbook/;
/** Documents and pictures of the owner, as a whole. */
const PRIVATE =
  /(?:~|\$HOME|\$env:USERPROFILE|expanduser|homedir\(\)|Path\.home\(\)).{0,40}\b(?:Documents|Desktop|Pictures|Downloads)\b/;

export type SecretPlace = 'others' | 'own' | 'private';

/** The file or folder of secrets that a path or a command names; null: none. */
export function secretPlaceIn(text: string): SecretPlace | null {
  const path = text.replaceAll('\\\\', '\\').replaceAll('\\ ', ' ').replaceAll('\\', '/');
  if (OTHERS.test(path)) return 'others';
  if (OWN.test(path)) return 'own';
  return PRIVATE.test(path) ? 'private' : null;
}

/** OpenClaw's files that an agent reads as orders at each start (docs/concepts/agent-workspace.md). */
export const INSTRUCTION_FILE =
  /\b(?:SOUL|AGENTS|MEMORY|HEARTBEAT|IDENTITY|TOOLS|USER|BOOTSTRAP|CLAUDE)\.md\b/;

/** Files that no program but their own ever reads, let alone sends: that both stand in one piece of code is enough. */
export const isForbidden = (text: string): boolean =>
  /\.ssh\/?["'\s)]|\bid_(?:rsa|ed25519|ecdsa)\b(?!\.pub)|\.aws\/?credentials|\.aws["'].{0,12}["']credentials|\.gnupg\b|\.git-credentials|login\.keychain|Library\/Keychains|\/etc\/shadow|Local Extension Settings|["'/\\]Login Data\b|["'/\\]Cookies["']|key4\.db|logins\.json|cookies\.sqlite|wallet\.dat\b|\.electrum\b|exodus\.wallet|nkbihfbeogaeaoehlefnkodbefgpgknn|\btdata\b|CryptUnprotectData|MicroMsg\.db/.test(
    text.replaceAll('\\ ', ' '),
  );
