import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { BACK_SCRIPT, MOVE_SCRIPT } from '../../main/checks/account/move-script';
import { EXCHANGER, renameat2 } from '../system/write/exchanger';

/** Moves and undos under attack; a long run (TANKMATE_RACES_OF_SCRIPT=1000) is what was measured. */
const ROUNDS = Number(process.env.TANKMATE_RACES_OF_SCRIPT ?? 12);

/**
 * An account with OpenClaw on a computer of its own (mounts), whose every folder is exchanged with links to what is
 * root's, of the same names, while root's script moves it and takes it back. A race is won when anything of root's is
 * another afterwards, or what it says lies where somebody else can read it.
 */
const HARNESS = `
set -u
for path in /home /root /opt /run /usr/local/bin /srv; do mount -t tmpfs -o mode=755 none $path; done
mkdir $1/etc && cp -a /etc/. $1/etc && mount --bind $1/etc /etc
rm -rf /etc/systemd/system && mkdir -p /etc/systemd/system
useradd --create-home --home-dir /home/ann --shell /bin/sh ann || exit 9
u=$(id -u ann) g=$(id -g ann)
secret() { # folder
  mkdir -p -m 0700 $1/workspace $1/lib $1/bin
  for f in openclaw.json openclaw.mjs workspace/MEMORY.md lib/a.js bin/node node; do echo ROOT-SECRET > $1/$f; done
  chmod 0600 $1/*.* $1/node $1/*/*; chmod 0700 $1
}
secret /root/kept; secret /home/kept
echo ROOT-SECRET > /home/kept/hard; chmod 0600 /home/kept/hard
picture() { find /root /home/kept -exec stat -c '%n %a %u %g %i %h' {} + | sort; find /root /home/kept -type f -exec sha256sum {} + | sort; stat -c '%a %u %g' /etc/shadow /etc/passwd; }
lay() {
  rm -rf /home/ann/.openclaw* /home/ann/copy /home/ann/bin /home/ann/to-*
  mkdir -p /home/ann/.openclaw/workspace /home/ann/copy/lib /home/ann/bin
  echo '{}' > /home/ann/.openclaw/openclaw.json; echo m > /home/ann/.openclaw/workspace/MEMORY.md
  echo x > /home/ann/copy/openclaw.mjs; echo a > /home/ann/copy/lib/a.js
  printf '#!/bin/sh\\n' > /home/ann/bin/node; chmod 0755 /home/ann/bin/node
  n=0; while [ $n -lt 40 ]; do echo $n > /home/ann/.openclaw/workspace/$n; n=$((n+1)); done
  ln -s /root/kept /home/ann/to-state; ln -s /home/kept /home/ann/to-copy; ln -s /root/kept/bin /home/ann/to-bin
  ln -s /root/kept/workspace /home/ann/.openclaw/to-workspace; ln -s /root/kept/lib /home/ann/copy/to-lib
  chown -hR ann:ann /home/ann
  # As it can be where the kernel lets anybody link to any file (fs.protected_hardlinks=0).
  if [ $(($1 % 4)) = 0 ]; then ln /home/kept/hard /home/ann/.openclaw/hard; ln /home/kept/hard /home/ann/copy/hard; fi
}
h=/home/ann
state="$h/.openclaw $h/to-state" program="$h/copy $h/to-copy $h/bin $h/to-bin $h/copy/lib $h/copy/to-lib"
inside="$h/.openclaw/workspace $h/.openclaw/to-workspace"
# What the script makes beside the state folder.
beside="$h/.openclaw.tankmate-moving $h/to-state $h/.openclaw.tankmate-gone $h/to-state"
# All of it all the time; a part now and then, so that the script comes further; only what the script makes; only in undo.
attack() {
  case $(($1 % 6)) in
    0) all 300 $state $program $inside $beside ;;
    1) all 20000 $state $beside ;;
    2) all 20000 $program ;;
    3) all 20000 $inside $beside ;;
    4) all 100 $beside ;;
    5) all 300 $state $inside $beside; kill -STOP $ex ;;
  esac
}
all() { pause=$1; shift; perl -e "$PERL" -- $u $NUMBER $pause pairs "$@" > /run/exchanges & ex=$!; }
leaked() { grep -rls ROOT-SECRET /opt /home/openclaw /home/ann --devices=skip 2>/dev/null | while read -r file; do
  [ "$(stat -c %h "$file")" = 1 ] || [ "$(stat -c %a "$file")" != 600 ] && echo "$file"; done; }
exchanges=0 won=0 moved=0 back=0 stuck=0
i=0; while [ $i -lt "$ROUNDS" ]; do
  i=$((i+1)); lay $i; before=$(picture); attack $i
  set -- tankmate openclaw $h/.openclaw $h/copy $h/bin/node $u:$g openclaw-gateway.service new
  timeout -s KILL 120 /bin/sh -c "$MOVE" "$@" >/dev/null 2>&1; code=$?
  [ $code = 137 ] && stuck=$((stuck+1)); [ $code = 0 ] && moved=$((moved+1))
  kill -STOP $ex; sleep 0.02; now=$(picture); lost=$(leaked); kill -CONT $ex
  if [ "$now" != "$before" ] || [ -n "$lost" ]; then won=$((won+1)); echo "move won: $lost" >&2; fi
  # Undone while the attack goes on.
  timeout -s KILL 120 /bin/sh -c "$BACK" "$@" >/dev/null 2>&1; code=$?
  [ $code = 137 ] && stuck=$((stuck+1)); [ $code = 0 ] && back=$((back+1))
  kill -CONT $ex; kill $ex; wait $ex; exchanges=$((exchanges + $(tail -n 1 /run/exchanges)))
  now=$(picture); lost=$(leaked)
  if [ "$now" != "$before" ] || [ -n "$lost" ]; then won=$((won+1)); echo "undo won: $lost" >&2; fi
  rm -rf $h/.openclaw* $h/to-*; /bin/sh -c "$BACK" "$@" >/dev/null 2>&1
  rm -rf /root/kept /home/kept; secret /root/kept; secret /home/kept; echo ROOT-SECRET > /home/kept/hard; chmod 0600 /home/kept/hard
  rm -rf /opt/* /home/openclaw /etc/systemd/system/*; userdel openclaw 2>/dev/null
done
echo "{\\"won\\":$won,\\"moved\\":$moved,\\"back\\":$back,\\"stuck\\":$stuck,\\"exchanges\\":$exchanges}"
`;

test.runIf(process.getuid?.() === 0)(
  `an account of its own, moved and taken back ${ROUNDS} times while its folders are exchanged`,
  { timeout: 60_000 + ROUNDS * 20_000 },
  async () => {
    const top = await mkdtemp(join(tmpdir(), 'tankmate-account-races-'));
    try {
      await writeFile(join(top, 'harness'), HARNESS);
      const env = {
        PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
        MOVE: MOVE_SCRIPT,
        BACK: BACK_SCRIPT,
        PERL: EXCHANGER,
        NUMBER: String(renameat2()),
        ROUNDS: String(ROUNDS),
      };
      const words = [
        '--mount',
        '--pid',
        '--mount-proc',
        '--fork',
        '--kill-child',
        'sh',
        join(top, 'harness'),
        top,
      ];
      const { stdout, stderr } = await promisify(execFile)('unshare', words, {
        env,
        cwd: '/',
        maxBuffer: 1e8,
      });
      const came = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
      console.info(`the account’s script: ${JSON.stringify(came)} of ${ROUNDS} rounds`);
      expect(came, stderr).toMatchObject({ won: 0, stuck: 0 });
      expect(came.exchanges).toBeGreaterThan(0);
      expect(came.moved).toBeGreaterThan(0);
    } finally {
      await rm(top, { recursive: true, force: true });
    }
  },
);
