# The inside of a made-up container: namespaces of its own are there already. $1: an empty folder; LEAK: what to leave open.
set -eu
room=$1
root=$room/root
mount --make-rprivate /
mkdir -p "$room/over/upper" "$room/over/work" "$root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$room/over/upper,workdir=$room/over/work${OVERLAY:-}" "$root"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for node in null zero full random urandom tty; do
  : >"$root/dev/$node"
  mount --bind "/dev/$node" "$root/dev/$node"
done
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t proc proc "$root/proc"
mkdir -p "$root/opt/node/bin" "$root/home/openclaw"
ln -sfn "$NODE" "$root/opt/node/bin/node"
printf 'root:x:0:0::/root:/bin/sh\nopenclaw:x:10001:10001::/home/openclaw:/usr/sbin/nologin\n' >"$root/etc/passwd"
printf 'root:x:0:\ndisk:x:6:\nopenclaw:x:10001:\n' >"$root/etc/group"
chmod 700 "$root/root"
for each in shadow gshadow sudoers; do
  if [ -e "$root/etc/$each" ]; then chmod 600 "$root/etc/$each"; fi
done

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
  setuid)
    mkdir -p "$root/usr/local/sbin"
    cp /usr/bin/setpriv "$room/setpriv"
    cp "$room/setpriv" "$root/usr/bin/setpriv"
    chmod 4755 "$root/usr/bin/setpriv"
    ;;
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
