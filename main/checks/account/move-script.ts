/** What the account's move is told, in the order of the script's arguments. */
export interface AccountMove {
  /** Name of the account that is made. */
  readonly account: string;
  /** State folder as it lies now. */
  readonly stateDir: string;
  /** Package folder of the copy that it runs. */
  readonly copy: string;
  /** The Node program that runs it. */
  readonly node: string;
  /** `user:group` in numbers, whose the state folder is now. */
  readonly owner: string;
  /** The system's own unit that is to start under the account; null: a new one is made. */
  readonly unit: string | null;
}

const UNIT = 'openclaw-gateway.service';

export const moveArguments = ({
  account,
  stateDir,
  copy,
  node,
  owner,
  unit,
}: AccountMove): readonly string[] => [
  account,
  stateDir,
  copy,
  node,
  owner,
  unit ?? UNIT,
  unit === null ? 'new' : 'old',
];

/**
 * Names what both scripts work on. Only folders that root alone can write into are on the PATH; nothing in the account's
 * reach is ever run. The mark tells that the account and its folders were made here, so undo takes away nothing else.
 *
 * Root itself follows no name in a folder of somebody else's: what lies there could be another thing by the time it
 * gets there. The user's folders are read, written and cleared by the user (as_user), the new account's by that
 * account (as_account), and what goes from one to the other goes through a pipe between the two, as an archive (tar(1)).
 * So nobody is led to anything that they couldn't reach themselves, and nothing is ever given away by name.
 */
const NAMES = `set -eu
cd /
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
umask 022
account=$1 state=$2 copy=$3 node=$4 owner=$5 unit=$6 kind=$7
uid=\${owner%%:*} gid=\${owner#*:}
home=/home/$account
place=/opt/$account
mark=$place/.made-by-tankmate
new=$home/.openclaw
if [ "$kind" = new ]; then file=/etc/systemd/system/$unit
else file=/etc/systemd/system/$unit.d/50-tankmate-account.conf; fi
manager() { if command -v systemctl >/dev/null && [ -d /run/systemd/system ]; then systemctl "$@"; fi; }
limited() { timeout -s KILL 240 env -i PATH="$PATH" "$@"; }
as_user() { limited setpriv --reuid="$uid" --regid="$gid" --init-groups -- "$@"; }
as_account() { limited setpriv --reuid="$account" --regid="$account" --clear-groups -- "$@"; }
# carry READER FROM WRITER TO WHAT: both have to say that they are done, however they end. The reader gets no hold of the
# folder in which this script stands.
carry() {
  said=$({
    { cd / && "$1" tar -C "$2" -c -f - --format=posix --acls --xattrs $links -- "$5" 3>&- && echo read >&3; } |
      { "$3" tar -C "$4" -x -p -f - --no-same-owner --acls --xattrs 3>&- && echo written >&3; }
  } 3>&1 >/dev/null)
  case $said in *read*written* | *written*read*) ;; *) return 1 ;; esac
}
links=
case " $(id -G "$uid") " in
  *" $gid "*) ;;
  *) echo "the account $owner is not known here" >&2; exit 4 ;;
esac
`;

/**
 * Idempotent from any point of the move: what was made goes, the state folder goes back to where and whose it was.
 * What the account still runs is ended first: userdel(8) refuses while it runs something.
 */
const BACK = `back() {
  rm -rf "$place.tankmate-making"
  [ -e "$mark" ] || return 0
  manager stop "$unit" || true
  if [ "$kind" = new ]; then manager disable "$unit" || true; fi
  if id "$account" >/dev/null 2>&1 && pkill -KILL -u "$account"; then sleep 1; fi
  rm -f "$file"
  if [ "$kind" = old ]; then rmdir "$file.d" "\${file%/*}" 2>/dev/null || true; fi
  manager daemon-reload || true
  as_user rm -rf -- "$state.tankmate-moving"
  if [ -d "$new" ] && ! as_user test -e "$state"; then
    as_user mkdir -m 0700 -- "$state.tankmate-moving"
    carry as_account "$new" as_user "$state.tankmate-moving" .
    as_user mv -T -- "$state.tankmate-moving" "$state"
  fi
  as_user rm -rf -- "$state.tankmate-gone"
  if id "$account" >/dev/null 2>&1; then userdel "$account"; fi
  rm -rf "$home"
  if [ "$kind" = old ]; then manager start "$unit" || true; fi
  rm -rf "$place"
}
`;

/**
 * The move, as one script for one question of the system's: an account without a login and in no group but its own, the
 * program beside it and closed to it, the state folder handed over, a unit that starts it (systemd.exec(5)). It takes
 * itself back when any step fails. The state goes over whole before the old one goes: a cut leaves one of both whole.
 * The program is unpacked by the new account, which runs nothing else yet, behind a folder that only root may enter: so
 * nobody can change it while it becomes root's.
 */
export const MOVE_SCRIPT = `${NAMES}${BACK}
if id "$account" >/dev/null 2>&1 || [ -e "$home" ] || [ -e "$place" ]; then
  echo "the account or its folders are there already" >&2; exit 3
fi
as_user test -d "$state" -a ! -L "$state" -a -d "$copy" -a -x "$node"
trap 'back' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$place.tankmate-making"
: > "$place.tankmate-making/.made-by-tankmate"
chmod 0755 "$place.tankmate-making"
mv -T "$place.tankmate-making" "$place"
useradd --system --user-group --no-create-home --home-dir "$home" --shell /usr/sbin/nologin "$account"
mkdir -m 0700 "$home"
chown "$account:$account" "$home"
mkdir -p -m 0755 "$place/bin" "$place/lib/node_modules"
mkdir -m 0700 "$place/closed"
mkdir "$place/closed/in" "$place/closed/in/openclaw"
chown "$account:$account" "$place/closed/in" "$place/closed/in/openclaw"
cd "$place/closed/in"
links=--hard-dereference
carry as_user "$copy" as_account openclaw .
carry as_user "\${node%/*}" as_account . "\${node##*/}"
links=
cd /
strange=$(find "$place/closed/in" -xdev ! -user "$account" -o ! -type d ! -type f ! -type l -o -type f -links +1)
[ -z "$strange" ] && [ -d "$place/closed/in/openclaw" ] && [ ! -L "$place/closed/in/openclaw" ]
[ -f "$place/closed/in/\${node##*/}" ] && [ ! -L "$place/closed/in/\${node##*/}" ]
chown -R -h root:root "$place/closed/in"
chmod -R u-s,g-s,go-w,a+rX "$place/closed/in"
mv -T "$place/closed/in/openclaw" "$place/lib/node_modules/openclaw"
mv -T "$place/closed/in/\${node##*/}" "$place/bin/node"
rm -rf "$place/closed"
chmod 0755 "$place/bin/node"
as_account mkdir -m 0700 "$new"
carry as_user "$state" as_account "$new" .
mkdir -p "\${file%/*}"
{
  if [ "$kind" = new ]; then
    printf '[Unit]\\nDescription=OpenClaw under an account of its own\\nAfter=network-online.target\\nWants=network-online.target\\n'
  fi
  printf '[Service]\\nUser=%s\\nGroup=%s\\nWorkingDirectory=%s\\n' "$account" "$account" "$home"
  printf 'Environment=HOME=%s\\nEnvironment=OPENCLAW_STATE_DIR=%s\\n' "$home" "$new"
  if [ "$kind" = old ]; then printf 'ExecStart=\\n'; fi
  printf 'ExecStart=%s %s gateway run\\n' "$place/bin/node" "$place/lib/node_modules/openclaw/openclaw.mjs"
  printf 'NoNewPrivileges=yes\\nPrivateTmp=yes\\nProtectSystem=full\\n'
  if [ "$kind" = new ]; then printf 'Restart=on-failure\\n[Install]\\nWantedBy=multi-user.target\\n'; fi
} > "$file"
as_user mv -T -- "$state" "$state.tankmate-gone"
as_user rm -rf -- "$state.tankmate-gone"
manager daemon-reload
if [ "$kind" = new ]; then manager enable --now "$unit"; else manager restart "$unit"; fi
trap - EXIT
`;

/** Takes the move back; does nothing where none was made. */
export const BACK_SCRIPT = `${NAMES}${BACK}
back
`;
