# Tells how cloud-init stands, as one line of JSON; `wait.sh wait`: once it is over.
# Where there is no cloud-init, or it was switched off after the first start, there is nothing to wait for.
set -eu

main() {
  if [ -e /etc/cloud/cloud-init.disabled ] || ! command -v cloud-init >/dev/null; then
    echo '{"status":"disabled"}'
    return
  fi
  how=
  if [ "$1" = wait ]; then how=--wait; fi
  # It ends with 1 or 2 for faults, which are in what it says.
  # shellcheck disable=SC2086
  { cloud-init status $how --format json || true; } | tr -d '\n'
  echo
}
main "$@" </dev/null
