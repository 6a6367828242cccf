import { describe, expect, it } from 'vitest';
import { createPermissionProbe } from '../../../main/probes/permissions';
import { script } from '../../../main/probes/permissions/permissions-windows';
import type { OpenClawSettings } from '../../../main/probes/settings';
import { encoded } from '../../../main/system/read/powershell';
import { type FakeMachine, fakeHost } from '../../fakes/host';

const people = {
  '/etc/passwd': 'root:x:0:0:::\nlin:x:1000:1000:::\nann:x:1001:1001:::\nbob:x:1002:100:::\n',
  '/etc/group': 'root:x:0:\nlin:x:1000:\nann:x:1001:\nteam:x:50:lin,ann\nusers:x:100:\nalone:x:60:lin\n',
};
const roots = {
  '/': { folder: true as const, uid: 0, gid: 0 },
  '/home': { folder: true as const, uid: 0, gid: 0 },
};
const folder = (mode: number, gid = 1000) => ({ folder: true as const, mode, gid });
async function others(path: string, files: FakeMachine['files'], more: FakeMachine = {}) {
  const [found] = await createPermissionProbe(
    fakeHost({ files: { ...people, ...roots, ...files }, ...more }),
  ).of([path]);
  return found ? [found.others, ...found.who] : 'absent';
}

describe('Linux', () => {
  const file = '/home/lin/.openclaw/openclaw.json';
  const state = '/home/lin/.openclaw';

  it('a closed folder above hides an open file', async () => {
    expect(await others(file, { [state]: folder(0o700), [file]: { mode: 0o666 } })).toEqual(['none']);
  });

  it('an open file in open folders is everyone’s', async () => {
    expect(await others(file, { [state]: folder(0o755), [file]: { mode: 0o644 } })).toEqual([
      'read',
      'everyone',
    ]);
    expect(await others(file, { [state]: folder(0o711), [file]: { mode: 0o644 } })).toEqual([
      'read',
      'everyone',
    ]);
    expect(await others(file, { [state]: folder(0o744), [file]: { mode: 0o644 } })).toEqual(['none']);
    expect(await others(file, { [state]: folder(0o755), [file]: { mode: 0o606 } })).toEqual([
      'write',
      'everyone',
    ]);
  });

  it('who may write to a folder above may put another file there, unless the sticky bit keeps it', async () => {
    expect(await others(file, { [state]: folder(0o777), [file]: { mode: 0o600 } })).toEqual([
      'write',
      'everyone',
    ]);
    expect(await others(file, { [state]: folder(0o1777), [file]: { mode: 0o600 } })).toEqual(['none']);
  });

  it('a group counts by who is in it', async () => {
    const shared = (gid: number) => ({ [state]: folder(0o750, gid), [file]: { mode: 0o640, gid } });
    expect(await others(file, shared(50))).toEqual(['read', 'ann']);
    expect(await others(file, shared(60))).toEqual(['none']);
    expect(await others(file, shared(1000))).toEqual(['none']);
    // bob is in it by his first group, which /etc/group doesn't list.
    expect(await others(file, shared(100))).toEqual(['read', 'bob']);
    // One and the same person needs every step.
    expect(await others(file, { [state]: folder(0o750, 50), [file]: { mode: 0o640, gid: 100 } })).toEqual([
      'none',
    ]);
  });

  it('a group that nobody knows can’t be told', async () => {
    expect(await others(file, { [state]: folder(0o750, 777), [file]: { mode: 0o640, gid: 777 } })).toEqual([
      'unknown',
    ]);
    const files = {
      [state]: folder(0o750),
      [file]: { mode: 0o640 },
      '/etc/group': { text: '', denied: true as const },
    };
    expect(await others(file, files)).toEqual(['unknown']);
  });

  it('a list adds people', async () => {
    const commands = {
      [`getfacl -pn -- ${state}`]: `# file: ${state}\nuser::rwx\nuser:1001:r-x\ngroup::---\nmask::r-x\nother::---\n\n`,
    };
    const files = { [state]: folder(0o750), [file]: { mode: 0o644 } };
    expect(await others(file, files, { commands })).toEqual(['read', 'ann']);
    expect(await others(file, files)).toEqual(['none']);
  });

  it('the folder itself: listing, changing, passing through', async () => {
    expect(await others(state, { [state]: folder(0o755) })).toEqual(['read', 'everyone']);
    expect(await others(state, { [state]: folder(0o773) })).toEqual(['write', 'everyone']);
    expect(await others(state, { [state]: folder(0o711) })).toEqual(['none']);
  });

  it('links are followed, and count as open where others can turn them', async () => {
    const files = {
      '/srv': { folder: true as const, uid: 0, gid: 0 },
      '/srv/x': { text: '', mode: 0o644 },
      [file]: { link: '/srv/x' },
      [state]: folder(0o700),
    };
    expect(await others(file, files)).toEqual(['read', 'everyone']);
    const turned = { ...files, '/srv/x': { text: '', mode: 0o600 }, [state]: folder(0o777) };
    expect(await others(file, turned)).toEqual(['write', 'everyone']);
  });

  it('absent is left out, unreachable is unknown', async () => {
    expect(await others('/home/lin/none', {})).toBe('absent');
    expect(await others('/root/.openclaw/x', { '/root': { folder: true, denied: true } })).toEqual([
      'unknown',
    ]);
  });
});

describe('a folder that can’t be listed', () => {
  const setup = {
    name: 'default',
    stateDir: '/srv/claw',
    configPath: '/srv/claw/openclaw.json',
    home: '/home/lin',
    owner: 'ann',
    from: 'service' as const,
    legacy: false,
  };
  const look = async (mode: number) => {
    const closed = { folder: true as const, uid: 1001, gid: 1001, mode, denied: true as const };
    const host = fakeHost({ files: { ...people, ...roots, '/srv': roots['/home'], '/srv/claw': closed } });
    return createPermissionProbe(host).within(setup);
  };

  it('looks at files that the settings include, wherever they lie', async () => {
    const base = '/srv/base.json5';
    const files = { ...people, ...roots, '/srv': roots['/home'], [base]: { text: '{}', mode: 0o666 } };
    const settings: OpenClawSettings = {
      state: 'read',
      setup,
      value: {},
      files: [setup.configPath, base],
      environment: {},
    };
    const probe = createPermissionProbe(fakeHost({ files }), {
      all: async () => ({ items: [settings], gaps: [] }),
    });
    const { items } = await probe.within(setup);
    expect(items.find(({ path }) => path === base)).toMatchObject({ holds: 'settings', others: 'write' });
  });

  it('hides nothing when nobody but its owner gets in', async () => {
    const { items, gaps } = await look(0o700);
    expect(items.map(({ path, others: each }) => [path, each])).toEqual([
      ['/srv/claw', 'none'],
      ['/srv/claw/openclaw.json', 'none'],
    ]);
    expect(gaps).toEqual([]);
  });

  it('is unseen when others may pass through it', async () => {
    expect((await look(0o711)).items.at(-1)?.others).toBe('unknown');
    expect((await look(0o711)).gaps).toEqual([{ where: '/srv/claw', because: { id: 'look.not-allowed' } }]);
  });
});

describe('macOS', () => {
  const state = '/Users/lin/.openclaw';
  const files = {
    '/': { folder: true as const, uid: 0, gid: 0 },
    '/Users': { folder: true as const, uid: 0, gid: 80 },
    '/Users/lin': { folder: true as const, uid: 501, gid: 20, mode: 0o750 },
    [state]: { folder: true as const, uid: 501, gid: 20, mode: 0o755 },
  };
  const dscl = (users: string, firsts: string) => ({
    '/usr/bin/dscl . -list /Users UniqueID': users,
    '/usr/bin/dscl . -list /Users PrimaryGroupID': firsts,
    '/usr/bin/dscl . -list /Groups PrimaryGroupID': 'admin   80\nstaff  20\nwheel  0\n',
    '/usr/bin/dscl . -list /Groups GroupMembership': 'admin   root lin\nstaff  root\n',
  });
  const plain = 'drwxr-xr-x  2 root wheel 1 Nov 1 1:00';
  const ls = {
    [`/bin/ls -lde / /Users /Users/lin ${state}`]: ['/', '/Users', '/Users/lin', state]
      .map((path) => `${plain} ${path}`)
      .join('\n'),
  };
  const look = (commands: Record<string, string>, more: FakeMachine = {}) =>
    others(state, {}, { platform: 'darwin', uid: 501, files, commands, ...more });

  it('everybody with a home is in “staff”, if there is anybody else', async () => {
    expect(await look({ ...ls, ...dscl('lin  501\nroot 0\n', 'lin  20\nroot 0\n') })).toEqual(['none']);
    expect(await look({ ...ls, ...dscl('lin  501\nann 502\n', 'lin  20\nann 20\n') })).toEqual([
      'read',
      'ann',
    ]);
  });

  it('is unknown without the accounts or the lists', async () => {
    expect(await look(ls)).toEqual(['unknown']);
    expect(await look(dscl('lin  501\n', 'lin  20\n'))).toEqual(['unknown']);
  });

  it('a list adds people by name', async () => {
    const text = [
      `${plain} /`,
      `${plain} /Users`,
      `${plain} /Users/lin`,
      ' 0: user:ann allow search',
      `${plain} ${state}`,
      ' 0: user:ann allow list',
    ].join('\n');
    const commands = {
      ...dscl('lin  501\nann 502\n', 'lin  20\nann 99\n'),
      [Object.keys(ls)[0] ?? '']: text,
    };
    expect(await look(commands)).toEqual(['read', 'ann']);
  });
});

describe('Windows', () => {
  const path = 'C:\\Users\\李\\.openclaw';
  const powershell = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe';
  const look = (answer: string | null) =>
    others(
      path,
      { [path]: { folder: true } },
      {
        platform: 'win32',
        home: 'C:\\Users\\李',
        files: { [path]: { folder: true } },
        commands: answer === null ? {} : { [[powershell, ...encoded(script([path]))].join(' ')]: answer },
      },
    );

  it('goes by the list of the thing itself', async () => {
    expect(
      await look('me S-1-5-21-1-2-3-1001\r\n0 O:BAD:P(A;;FA;;;SY)(A;;FA;;;S-1-5-21-1-2-3-1001)\r\n'),
    ).toEqual(['none']);
    expect(await look('me S-1-5-21-1-2-3-1001\r\n0 O:BAD:(A;;0x1200a9;;;BU)\r\n')).toEqual(['read', 'Users']);
  });

  it('is unknown without an answer', async () => {
    expect(await look('0 !\r\n')).toEqual(['unknown']);
    expect(await look('')).toEqual(['unknown']);
    expect(await look(null)).toEqual(['unknown']);
  });
});
