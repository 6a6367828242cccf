import { isBackupArchive } from '../../../openclaw/residue-names';
import type { Host } from '../../../system/read';
import type { Setup } from '../../openclaw/types';
import type { Source } from '../types';

/** Names of settings and sign-ins of programs: what their files are called, whoever made them. */
const SETTINGS_NAME =
  /(?:^|[._-])(?:auth|authn|cred(?:ential)?s?|token|tokens|config|settings|hosts|mcp|mcporter|secrets?|account|accounts|profile|session|netrc|npmrc|yarnrc|pypirc|pgpass|my\.cnf|s3cfg|boto|git-credentials|env|rclone)(?:$|[._-])|\.(?:env|toml|ya?ml|conf|cfg|ini|json5?)$/i;
/** Programs whose folders hold keys by design, closed to others, or are packed pages. */
const NOT_LOOKED_INTO = new Set(
  '.ssh .gnupg .mozilla .cache .local .Trash .npm .nvm .cargo/registry .rustup .vscode .cursor-server .vscode-server .thunderbird .wine .steam .config .git .oh-my-zsh .pyenv .rbenv .asdf .bun .deno .gradle .m2 .android .java .dbus .pki'.split(
    ' ',
  ),
);
/** Larger ones are data, not settings. In bytes. */
const LARGEST_SETTINGS = 512 * 1024;
const MOST_FOLDERS = 300;

const aTool = (file: string): Source => ({ file, form: 'text', keys: 'tool', personal: null });

/**
 * Settings and sign-ins of other programs, which an agent without a sandbox can read: dot files of the home, and files
 * with the names of settings in the folders of single programs. Larger files are data of theirs.
 */
export async function* toolFiles(host: Host, { home, stateDir }: Setup): AsyncGenerator<Source> {
  const { join } = host.path;
  let left = MOST_FOLDERS;
  const entries = (folder: string) => host.entries(folder).catch(() => []);
  const inFolder = async function* (folder: string): AsyncGenerator<Source> {
    if (--left < 0 || folder === stateDir) return;
    for (const { name, facts } of await entries(folder))
      if (facts?.kind === 'file' && facts.size <= LARGEST_SETTINGS && SETTINGS_NAME.test(name))
        yield aTool(join(folder, name));
  };
  for (const { name, facts } of await entries(home)) {
    if (!/^[._]/.test(name)) continue;
    if (facts?.kind === 'file' && facts.size <= LARGEST_SETTINGS && SETTINGS_NAME.test(name))
      yield aTool(join(home, name));
    else if (
      facts?.kind === 'folder' &&
      !NOT_LOOKED_INTO.has(name) &&
      !/^\.(?:openclaw|clawdbot|moltbot|moldbot)/.test(name)
    )
      yield* inFolder(join(home, name));
  }
  for (const above of ['.config', 'Library/Application Support', 'AppData/Roaming'])
    for (const { name, facts } of await entries(join(home, ...above.split('/'))))
      if (facts?.kind === 'folder' && !/^(?:openclaw|tankmate)$/i.test(name))
        yield* inFolder(join(home, ...above.split('/'), name));
}

const OPENCLAW = /openclaw|clawdbot|moltbot|(?:^|[^a-z])clawd(?:$|[^a-z])/i;
const A_STATE = new Set([
  'openclaw.json',
  'clawdbot.json',
  'moltbot.json',
  'agents',
  'credentials',
  'auth-profiles.json',
  'sessions',
]);
const PACKED = /\.(?:zip|tar|tgz|gz|zst|xz|bz2|7z|json5?|bak|env|sql(?:ite)?)(?:\.\w{1,8})?$/i;
/** Where people put copies, by the home. */
const COPY_HOMES = [
  '',
  'Desktop',
  'Documents',
  'Downloads',
  'backup',
  'backups',
  'Backup',
  'Backups',
  'tmp',
  'bak',
  'old',
];

/** Copies of a state folder elsewhere in a home: folders that look like one, and archives that are called after it. `known`: setups' own folders. */
export async function copiesElsewhere(
  host: Host,
  { home }: Setup,
  known: ReadonlySet<string>,
): Promise<{ readonly folders: readonly string[]; readonly files: readonly string[] }> {
  const { join } = host.path;
  const folders: string[] = [];
  const files: string[] = [];
  const inHome = await host.entries(home).catch(() => []);
  const there = new Set(['', ...inHome.map(({ name }) => name)]);
  for (const above of COPY_HOMES.filter((each) => there.has(each))) {
    const base = above === '' ? home : join(home, above);
    for (const { name, facts } of above === '' ? inHome : await host.entries(base).catch(() => [])) {
      if (!OPENCLAW.test(name) && !isBackupArchive(name)) continue;
      const path = join(base, name);
      if (facts?.kind === 'file' && PACKED.test(name)) files.push(path);
      if (facts?.kind !== 'folder') continue;
      const real = await host.realpath(path).catch(() => path);
      if (known.has(real) || known.has(path)) continue;
      const inside = await host.list(path).catch(() => [] as readonly string[]);
      const nested = inside.find((each) => /^\.(?:openclaw|clawdbot|moltbot)/.test(each));
      if (nested !== undefined) folders.push(join(path, nested));
      const isCopy =
        inside.some((each) => A_STATE.has(each)) ||
        (/^\.?(?:openclaw|clawdbot|moltbot)\W/i.test(name) && name.startsWith('.'));
      if (isCopy) folders.push(path);
    }
  }
  return { folders, files };
}
