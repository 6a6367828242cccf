import type { Messages } from '../../i18n/messages';

const en = {
  'tank.qemu-now-disk': 'Giving the tank a disk of its own',
  'tank.qemu-missing': 'The program {program} is missing. It comes with QEMU.',
  'tank.qemu-no-firmware':
    'QEMU’s start-up program for this kind of processor is missing. In Debian and Ubuntu it is the package qemu-efi-aarch64.',
  'tank.qemu-disk-full': 'The disk of this computer is full. Make room, then go on.',
  'tank.qemu-disk-failed': 'QEMU could not work on the tank’s disk.',
  'tank.qemu-no-start': 'QEMU did not start the tank. What it said is in the log.',
  'tank.qemu-no-stop': 'The tank could not be stopped. Restart this computer to stop it.',
  'tank.qemu-no-snapshot': 'The tank was never kept under the name {name}.',
} as const;

/** Words of the engine QEMU. */
export const qemuMessages = {
  en,
  'zh-CN': {
    'tank.qemu-now-disk': '正在给鱼缸一块自己的磁盘',
    'tank.qemu-missing': '缺少程序 {program}，它随 QEMU 一起安装。',
    'tank.qemu-no-firmware':
      '缺少 QEMU 在这种处理器上开机要用的程序。在 Debian 和 Ubuntu 里，它在软件包 qemu-efi-aarch64 里。',
    'tank.qemu-disk-full': '这台电脑的磁盘满了。腾出空间，再接着来。',
    'tank.qemu-disk-failed': 'QEMU 没能处理鱼缸的磁盘。',
    'tank.qemu-no-start': 'QEMU 没能启动鱼缸，它说的话在日志里。',
    'tank.qemu-no-stop': '鱼缸停不下来。重启这台电脑，它就停了。',
    'tank.qemu-no-snapshot': '鱼缸没有以 {name} 为名保存过。',
  },
} satisfies Messages<typeof en>;
