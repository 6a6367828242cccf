import type { Platform } from '../../../contract/finding';
import type { Install } from '../../ways/install';

/**
 * winget's package and Homebrew's cask (both named by virtualbox.org's own installer), and Debian's and Ubuntu's package
 * where it is. Each asks for an administrator; on an Intel Mac the system's settings ask once more, with Secure Boot on
 * Linux a key is enrolled at the next start (VirtualBox manual, "Installation details"). Sizes: of 7.1, about.
 */
export const installs: Partial<Record<Platform, Install>> = {
  win32: {
    program: 'winget',
    args: [
      ...['install', '--exact', '--id', 'Oracle.VirtualBox', '--source', 'winget'],
      ...['--silent', '--accept-package-agreements', '--accept-source-agreements'],
    ],
    admin: true,
    megabytes: 120,
  },
  darwin: { program: 'brew', args: ['install', '--cask', 'virtualbox'], admin: true, megabytes: 130 },
  linux: { program: 'apt-get', args: ['install', '-y', 'virtualbox'], admin: true, megabytes: 110 },
};
