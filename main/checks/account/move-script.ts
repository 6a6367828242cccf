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
 */
const NAMES = `set -eu
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
umask 022
account=$1 state=$2 copy=$3 node=$4 owner=$5 unit=$6 kind=$7
home=/home/$account
place=/opt/$account
mark=$place/.made-by-tankmate
new=$home/.openclaw
if [ "$kind" = new ]; then file=/etc/systemd/system/$unit
else file=/etc/systemd/system/$unit.d/50-tankmate-account.conf; fi
manager() { if command -v systemctl >/dev/null && [ -d /run/systemd/system ]; then systemctl "$@"; fi; }
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
  if id "$account" >/dev/null 2>&1; then pkill -KILL -u "$account" || true; sleep 1; fi
  rm -f "$file"
  if [ "$kind" = old ]; then rmdir "$file.d" "\${file%/*}" 2>/dev/null || true; fi
  manager daemon-reload || true
  if [ -d "$new" ] && [ ! -e "$state" ]; then
    rm -rf "$state.tankmate-moving"
    cp -a "$new" "$state.tankmate-moving"
    chown -R -h "$owner" "$state.tankmate-moving"
    mv -T "$state.tankmate-moving" "$state"
  fi
  rm -rf "$state.tankmate-moving"
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
 */
export const MOVE_SCRIPT = `${NAMES}${BACK}
if id "$account" >/dev/null 2>&1 || [ -e "$home" ] || [ -e "$place" ]; then
  echo "the account or its folders are there already" >&2; exit 3
fi
[ -d "$state" ] && [ ! -L "$state" ] && [ -d "$copy" ] && [ -x "$node" ]
trap 'back' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$place.tankmate-making"
: > "$place.tankmate-making/.made-by-tankmate"
chmod 0755 "$place.tankmate-making"
mv -T "$place.tankmate-making" "$place"
useradd --system --user-group --no-create-home --home-dir "$home" --shell /usr/sbin/nologin "$account"
mkdir -m 0700 "$home"
mkdir -p "$place/bin" "$place/lib/node_modules"
cp -L "$node" "$place/bin/node"
cp -RP "$copy" "$place/lib/node_modules/openclaw"
chown -R -h root:root "$place"
chmod -R go-w,a+rX "$place"
chmod 0755 "$place/bin/node"
cp -a "$state" "$new"
chown -R -h "$account:$account" "$home"
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
rm -rf "$state"
manager daemon-reload
if [ "$kind" = new ]; then manager enable --now "$unit"; else manager restart "$unit"; fi
trap - EXIT
`;

/** Takes the move back; does nothing where none was made. */
export const BACK_SCRIPT = `${NAMES}${BACK}
back
`;
