import type { EngineId } from '../../contract/tank';
import type { EngineFacts } from '../../probes/engines';

/** One command that puts an engine's program on this computer. */
export interface EngineInstall {
  readonly program: string;
  readonly args: readonly string[];
  readonly admin: boolean;
  /** What it downloads, about. */
  readonly megabytes: number;
}

type Packages = Readonly<Record<'x64' | 'arm64', readonly string[]>>;
const both = (...names: string[]): Packages => ({ x64: names, arm64: names });

interface Manager {
  readonly tool: string;
  /** Comes before the packages' names; asks nothing. */
  readonly args: readonly string[];
  readonly packages: Readonly<Partial<Record<EngineId, Packages>>>;
}

/** By package manager: names as in the distributions' own package lists (Debian 12, Fedora 42, Arch, openSUSE). */
const MANAGERS: readonly Manager[] = [
  {
    tool: 'apt-get',
    args: ['install', '-y', '--no-install-recommends'],
    packages: {
      qemu: {
        x64: ['qemu-system-x86', 'qemu-utils', 'openssh-client'],
        arm64: ['qemu-system-arm', 'qemu-efi-aarch64', 'qemu-utils', 'openssh-client'],
      },
      podman: both('podman', 'uidmap', 'slirp4netns', 'fuse-overlayfs'),
    },
  },
  {
    tool: 'dnf',
    args: ['install', '-y'],
    packages: {
      qemu: {
        x64: ['qemu-system-x86-core', 'qemu-img', 'openssh-clients'],
        arm64: ['qemu-system-aarch64-core', 'edk2-aarch64', 'qemu-img', 'openssh-clients'],
      },
      podman: both('podman'),
    },
  },
  {
    tool: 'pacman',
    args: ['-S', '--noconfirm', '--needed'],
    packages: { qemu: both('qemu-base', 'openssh'), podman: both('podman', 'fuse-overlayfs') },
  },
  {
    tool: 'zypper',
    args: ['--non-interactive', 'install'],
    packages: {
      qemu: {
        x64: ['qemu-x86', 'qemu-tools', 'openssh-clients'],
        arm64: ['qemu-arm', 'qemu-uefi-aarch64', 'qemu-tools', 'openssh-clients'],
      },
      podman: both('podman'),
    },
  },
];
/** Debian's archives of both with what they need, measured on Debian 12: 38 MB together. */
const MEGABYTES: Readonly<Partial<Record<EngineId, number>>> = { qemu: 30, podman: 40 };

/** The command for this Linux; null where none of the package managers that we know is there. */
export function linuxInstall(
  engine: EngineId,
  { tools, architecture }: Pick<EngineFacts, 'tools' | 'architecture'>,
): EngineInstall | null {
  const manager = MANAGERS.find(({ tool }) => tools.includes(tool));
  const packages = architecture && manager?.packages[engine]?.[architecture];
  if (!manager || !packages) return null;
  return {
    program: manager.tool,
    args: [...manager.args, ...packages],
    admin: true,
    megabytes: MEGABYTES[engine] ?? 50,
  };
}
