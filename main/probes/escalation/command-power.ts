/** What a command that runs as root gives to whoever may start it. */
export type CommandPower = 'all' | 'some' | 'none';

/** Start what they are told to, or write where they are told to, whatever words are given (gtfobins.github.io). */
const SHELLS =
  /^(?:ba|da|z|k|tc|c|fi)?sh$|^(?:node|nodejs|bun|deno|npm|npx|pnpm|openclaw|perl|ruby|php|lua|gdb|irb|screen|tmux|ssh|scp|ftp|less|more|most|man|vi|view|vim|nvim|nano|pico|ed|emacs|micro|mc|awk|gawk|mawk|su|sudo|doas|visudo|vipw|pkexec|expect|script|strace|ltrace|busybox|docker|podman|nerdctl|lxc|incus|kubectl|ansible-playbook|make|git|crontab)$|^python[\d.]*$/;
/** The same where the words are for whoever starts them to choose. */
const FREELY =
  /^(?:find|tar|cp|mv|dd|tee|ln|install|rsync|chmod|chown|chgrp|setfacl|setcap|sed|env|xargs|nice|timeout|mount|unshare|nsenter|chroot|systemctl|systemd-run|service|apt|apt-get|aptitude|dpkg|dnf|yum|rpm|pacman|zypper|snap|flatpak|pip3?|gem|useradd|usermod|passwd|chpasswd|gpasswd|insmod|modprobe|tcpdump|zip|7z|wget|curl|vigr|sysctl|iptables|socat|nc|journalctl|update-alternatives|ldconfig|launchctl|installer|brew|cat|head|tail|cut|base64|openssl)$/;
/** Give nothing. */
const HARMLESS =
  /^(?:reboot|poweroff|shutdown|halt|true|false|id|whoami|uptime|date|w|who|df|free|lsblk|lsusb|lspci|dmesg|uname|hostname)$/;
const TURN_OFF = /^(?:reboot|poweroff|halt|suspend|hibernate|hybrid-sleep)$/;

/**
 * What a command of a rule gives: its program, and the words that are fixed for it; null where any may be given. Patterns as in
 * sudoers(5), "Wildcards", count as words that are free.
 */
export function commandPower(program: string, args: readonly string[] | null): CommandPower {
  const name = program.split('/').at(-1) ?? '';
  if (name === '' || /[*?[^$]/.test(program)) return 'all';
  if (SHELLS.test(name)) return 'all';
  if (HARMLESS.test(name)) return 'none';
  if (name === 'systemctl' && args?.length === 1 && TURN_OFF.test(args[0] ?? '')) return 'none';
  const isFree = args === null || args.some((word) => /[*?[]|^\^/.test(word));
  return isFree && FREELY.test(name) ? 'all' : 'some';
}
