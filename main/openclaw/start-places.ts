import type { Platform } from '../contract/finding';
import { SHELL_FILES } from './shell-lines';

/**
 * Files besides services that start OpenClaw or give it its variables, below a home. `*` stands for any name. Shells
 * (bash(1), zsh(1), fish(1); any other's by how such files are called), the session (environment.d(5), pam_env(8), xsession), what starts at login (XDG Autostart
 * specification), and the dump of pm2, which keeps programs running (pm2 docs, "Saving the app list").
 */
export const START_FILES = {
  shell: [
    ...SHELL_FILES.filter((file) => !file.endsWith('.ps1')),
    '.bash_aliases',
    '.bash_logout',
    '.zlogout',
    '.config/fish/conf.d/*.fish',
    '.config/fish/functions/*.fish',
    '.bashrc.d/*',
    '.zshrc.d/*',
    '.config/zsh/.zshrc',
    '.config/zsh/.zshenv',
    '.config/zsh/.zprofile',
    '.xprofile',
    '.xsessionrc',
    '.xsession',
    '.xinitrc',
    // Whatever shell it is for: ksh, mksh, csh, tcsh, and those that nobody here has heard of.
    '.*rc',
    '.*profile',
    '.*login',
    '.*env',
    '.config/*/*.sh',
    '.config/*/*.fish',
  ],
  /** Shells that are none of POSIX's kind (nushell, xonsh, elvish, PowerShell). */
  other: [
    '.config/*/*.nu',
    '.config/*/*.xsh',
    '.config/*/*.elv',
    '.config/*/*.ps1',
    '.config/nushell/autoload/*.nu',
    '.config/xonsh/rc.d/*.xsh',
    '.elvish/*.elv',
    'Library/Application Support/nushell/*.nu',
  ],
  powershell: [...SHELL_FILES.filter((file) => file.endsWith('.ps1')), 'AppData/Roaming/nushell/*.nu'],
  session: ['.config/environment.d/*.conf', '.pam_environment', '.config/plasma-workspace/env/*.sh'],
  login: ['.config/autostart/*.desktop'],
  keeper: ['.pm2/dump.pm2', '.pm2/dump.pm2.bak', '.config/supervisord.conf', 'supervisord.conf'],
} as const;

/** The same for the whole computer; on Windows there are none. */
export const SYSTEM_START_FILES: Readonly<
  Record<'shell' | 'session' | 'login' | 'schedule' | 'keeper', readonly string[]>
> = {
  shell: [
    '/etc/profile',
    '/etc/profile.d/*.sh',
    '/etc/bash.bashrc',
    '/etc/bashrc',
    '/etc/zsh/zshenv',
    '/etc/zsh/zshrc',
    '/etc/zshenv',
    '/etc/zshrc',
    '/etc/rc.local',
    '/etc/csh.*',
    '/etc/ksh.kshrc',
    '/etc/fish/config.fish',
    '/etc/fish/conf.d/*.fish',
  ],
  session: ['/etc/environment', '/etc/environment.d/*.conf'],
  login: ['/etc/xdg/autostart/*.desktop'],
  schedule: ['/etc/crontab', '/etc/cron.d/*'],
  keeper: ['/etc/supervisor/conf.d/*.conf', '/etc/supervisord.d/*.ini', '/etc/supervisord.conf'],
};

/** Whether those files say anything on a system. */
export const hasShellFiles = (platform: Platform): boolean => platform !== 'win32';

/** Whether a start file is written for a shell that is none of POSIX's kind, by how it is called. */
export const isOtherShell = (file: string): boolean => /\.(?:nu|xsh|elv|ps1)$|[\\/]\.xonshrc$/i.test(file);
