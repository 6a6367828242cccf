#!/bin/sh
# rpm calls this of the old package after the new one is in, and says that one is left.
[ "$1" = 1 ] && exit 0
profile='/etc/apparmor.d/${executable}'
if [ -f "$profile" ]; then
  apparmor_parser --remove "$profile" >/dev/null 2>&1 || true
  rm -f "$profile"
fi
exit 0
