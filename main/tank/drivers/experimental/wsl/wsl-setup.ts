import { createHash } from 'node:crypto';
import type { TankContext } from '../../../model/types';

/**
 * Settings of this distribution alone (learn.microsoft.com/windows/wsl/wsl-config): none of Windows' drives, none of its
 * programs, not its display card; OpenClaw's account unless another is asked for. systemd, because the gateway's unit
 * holds it tight. Root inside can take all of it back: that is why WSL is called tidy and not a wall.
 */
export const WSL_CONF = `[automount]
enabled=false
mountFsTab=false
[interop]
enabled=false
appendWindowsPath=false
[gpu]
enabled=false
[network]
hostname=openclaw
[user]
default=openclaw
[boot]
systemd=true
`;

/**
 * All distributions of WSL share one network, with its rules. nftables.service as Ubuntu has it empties them all when it
 * stops; here only our own table goes (systemd.unit(5), drop-ins).
 */
const RULES_UNIT = `[Service]
ExecStop=
ExecStop=-/usr/sbin/nft delete table inet tankmate
`;

/**
 * The tank's door: WSL connects ports of 127.0.0.1 inside with those of Windows (wsl-config, localhostForwarding), so the
 * gateway on its own port is handed on by the port that this tank was given (systemd-socket-proxyd(8)).
 */
const forwardSocket = (port: number): string => `[Unit]
Description=Door of the tank
[Socket]
ListenStream=127.0.0.1:${port}
[Install]
WantedBy=sockets.target
`;
const FORWARD_SERVICE = `[Unit]
Description=Door of the tank
Requires=tankmate-door.socket
[Service]
ExecStart=/usr/lib/systemd/systemd-socket-proxyd 127.0.0.1:18789
DynamicUser=yes
PrivateTmp=yes
`;

/** Runs `argv`, told as one word: what stands between wsl.exe and Linux reads quotes and backslashes in its own way. */
const RUNNER = `#!/bin/bash
mapfile -d '' -t argv < <(printf %s "$1" | base64 -d)
exec "\${argv[@]}"
`;

/** systemd is not in Ubuntu's base; the rest is what it and the network need. */
const PACKAGES = 'systemd-sysv dbus iproute2 ca-certificates';

const put = (path: string, mode: string, content: string): string =>
  `put ${path} ${mode} ${Buffer.from(content).toString('base64')}`;

/** The runner comes first and by itself, so that all else can be run by it. */
export const FIRST = `set -eu
put() { mkdir -p "$(dirname "$1")"; echo "$3" | base64 -d >"$1.new"; chmod "$2" "$1.new"; mv "$1.new" "$1"; }
${put('/usr/local/lib/tankmate/run', '0755', RUNNER)}
`;

/** Where the mark of a finished `setUp` lies. */
export const SETUP_MARK = '/var/lib/tankmate/wsl-mark';

/** Sets the inside up, from wherever it was cut off; by `sh -s`. `mirror`: of Ubuntu's packages, or `own`. */
export const setUp = ({ plan }: TankContext): string => `set -eu
umask 022
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
put() { mkdir -p "$(dirname "$1")"; echo "$3" | base64 -d >"$1.new"; chmod "$2" "$1.new"; mv "$1.new" "$1"; }
getent group openclaw >/dev/null || groupadd --gid 10001 openclaw
getent passwd openclaw >/dev/null ||
  useradd --uid 10001 --gid openclaw --home-dir /home/openclaw --create-home --shell /usr/sbin/nologin openclaw
${
  plan.mirror === 'own'
    ? ''
    : `sed -i -E 's#http://(archive|ports)\\.ubuntu\\.com/ubuntu(-ports)?/?$#http://mirrors.tuna.tsinghua.edu.cn/${plan.architecture === 'arm64' ? 'ubuntu-ports' : 'ubuntu'}#' /etc/apt/sources.list.d/ubuntu.sources`
}
dpkg --configure -a
apt-get -q -o Acquire::Retries=5 update
apt-get -q -o Acquire::Retries=5 install -y --no-install-recommends ${PACKAGES}
${put('/etc/wsl.conf', '0644', WSL_CONF)}
${put('/etc/systemd/system/nftables.service.d/tankmate.conf', '0644', RULES_UNIT)}
${put('/etc/systemd/system/tankmate-door.socket', '0644', forwardSocket(plan.ports.gateway))}
${put('/etc/systemd/system/tankmate-door.service', '0644', FORWARD_SERVICE)}
systemctl enable tankmate-door.socket
install -d -m 0700 /var/lib/tankmate
`;

/** Names what `setUp` would do: another text is done anew. */
export const markOf = (tank: TankContext): string => createHash('sha256').update(setUp(tank)).digest('hex');
