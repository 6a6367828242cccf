# Puts one npm package from its sent archive into its place.
# unpack.sh WHAT SHA512: `node` or `npm`; the archive is /var/lib/tankmate/WHAT.tgz.
# The place is swapped in one go, and the digest lies in it as a mark, so a run that was cut off left nothing half.
set -eu

main() {
  what=$1 digest=$2
  archive=/var/lib/tankmate/$what.tgz
  case $what in
    node) place=/opt/node ;;
    npm) place=/opt/node/lib/node_modules/npm ;;
    *) exit 64 ;;
  esac
  echo "$digest  $archive" | sha512sum --check --status || {
    echo "$what did not arrive whole" >&2
    exit 3
  }
  rm -rf "$place.new" "$place.old"
  mkdir -p "$place.new"
  tar -xzf "$archive" -C "$place.new" --strip-components=1 --no-same-owner --no-same-permissions
  chmod -R u=rwX,go=rX "$place.new"
  chmod 0755 "$place.new"/bin/*
  if [ "$what" = node ]; then
    # Programs, npm's among them, are to be found beside it.
    for each in npm npx; do ln -sf "../lib/node_modules/npm/bin/$each-cli.js" "$place.new/bin/$each"; done
    mkdir -p "$place.new/lib/node_modules"
  fi
  echo "$digest" >"$place.new/tankmate-digest"
  sync -f "$place.new" 2>/dev/null || sync
  if [ -e "$place" ]; then mv "$place" "$place.old"; fi
  mv "$place.new" "$place"
  rm -rf "$place.old" "$archive"
  # It runs here: a missing library shows now.
  /opt/node/bin/node --version
}
umask 022
main "$@" </dev/null
