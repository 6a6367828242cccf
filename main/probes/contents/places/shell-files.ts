import type { Platform } from '../../../contract/finding';

const UNIX = (
  '.bashrc .bash_profile .bash_login .bash_aliases .bash_logout .profile .zshrc .zprofile .zshenv .zlogin .zsh_aliases .kshrc .mkshrc ' +
  '.cshrc .tcshrc .login .xonshrc .config/xonsh/rc.xsh .inputrc .xprofile .xsessionrc .pam_environment .env .envrc .aliases .exports ' +
  '.config/fish/config.fish .config/fish/fish_variables .config/nushell/env.nu .config/nushell/config.nu .config/elvish/rc.elv ' +
  '.config/powershell/profile.ps1 .config/powershell/Microsoft.PowerShell_profile.ps1 .config/zsh/.zshrc .config/zsh/.zshenv'
).split(' ');

const WINDOWS = ['Documents', 'OneDrive/Documents'].flatMap((documents) =>
  ['PowerShell', 'WindowsPowerShell'].flatMap((shell) =>
    ['Microsoft.PowerShell_profile.ps1', 'profile.ps1'].map((file) => `${documents}/${shell}/${file}`),
  ),
);

/**
 * What shells and sessions read at their start, by the home folder: bash(1), zsh(1), fish(1), tcsh(1), ksh(1), xonsh and
 * nushell by their documentation, about_Profiles of PowerShell, pam_env(8).
 */
export const SHELL_START_FILES: Readonly<Record<Platform, readonly string[]>> = {
  linux: UNIX,
  darwin: UNIX,
  win32: [...WINDOWS, '.bashrc', '.bash_profile', '.profile', '.env'],
};

/** Folders of such files: every file in them is read. */
export const SHELL_START_FOLDERS = [
  '.config/fish/conf.d',
  '.bashrc.d',
  '.zshrc.d',
  '.profile.d',
  '.oh-my-zsh/custom',
  '.config/environment.d',
];

/** Commands that were typed, which shells write down. */
export const HISTORY_FILES = [
  '.bash_history',
  '.zsh_history',
  '.histfile',
  '.local/share/fish/fish_history',
  '.config/nushell/history.txt',
  '.python_history',
  '.node_repl_history',
  '.psql_history',
  '.mysql_history',
  '.local/share/powershell/PSReadLine/ConsoleHost_history.txt',
  'AppData/Roaming/Microsoft/Windows/PowerShell/PSReadLine/ConsoleHost_history.txt',
];
