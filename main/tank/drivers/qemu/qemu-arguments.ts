import { DISK, PID_FILE, SANDBOX, SEED, SOCKET } from '../../../isolation/qemu-tank-files';
import type { TankPlan } from '../../model/types';

export const PROGRAM = { x64: 'qemu-system-x86_64', arm64: 'qemu-system-aarch64' } as const;

/** UEFI for arm64 machines, where Debian, Fedora and Arch put it. On x64 QEMU's own SeaBIOS starts the disk. */
export const FIRMWARE = [
  '/usr/share/qemu-efi-aarch64/QEMU_EFI.fd',
  '/usr/share/edk2/aarch64/QEMU_EFI.fd',
  '/usr/share/edk2-armvirt/aarch64/QEMU_EFI.fd',
] as const;

export const machineName = ({ name }: Pick<TankPlan, 'name'>): string => `tankmate-${name}`;

export interface Chosen {
  readonly acceleration: 'kvm' | 'tcg';
  /** Port of ssh on 127.0.0.1. */
  readonly ssh: number;
  /** Whether the medium with the first instructions is put in. */
  readonly seed: boolean;
  /** Path of the UEFI, for arm64 only. */
  readonly firmware?: string;
}

/**
 * The processor that programs make up, with what software expects today (x86-64-v2) and no more: what a real one does
 * best costs most here, and AVX made a first start a sixth longer. Its maker is AMD, for whose processors Linux needn't
 * keep its page tables apart from those of programs, which would empty the emulator's at every call.
 */
const EMULATED = 'Opteron_G3,-misalignsse,+ssse3,+sse4.1,+sse4.2';

/**
 * All that QEMU is told (qemu(1)). Nothing comes by default: no screen, no USB, no sound, no clipboard, no folder of
 * this computer; one disk, one card whose only way in is ssh on 127.0.0.1. The console's last words stay in memory.
 */
export function qemuArguments(
  plan: Pick<TankPlan, 'name' | 'architecture' | 'limits'>,
  { acceleration, ssh, seed, firmware }: Chosen,
): readonly string[] {
  const { memoryMiB, processors } = plan.limits;
  const kvm = acceleration === 'kvm';
  const arm = plan.architecture === 'arm64';
  return [
    ...['-name', machineName(plan)],
    ...['-machine', arm ? 'virt,dump-guest-core=off' : 'q35,usb=off,vmport=off,dump-guest-core=off'],
    ...['-accel', kvm ? 'kvm' : 'tcg,thread=multi,tb-size=512'],
    ...['-cpu', kvm ? 'host' : arm ? 'max' : EMULATED],
    ...['-smp', String(processors), '-m', String(memoryMiB)],
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-sandbox', SANDBOX],
    ...(firmware ? ['-bios', firmware] : []),
    '-blockdev',
    `driver=qcow2,node-name=disk,discard=unmap,file.driver=file,file.filename=${DISK},file.discard=unmap`,
    ...['-device', 'virtio-blk-pci,drive=disk,bootindex=0'],
    ...(seed
      ? [
          ...['-blockdev', `driver=raw,node-name=seed,read-only=on,file.driver=file,file.filename=${SEED}`],
          ...['-device', 'virtio-blk-pci,drive=seed'],
        ]
      : []),
    ...['-netdev', `user,id=net,ipv6=off,hostfwd=tcp:127.0.0.1:${ssh}-:22`],
    ...['-device', 'virtio-net-pci,netdev=net,romfile='],
    ...['-device', 'virtio-rng-pci'],
    // Memory that the inside frees comes back to this computer.
    ...['-device', 'virtio-balloon-pci,free-page-reporting=on'],
    ...['-chardev', 'ringbuf,id=console,size=65536', '-serial', 'chardev:console'],
    ...['-qmp', `unix:${SOCKET},server=on,wait=off`, '-pidfile', PID_FILE],
  ];
}
