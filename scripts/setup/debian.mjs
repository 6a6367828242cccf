import { existsSync } from 'node:fs';
import { hear } from './run.mjs';
import { say, saying, Told } from './say.mjs';

/** What Electron's window needs on Debian (the package's own dependency list in electron-builder, plus sound). */
export const FOR_THE_APP = [
  'libasound2',
  'libatspi2.0-0',
  'libgbm1',
  'libgtk-3-0',
  'libnotify4',
  'libnss3',
  'libsecret-1-0',
  'libxss1',
  'libxtst6',
  'xdg-utils',
];

/**
 * What the tests need beside that: browser, display, message bus, Chinese letters, Wine and a compiler for what it lacks,
 * a reader of Apple's property lists and one of shell, one that hears what a program opens, a maker of .rpm;
 * and for tanks: cloud-init’s schema, a reader of discs, a firewall, ssh’s key maker, QEMU, and what makes a disk for it.
 */
export const FOR_THE_TESTS = [
  ...FOR_THE_APP,
  'acl',
  'attr',
  'catatonit',
  'chromium-headless-shell',
  'curl',
  'cloud-init',
  'dbus',
  'desktop-file-utils',
  'dosfstools',
  'fdisk',
  'fonts-noto-cjk',
  'gcc-mingw-w64-x86-64-win32',
  'genisoimage',
  'iproute2',
  'libplist-utils',
  'mmdebstrap',
  'mtools',
  'nftables',
  'openssh-client',
  'podman',
  'procps',
  'qemu-system-x86',
  'qemu-utils',
  'rpm',
  'runc',
  'shellcheck',
  'slirp4netns',
  'strace',
  'syslinux',
  'syslinux-common',
  'uidmap',
  'wine64',
  'xauth',
  'xvfb',
];

/**
 * Tells which packages are not there, by dpkg's own words; a package that stands in for another counts
 * (Debian 13 and Ubuntu 24.04 have libgtk-3-0t64, which provides libgtk-3-0).
 * @param {string[]} wanted
 * @param {string} listing of `dpkg-query -W -f '${Package}\t${db:Status-Status}\t${Provides}\n'`
 * @returns {string[]} those missing, in the order given
 */
export function missingPackages(wanted, listing) {
  const there = new Set();
  for (const line of listing.split('\n')) {
    const [name, status, provides = ''] = line.split('\t');
    if (status !== 'installed') continue;
    there.add(name);
    for (const other of provides.split(',')) there.add(other.trim().split(' ')[0]);
  }
  return wanted.filter((name) => !there.has(name));
}

/**
 * Sees to it that Debian packages are there: installs those missing when this is root, else says what to type.
 * On a system without dpkg nothing is looked at.
 * @param {string[]} wanted
 * @param {string} why a few words on what needs them
 * @returns {Promise<boolean>} whether all are there now (or it cannot be told)
 */
export async function ensureDebianPackages(wanted, why) {
  if (!existsSync('/usr/bin/dpkg-query')) return true;
  const missing = await lookForMissing(wanted);
  if (missing.length === 0) return true;
  if (process.getuid() !== 0) {
    say(`${why} needs Debian packages that are not there. Type this, then start again:`);
    say(`  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`);
    return false;
  }
  await saying(`Installing what ${why.toLowerCase()} needs from Debian: ${missing.join(' ')}`, async () => {
    // An update that fails (one dead source among many) does not matter as long as the packages can be had.
    const update = await apt(['update']);
    const install = await apt(['install', '-y', '--no-install-recommends', ...missing]);
    if (install.code !== 0) {
      say(update.code === 0 ? install.all : update.all + install.all);
      throw new Told('apt-get could not install them; what it said is above.');
    }
  });
  return true;
}

async function lookForMissing(wanted) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
  const format = '${Package}\\t${db:Status-Status}\\t${Provides}\\n';
  const { out } = await hear('dpkg-query', ['-W', '-f', format]);
  return missingPackages(wanted, out);
}

function apt(args) {
  // Another apt may be at work: wait for it rather than fail.
  return hear('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
