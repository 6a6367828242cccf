# Puts one version of OpenClaw in, from an npm registry.
# install.sh VERSION REGISTRY
# It grows beside the one that is there and takes its place when it answers, so a cut leaves one that works.
set -eu

new=/opt/openclaw.new
old=/opt/openclaw.old
now=/opt/openclaw
cache=/var/cache/tankmate-npm

# As the account that it will run under: what is not finished shows only there.
answers() {
  said=$(setpriv --reuid openclaw --regid openclaw --clear-groups --no-new-privs -- \
    env -i HOME=/home/openclaw PATH=/opt/node/bin:/usr/bin:/bin \
    /opt/node/bin/node "$1/lib/node_modules/openclaw/openclaw.mjs" --version) || return 1
  case " $said " in
    *" $2 "*) return 0 ;;
    *) return 1 ;;
  esac
}

main() {
  version=$1 registry=$2
  # Cut off between the two moves below.
  if [ ! -e $now ] && [ -e $old ]; then mv $old $now; fi
  if [ -e $now ] && answers $now "$version"; then
    rm -rf $new $old
    exit 0
  fi
  rm -rf $new $old
  # npm blocks scripts of packages; OpenClaw's own one is needed, and nobody else's runs.
  # The cache stays when this fails, so that the next run goes on where it was.
  PATH=/opt/node/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root npm_config_userconfig=/dev/null \
    /opt/node/bin/npm install --global --prefix $new --cache $cache --registry "$registry" \
    --allow-scripts=openclaw --omit=dev --no-audit --no-fund --no-update-notifier "openclaw@$version"
  if ! answers $new "$version"; then
    echo "it was installed, but does not answer as $version: $said" >&2
    exit 4
  fi
  chown -R root:root $new
  sync -f $new 2>/dev/null || sync
  if [ -e $now ]; then mv $now $old; fi
  mv $new $now
  rm -rf $old $cache
}
umask 022
main "$@" </dev/null
