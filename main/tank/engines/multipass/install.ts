import type { Platform } from '../../../contract/finding';
import type { Install } from '../../ways/install';

/**
 * documentation.ubuntu.com/multipass, how-to-guides/install-multipass: Homebrew's cask, the snap, and its package for
 * winget. Each asks for an administrator. Sizes: of its 1.16 packages, about.
 */
export const installs: Partial<Record<Platform, Install>> = {
  win32: {
    program: 'winget',
    args: [
      ...['install', '--exact', '--id', 'Canonical.Multipass', '--source', 'winget'],
      ...['--silent', '--accept-package-agreements', '--accept-source-agreements'],
    ],
    admin: true,
    megabytes: 60,
  },
  darwin: { program: 'brew', args: ['install', '--cask', 'multipass'], admin: true, megabytes: 180 },
  linux: { program: 'snap', args: ['install', 'multipass'], admin: true, megabytes: 230 },
};
