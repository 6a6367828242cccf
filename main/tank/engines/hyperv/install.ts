import type { Platform } from '../../../contract/finding';
import type { Install } from '../../ways/install';

/**
 * Part of Windows Pro, Enterprise and Education: switched on by DISM, nothing is downloaded, and Windows starts anew before
 * it works (learn.microsoft.com/virtualization/hyper-v-on-windows/quick-start/enable-hyper-v).
 */
export const installs: Partial<Record<Platform, Install>> = {
  win32: {
    program: 'dism',
    args: ['/Online', '/Enable-Feature', '/All', '/FeatureName:Microsoft-Hyper-V', '/NoRestart', '/Quiet'],
    admin: true,
    megabytes: 0,
  },
};
