import { readFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import type { TankContext } from '../../model/types';
import { CONTROL_ACCOUNT } from '../ssh';
import { keyFiles, readPublicKey } from '../tank-keys';

/** Multipass waits for its own way in, by the image's usual account (its documentation, "launch", cloud-init). */
const USUAL_ACCOUNT = 'ubuntu';

/**
 * What ssh lets through: the control account by its key, and one door, the gateway (sshd_config(5)). It is read before
 * the distribution's own settings, and the first value counts.
 */
const sshSettings = (accounts: readonly string[]): string =>
  [
    `AllowUsers ${accounts.join(' ')}`,
    'PermitRootLogin no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'X11Forwarding no',
    'AllowAgentForwarding no',
    'AllowStreamLocalForwarding no',
    'AllowTcpForwarding local',
    'GatewayPorts no',
    'PermitTunnel no',
    'PermitOpen 127.0.0.1:18789',
    '',
  ].join('\n');

/**
 * The tank's first instructions for cloud-init (docs.cloud-init.io, "All cloud config examples"): the control account
 * with our key, a host key that we know already, and ssh made narrow. No token and no password: those come through the
 * control account later. Rejects when there are no keys yet.
 */
export async function userData(tank: TankContext): Promise<string> {
  const keys = keyFiles(tank.folder);
  const usual = tank.plan.engine === 'multipass';
  const accounts = [CONTROL_ACCOUNT, ...(usual ? [USUAL_ACCOUNT] : [])];
  const config = {
    hostname: tank.plan.name,
    manage_etc_hosts: true,
    // Minimal images have no other, and `false` fails the schema of Debian 12's cloud-init.
    locale: 'C.UTF-8',
    ssh_pwauth: false,
    disable_root: true,
    ssh_deletekeys: true,
    ssh_keys: {
      ed25519_private: await readFile(keys.hostKey, 'utf8'),
      ed25519_public: await readPublicKey(keys.hostPublicKey),
    },
    users: [
      ...(usual ? ['default'] : []),
      {
        name: CONTROL_ACCOUNT,
        gecos: 'Tankmate, by ssh with the key of this tank',
        shell: '/bin/bash',
        lock_passwd: true,
        sudo: 'ALL=(ALL) NOPASSWD:ALL',
        ssh_authorized_keys: [`${await readPublicKey(keys.publicKey)} tankmate`],
      },
    ],
    write_files: [
      {
        path: '/etc/ssh/sshd_config.d/10-tankmate.conf',
        permissions: '0600',
        content: sshSettings(accounts),
      },
    ],
    // Where ssh was quicker than the file above.
    runcmd: [['systemctl', 'try-reload-or-restart', 'ssh.service']],
  };
  return `#cloud-config\n${stringify(config, { lineWidth: 0 })}`;
}

/** Names this tank for cloud-init: the same name means the same machine, so nothing is done twice (NoCloud, "meta-data"). */
export const metaData = (tank: TankContext): string =>
  stringify({
    'instance-id': `${tank.plan.name}-${Date.parse(tank.plan.createdAt)}`,
    'local-hostname': tank.plan.name,
  });
