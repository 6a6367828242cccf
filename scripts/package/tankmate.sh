#!/bin/sh
# The command `tankmate`. With one of these words the app works in the terminal: it makes no window and reads no page,
# so there is nothing that Chromium's sandbox would hold, and Chromium refuses root without the second switch.
# A window is never opened without the sandbox.
app=/opt/Tankmate/tankmate
case "$1" in
  inspect | fix | update | stop | tank | log) ;;
  *) exec "$app" "$@" ;;
esac
# Chromium keeps a folder and fontconfig a cache even when nothing is shown; the inspected home is not to be written to.
own=$(mktemp -d) || exit 70
trap 'rm -rf "$own"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
[ "$(id -u)" -eq 0 ] && root=--no-sandbox
XDG_CACHE_HOME="$own" "$app" --ozone-platform=headless --disable-gpu --log-level=3 --user-data-dir="$own" ${root:+"$root"} "$@"
