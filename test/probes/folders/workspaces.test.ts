import { describe, expect, it } from 'vitest';
import { createFolderProbe } from '../../../main/probes/folders';
import type { Json } from '../../../main/probes/settings';
import { type FakeMachine, fakeHost } from '../../fakes/host';

async function look(value: Json, machine: FakeMachine = {}, home = '/home/lin') {
  const host = fakeHost({ ...machine, home });
  const stateDir = host.path.join(home, '.openclaw');
  const setup = {
    name: 'default',
    stateDir,
    configPath: host.path.join(stateDir, 'openclaw.json'),
    home,
    owner: 'lin',
    from: 'home' as const,
    legacy: false,
  };
  return createFolderProbe(host).workspaces({ state: 'read', setup, value, files: [] });
}
const at = (workspace: string): Json => ({ agents: { defaults: { workspace } } });
const kind = async (workspace: string, machine?: FakeMachine, home?: string) => {
  const { items, gaps } = await look(at(workspace), machine, home);
  return items[0]?.is ?? gaps[0]?.because.id ?? 'none';
};

describe('Linux', () => {
  const files = {
    '/home/lin/.config/user-dirs.dirs': 'XDG_DOCUMENTS_DIR="$HOME/文稿"\n',
    '/home/lin/文稿/x': '',
    '/home/lin/Documents/x': '',
    '/home/lin/innocent': { link: '/home/lin/文稿' },
    '/home/lin/me': { link: '.' },
    '/srv/work/a': '',
  };

  it.each([
    ['~', 'home'],
    ['~/', 'home'],
    ['/home', 'above-home'],
    ['/', 'root'],
    ['~/文稿', 'documents'],
    ['~/Documents', 'documents'],
    ['~/Desktop', 'desktop'],
    ['~/Downloads', 'downloads'],
    ['~/innocent', 'documents'],
    ['~/me', 'home'],
    ['/srv/work', 'apart'],
    ['/home/linda', 'none'],
    ['work', 'folders.depends'],
  ])('%s is %s', async (workspace, expected) => {
    expect(await kind(workspace, { files })).toBe(expected);
  });

  it('sees clouds, repositories and files with secrets', async () => {
    const { items } = await look(at('~/Nutstore Files/ws'), {
      files: {
        '/home/lin/Nutstore Files/ws/.git/HEAD': '',
        '/home/lin/Nutstore Files/ws/.env': '',
        '/home/lin/Nutstore Files/ws/.env.example': '',
      },
    });
    expect(items).toEqual([
      expect.objectContaining({ is: 'apart', syncedBy: '坚果云', repository: true, secrets: ['.env'] }),
    ]);
  });

  it('leaves out defaults that were never made', async () => {
    expect(await look({})).toEqual({ items: [], gaps: [] });
    const { items } = await look({}, { files: { '/home/lin/.openclaw/workspace/AGENTS.md': '' } });
    expect(items).toEqual([
      expect.objectContaining({ is: 'apart', syncedBy: null, secrets: [], there: true }),
    ]);
  });

  it('counts the folder in which tools start', async () => {
    const { items } = await look({ agents: { entries: { a: { cwd: '~' } } } });
    expect(items).toEqual([expect.objectContaining({ agent: 'a', is: 'home' })]);
  });

  it('says what it may not open, and survives a circle', async () => {
    const denied = { '/srv/x': { folder: true as const, denied: true as const } };
    expect(await kind('/srv/x', { files: denied })).toBe('look.not-allowed');
  });
});

it('macOS: iCloud Drive, and nothing that would be asked about', async () => {
  const home = '/Users/lin';
  const machine = { platform: 'darwin' as const, files: { '/Users/lin/Documents/ws/x': '' } };
  expect(await kind('~/documents', machine, home)).toBe('documents');
  expect(await kind('~/Documents/ws', machine, home)).toBe('folders.macos-decides');
  const { items } = await look(at('~/Library/Mobile Documents/com~apple~CloudDocs/ws'), machine, home);
  expect(items[0]?.syncedBy).toBe('iCloud Drive');
});

describe('Windows', () => {
  const home = 'C:\\Users\\李';
  const platform = 'win32' as const;

  it('knows a drive, OneDrive and the home in any spelling', async () => {
    expect(await kind('D:\\', { platform, files: { 'D:\\x': '' } }, home)).toBe('root');
    expect(await kind('c:\\users\\李', { platform }, home)).toBe('home');
    expect(await kind('C:\\Users', { platform }, home)).toBe('above-home');
    const { items } = await look(
      at('~\\OneDrive - 公司\\Documents'),
      { platform, env: { OneDrive: `${home}\\OneDrive - 公司` } },
      home,
    );
    expect(items[0]).toMatchObject({ is: 'documents', syncedBy: 'OneDrive' });
  });

  it('can’t rule out that it is Documents when the registry is silent', async () => {
    expect(await kind('E:\\claw', { platform, files: { 'E:\\claw\\x': '' } }, home)).toBe('folders.not-told');
  });
});
