/**
 * The gateway's systemd unit (systemd.exec(5), systemd.resource-control(5)). `memoryMiB`: of the whole tank; half a
 * gibibyte stays for the system.
 *
 * `RestrictSUIDSGID=` and what implies it (`DynamicUser=`) are left out: openat2(2) would answer ENOSYS, and the gateway
 * could not get its lock. `MemoryDenyWriteExecute=` as well: Node writes the code that it runs. What Node compiled is kept
 * between starts (nodejs.org/api/module.html, "Module compile cache"): in /tmp, which is new each time, it would be lost.
 * `PATIENCE`: words for Node, which settle.sh fills in where they are needed.
 */
export const gatewayUnit = (memoryMiB: number): string => `[Unit]
Description=OpenClaw gateway, under an ordinary account
After=network-online.target nftables.service
Wants=network-online.target
Requires=nftables.service
StartLimitIntervalSec=0

[Service]
User=openclaw
Group=openclaw
WorkingDirectory=/home/openclaw
EnvironmentFile=/etc/openclaw/gateway.env
Environment=HOME=/home/openclaw PATH=/opt/node/bin:/opt/openclaw/bin:/usr/bin:/bin NODE_COMPILE_CACHE=/home/openclaw/.cache/node-compile-cache PATIENCE=
ExecStart=/opt/node/bin/node $PATIENCE /opt/openclaw/lib/node_modules/openclaw/openclaw.mjs gateway run --bind loopback --port 18789 --auth token
Restart=always
RestartSec=10
TimeoutStopSec=30
MemoryMax=${memoryMiB - 512}M
TasksMax=512
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ReadWritePaths=/home/openclaw
InaccessiblePaths=-/home/tankmate -/root
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
ProtectProc=invisible
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
LockPersonality=yes
RemoveIPC=yes
KeyringMode=private
UMask=0077

[Install]
WantedBy=multi-user.target
`;
