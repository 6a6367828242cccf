import type { Platform } from '../contract/finding';

/** Package names of OpenClaw, the newest first: it was clawdbot until 2026.1.24, then moltbot for some days. */
export const PACKAGES = ['openclaw', 'clawdbot', 'moltbot'] as const;

/** Names that got their last release before the renaming, so that no fixed version of them exists. */
export const isLegacyPackage = (name: string): boolean => name === 'clawdbot' || name === 'moltbot';

/** Whether a file or folder of this name may belong to OpenClaw, one of its older names or a fork. */
export const namesOpenClaw = (name: string): boolean => /openclaw|clawdbot|moltbot/i.test(name);

/** State folders of versions before the renaming. 2026.9.6 reads `.clawdbot` only, 2026.1.30 all three. */
export const LEGACY_STATE_FOLDERS = ['.clawdbot', '.moltbot', '.moldbot'] as const;

/** Names of the settings file, in the order in which OpenClaw looks for them (src/config/paths.ts). */
export const SETTINGS_FILES = ['openclaw.json', 'clawdbot.json', 'moltbot.json', 'moldbot.json'] as const;

/** Apps of others (and the official one) that carry OpenClaw inside, as their folder or bundle is called. */
export const isCarrier = (name: string): boolean =>
  /^(open-?claw|clawdbot|moltbot|clawx|qclaw|autoclaw|oneclaw)([ ._-].*)?$/i.test(name);

export interface InstallPlace {
  /** With `/` between parts, `*` for any name and `{name}` for a folder of the machine. */
  readonly pattern: string;
  readonly kind: 'npm' | 'pnpm' | 'yarn' | 'bun' | 'install-cli';
}

const npm = (...patterns: string[]): InstallPlace[] => patterns.map((pattern) => ({ pattern, kind: 'npm' }));
const pnpm = (...homes: string[]): InstallPlace[] =>
  // pnpm to version 10 has global/5/node_modules, 11 has global/v11/<hash>/node_modules (pnpm.io/global-packages).
  homes.flatMap((home) => [
    { pattern: `${home}/global/*/node_modules`, kind: 'pnpm' },
    { pattern: `${home}/global/*/*/node_modules`, kind: 'pnpm' },
  ]);

const POSIX_HOME: readonly InstallPlace[] = [
  ...npm(
    '{home}/.npm-global/lib/node_modules',
    '{home}/.local/lib/node_modules',
    '{home}/node_modules',
    '{home}/.npm/_npx/*/node_modules',
    '{NVM_DIR}/versions/node/*/lib/node_modules',
    '{home}/.nvm/versions/node/*/lib/node_modules',
    '{data}/fnm/node-versions/*/installation/lib/node_modules',
    '{home}/.fnm/node-versions/*/installation/lib/node_modules',
    '{FNM_DIR}/node-versions/*/installation/lib/node_modules',
    '{home}/.volta/tools/image/packages/*/lib/node_modules',
    '{home}/.volta/tools/image/packages/@*/*/lib/node_modules',
    '{home}/.volta/tools/image/node/*/lib/node_modules',
    '{home}/.asdf/installs/nodejs/*/lib/node_modules',
    '{home}/.asdf/installs/nodejs/*/.npm/lib/node_modules',
    '{data}/mise/installs/node/*/lib/node_modules',
    '{data}/mise/installs/npm-*/*/lib/node_modules',
    '{home}/.nodenv/versions/*/lib/node_modules',
    '{N_PREFIX}/lib/node_modules',
    '{N_PREFIX}/n/versions/node/*/lib/node_modules',
    '{home}/n/lib/node_modules',
    '{home}/n/n/versions/node/*/lib/node_modules',
    '{home}/miniconda3/lib/node_modules',
    '{home}/anaconda3/lib/node_modules',
    '{npm_config_prefix}/lib/node_modules',
    '{NPM_CONFIG_PREFIX}/lib/node_modules',
  ),
  ...pnpm('{PNPM_HOME}', '{data}/pnpm'),
  // yarn 1 keeps root's packages here whatever the home is (its src/util/user-home-dir.js).
  { pattern: '/usr/local/share/.config/yarn/global/node_modules', kind: 'yarn' },
  { pattern: '{config}/yarn/global/node_modules', kind: 'yarn' },
  { pattern: '{home}/.config/yarn/global/node_modules', kind: 'yarn' },
  { pattern: '{BUN_INSTALL}/install/global/node_modules', kind: 'bun' },
  { pattern: '{home}/.bun/install/global/node_modules', kind: 'bun' },
];

const POSIX_SYSTEM = npm(
  '/usr/lib/node_modules',
  '/usr/local/lib/node_modules',
  '/usr/local/n/versions/node/*/lib/node_modules',
  '/usr/local/*node*/lib/node_modules',
  '/opt/*/lib/node_modules',
  '/opt/*/tools/node*/lib/node_modules',
  '/opt/*/node_modules',
);

const HOME_PLACES: Readonly<Record<Platform, readonly InstallPlace[]>> = {
  linux: POSIX_HOME,
  darwin: [
    ...POSIX_HOME,
    ...npm('{home}/Library/Application Support/fnm/node-versions/*/installation/lib/node_modules'),
    ...pnpm('{home}/Library/pnpm'),
  ],
  win32: [
    ...npm(
      '{appdata}/npm/node_modules',
      '{home}/node_modules',
      '{localappdata}/npm-cache/_npx/*/node_modules',
      '{appdata}/nvm/*/node_modules',
      '{localappdata}/nvm/*/node_modules',
      '{NVM_HOME}/*/node_modules',
      '{NVM_SYMLINK}/node_modules',
      '{appdata}/fnm/node-versions/*/installation/node_modules',
      '{FNM_DIR}/node-versions/*/installation/node_modules',
      '{localappdata}/Volta/tools/image/packages/*/node_modules',
      '{localappdata}/Volta/tools/image/node/*/node_modules',
      '{home}/scoop/persist/*/bin/node_modules',
      '{home}/scoop/apps/*/current/node_modules',
      '{localappdata}/OpenClaw/deps/portable-node/node_modules',
      '{localappdata}/OpenClaw/deps/portable-node/*/node_modules',
      '{npm_config_prefix}/node_modules',
      '{NPM_CONFIG_PREFIX}/node_modules',
    ),
    ...pnpm('{PNPM_HOME}', '{localappdata}/pnpm'),
    { pattern: '{localappdata}/Yarn/Data/global/node_modules', kind: 'yarn' },
    { pattern: '{BUN_INSTALL}/install/global/node_modules', kind: 'bun' },
    { pattern: '{home}/.bun/install/global/node_modules', kind: 'bun' },
  ],
};

const SYSTEM_PLACES: Readonly<Record<Platform, readonly InstallPlace[]>> = {
  linux: [
    ...POSIX_SYSTEM,
    ...npm('/snap/node/current/lib/node_modules', '/home/linuxbrew/.linuxbrew/lib/node_modules'),
  ],
  darwin: [
    ...POSIX_SYSTEM,
    ...npm('/opt/homebrew/lib/node_modules', '/opt/local/lib/node_modules'),
    ...npm('/usr/local/Cellar/*/*/libexec/lib/node_modules'),
    ...npm('/opt/homebrew/Cellar/*/*/libexec/lib/node_modules'),
  ],
  win32: npm(
    '{ProgramFiles}/nodejs/node_modules',
    '{ProgramFiles(x86)}/nodejs/node_modules',
    '{ProgramData}/scoop/persist/*/bin/node_modules',
    '{ProgramData}/nvm/*/node_modules',
  ),
};

/**
 * Folders that hold globally installed packages, by the conventions of npm, pnpm, yarn, bun and the Node version
 * managers (each tool's own documentation), and what `install-cli.sh` makes under its prefix (OpenClaw docs,
 * install/installer): today `tools/node-v<version>/lib`, earlier `lib`.
 */
export const homePlaces = (platform: Platform): readonly InstallPlace[] => [
  ...HOME_PLACES[platform],
  ...['{home}/.openclaw', '{OPENCLAW_PREFIX}'].flatMap((prefix): InstallPlace[] => [
    { pattern: `${prefix}/tools/*/lib/node_modules`, kind: 'install-cli' },
    { pattern: `${prefix}/lib/node_modules`, kind: 'install-cli' },
  ]),
];

/** As `homePlaces`, for folders that belong to the whole computer. */
export const systemPlaces = (platform: Platform): readonly InstallPlace[] => SYSTEM_PLACES[platform];

/** Folders in which programs lie that a window's `PATH` often lacks. */
export const BIN_FOLDERS: Readonly<Record<Platform, readonly string[]>> = {
  linux: [
    '{home}/.local/bin',
    '{home}/bin',
    '{home}/.npm-global/bin',
    '{home}/.openclaw/bin',
    '{data}/pnpm',
  ].concat('{home}/.bun/bin', '{PNPM_HOME}', '{OPENCLAW_PREFIX}/bin', '/usr/local/bin', '/usr/bin'),
  darwin: ['{home}/.local/bin', '{home}/bin', '{home}/.npm-global/bin', '{home}/.openclaw/bin']
    .concat('{home}/.bun/bin', '{home}/Library/pnpm', '{PNPM_HOME}', '{OPENCLAW_PREFIX}/bin')
    .concat('/usr/local/bin', '/opt/homebrew/bin', '/opt/local/bin'),
  win32: ['{home}/.local/bin', '{appdata}/npm', '{localappdata}/pnpm', '{PNPM_HOME}', '{home}/.bun/bin'],
};

/** Folders in which people keep checkouts; on macOS none that the system guards with a question. */
export const CHECKOUT_FOLDERS: Readonly<Record<Platform, readonly string[]>> = {
  linux: ['', 'src', 'code', 'Code', 'projects', 'Projects', 'git', 'dev', 'repos', 'work', 'github'].concat(
    'Downloads',
    'Documents',
    'Desktop',
    '下载',
    '文档',
    '桌面',
  ),
  darwin: ['', 'src', 'code', 'Code', 'projects', 'Projects', 'git', 'dev', 'repos', 'work', 'Developer'],
  win32: ['', 'src', 'code', 'projects', 'git', 'dev', 'repos', 'source/repos', 'github'].concat(
    'Downloads',
    'Documents',
    'Desktop',
  ),
};

/** Folders whose children are apps. */
export const APP_FOLDERS: Readonly<Record<Platform, readonly string[]>> = {
  linux: ['/opt', '/usr/lib', '/usr/share', '/usr/local/lib', '/usr/local/share', '/snap'].concat(
    '{home}/Applications',
    '{home}/.local/opt',
    '{home}/.local/share',
    '{home}/.local/lib',
    '{config}',
  ),
  darwin: ['/Applications', '{home}/Applications', '{home}/Library/Application Support', '/opt'],
  win32: [
    '{localappdata}/Programs',
    '{localappdata}',
    '{appdata}',
    '{ProgramFiles}',
    '{ProgramFiles(x86)}',
  ].concat('{SystemDrive}/', 'D:/'),
};

/**
 * Puts the machine's folders into a pattern; null when it names one that this machine doesn't have.
 * An empty one counts as missing, so that no pattern ever starts at the root by accident.
 */
export function fillPattern(
  pattern: string,
  folders: Readonly<Record<string, string | undefined>>,
): string | null {
  let missing = false;
  const filled = pattern.replace(/\{([^{}]+)\}/g, (_whole, name: string) => {
    const value = folders[name]?.trim();
    if (!value) missing = true;
    return value ?? '';
  });
  return missing ? null : filled;
}
