import { parse } from 'yaml';
import { quoteShell } from '../../../../openclaw/shell-quote';
import { TankError } from '../../../model/types';
import { driverMessage, field } from '../../driver-program';

/**
 * Lima gives its machines a seed of its own with a new instance-id at each start, so that cloud-init would make new host
 * keys each time (pkg/cidata; cloud-init, "ssh" module: ssh_deletekeys). And where cloud-init is switched off later,
 * nothing would run Lima's script of each start, for which `limactl start` waits (pkg/hostagent/requirements.go).
 */
const KEEP = `mkdir -p /etc/cloud/cloud.cfg.d
cat >/etc/cloud/cloud.cfg.d/99-tankmate.cfg <<'END'
ssh_deletekeys: false
ssh_genkeytypes: []
END
cat >/etc/systemd/system/tankmate-boot.service <<'END'
[Unit]
Description=Tells this computer that the start is over
ConditionPathExists=/etc/cloud/cloud-init.disabled
After=local-fs.target network.target
[Service]
Type=oneshot
ExecStart=/bin/sh /var/lib/cloud/scripts/per-boot/00-lima.boot.sh
[Install]
WantedBy=multi-user.target
END
systemctl enable tankmate-boot.service`;

/** A file with this content, put in its place at once. */
function put(path: string, mode: string, content: string, owner = 'root:root'): string {
  const [file, encoded] = [quoteShell(path), Buffer.from(content).toString('base64')];
  return [
    `mkdir -p "$(dirname ${file})"`,
    `(umask 077 && echo ${encoded} | base64 -d >${file}.new)`,
    `chmod ${mode} ${file}.new && chown ${owner} ${file}.new && mv ${file}.new ${file}`,
  ].join('\n');
}

/** What the seed says that Lima does by its own means: its names, its account, and the two that `KEEP` settles. */
const BY_LIMA = [
  'hostname',
  'manage_etc_hosts',
  'locale',
  'ssh_pwauth',
  'disable_root',
  'ssh_deletekeys',
  'ssh_genkeytypes',
];

const list = (thing: unknown): readonly unknown[] => (Array.isArray(thing) ? thing : []);
const text = (thing: unknown): string => (typeof thing === 'string' ? thing : '');

/**
 * The tank's own seed (`userData`) as a script, because Lima takes no seed of others. Throws TankTrouble for anything in
 * the seed that this doesn't know: left out silently, a wall might be missing.
 */
export function seedAsScript(userData: string): string {
  const config: unknown = parse(userData);
  const lines = ['#!/bin/sh', 'set -eu', KEEP];
  for (const [name, value] of Object.entries(typeof config === 'object' && config ? config : {})) {
    if (BY_LIMA.includes(name)) continue;
    if (name === 'ssh_keys') {
      for (const [key, content] of Object.entries(Object(value))) {
        const part = /^ed25519_(private|public)$/.exec(key)?.[1];
        if (!part) throw unknownSeed(key);
        const file = `/etc/ssh/ssh_host_ed25519_key${part === 'public' ? '.pub' : ''}`;
        lines.push(put(file, part === 'public' ? '0644' : '0600', `${text(content).trimEnd()}\n`));
      }
      lines.push('rm -f /etc/ssh/ssh_host_rsa_key* /etc/ssh/ssh_host_ecdsa_key* /etc/ssh/ssh_host_dsa_key*');
    } else if (name === 'users') {
      for (const user of list(value)) {
        if (field(user, 'name') !== 'tankmate') throw unknownSeed(`users: ${String(field(user, 'name'))}`);
        for (const key of list(field(user, 'ssh_authorized_keys')))
          lines.push(
            `key=${quoteShell(text(key))}`,
            'grep -qxF "$key" /home/tankmate/.ssh/authorized_keys || echo "$key" >>/home/tankmate/.ssh/authorized_keys',
          );
      }
    } else if (name === 'write_files') {
      for (const file of list(value)) {
        const known = ['path', 'permissions', 'content', 'owner'];
        const strange = Object.keys(Object(file)).find((each) => !known.includes(each));
        if (strange) throw unknownSeed(`write_files: ${strange}`);
        const [path, mode] = [text(field(file, 'path')), text(field(file, 'permissions')) || '0644'];
        lines.push(put(path, mode, text(field(file, 'content')), text(field(file, 'owner')) || 'root:root'));
      }
    } else if (name === 'runcmd') {
      for (const command of list(value))
        lines.push(
          Array.isArray(command) ? command.map((each) => quoteShell(String(each))).join(' ') : text(command),
        );
    } else throw unknownSeed(name);
  }
  return `${lines.join('\n')}\n`;
}

const unknownSeed = (what: string) => new TankError(driverMessage('seed', { what }), what);
