# The inside of a made-up container: namespaces of its own are there already. $1: an empty folder; LEAK: what to leave open.
set -eu
room=$1
root=$room/root
mount --make-rprivate /
# The image is one overlay, as of an engine: a layer of its own over this computer's programs, with /usr the same as /.
base=$room/base
mkdir -p "$base/dev" "$base/run" "$base/tmp" "$base/proc" "$base/sys" "$base/root" "$base/etc" \
  "$base/opt/node/bin" "$base/home/openclaw" "$root"
ln -s . "$base/usr"
cp -r /etc/pam.d /etc/ld.so.cache "$base/etc/"
printf 'root:x:0:0::/root:/bin/sh\nopenclaw:x:10001:10001::/home/openclaw:/usr/sbin/nologin\n' >"$base/etc/passwd"
printf 'root:x:0:\ndisk:x:6:\nopenclaw:x:10001:\n' >"$base/etc/group"
printf 'root:*:1::::::\nopenclaw:*:1::::::\n' >"$base/etc/shadow"
chmod 600 "$base/etc/shadow"
chmod 700 "$base/root"
cp "$NODE" "$base/opt/node/bin/node"
if [ "${LEAK:-}" = setuid ]; then
  mkdir "$base/bin"
  cp /usr/bin/setpriv "$base/bin/"
  chmod 4755 "$base/bin/setpriv"
fi
mkdir "$room/upper" "$room/work"
mount -t overlay overlay -o "lowerdir=$base:/usr,upperdir=$room/upper,workdir=$room/work${OVERLAY:-}" "$root"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for node in null zero full random urandom tty; do
  : >"$root/dev/$node"
  mount --bind "/dev/$node" "$root/dev/$node"
done
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t proc proc "$root/proc"

over() { # file outside, place inside
  mkdir -p "$root${2%/*}"
  : >"$root$2"
  mount --bind "$1" "$root$2"
}
case ${LEAK:-} in
  folder)
    mkdir -p "$room/letters" "$root/data"
    touch "$room/letters/one" "$room/letters/two"
    mount --bind "$room/letters" "$root/data"
    ;;
  docker-socket) over "$room/door.sock" /run/docker.sock ;;
  hidden-socket) over "$room/door.sock" /srv/nothing ;;
  screen) over "$room/door.sock" /tmp/.X11-unix/X0 ;;
  device) over /dev/kmsg /dev/kmsg ;;
  passwd) chmod 666 "$root/etc/passwd" ;;
  core-pattern)
    : >"$room/pattern"
    chmod 666 "$room/pattern"
    mount --bind "$room/pattern" "$root/proc/sys/kernel/core_pattern"
    ;;
  sysfs) mount -t sysfs sysfs "$root/sys" ;;
  memory)
    mkdir -p "$root/sys/fs/cgroup"
    echo max >"$root/sys/fs/cgroup/memory.max"
    ;;
esac
: >"$room/ready"
exec sleep 600
