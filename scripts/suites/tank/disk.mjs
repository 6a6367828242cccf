import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bakedParts, must } from './parts.mjs';
import { debianSources } from './sources.mjs';
import { kept } from './store.mjs';

/** Beside what is essential: a kernel for virtual machines, cloud-init, ssh, and what the app puts into a tank. */
const PACKAGES = [
  'ca-certificates',
  'cloud-guest-utils',
  'cloud-init',
  'dbus',
  'e2fsprogs',
  'git',
  'initramfs-tools',
  'iproute2',
  'kmod',
  'libatomic1',
  'linux-image-cloud-amd64',
  'netbase',
  'nftables',
  'openssh-server',
  'procps',
  'sudo',
  'systemd-resolved',
  'systemd-sysv',
  'udev',
];
/** The whole disk, sparse: as large as a tank's, so that the first start has nothing to let grow. */
const DISK_GIB = 12;
const BOOT_MIB = 64;
const ROOT_AT = (1 + BOOT_MIB) * 1024 * 1024;

/**
 * A disk that starts like a cloud image (its own boot loader, cloud-init with the NoCloud source, ssh), made of Debian
 * packages alone, with Node and OpenClaw inside. Needs root, and no loop devices: every file system is written by the
 * program that makes it.
 * @returns {Promise<string>} path of a qcow2 file
 */
export async function bakedDisk() {
  const parts = await bakedParts();
  const release = /^VERSION_CODENAME=(\w+)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
  const sources = debianSources(release);
  const folder = await kept({
    name: 'disk',
    what: 'Making a disk for virtual machines from Debian packages',
    inputs: [release, sources, PACKAGES, parts, readFileSync(fileURLToPath(import.meta.url), 'utf8')],
    make: (target) => make(target, { parts, release, sources }),
  });
  return join(folder, 'disk.qcow2');
}

/** @returns {Promise<Record<string, string>>} where the disk and its parts are, for those who serve them to the app */
export async function diskVariables() {
  return { TANKMATE_TEST_DISK: await bakedDisk(), TANKMATE_TEST_PARTS: await bakedParts() };
}

async function make(target, { parts, release, sources }) {
  const scratch = join(target, 'scratch');
  const root = join(scratch, 'root');
  mkdirSync(scratch);
  const list = join(scratch, 'apt.list');
  writeFileSync(list, `${sources}\n`);
  await must('mmdebstrap', [
    '--quiet',
    '--variant=minbase',
    `--include=${PACKAGES.join(',')}`,
    // No manuals and translations (dpkg.cfg(5)).
    ...['man', 'doc', 'locale', 'info'].map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`),
    ...Object.entries(BEFORE).map(([path, text]) => writing(path, text)),
    release,
    root,
    list,
  ]);
  for (const [path, text] of Object.entries(AFTER)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  await must('systemctl', [`--root=${root}`, 'enable', 'systemd-networkd', 'systemd-resolved']);
  await must('systemctl', [`--root=${root}`, 'mask', ...IDLE]);
  // As in every cloud image: no key and no identity of the machine that made it.
  await must('sh', ['-c', 'rm -f "$1"/etc/ssh/ssh_host_* && : > "$1"/etc/machine-id', 'sh', root]);
  await must('ln', ['-sf', '../run/systemd/resolve/stub-resolv.conf', join(root, 'etc/resolv.conf')]);
  await must('cp', ['-a', join(parts, 'opt'), root]);
  await warm(root);
  await assemble(scratch, root, join(target, 'disk.qcow2'));
  rmSync(scratch, { recursive: true, force: true });
}

/**
 * Lets the gateway start once, so that what Node compiles lies where a tank's gateway looks for it: a processor that is
 * done by programs takes minutes for that, and OpenClaw gives some of its parts five seconds. Nothing else of it stays.
 */
async function warm(root) {
  // The cache is found by this file's time, of which a file system written as a whole keeps full seconds.
  const entry = '/opt/openclaw/lib/node_modules/openclaw';
  await must('touch', ['-d', '2026-01-01T00:00:00Z', join(root, entry, 'package.json')]);
  await must('unshare', [
    '--net',
    '--pid',
    '--mount-proc',
    '--fork',
    '--kill-child',
    'sh',
    '-ec',
    WARM,
    'sh',
    root,
    entry,
  ]);
}

const WARM = `root=$1 entry=$2
ip link set lo up
mount -t proc proc "$root/proc"
as() { chroot --userspec=10001:10001 "$root" env -i HOME=/tmp/warm PATH=/opt/node/bin:/usr/bin:/bin "$@"; }
install -d -o 10001 -g 10001 -m 700 "$root/home/openclaw" "$root/home/openclaw/.cache" "$root/tmp/warm"
as mkdir /tmp/warm/.openclaw
echo '{"gateway":{"mode":"local"},"discovery":{"mdns":{"mode":"off"}}}' >"$root/tmp/warm/.openclaw/openclaw.json"
chown 10001:10001 "$root/tmp/warm/.openclaw/openclaw.json"
as NODE_COMPILE_CACHE=/home/openclaw/.cache/node-compile-cache OPENCLAW_DISABLE_BONJOUR=1 OPENCLAW_NO_AUTO_UPDATE=1 \
  OPENCLAW_GATEWAY_TOKEN=${'0'.repeat(64)} \
  node "$entry/openclaw.mjs" gateway run --bind loopback --port 18789 --auth token >"$root/tmp/warm.log" 2>&1 &
healthy='fetch("http://127.0.0.1:18789/healthz").then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))'
tries=0
until as node -e "$healthy"; do
  tries=$((tries + 1))
  [ $tries -lt 120 ] || { cat "$root/tmp/warm.log" >&2; exit 1; }
  sleep 1
done
sleep 5
# It writes what it compiled when it ends: everybody here but this shell, the first one.
kill -TERM -1
tries=0
while kill -0 -1 2>/dev/null && [ $tries -lt 60 ]; do tries=$((tries + 1)); sleep 1; done
umount "$root/proc"
rm -rf "$root"/tmp/*
test -n "$(find "$root/home/openclaw/.cache" -type f | head -n 1)"`;

/** mmdebstrap's hook that writes a small file into what it makes, before packages are set up. */
function writing(path, text) {
  const data = Buffer.from(text).toString('base64');
  const script = `mkdir -p "$1/${path}/.." && echo ${data} | base64 -d > "$1/${path}" && chmod 755 "$1/${path}"`;
  return `--essential-hook=${script.replace(`/${path}/..`, `/${path.replace(/\/[^/]*$/, '')}`)}`;
}

/** Partition table, boot loader in a FAT partition (syslinux(1) writes it into a file), and the rest as ext4. */
async function assemble(scratch, root, disk) {
  const boot = join(scratch, 'boot');
  const raw = join(scratch, 'disk.raw');
  mkdirSync(boot);
  for (const [from, to] of [
    ['vmlinuz-', 'vmlinuz'],
    ['initrd.img-', 'initrd.img'],
  ]) {
    const name = readdirSync(join(root, 'boot')).find((each) => each.startsWith(from));
    cpSync(join(root, 'boot', String(name)), join(boot, to));
    rmSync(join(root, 'boot', String(name)));
  }
  writeFileSync(join(boot, 'syslinux.cfg'), SYSLINUX);
  await must('truncate', ['-s', `${DISK_GIB}G`, raw]);
  await must('sh', ['-c', `printf '%s\n' "$2" | sfdisk --quiet "$1"`, 'sh', raw, PARTITIONS]);
  const code = '/usr/lib/syslinux/mbr/mbr.bin';
  await must('dd', [`if=${code}`, `of=${raw}`, 'bs=440', 'count=1', 'conv=notrunc', 'status=none']);
  const sectors = (BOOT_MIB * 1024 * 1024) / 512;
  await must('mkfs.fat', ['-F', '16', '-n', 'BOOT', '--offset=2048', raw, String(sectors / 2)]);
  const files = ['vmlinuz', 'initrd.img', 'syslinux.cfg'].map((name) => join(boot, name));
  await must('mcopy', ['-i', `${raw}@@1M`, ...files, '::/']);
  await must('syslinux', ['-t', String(1024 * 1024), '-i', raw]);
  const size = `${(DISK_GIB * 1024 - 1 - BOOT_MIB) * 1024}k`;
  // -E lazy…: no gigabytes of zeroes.
  const features = ['-E', `offset=${ROOT_AT},lazy_itable_init=1`, '-L', 'rootfs'];
  await must('mkfs.ext4', ['-q', '-F', ...features, '-d', root, raw, size]);
  const format = ['-f', 'raw', '-O', 'qcow2', '-c', '-o', 'compression_type=zstd'];
  await must('qemu-img', ['convert', ...format, raw, disk]);
}

const PARTITIONS = `label: dos
start=2048, size=${BOOT_MIB * 2048}, type=e, bootable
start=${(1 + BOOT_MIB) * 2048}, type=83`;

const SYSLINUX = `DEFAULT linux
PROMPT 0
TIMEOUT 0
LABEL linux
  KERNEL vmlinuz
  INITRD initrd.img
  APPEND root=LABEL=rootfs ro console=ttyS0 quiet net.ifnames=0 mitigations=off
`;

/** A small first disk in memory: the drivers of QEMU's disk and card only (initramfs.conf(5)). */
const BEFORE = {
  'etc/initramfs-tools/conf.d/tank': 'MODULES=list\nCOMPRESS=gzip\nRESUME=none\n',
  'etc/initramfs-tools/hooks/tank':
    '#!/bin/sh\n[ "$1" = prereqs ] && exit 0\n. /usr/share/initramfs-tools/hook-functions\nmanual_add_modules virtio_pci virtio_blk\n',
  'etc/initramfs-tools/scripts/init-top/tank':
    '#!/bin/sh\n[ "$1" = prereqs ] && exit 0\nmodprobe -a virtio_pci virtio_blk\n',
};

const AFTER = {
  'etc/fstab': 'LABEL=rootfs / ext4 defaults,noatime 0 0\n',
  'etc/hostname': 'tank\n',
  'etc/modules-load.d/tank.conf': 'virtio_net\nvirtio_rng\n',
  // The seed medium is the only source: nothing is looked for in the network. Of the modules, those that do something.
  'etc/cloud/cloud.cfg.d/90-tank.cfg': `datasource_list: [NoCloud, None]
system_info:
  network:
    renderers: [networkd]
cloud_init_modules: [bootcmd, write-files, growpart, resizefs, set_hostname, update_hostname, update_etc_hosts, users-groups, ssh]
cloud_config_modules: [locale, set-passwords, apt-configure, ntp, timezone, runcmd]
cloud_final_modules: [package-update-upgrade-install, write-files-deferred, scripts-user, final-message]
`,
  'etc/systemd/system.conf.d/tank.conf': '[Manager]\nDefaultTimeoutStartSec=300s\n',
};

/** What only costs time here. */
const IDLE = [
  'apt-daily.timer',
  'apt-daily-upgrade.timer',
  'dpkg-db-backup.timer',
  'e2scrub_all.timer',
  'e2scrub_reap.service',
  'fstrim.timer',
  'getty@tty1.service',
  'serial-getty@ttyS0.service',
  'systemd-pstore.service',
  'cloud-init-hotplugd.socket',
];
