import { type Case, DOAS, POLKIT, SUDO, sudoers } from './machines';

const good = { state: 'good' } as const;
const unknown = { state: 'unknown' } as const;
const high = (where: string) => ({ state: 'attention', severity: 'high', where }) as const;
const medium = (where: string) => ({ state: 'attention', severity: 'medium', where }) as const;
const ALL = 'ALL=(ALL:ALL) NOPASSWD: ALL';

/** Rules: labelled by the man pages, before there was code. */
export const FIRST: readonly Case[] = [
  { is: 'a computer without sudo, doas and polkit', ...good },
  { is: 'no OpenClaw', bare: true, files: sudoers(`lin ${ALL}`), state: 'not-applicable' },

  { is: 'sudo lets it do all', files: sudoers(`lin ${ALL}`), ...high('/etc/sudoers:1') },
  {
    is: 'sudo lets its group, in a file of its own',
    files: {
      ...sudoers('root ALL=(ALL) ALL', '@includedir /etc/sudoers.d'),
      '/etc/sudoers.d/90-cloud': `# made\n%ops ${ALL}\n`,
    },
    ...high('/etc/sudoers.d/90-cloud:2'),
  },
  {
    is: 'a file of the old way to include',
    files: { ...sudoers('#includedir /etc/sudoers.d'), '/etc/sudoers.d/lin': `lin ${ALL}\n` },
    ...high('/etc/sudoers.d/lin:1'),
  },
  {
    is: 'a file whose name has a dot is not read',
    files: { ...sudoers('#includedir /etc/sudoers.d'), '/etc/sudoers.d/lin.bak': `lin ${ALL}\n` },
    ...good,
  },
  {
    is: 'one file included by name',
    files: { ...sudoers('@include sudoers.local'), '/etc/sudoers.local': `ALL ${ALL}\n` },
    ...high('/etc/sudoers.local:1'),
  },
  {
    is: 'aliases of accounts and commands',
    files: sudoers('User_Alias AGENTS = mei, lin', 'Cmnd_Alias WHOLE = ALL', 'AGENTS ALL = NOPASSWD: WHOLE'),
    ...high('/etc/sudoers:3'),
  },
  {
    is: 'nobody of an alias that holds others',
    files: sudoers('User_Alias AGENTS = mei, bo', `AGENTS ${ALL}`),
    ...good,
  },
  {
    is: 'no password is asked by default',
    files: sudoers('Defaults:lin !authenticate', 'lin ALL=(ALL) ALL'),
    ...high('/etc/sudoers:2'),
  },
  { is: 'a password is asked', files: sudoers('Defaults env_reset', '%ops ALL=(ALL:ALL) ALL'), ...good },
  { is: 'a later line asks again', files: sudoers(`lin ${ALL}`, '%ops ALL=(ALL) ALL'), ...good },
  {
    is: 'a later line of less does not',
    files: sudoers(`lin ${ALL}`, '%ops ALL=(ALL) /usr/bin/id'),
    ...high('/etc/sudoers:1'),
  },
  {
    is: 'an editor as root',
    files: sudoers('lin ALL=(root) NOPASSWD: /usr/bin/vim /etc/hosts'),
    ...high('/etc/sudoers:1'),
  },
  {
    is: 'one command as root',
    files: sudoers('lin ALL=(root) NOPASSWD: /usr/bin/systemctl restart nginx'),
    ...medium('/etc/sudoers:1'),
  },
  {
    is: 'turning off as root',
    files: sudoers('lin ALL=(root) NOPASSWD: /sbin/reboot, /sbin/poweroff'),
    ...good,
  },
  { is: 'all, as another account', files: sudoers('lin ALL=(www-data) NOPASSWD: ALL'), ...good },
  { is: 'for another account', files: sudoers(`mei ${ALL}`, `%sudo ${ALL}`), ...good },
  { is: 'by number', files: sudoers(`#1000 ${ALL}`), ...high('/etc/sudoers:1') },
  { is: 'all but this one', files: sudoers(`ALL, !lin ${ALL}`), ...good },
  { is: 'a remark', files: sudoers(`# lin ${ALL}`, `## %ops ${ALL}`), ...good },
  {
    is: 'a line that goes on',
    files: sudoers('lin ALL=(ALL) \\', '  NOPASSWD: ALL'),
    ...high('/etc/sudoers:1'),
  },
  {
    is: 'a program of its own, as root',
    files: {
      ...sudoers('lin ALL=NOPASSWD: /home/lin/bin/backup'),
      '/home/lin/bin/backup': { text: '', mode: 0o755 },
    },
    ...high('/etc/sudoers:1'),
  },
  {
    is: 'sudoers that this account may not read',
    files: { ...SUDO, '/etc/sudoers': { denied: true, mode: 0o440 } },
    ...unknown,
  },
  { is: 'the same without sudo', files: { '/etc/sudoers': { denied: true, mode: 0o440 } }, ...good },
  {
    is: 'a sudo that is not for this account',
    files: { '/usr/bin/sudo': { text: '', mode: 0o4750 }, '/etc/sudoers': { denied: true } },
    ...good,
  },
  {
    is: 'a part that may not be read',
    files: { ...sudoers('@includedir /etc/sudoers.d'), '/etc/sudoers.d/x': { denied: true } },
    ...unknown,
  },

  {
    is: 'doas asks nobody',
    files: { ...DOAS, '/etc/doas.conf': 'permit nopass lin\n' },
    ...high('/etc/doas.conf:1'),
  },
  {
    is: 'doas asks nobody of the group',
    files: { ...DOAS, '/etc/doas.conf': '# x\npermit nopass keepenv :ops as root\n' },
    ...high('/etc/doas.conf:2'),
  },
  { is: 'doas asks', files: { ...DOAS, '/etc/doas.conf': 'permit persist :ops\n' }, ...good },
  {
    is: 'doas settings that may not be read',
    files: { ...DOAS, '/etc/doas.conf': { denied: true } },
    ...unknown,
  },

  {
    is: 'a rule of polkit for its group',
    files: {
      ...POLKIT,
      '/etc/polkit-1/rules.d/10-x.rules':
        'polkit.addRule(function(action, subject) {\n  if (action.id == "org.freedesktop.policykit.exec" && subject.isInGroup("ops")) {\n    return polkit.Result.YES;\n  }\n});\n',
    },
    ...high('/etc/polkit-1/rules.d/10-x.rules:1'),
  },
  {
    is: 'a rule of polkit for another',
    files: {
      ...POLKIT,
      '/usr/share/polkit-1/rules.d/gdm.rules':
        'polkit.addRule(function(action, subject) {\n  if (subject.user == "gdm") return polkit.Result.YES;\n});\n',
    },
    ...good,
  },
  {
    is: 'a rule of polkit for the network only',
    files: {
      ...POLKIT,
      '/etc/polkit-1/rules.d/nm.rules':
        'polkit.addRule(function(action, subject) {\n  if (action.id.indexOf("org.freedesktop.NetworkManager.") == 0 && subject.isInGroup("ops")) { return polkit.Result.YES; }\n});\n',
    },
    ...good,
  },
  {
    is: 'an old file of polkit for everybody',
    files: {
      ...POLKIT,
      '/etc/polkit-1/localauthority/50-local.d/x.pkla':
        '[All]\nIdentity=unix-user:*\nAction=*\nResultAny=yes\n',
    },
    ...high('/etc/polkit-1/localauthority/50-local.d/x.pkla:1'),
  },
  {
    is: 'rules of polkit that may not be read',
    files: { ...POLKIT, '/etc/polkit-1/rules.d': { folder: true, mode: 0o700, denied: true } },
    ...unknown,
  },
  {
    is: 'the same without polkit',
    files: { '/etc/polkit-1/rules.d': { folder: true, mode: 0o700, denied: true } },
    ...good,
  },

  {
    is: 'a Mac whose sudoers may not be read',
    machine: { platform: 'darwin' },
    files: { '/private/etc/sudoers': { denied: true }, '/etc/sudoers': { denied: true } },
    ...unknown,
  },
  { is: 'a Windows', machine: { platform: 'win32' }, ...unknown },
];
