/** Files of the tank's folder, which QEMU runs in: short names, since a socket's path has at most 107 bytes (unix(7)). */
export const DISK = 'disk.qcow2';
export const SEED = 'seed.iso';
export const SOCKET = 'qmp.sock';
export const PID_FILE = 'qemu.pid';

/** QEMU's own walls around itself (qemu(1), -sandbox): no other program, no more rights than it began with. */
export const SANDBOX = 'on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny';
