import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Programs that the scripts use and that really run; each call can be the one at which all is cut off. */
const CUTTABLE =
  'apt-get chmod chown cp groupadd install ln mkdir mv nft npm rm sed sync systemctl tar useradd'.split(' ');

/** Marks the place for what a test says of a stand-in: every call is written down, one line each. */
const NOTE = `echo "$(basename "$0") $*" >>$T/said\n`;

/** What this computer's own programs can't do in a scratch system, or must not. */
const STAND_INS: Readonly<Record<string, string>> = {
  // One account only is known in here, so nothing can be given to another.
  chown: NOTE,
  // To the disk of this computer, and what else waits for it.
  sync: NOTE,
  install: `${NOTE}
for each; do shift; case $each in -o | -g) skip=1 ;; *) [ "\${skip-}" ] || set -- "$@" "$each"; skip= ;; esac; done
exec /usr/bin/install "$@"`,
  setpriv: `${NOTE}while [ "$1" != -- ]; do shift; done; shift; exec "$@"`,
  groupadd: `${NOTE}grep -q '^openclaw:' /etc/group || echo openclaw:x:10001: >>/etc/group`,
  useradd: `${NOTE}echo openclaw:x:10001:10001::/home/openclaw:/usr/sbin/nologin >>/etc/passwd; mkdir -p /home/openclaw`,
  'dpkg-query': 'for each; do :; done; grep -qx "$each" $T/packages && printf installed',
  dpkg: NOTE,
  'apt-get': `${NOTE}case " $* " in
*' install '*) [ ! -e $T/no-network ] || { echo 'no network' >&2; exit 100; }
  for each; do case $each in -* | install | *=*) ;; *) echo "$each" >>$T/packages ;; esac; done ;; esac`,
  systemctl: `${NOTE}case $1 in
is-active) [ "$2" = --quiet ] && exit 3; cat $T/gateway 2>/dev/null || { echo inactive; exit 3; } ;;
is-enabled) cat $T/enabled-$2 2>/dev/null || { echo disabled; exit 1; } ;;
enable) echo enabled >$T/enabled-$2 ;;
restart) case $2 in nftables.service) [ ! -x $T/real-nft ] || /usr/sbin/nft -f /etc/nftables.conf ;; *) echo active >$T/gateway ;; esac ;;
esac`,
  nft: `${NOTE}[ ! -x $T/real-nft ] || exec /usr/sbin/nft "$@"
case "$*" in *list*) [ -e /etc/nftables.conf ] || exit 1; cat /etc/nftables.conf ;; '-f -') cat >$T/loaded ;; esac`,
  'systemd-detect-virt': 'cat $T/virt 2>/dev/null || { echo none; exit 1; }',
  'cloud-init': `${NOTE}cat $T/cloud-init; exit "$(cat $T/cloud-code 2>/dev/null || echo 0)"`,
};

/** A scratch system over this computer's programs: own /etc, /opt, /home, /run and /var/lib, all gone afterwards. */
const PRELUDE = `
for each in opt home run usr/local/lib var/lib var/cache root; do mkdir -p "$T/fresh/$each"; mount -t tmpfs tmpfs "/$each"; done
mkdir -p "$T/etc"; mount -t tmpfs tmpfs "$T/etc"; mkdir -p "$T/etc/systemd/system"
for each in passwd group nsswitch.conf ld.so.cache ld.so.conf hosts resolv.conf; do
  [ ! -e /etc/$each ] || cp -a /etc/$each "$T/etc/" 2>/dev/null || cp -r /etc/$each "$T/etc/"
done
grep -v '^openclaw:' /etc/passwd >"$T/etc/passwd"; grep -v '^openclaw:' /etc/group >"$T/etc/group"
mount --bind "$T/etc" /etc
mkdir -p /run/systemd/system
: >$T/said; : >$T/packages
export PATH="$T/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# run SCRIPT ARGUMENTS: as the app does it, in a group of its own so that a cut ends all of it.
run() { file=$1; shift; INSIDE=1 setsid -w /bin/sh -s -- "$@" <"$file"; }
`;

/** Every program that can be cut counts itself, and at the chosen count ends the whole script before its work. */
const cutter = (name: string) => `#!/bin/sh
if [ "\${INSIDE-}" ] && [ -e $T/cutting ]; then
  echo x >>$T/count
  at=$(wc -l <$T/count)
  read -r when <$T/cutting
  if [ "$at" = "$when" ]; then kill -9 0; fi
fi
exec $T/stand-ins/${name} "$@"
`;

export interface Scratch {
  /** Runs shell text in the scratch system; `$T` is a folder of its own, `run FILE ARGUMENTS…` runs a script as the app does. */
  run(
    text: string,
    files?: Readonly<Record<string, string | Uint8Array>>,
  ): { code: number | null; out: string; err: string };
  remove(): void;
}

/** Makes one. `network`: with an empty network of its own and the real nft. */
export function scratch({ network = false } = {}): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'tank-inside-'));
  const write = (name: string, text: string | Uint8Array) => {
    const file = join(folder, name);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
    chmodSync(file, 0o755);
  };
  for (const [name, text] of Object.entries(STAND_INS)) write(`stand-ins/${name}`, `#!/bin/sh\n${text}\n`);
  for (const name of CUTTABLE) {
    if (!(name in STAND_INS)) write(`stand-ins/${name}`, `#!/bin/sh\nexec /usr/bin/${name} "$@"\n`);
    write(`bin/${name}`, cutter(name));
  }
  for (const name of ['setpriv', 'dpkg-query', 'dpkg', 'systemd-detect-virt', 'cloud-init'])
    write(`bin/${name}`, `#!/bin/sh\nexec $T/stand-ins/${name} "$@"\n`);
  if (network) write('real-nft', '');
  return {
    run(text, files = {}) {
      for (const [name, content] of Object.entries(files)) write(name, content);
      const args = ['-rm', ...(network ? ['-n'] : []), '/bin/sh', '-eu', '-c', PRELUDE + text];
      // A session of its own, so that no cut reaches the tests themselves.
      const { status, stdout, stderr } = spawnSync('setsid', ['-w', 'unshare', ...args], {
        encoding: 'utf8',
        env: { T: folder, PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
        timeout: 100_000,
      });
      return { code: status, out: stdout, err: stderr };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
