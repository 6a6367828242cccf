# Closes the network: in by one door, out to the public web alone.
# firewall.sh machine [ADDRESS…]: a machine of its own; in by ssh. Kept for the next start.
# firewall.sh account [ADDRESS…]: a machine that shares its network with others: OpenClaw's account alone is held. Kept, too.
# firewall.sh container PORT [ADDRESS…]: a network namespace that this runs in with CAP_NET_ADMIN; in by PORT.
# ADDRESS: of this computer itself, where they are public (a.b.c.d or x:y::/64): refused like its private ones.
#
# Refused is what IANA's special-purpose registries (RFC 6890) don't call globally reachable, and multicast. Of IPv6 only
# 2000::/3 is public, but for what leads to IPv4 (2001::/32, 2002::/16) or is for documents.
# 198.18.0.0/15 is refused as well: a proxy on this computer may give such an address for anything, its own services too.
# 168.63.129.16 looks public and is Azure's own papers of a machine (learn.microsoft.com, what-is-ip-address-168-63-129-16).
set -eu

# Names are asked of the one who is set up for it: the system's own resolver by its account, or by address.
resolvers() {
  if [ "$kind" = machine ] && systemctl is-active --quiet systemd-resolved.service && id systemd-resolve >/dev/null 2>&1; then
    echo "    meta skuid $(id -u systemd-resolve) meta l4proto { tcp, udp } th dport 53 accept"
    return
  fi
  sed -n 's/^nameserver[[:space:]]*\([0-9a-fA-F.:]*\).*/\1/p' /etc/resolv.conf | while read -r each; do
    case $each in
      *:*) echo "    ip6 daddr $each meta l4proto { tcp, udp } th dport 53 accept" ;;
      *.*) echo "    ip daddr $each meta l4proto { tcp, udp } th dport 53 accept" ;;
    esac
  done
}

# A clock that is hours off after a sleep would break every secure connection.
clock() {
  [ "$kind" = machine ] || return 0
  if who=$(id -u systemd-timesync 2>/dev/null); then echo "    meta skuid $who udp dport 123 accept"; fi
}

listed() { # 4 or 6, then addresses: those of that kind, each after a comma
  version=$1
  shift
  for each in "$@"; do
    case $version$each in
      4*:* | 6*.*) ;;
      *) printf ', %s' "$each" ;;
    esac
  done
}

incoming() {
  cat <<END
  chain input {
    type filter hook input priority filter; policy drop;
    iif lo accept
    ct state established,related accept
    tcp dport $door accept
    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-advert } ip6 hoplimit 255 accept
$(if [ "$kind" = machine ]; then echo '    udp sport 67 udp dport 68 accept'; fi)
  }
  chain forward {
    type filter hook forward priority filter; policy drop;
  }
END
}

# The connection that closes the network was there before it: until its other side speaks, it is nobody's answer, and ssh
# speaks unasked only every 15 seconds.
dhcp_and_door() {
  echo "    meta skuid 0 tcp sport $door accept"
  echo '    meta skuid != 10001 udp sport 68 udp dport 67 accept'
}

rules() {
  cat <<END
table inet tankmate
delete table inet tankmate
table inet tankmate {
  set refused4 {
    type ipv4_addr; flags interval; auto-merge
    elements = { 0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 168.63.129.16, 169.254.0.0/16, 172.16.0.0/12, 192.0.0.0/24,
      192.0.2.0/24, 192.88.99.0/24, 192.168.0.0/16, 198.18.0.0/15, 198.51.100.0/24, 203.0.113.0/24, 224.0.0.0/3$(listed 4 "$@") }
  }
  set refused6 {
    type ipv6_addr; flags interval; auto-merge
    elements = { ::/3, 4000::/2, 8000::/1, 2001::/23, 2001:db8::/32, 2002::/16, 3fff::/20$(listed 6 "$@") }
  }
$(if [ "$kind" != account ]; then incoming; fi)
  chain output {
    type filter hook output priority filter; policy drop;
$(if [ "$kind" = account ]; then echo '    meta skuid != 10001 accept'; fi)
    oif lo accept
    ct state established,related accept
    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit, mld2-listener-report } accept
$(if [ "$kind" = machine ]; then dhcp_and_door; fi)
$(resolvers)
    ip daddr @refused4 counter reject with icmpx admin-prohibited
    ip6 daddr @refused6 counter reject with icmpx admin-prohibited
    tcp dport { 80, 443 } accept
$(clock)
    counter reject with icmpx admin-prohibited
  }
}
END
}

main() {
  kind=$1 door=22
  shift
  case $kind in
    machine | account) ;;
    container)
      door=$1
      shift
      case $door in *[!0-9]* | '') exit 64 ;; esac
      ;;
    *) exit 64 ;;
  esac
  for each in "$@"; do case $each in *[!0-9a-f.:/]* | '') exit 64 ;; esac; done
  if [ "$kind" = container ]; then
    rules "$@" | nft -f -
    return
  fi
  # Nobody on the network is told our name or asked for one.
  install -d -m 0700 /var/lib/tankmate
  # The resolver reads it under its own account.
  install -d -m 0755 /etc/systemd/resolved.conf.d
  printf '[Resolve]\nLLMNR=no\nMulticastDNS=no\n' >/etc/systemd/resolved.conf.d/10-tankmate.conf
  if systemctl is-active --quiet systemd-resolved.service; then systemctl restart systemd-resolved.service; fi
  # nftables.service loads this file at the start and flushes the rest.
  {
    echo '#!/usr/sbin/nft -f'
    # Where others share the network, theirs are not ours to flush.
    if [ "$kind" = machine ]; then echo 'flush ruleset'; fi
    rules "$@"
  } >/etc/nftables.conf.new
  nft -c -f /etc/nftables.conf.new
  chmod 0600 /etc/nftables.conf.new
  mv /etc/nftables.conf.new /etc/nftables.conf
  systemctl enable nftables.service
  systemctl restart nftables.service
  nft -s list table inet tankmate >/var/lib/tankmate/firewall.new
  printf '%s' "$(cat /var/lib/tankmate/firewall.new)" | sha256sum | cut -c 1-64 >/var/lib/tankmate/firewall.sha256.new
  mv /var/lib/tankmate/firewall.sha256.new /var/lib/tankmate/firewall.sha256
  rm -f /var/lib/tankmate/firewall.new
}
umask 022
main "$@" </dev/null
