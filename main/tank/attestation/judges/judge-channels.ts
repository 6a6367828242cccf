import type { IsolationKind } from '../../../contract/tank';
import { mountsOf } from './judge-folders';
import { engineEndpoints } from './judge-reach';
import {
  type AttestationEvidence,
  receiptMessage,
  some,
  untested,
  type Verdict,
  verdict,
} from './verdict-parts';

/** Where engines wait for orders (each by its own documentation); whoever may speak there makes machines with any folder in them. */
export const ENGINE_SOCKETS = [
  '/var/run/docker.sock',
  '/run/docker.sock',
  '/run/podman/podman.sock',
  '/var/run/podman/podman.sock',
  '/run/containerd/containerd.sock',
  '/run/crio/crio.sock',
  '/run/buildkit/buildkitd.sock',
  '/run/libvirt/libvirt-sock',
  '/run/libvirt/virtqemud-sock',
  '/var/snap/lxd/common/lxd/unix.socket',
  '/var/lib/lxd/unix.socket',
  '/var/lib/incus/unix.socket',
  '/run/incus/unix.socket',
  '/run/multipass_socket',
  '/var/snap/multipass/common/multipass_socket',
  '/run/host-services/docker.proxy.sock',
  '/run/guest-services/docker.sock',
  '/run/host-services/backend.sock',
];
/** Where screens, sound and the clipboard of somebody else's session would be. */
export const SCREEN_SOCKETS = [
  '/mnt/wslg/runtime-dir/wayland-0',
  '/mnt/wslg/PulseServer',
  '/run/spice-vdagentd/spice-vdagent-sock',
  '/var/run/spice-vdagentd/spice-vdagent-sock',
  '@/tmp/.X11-unix/X0',
  '@/tmp/.X11-unix/X1',
];
/** Folders that are looked through, and what names in them. The account's own number comes in as `uid`. */
export const socketFolders = (uid: number | null) => [
  { path: '/tmp/.X11-unix', names: '^X\\d+$' },
  { path: '/mnt/wslg/.X11-unix', names: '^X\\d+$' },
  ...[...new Set([0, 1000, 1001, uid ?? 10001])].flatMap((id) => [
    { path: `/run/user/${id}`, names: '^(wayland-\\d+|docker\\.sock|pipewire-0)$' },
    { path: `/run/user/${id}/podman`, names: '^podman\\.sock$' },
    { path: `/run/user/${id}/pulse`, names: '^native$' },
  ]),
];
/** Names of listening sockets that are tried wherever they lie. */
export const SOCKET_NAMES =
  'docker|podman|containerd|crio|buildkit|libvirt|virtqemud|/lxd|incus|multipass|qemu|spice|vdagent|x11-unix|wayland';
const SCREEN = /x11-unix|wayland|wslg|spice|vdagent|pipewire|\/pulse\/|pulseserver/i;

/** Bound in from outside, wherever they lie. */
export const boundSockets = (seen: Pick<AttestationEvidence, 'inside'>): readonly string[] =>
  mountsOf(seen.inside.mounts)
    .filter(({ kind, root }) => kind === 'socket' && root !== '/')
    .map(({ at }) => at);

/** Somebody took the call, or would have another kind of it. */
const TAKEN = new Set(['connected', 'silent', 'EPROTOTYPE']);
const REFUSED = new Set(['EACCES', 'EPERM', 'ECONNREFUSED']);

function socketsOf(seen: AttestationEvidence, screens: boolean) {
  const { sockets } = seen.inside;
  const found = ('value' in sockets ? sockets.value.found : []).filter(
    ({ path }) => SCREEN.test(path) === screens,
  );
  return {
    open: found.filter(({ end }) => TAKEN.has(end)).map(({ path }) => path),
    odd: found
      .filter(({ end }) => !TAKEN.has(end) && !REFUSED.has(end))
      .map(({ path, end }) => `${path} (${end})`),
    refused: found.filter(({ end }) => REFUSED.has(end)).length,
  };
}

export function judgeSockets(seen: AttestationEvidence): Verdict {
  const { sockets, mounts } = seen.inside;
  const { open, odd, refused } = socketsOf(seen, false);
  const targets = engineEndpoints(seen);
  const interop = 'value' in sockets && sockets.value.interop === true;
  const found = [...open, ...targets.open, ...(interop ? [receiptMessage('sockets-interop')] : [])];
  if (found.length > 0) return verdict('engine-sockets', 'open', { found: some(found) });
  if ('missing' in sockets) return untested('engine-sockets', sockets.missing);
  if ('missing' in mounts) return untested('engine-sockets', mounts.missing);
  if (odd.length > 0) return untested('engine-sockets', receiptMessage('because-odd', { found: some(odd) }));
  if (sockets.value.interop === null)
    return untested('engine-sockets', receiptMessage('because-odd', { found: ['WSLInterop'] }));
  if (targets.why) return untested('engine-sockets', targets.why);
  // Fewer than were asked for: somebody dropped some of them.
  if (sockets.value.tried < ENGINE_SOCKETS.length + SCREEN_SOCKETS.length)
    return untested('engine-sockets', receiptMessage('because-malformed'));
  return verdict('engine-sockets', 'blocked', { tried: sockets.value.tried, doors: targets.tried, refused });
}

/** Names of virtio ports (spice-space.org, “SPICE for newbies”, 4.3; qemu-project.org, guest agent). */
const CLIPBOARD_CHANNEL = /spice\.0|vdagent|clipboard/i;
const FOLDER_CHANNEL = /webdav/i;

export function clipboardInside(seen: AttestationEvidence): Verdict {
  const { sockets, devices } = seen.inside;
  const { open, odd, refused } = socketsOf(seen, true);
  const channels = ('value' in devices ? devices.value.channels : []).filter((name) =>
    CLIPBOARD_CHANNEL.test(name),
  );
  const found = [...open, ...channels];
  if (found.length > 0)
    return { outcome: 'open', saw: receiptMessage('inside-clipboard-open', { found: some(found) }) };
  if ('missing' in sockets) return { outcome: 'untested', saw: sockets.missing };
  if ('missing' in devices) return { outcome: 'untested', saw: devices.missing };
  if (odd.length > 0)
    return { outcome: 'untested', saw: receiptMessage('because-odd', { found: some(odd) }) };
  return {
    outcome: 'blocked',
    saw: receiptMessage('inside-clipboard-blocked', { tried: sockets.value.tried, refused }),
  };
}

/** All that a container needs (OCI runtime specification, “Default Devices”). */
const CONTAINER_DEVICES = /^(null|zero|full|random|urandom|tty|console|ptmx|pts\/.*|core)$/;
/**
 * What leads out of a machine of its own, or to the kernel, or is somebody's ear or eye, if the account may use it. USB
 * is told by its makers: anybody may read the nodes of its hubs.
 */
const MACHINE_DEVICES =
  /^(mem|kmem|port|sd[a-z]|vd[a-z]|nvme|xvd|hd[a-z]|mmcblk|dm-|mapper\/(?!control)|loop\d|sg\d|sr\d|hidraw|video|media|snd\/|ttyUSB|ttyACM|vport|virtio-ports|nvidia|dri\/card|vfio\/\d|uinput|input\/event|cpu\/\d+\/msr|watchdog|prl_|hgfs)/;
/** Root hubs of Linux, and what QEMU, VirtualBox, VMware and Parallels make themselves (usb.ids). */
const OWN_USB = /^(1d6b|0627|46f4|80ee|0e0f|203a)$/i;

export function devicesInside(seen: AttestationEvidence): Verdict {
  const { devices } = seen.inside;
  if ('missing' in devices) return { outcome: 'untested', saw: devices.missing };
  const { all, nodes, usb, channels } = devices.value;
  const bad = nodes.filter((node) => isBad(node, seen.boundary)).map(({ path }) => `/dev/${path}`);
  const foreign =
    seen.boundary === 'container'
      ? []
      : usb.filter((vendor) => !OWN_USB.test(vendor)).map((vendor) => `USB ${vendor}`);
  const found = [...bad, ...foreign, ...channels.filter((name) => FOLDER_CHANNEL.test(name))];
  if (found.length > 0)
    return { outcome: 'open', saw: receiptMessage('inside-devices-open', { found: some(found) }) };
  if (nodes.length < all || all === 0)
    return { outcome: 'untested', saw: receiptMessage('because-devices', { read: nodes.length, all }) };
  return { outcome: 'blocked', saw: receiptMessage('inside-devices-blocked', { all }) };
}

function isBad(
  { path, block, usable }: { path: string; block: boolean; usable: boolean },
  boundary: IsolationKind,
): boolean {
  if (boundary === 'container') return !CONTAINER_DEVICES.test(path) && (usable || block);
  return usable && MACHINE_DEVICES.test(path);
}
