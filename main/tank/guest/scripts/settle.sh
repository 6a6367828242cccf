# Puts the gateway's unit, environment and first settings in their places and starts it.
# settle.sh SHA256-UNIT SHA256-ENVIRONMENT; they were sent to /var/lib/tankmate/{unit,environment,settings,
# patience}.
set -eu

sent=/var/lib/tankmate

# In place at once or not at all: a gateway that starts meanwhile reads the old or the new.
place() { # FROM TO MODE OWNER
  install -m "$3" -o "$4" -g "$4" "$1" "$2.new"
  sync -f "$2.new" 2>/dev/null || sync
  mv "$2.new" "$2"
}
# QEMU without the processor's help, as systemd-detect-virt(1) names it: Node is given more patience than OpenClaw has.
be_patient() {
  drop_in=/etc/systemd/system/openclaw-gateway.service.d
  if [ "$(systemd-detect-virt --vm 2>/dev/null)" != qemu ]; then
    rm -rf $drop_in
    return
  fi
  install -d -m 0755 /usr/local/lib/tankmate $drop_in
  place $sent/patience /usr/local/lib/tankmate/patience.mjs 0644 root
  printf '[Service]\nEnvironment=PATIENCE=--import=/usr/local/lib/tankmate/patience.mjs\n' >$sent/emulated
  place $sent/emulated $drop_in/emulated.conf 0644 root
  rm -f $sent/emulated
}
is() { [ "$(sha256sum <"$1" | cut -c 1-64)" = "$2" ]; }

main() {
  is $sent/unit "$1" && is $sent/environment "$2" || {
    echo 'the gateway’s files did not arrive whole' >&2
    exit 3
  }
  install -d -m 0700 -o root -g root /etc/openclaw
  place $sent/environment /etc/openclaw/gateway.env 0600 root
  home=/home/openclaw/.openclaw
  install -d -m 0700 -o openclaw -g openclaw $home
  # Whatever was moved in or set since stays.
  if [ ! -s $home/openclaw.json ]; then place $sent/settings $home/openclaw.json 0600 openclaw; fi
  be_patient
  # The unit is the last: where it is, the rest is.
  place $sent/unit /etc/systemd/system/openclaw-gateway.service 0644 root
  systemctl daemon-reload
  systemctl enable openclaw-gateway.service
  systemctl reset-failed openclaw-gateway.service 2>/dev/null || true
  systemctl restart openclaw-gateway.service --no-block
  rm -f $sent/unit $sent/environment $sent/settings $sent/patience
}
umask 077
main "$@" </dev/null
