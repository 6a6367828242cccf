import { describe, expect, it } from 'vitest';
import { createAccountProbe } from '../../../main/probes/account';
import { type FakeMachine, fakeHost } from '../../fakes/host';

const WHOLE = '         0          0 4294967295\n';
const PASSWD = [
  'root:x:0:0:root:/root:/bin/bash',
  'daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin',
  'lin:x:1000:1000:Lin,,,:/home/lin:/bin/bash',
  'mei:x:1001:1001::/home/mei:/bin/bash',
  'toor:x:0:0::/root:/bin/sh',
  '+::::::',
  '',
].join('\n');
const GROUPS =
  'root:x:0:\nadm:x:4:lin\nsudo:x:27:mei\ncdrom:x:24:lin\nlin:x:1000:\nmei:x:1001:\ndocker:x:998:\n';

/** As proc_pid_status(5) prints it; only the lines that matter. */
const status = (groups: string, uid = 1000, caps = '0000000000000000') =>
  `Name:\tnode\nPPid:\t1\nUid:\t${uid}\t${uid}\t${uid}\t${uid}\nGid:\t${uid}\t${uid}\t${uid}\t${uid}\nGroups:\t${groups} \nNSpid:\t77\nCapInh:\t0000000000000000\nCapEff:\t${caps}\n`;

function look(change: FakeMachine['files'] = {}, machine: FakeMachine = {}) {
  const files: FakeMachine['files'] = {
    '/etc/passwd': PASSWD,
    '/etc/group': GROUPS,
    '/proc/self/status': status('4 24 1000'),
    '/proc/self/uid_map': WHOLE,
    '/etc/sudoers': { text: '', denied: true },
    ...change,
  };
  return createAccountProbe(fakeHost({ ...machine, files }));
}

describe('the account that looks, on Linux', () => {
  it('is ordinary when no group of administrators is among its groups, and says what it could not read', async () => {
    expect(await look().current()).toEqual({
      name: 'lin',
      id: '1000',
      rights: 'ordinary',
      evidence: [
        { kind: 'account', where: 'lin', saw: 'adm, cdrom, lin' },
        { kind: 'file', where: '/etc/sudoers', saw: { id: 'look.not-allowed' } },
      ],
    });
  });

  it('can become one by a group that only /etc/group knows: it counts from the next login', async () => {
    const account = await look({ '/etc/group': GROUPS.replace('27:mei', '27:mei,lin') }).current();
    expect(account.rights).toBe('can-become');
    expect(account.evidence[0]?.saw).toBe('sudo');
  });

  it('can become one by a group that only the process has', async () => {
    const account = await look({ '/proc/self/status': status('998 1000') }).current();
    expect(account.rights).toBe('can-become');
    expect(account.evidence[0]?.saw).toBe('docker');
  });

  it.each(['wheel', 'admin', 'lxd', 'incus-admin', 'libvirt', 'disk'])(
    'counts the group %s',
    async (group) => {
      const account = await look({ '/etc/group': `${GROUPS}${group}:x:555:lin\n` }).current();
      expect(account.rights).toBe('can-become');
    },
  );

  it('is the administrator as uid 0, whatever the files say', async () => {
    const account = await look(
      { '/etc/group': { text: '', denied: true } },
      { uid: 0, userName: 'root' },
    ).current();
    expect(account).toMatchObject({ id: '0', rights: 'administrator', evidence: [{ saw: 'uid 0' }] });
  });

  it('is the administrator with capabilities as good as root, in the machine’s own ids', async () => {
    const caps = { '/proc/self/status': status('1000', 1000, '000001ffffffffff') };
    expect((await look(caps).current()).rights).toBe('administrator');
    const inside = await look({
      ...caps,
      '/proc/self/uid_map': '      1000       1000          1\n',
    }).current();
    expect(inside.rights).toBe('ordinary');
  });

  it('is no administrator by wake_alarm, which newer systemd gives to every login', async () => {
    const account = await look({ '/proc/self/status': status('1000', 1000, '0000000800000000') }).current();
    expect(account.rights).toBe('ordinary');
  });

  it('is unknown when the groups can’t be read', async () => {
    for (const file of ['/etc/group', '/proc/self/status']) {
      const account = await look({ [file]: { text: '', denied: true } }).current();
      expect(account).toMatchObject({
        rights: 'unknown',
        evidence: [{ where: file, saw: { id: 'look.not-allowed' } }],
      });
    }
    expect((await look({ '/proc/self/status': 'nonsense' }).current()).rights).toBe('unknown');
  });

  it('is unknown when a group may come from LDAP and only its number is seen', async () => {
    const groups = { '/proc/self/status': status('1000 70000') };
    expect((await look(groups).current()).rights).toBe('ordinary');
    const local = { ...groups, '/etc/nsswitch.conf': 'group: files [SUCCESS=merge] systemd # sss\n' };
    expect((await look(local).current()).rights).toBe('ordinary');
    const remote = { ...groups, '/etc/nsswitch.conf': 'passwd: files\ngroup:  files sss\n' };
    expect((await look(remote).current()).rights).toBe('unknown');
  });

  it.each([
    ['lin ALL=(ALL) NOPASSWD: ALL', 'can-become'],
    ['lin,mei ALL = (ALL:ALL) NOPASSWD:SETENV: ALL', 'can-become'],
    ['%cdrom \\\n ALL=ALL', 'can-become'],
    ['#1000 ALL=(root) ALL', 'can-become'],
    ['lin ALL=(root) NOPASSWD: /usr/bin/systemctl restart cups', 'ordinary'],
    ['# lin ALL=(ALL) ALL', 'ordinary'],
    ['mei ALL=(ALL) ALL', 'ordinary'],
    ['User_Alias lin = ALL', 'ordinary'],
  ])('reads the rule %j where sudoers can be read', async (rule, rights) => {
    const account = await look({ '/etc/sudoers': '', '/etc/sudoers.d/90-cloud': `${rule}\n` }).current();
    expect(account.rights).toBe(rights);
  });

  it('skips files that sudo skips', async () => {
    const account = await look({
      '/etc/sudoers': '',
      '/etc/sudoers.d/lin.bak': 'lin ALL=(ALL) ALL\n',
    }).current();
    expect(account.rights).toBe('ordinary');
  });
});

describe('another account, on Linux', () => {
  it('is judged by /etc/passwd and /etc/group, by name or id', async () => {
    expect(await look().named('mei')).toMatchObject({ name: 'mei', id: '1001', rights: 'can-become' });
    expect(await look().named('1001')).toMatchObject({ name: 'mei', rights: 'can-become' });
    expect(await look().named('daemon')).toMatchObject({ id: '1', rights: 'ordinary' });
    expect((await look().named('toor')).rights).toBe('administrator');
    expect((await look().named('0')).rights).toBe('administrator');
  });

  it('is ourselves when it is our own name or id', async () => {
    const groups = { '/proc/self/status': status('998 1000') };
    expect((await look(groups).named('lin')).rights).toBe('can-become');
    expect((await look(groups).named('1000')).rights).toBe('can-become');
  });

  it('is unknown when no local file has it', async () => {
    expect((await look().named('ldapuser')).rights).toBe('unknown');
    expect((await look().named('4711')).rights).toBe('unknown');
    expect((await look({ '/etc/passwd': { denied: true } }).named('mei')).rights).toBe('unknown');
  });

  it('is ordinary as an id lent to a rootless container', async () => {
    const probe = look({ '/etc/subuid': 'mei:200000:65536\nlin:100000:65536\n' });
    expect(await probe.named('110000')).toMatchObject({
      rights: 'ordinary',
      evidence: [{ saw: '/etc/subuid: lin' }],
    });
    expect((await probe.named('165536')).rights).toBe('unknown');
  });

  it('survives hostile files', async () => {
    const wild = look({
      '/etc/passwd': `${':'.repeat(5000)}\nmei:x:-1:1\nmei:x:1e3:7\n`,
      '/etc/group': '\0'.repeat(9999),
    });
    expect((await wild.named('mei')).rights).toBe('unknown');
    const huge = look({ '/etc/group': 'x'.repeat(2 * 1024 * 1024) });
    expect(await huge.named('mei')).toMatchObject({
      rights: 'unknown',
      evidence: [{ saw: { id: 'look.too-large' } }],
    });
  });

  it('is looked at once', async () => {
    const host = fakeHost({ files: { '/etc/passwd': PASSWD, '/etc/group': GROUPS } });
    const probe = createAccountProbe(host);
    await Promise.all([probe.named('mei'), probe.named('mei')]);
    expect(host.touched.filter((file) => file === '/etc/passwd')).toHaveLength(1);
  });

  it('never runs a program', async () => {
    const host = fakeHost({
      files: { '/etc/passwd': PASSWD, '/etc/group': GROUPS, '/proc/self/status': status('') },
    });
    const probe = createAccountProbe(host);
    await Promise.all([probe.current(), probe.named('mei')]);
    expect(host.touched.every((what) => what.startsWith('/'))).toBe(true);
  });
});
