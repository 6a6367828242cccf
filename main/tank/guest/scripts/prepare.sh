# Sees to the account that OpenClaw runs under, and to the packages that it needs.
# prepare.sh PACKAGES MIRROR: names with a space between; MIRROR of Ubuntu's packages, or `own`.
# Can be cut off anywhere and run again: each part looks at what is there first.
set -eu
export DEBIAN_FRONTEND=noninteractive LC_ALL=C

missing() {
  for each in $PACKAGES; do
    # shellcheck disable=SC2016
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$each" 2>/dev/null)" = installed ] || printf '%s ' "$each"
  done
}

account() {
  getent group openclaw >/dev/null || groupadd --gid 10001 openclaw
  getent passwd openclaw >/dev/null ||
    useradd --uid 10001 --gid openclaw --home-dir /home/openclaw --create-home --shell /usr/sbin/nologin openclaw
  # A run that was cut off may have left the account without its home.
  install -d -o openclaw -g openclaw -m 0700 /home/openclaw
  install -d -o openclaw -g openclaw -m 0700 /home/openclaw/.openclaw /home/openclaw/exchange
}

# Packages are signed by the distribution, so a mirror is not trusted with more than being there.
mirror() {
  list=/etc/apt/sources.list.d/ubuntu.sources
  if [ "$1" = own ] || [ ! -f $list ]; then return 0; fi
  sed -E "s#^(URIs: *)http://(archive|ports)\.ubuntu\.com/ubuntu(-ports)?/?\$#\1$1#" $list >$list.new
  mv $list.new $list
}

packages() {
  lacking=$(missing)
  [ -n "$lacking" ] || return 0
  mirror "$1"
  # What an earlier run was cut off at.
  dpkg --configure -a
  # The system's own updates may be at work: wait for them.
  set -- -q -o DPkg::Lock::Timeout=900 -o Acquire::Retries=5
  apt-get "$@" update
  # shellcheck disable=SC2086
  apt-get "$@" install -y --no-install-recommends $lacking
}

main() {
  PACKAGES=$1
  account
  packages "$2"
  lacking=$(missing)
  if [ -n "$lacking" ]; then
    echo "not there after all: $lacking" >&2
    exit 1
  fi
}
main "$@" </dev/null
