import type { Platform } from '../../../contract/finding';
import type { Install } from '../../ways/install';

/**
 * WSL without a distribution (learn.microsoft.com/windows/wsl/install and basic-commands, "--no-distribution"). It asks for
 * an administrator, and Windows starts anew when its Virtual Machine Platform was off. Size: of WSL 2.6, about.
 */
export const installs: Partial<Record<Platform, Install>> = {
  win32: { program: 'wsl', args: ['--install', '--no-distribution'], admin: true, megabytes: 240 },
};
