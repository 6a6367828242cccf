# Networks of a made-up computer, run in its network namespace. $1: process of the tank, $2: process of a neighbour.
# 10.0.2.2 leads to this computer's own 127.0.0.1, as in QEMU's user network; 192.168.77.5 is its address in the LAN.
set -eu
tank=$1
neighbour=$2
inside() { nsenter -t "$tank" -n "$@"; }
beside() { nsenter -t "$neighbour" -n "$@"; }
for each in all default; do echo 1 >/proc/sys/net/ipv4/conf/$each/route_localnet; done

ip link add lan type veth peer name cable
ip link add toTank type veth peer name out
ip link set out netns "$tank"
ip link add next type veth peer name next2
ip link set next netns "$tank"
ip link set next2 netns "$neighbour"
for each in lan cable toTank; do echo 1 >/proc/sys/net/ipv6/conf/$each/disable_ipv6; done
inside sh -c 'for each in out next; do echo 1 >/proc/sys/net/ipv6/conf/$each/disable_ipv6; done'
ip link set lo up
ip addr add 192.168.77.5/24 dev lan
ip link set lan up
ip link set cable up
ip addr add 10.0.2.1/24 dev toTank
ip link set toTank up
nft -f - <<'END'
table ip outside {
  chain before {
    type nat hook prerouting priority -100;
    ip daddr 10.0.2.2 dnat to 127.0.0.1
    ip daddr 169.254.169.254 tcp dport 80 dnat to 10.0.2.1:8081
  }
}
END

inside ip link set lo up
inside ip addr add 10.0.2.15/24 dev out
inside ip link set out up
inside ip addr add 10.9.0.2/24 dev next
inside ip link set next up
inside ip route add default via 10.0.2.1
inside ip route add 10.0.2.2 via 10.0.2.1
beside ip link set lo up
beside ip addr add 10.9.0.3/24 dev next2
beside ip link set next2 up

case ${LEAK:-} in
  loopback) open='ip daddr 10.0.2.2 accept' ;;
  loopback-web) open='ip daddr 10.0.2.2 tcp dport { 80, 443 } accept' ;;
  lan) open='ip daddr 192.168.77.5 accept' ;;
  metadata) open='ip daddr 169.254.169.254 accept' ;;
  neighbour) open='ip daddr 10.9.0.0/24 accept' ;;
  *) open='' ;;
esac
inside nft -f - <<END
table inet seal {
  chain out {
    type filter hook output priority 0;
    oif lo accept
    $open
    ip daddr { 10.0.0.0/8, 100.64.0.0/10, 169.254.0.0/16, 172.16.0.0/12, 192.0.0.0/24, 192.168.0.0/16 } reject
    meta nfproto ipv6 reject
  }
}
END

# A cable counts as plugged in a moment after its other end is, up to a second on a busy computer (net/core/link_watch.c):
# until then nobody is told of the addresses behind it.
plugged() { until "$@" | grep -q 'state UP'; do sleep 0.02; done; }
for each in lan toTank; do plugged ip -o link show "$each"; done
for each in out next; do plugged inside ip -o link show "$each"; done
plugged beside ip -o link show next2
