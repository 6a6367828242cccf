# How the inside stands, as one line of JSON. Looks only.
# facts.sh [version]: with `version`, OpenClaw is asked too, which takes seconds.
set -eu

node=/opt/node/bin/node
entry=/opt/openclaw/lib/node_modules/openclaw/openclaw.mjs

# Letters, digits and a few marks; nothing that JSON would have to quote.
plain() { tr -cd 'A-Za-z0-9.+_-' | head -c 200; }
text() { if [ -n "$1" ]; then printf '"%s"' "$1"; else printf null; fi; }
digest() { if [ -r "$1" ]; then sha256sum <"$1" | cut -c 1-64; fi; }
# What was put there, by the digest that was checked when it was.
mark() { if [ -r "$1" ]; then plain <"$1"; fi; }

as_openclaw() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid openclaw --regid openclaw --clear-groups --no-new-privs -- \
      env -i HOME=/home/openclaw PATH=/opt/node/bin:/usr/bin:/bin "$@"
  else
    env -i HOME=/home/openclaw PATH=/opt/node/bin:/usr/bin:/bin "$@"
  fi
}

gateway() {
  if [ -d /run/systemd/system ]; then
    case "$(systemctl is-active openclaw-gateway.service || true)" in
      active) echo running ;;
      inactive | failed | activating | deactivating) echo stopped ;;
      *) echo unknown ;;
    esac
  elif grep -qsx 'openclaw-gatewa' /proc/[0-9]*/comm; then
    echo running
  else
    echo stopped
  fi
}

# Our rules are in force as they were when they were put there, and will be after the next start.
closed() {
  kept=/var/lib/tankmate/firewall.sha256
  if [ -r $kept ] && rules=$(nft -s list table inet tankmate 2>/dev/null) &&
    [ "$(printf '%s' "$rules" | sha256sum | cut -c 1-64)" = "$(cat $kept)" ] &&
    [ "$(systemctl is-enabled nftables.service 2>/dev/null)" = enabled ]; then
    echo true
  else
    echo false
  fi
}

missing() {
  for each in $PACKAGES; do
    # shellcheck disable=SC2016
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$each" 2>/dev/null)" = installed ] || printf '%s ' "$each"
  done
}

main() {
  PACKAGES=${2:-}
  node_says=$({ as_openclaw $node --version 2>/dev/null || true; } | plain)
  openclaw_says=
  if [ "${1:-}" = version ] && [ -r $entry ]; then
    # "OpenClaw 2026.9.6 (eb377ac)"; the first releases say the number alone.
    openclaw_says=$({ as_openclaw $node $entry --version 2>/dev/null || true; } |
      tr ' ' '\n' | grep -E '^[0-9]{4}\.[0-9]+\.[0-9]+' | head -n 1 | plain)
  fi
  home=/home/openclaw/.openclaw/openclaw.json
  printf '{"node":%s,"openclaw":%s,"gateway":"%s","closed":%s,"kernel":%s' \
    "$(text "$node_says")" "$(text "$openclaw_says")" "$(gateway)" "$(closed)" "$(text "$(uname -r | plain)")"
  printf ',"account":%s,"missing":%s,"nodeMark":%s,"npmMark":%s' \
    "$(if id openclaw >/dev/null 2>&1; then echo true; else echo false; fi)" \
    "$(text "$(missing | sed 's/ $//')")" \
    "$(text "$(mark /opt/node/tankmate-digest)")" \
    "$(text "$(mark /opt/node/lib/node_modules/npm/tankmate-digest)")"
  printf ',"unit":%s,"environment":%s,"settings":%s}\n' \
    "$(text "$(digest /etc/systemd/system/openclaw-gateway.service)")" \
    "$(text "$(digest /etc/openclaw/gateway.env)")" \
    "$(if [ -s $home ]; then echo true; else echo false; fi)"
}
main "$@" </dev/null
