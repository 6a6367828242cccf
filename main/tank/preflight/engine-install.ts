import type { Platform } from '../../contract/finding';
import type { EngineId } from '../../contract/tank';
import type { EngineFacts } from '../../probes/engines';
import { type EngineInstall, linuxInstall } from './linux-packages';

export type { EngineInstall } from './linux-packages';

export const KNOWN_INSTALLS: Readonly<Partial<Record<EngineId, Partial<Record<Platform, EngineInstall>>>>> = {
  /**
   * Part of Windows Pro, Enterprise and Education: switched on by DISM, nothing is downloaded, and Windows starts anew before
   * it works (learn.microsoft.com/virtualization/hyper-v-on-windows/quick-start/enable-hyper-v).
   */
  hyperv: {
    win32: {
      program: 'dism',
      args: ['/Online', '/Enable-Feature', '/All', '/FeatureName:Microsoft-Hyper-V', '/NoRestart', '/Quiet'],
      admin: true,
      megabytes: 0,
    },
  },
  /**
   * Homebrew's formula (lima-vm.io/docs/installation): Lima with its QEMU-free driver for macOS. Homebrew itself refuses
   * to be run by an administrator's account elevated, so none is needed. Sizes: Lima's archives of 2026, about.
   */
  lima: {
    darwin: { program: 'brew', args: ['install', 'lima'], admin: false, megabytes: 40 },
    linux: { program: 'brew', args: ['install', 'lima'], admin: false, megabytes: 40 },
  },
  /**
   * documentation.ubuntu.com/multipass, how-to-guides/install-multipass: Homebrew's cask, the snap, and its package for
   * winget. Each asks for an administrator. Sizes: of its 1.16 packages, about.
   */
  multipass: {
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
  },
  /**
   * winget's package and Homebrew's cask (both named by virtualbox.org's own installer), and Debian's and Ubuntu's package
   * where it is. Each asks for an administrator; on an Intel Mac the system's settings ask once more, with Secure Boot on
   * Linux a key is enrolled at the next start (VirtualBox manual, "Installation details"). Sizes: of 7.1, about.
   */
  virtualbox: {
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
  },
  /**
   * WSL without a distribution (learn.microsoft.com/windows/wsl/install and basic-commands, "--no-distribution"). It asks for
   * an administrator, and Windows starts anew when its Virtual Machine Platform was off. Size: of WSL 2.6, about.
   */
  wsl: {
    win32: { program: 'wsl', args: ['--install', '--no-distribution'], admin: true, megabytes: 240 },
  },
};
/** Parts of Windows itself. */
const ALWAYS_THERE = ['dism', 'wsl'];

/** The command that puts an engine here; null where it is done by hand. Needs nothing that isn't there. */
export function installOf(engine: EngineId, platform: Platform, facts: EngineFacts): EngineInstall | null {
  if (platform === 'linux') return linuxInstall(engine, facts);
  const install = KNOWN_INSTALLS[engine]?.[platform];
  return install && [...ALWAYS_THERE, ...facts.tools].includes(install.program) ? install : null;
}
