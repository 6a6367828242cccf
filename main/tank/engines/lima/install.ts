import type { Platform } from '../../../contract/finding';
import type { Install } from '../../ways/install';

/**
 * Homebrew's formula (lima-vm.io/docs/installation): Lima with its QEMU-free driver for macOS. Homebrew itself refuses
 * to be run by an administrator's account elevated, so none is needed. Sizes: Lima's archives of 2026, about.
 */
export const installs: Partial<Record<Platform, Install>> = {
  darwin: { program: 'brew', args: ['install', 'lima'], admin: false, megabytes: 40 },
  linux: { program: 'brew', args: ['install', 'lima'], admin: false, megabytes: 40 },
};
