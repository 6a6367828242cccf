import { type Case, DOAS, own, POLKIT, sudoers, unit } from './machines';

const good = { state: 'good' } as const;
const high = (where: string) => ({ state: 'attention', severity: 'high', where }) as const;

/** Written apart from the first, and held out until the code passed those. */
export const SECOND: readonly Case[] = [
  {
    is: 'more files of rules than are read',
    files: {
      ...sudoers('@includedir /etc/sudoers.d'),
      ...Object.fromEntries(
        Array.from({ length: 201 }, (_, at) => [`/etc/sudoers.d/${1000 + at}`, { text: '', mode: 0o440 }]),
      ),
    },
    state: 'unknown',
  },
  {
    is: 'the rights of an engine’s group by a rule',
    files: sudoers('lin ALL=(:docker) NOPASSWD: ALL'),
    ...high('/etc/sudoers:1'),
  },
  { is: 'a rule for another computer', files: sudoers('lin mailhost=(ALL) NOPASSWD: ALL'), ...good },
  {
    is: 'a rule for this computer',
    files: sudoers('lin tidy=(ALL) NOPASSWD: ALL'),
    ...high('/etc/sudoers:1'),
  },
  {
    is: 'a group that is never asked',
    files: sudoers('Defaults exempt_group = ops', 'lin ALL=(ALL) ALL'),
    ...high('/etc/sudoers:2'),
  },
  {
    is: 'an editor for files of root’s',
    files: sudoers('%ops ALL = NOPASSWD: sudoedit /etc/*'),
    ...high('/etc/sudoers:1'),
  },
  {
    is: 'all but a shell, which helps nobody',
    files: sudoers('lin ALL = NOPASSWD: ALL, !/bin/sh'),
    ...high('/etc/sudoers:1'),
  },
  {
    is: 'asked for one, not for the next',
    files: sudoers('lin ALL = PASSWD: /usr/bin/id, NOPASSWD: /usr/bin/python3'),
    ...high('/etc/sudoers:1'),
  },
  {
    is: 'tags before and behind',
    files: sudoers('lin ALL=(root : adm) SETENV: NOPASSWD: /bin/bash'),
    ...high('/etc/sudoers:1'),
  },
  { is: 'runs as itself in another group', files: sudoers('lin ALL=(:www-data) NOPASSWD: ALL'), ...good },
  {
    is: 'turned on again',
    files: sudoers('Defaults !authenticate', 'Defaults authenticate', 'lin ALL=(ALL) ALL'),
    ...good,
  },
  { is: 'spoilt text', files: { ...sudoers('lin ALL=(ALL NOPASSWD', '\u0000\u0001') }, ...good },
  {
    is: 'a file that includes itself',
    files: sudoers('@include /etc/sudoers', 'root ALL=(ALL) ALL'),
    ...good,
  },

  {
    is: 'doas forbids it later',
    files: { ...DOAS, '/etc/doas.conf': 'permit nopass :ops\ndeny lin\n' },
    ...good,
  },
  {
    is: 'doas for one command',
    files: { ...DOAS, '/etc/doas.conf': 'permit nopass lin cmd /usr/bin/less\n' },
    ...high('/etc/doas.conf:1'),
  },
  {
    is: 'doas as another account',
    files: { ...DOAS, '/etc/doas.conf': 'permit nopass lin as www-data\n' },
    ...good,
  },

  {
    is: 'a rule of polkit by name, for all that there is',
    files: {
      ...POLKIT,
      '/etc/polkit-1/rules.d/00.rules':
        "// mine\npolkit.addRule(function(a, s) { if (s.user === 'lin') return polkit.Result.YES })\n",
    },
    ...high('00.rules:2'),
  },
  {
    is: 'a rule of polkit that still asks',
    files: {
      ...POLKIT,
      '/etc/polkit-1/rules.d/00.rules':
        'polkit.addRule(function(action, subject) { if (subject.isInGroup("ops")) return polkit.Result.AUTH_SELF; });\n',
    },
    ...good,
  },
  {
    is: 'units that its group may start and stop',
    files: {
      ...POLKIT,
      '/etc/polkit-1/localauthority/50-local.d/u.pkla':
        '[u]\nIdentity=unix-group:ops\nAction=org.freedesktop.systemd1.manage-units\nResultAny=no\nResultInactive=no\nResultActive=yes\n',
    },
    ...high('u.pkla:1'),
  },

  {
    is: 'a shell of a unit',
    files: {
      '/etc/systemd/system/x.service': unit('ExecStart=/bin/sh -c "cd / && /home/lin/x --now"'),
      '/home/lin/x': '',
    },
    ...high('/home/lin/x'),
  },
  {
    is: 'a script of node',
    files: {
      '/etc/systemd/system/x.service': unit('ExecStart=/usr/bin/node --enable-source-maps /srv/app/main.js'),
      '/srv/app': { folder: true, mode: 0o777 },
      '/srv/app/main.js': '',
    },
    ...high('/srv/app/main.js'),
  },
  {
    is: 'a file that it only reads',
    files: { '/etc/systemd/system/x.service': unit('ExecStart=/usr/bin/tar czf /var/backup.tgz /home/lin') },
    ...good,
  },
  {
    is: 'variables of a unit',
    files: {
      '/etc/systemd/system/x.service': unit('EnvironmentFile=-/home/lin/env', 'ExecStart=/usr/bin/env'),
      '/home/lin/env': 'A=b\n',
    },
    ...high('/home/lin/env'),
  },
  {
    is: 'a unit that starts nothing',
    files: { '/etc/systemd/system/x.service': { link: '/dev/null' }, '/dev/null': { mode: 0o666 } },
    ...good,
  },
  {
    is: 'a drop-in',
    files: {
      '/usr/lib/systemd/system/x.service': unit('ExecStart=/usr/bin/env'),
      '/etc/systemd/system/x.service.d/a.conf': { text: unit('Nice=1'), ...own },
    },
    ...high('a.conf'),
  },
  {
    is: 'a unit of its own, for itself',
    files: { '/home/lin/.config/systemd/user/x.service': unit('ExecStart=/home/lin/x'), '/home/lin/x': '' },
    ...good,
  },
  {
    is: 'a unit that came along',
    files: {
      '/usr/lib/systemd/system/x.service': unit('ExecStart=/opt/x/x'),
      '/opt/x/x': { text: '', mode: 0o777 },
    },
    ...high('/opt/x/x'),
  },
  {
    is: 'a daily script',
    files: { '/etc/cron.daily/x': { text: '#!/bin/sh\n', mode: 0o757 } },
    ...high('/etc/cron.daily/x'),
  },
  {
    is: 'a daily script that calls another',
    files: {
      '/etc/cron.daily/x': { text: '#!/bin/sh\nset -e\n/home/lin/bin/tidy --all\n', mode: 0o755 },
      '/home/lin/bin/tidy': '',
    },
    ...high('/home/lin/bin/tidy'),
  },
  {
    is: 'root’s own table of cron',
    files: {
      '/var/spool/cron/crontabs/root': '@reboot /srv/start.sh\n',
      '/srv/start.sh': { text: '', ...own },
    },
    ...high('/srv/start.sh'),
  },
  {
    is: 'the path of cron',
    files: {
      '/etc/crontab': 'PATH=/home/lin/bin:/usr/bin\n1 1 * * * root true\n',
      '/home/lin/bin': { folder: true },
    },
    ...high('/home/lin/bin'),
  },
  {
    is: 'a library’s folder',
    files: { '/etc/ld.so.conf.d/x.conf': '/opt/libs\n', '/opt/libs': { folder: true, ...own } },
    ...high('/opt/libs'),
  },
  {
    is: 'a device’s rule',
    files: { '/etc/udev/rules.d/9.rules': { text: '', mode: 0o664, gid: 1100 } },
    ...high('9.rules'),
  },
  {
    is: 'a folder above it',
    files: {
      '/opt': { folder: true, mode: 0o777 },
      '/opt/tool/run.sh': '',
      '/etc/systemd/system/t.service': unit('ExecStart=/opt/tool/run.sh'),
    },
    ...high('/opt/tool/run.sh'),
  },
  {
    is: 'a folder that it can’t enter',
    files: {
      '/opt/in': { folder: true, mode: 0o700 },
      '/opt/in/run.sh': { text: '', mode: 0o777 },
      '/etc/systemd/system/t.service': unit('ExecStart=/opt/in/run.sh'),
    },
    ...good,
  },
  {
    is: 'a command of its own among root’s',
    files: {
      '/usr/local/bin/openclaw': { link: '/home/lin/.npm-global/lib/node_modules/openclaw/openclaw.mjs' },
    },
    state: 'attention',
    severity: 'medium',
    where: '/usr/local/bin/openclaw',
  },

  {
    is: 'podman for a group that ordinary-account tells of',
    files: {
      '/etc/group': 'root:x:0:\ndocker:x:998:lin\nlin:x:1000:\n',
      '/run/podman/podman.sock': { mode: 0o660, gid: 998 },
    },
    ...good,
  },
  {
    is: 'lxd for everybody',
    files: { '/var/snap/lxd/common/lxd/unix.socket': { mode: 0o666 } },
    ...high('unix.socket'),
  },
  {
    is: 'podman of root’s for its group',
    files: { '/run/podman/podman.sock': { mode: 0o660, gid: 1100 } },
    ...high('podman.sock'),
  },
  {
    is: 'a socket behind a closed folder',
    files: { '/run/podman': { folder: true, mode: 0o700 }, '/run/podman/podman.sock': { mode: 0o666 } },
    ...good,
  },
  {
    is: 'libvirt that asks nobody',
    files: {
      '/run/libvirt/libvirt-sock': { mode: 0o666 },
      '/etc/libvirt/libvirtd.conf': 'auth_unix_rw = "none"\n',
    },
    ...high('libvirt-sock'),
  },
  {
    is: 'a copy of a shell',
    files: {
      '/bin/bash': { text: 'a shell of some length', mode: 0o755 },
      '/usr/local/bin/rootme': { text: 'a shell of some length', mode: 0o4755 },
    },
    ...high('rootme'),
  },
  {
    is: 'its unit gives a group of root’s',
    files: {
      '/etc/systemd/system/openclaw.service': unit(
        'User=lin',
        'SupplementaryGroups=docker',
        'ExecStart=/usr/bin/node /home/lin/.npm-global/lib/node_modules/openclaw/dist/index.js gateway',
      ),
    },
    ...high('openclaw.service'),
  },
  {
    is: 'root without a password',
    files: {
      '/etc/passwd': 'root::0:0::/root:/bin/sh\nlin:x:1000:1000::/home/lin:/bin/sh\n',
      '/usr/bin/su': { text: '', mode: 0o4755 },
    },
    ...high('/etc/passwd:1'),
  },

  {
    is: 'a Mac that can be read',
    machine: { platform: 'darwin', uid: 0, home: '/var/root', userName: 'root' },
    files: { '/etc/sudoers': '%admin ALL=(ALL) ALL\n' },
    state: 'unknown',
  },
];
