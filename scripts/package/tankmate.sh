#!/bin/sh
# The command `tankmate`. With one of these words the app works in the terminal: it makes no window and reads no page,
# so there is nothing that Chromium's sandbox would hold, and Chromium refuses root without the second switch.
# A window is never opened without the sandbox.
app=/opt/Tankmate/tankmate
case "$1" in
  inspect | fix | update | stop | leave | tank | log | vet) ;;
  *) exec "$app" "$@" ;;
esac
# Root that was sent into another account's home (sudo -E) does nothing there: that account does, with an environment of
# its own. Nothing of the home is read before.
owner=$(stat -c %u -- "${HOME:-/}") || exit 70
if [ "$(id -u)" -eq 0 ] && [ "$owner" != 0 ]; then
  group=$(id -g "$owner") || exit 70
  name=$(id -un "$owner") || exit 70
  exec setpriv --reuid="$owner" --regid="$group" --init-groups -- /usr/bin/env -i \
    HOME="$HOME" USER="$name" LOGNAME="$name" LANG="${LANG:-C.UTF-8}" ${TZ:+TZ="$TZ"} TERM="${TERM:-dumb}" \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$0" "$@"
fi
# Chromium keeps a folder and fontconfig a cache even when nothing is shown; the inspected home is not to be written to.
own=$(mktemp -d) || exit 70
trap 'rm -rf "$own"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
[ "$(id -u)" -eq 0 ] && root=--no-sandbox
XDG_CACHE_HOME="$own" "$app" --ozone-platform=headless --disable-gpu --log-level=3 --user-data-dir="$own" ${root:+"$root"} "$@"
