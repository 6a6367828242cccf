import { describe, expect, it } from 'vitest';
import { createEverydayProbe } from '../../../main/probes/everyday';
import { createFolderProbe } from '../../../main/probes/folders';
import type { Host } from '../../../main/system/read';
import { type FakeMachine, fakeHost } from '../../fakes/host';

const DAY = 24 * 60 * 60 * 1000;
const signs = (host: Host) => createEverydayProbe(host, createFolderProbe(host)).signs();
const many = (folder: string, count: number, more: FakeMachine['files'] = {}) => ({
  ...Object.fromEntries(Array.from({ length: count }, (_, n) => [`${folder}/f${n}.txt`, ''])),
  ...more,
});

describe('Linux', () => {
  it('counts documents and photos, not what the system put there', async () => {
    const host = fakeHost({
      files: {
        ...many('/home/lin/Documents/a', 3),
        ...many('/home/lin/Documents/a/b', 5),
        '/home/lin/Documents/b.txt': '',
        '/home/lin/Documents/.hidden': '',
        '/home/lin/Documents/away': { link: '/etc' },
        '/home/lin/Desktop/app.desktop': '',
        '/home/lin/Pictures/p.jpg': '',
      },
    });
    // Third level not counted.
    expect((await signs(host)).items).toEqual([
      { kind: 'documents', name: 'Documents', where: '/home/lin/Documents', count: 4 },
      { kind: 'photos', name: 'Pictures', where: '/home/lin/Pictures', count: 1 },
    ]);
  });

  it('stops at a thousand', async () => {
    const { items } = await signs(fakeHost({ files: many('/home/lin/文档', 1500) }));
    expect(items).toEqual([{ kind: 'documents', name: 'Documents', where: '/home/lin/文档', count: 1000 }]);
  });

  it('tells how old a browser profile is', async () => {
    const host = fakeHost({
      files: {
        '/home/lin/.config/google-chrome/First Run': { text: '', modifiedAt: Date.now() - 40 * DAY },
        '/home/lin/.mozilla/firefox/new.default/times.json': { modifiedAt: Date.now() - 3 * DAY },
        '/home/lin/.mozilla/firefox/old.default/times.json': { modifiedAt: Date.now() - 90 * DAY },
        '/home/lin/.config/chromium/x': '',
        '/home/lin/.librewolf/p/other.json': '',
      },
    });
    expect((await signs(host)).items.map(({ name, ageDays }) => [name, ageDays])).toEqual([
      ['Firefox', 90],
      ['LibreWolf', undefined],
      ['Chrome', 40],
      ['Chromium', undefined],
    ]);
    // The welcome promises that nothing in a browser's folder is read.
    expect(host.touched.filter((path) => path.endsWith('.json') || path.endsWith('First Run'))).toEqual([]);
  });

  it('finds chats, mail, finance and office', async () => {
    const host = fakeHost({
      files: {
        '/home/lin/.config/QQ/x': '',
        '/home/lin/.thunderbird/profiles.ini': '',
        '/home/lin/.electrum/wallets/w': '',
        '/home/lin/.local/share/gnucash': { folder: true },
        '/home/lin/.config/libreoffice/4/user/x': '',
      },
    });
    expect((await signs(host)).items.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'chat QQ',
      'mail Thunderbird',
      'finance Electrum',
      'office LibreOffice',
      'finance GnuCash',
    ]);
  });

  it('says what it could not look at', async () => {
    const host = fakeHost({
      files: {
        '/home/lin/Documents': { folder: true, denied: true },
        '/home/ann': { folder: true, denied: true },
        '/root': { folder: true, denied: true },
      },
    });
    const { items, gaps } = await signs(host);
    expect(items).toEqual([]);
    expect(gaps).toContainEqual({ where: '/home/lin/Documents', because: { id: 'look.not-allowed' } });
    expect(gaps).toContainEqual({ where: '/home/ann', because: { id: 'everyday.other-home' } });
    expect(gaps.filter(({ where }) => where.startsWith('/root'))).toEqual([]);
  });

  it('sees nothing on an empty machine', async () => {
    const host = fakeHost({ files: { '/home/lin/Desktop': { folder: true } } });
    expect(await signs(host)).toEqual({ items: [], gaps: [] });
  });

  it('reads no document', async () => {
    const host = fakeHost({ files: many('/home/lin/Documents', 3) });
    const read: string[] = [];
    const readText = async (file: string, limit?: number) => {
      read.push(file);
      return host.readText(file, limit);
    };
    await signs({ ...host, readText });
    expect(read.filter((file) => file.includes('Documents'))).toEqual([]);
  });
});

it('macOS: sees programs, and leaves alone what it would ask about', async () => {
  const host = fakeHost({
    platform: 'darwin',
    files: {
      '/Users/lin/Library/Containers/com.tencent.xinWeChat/x': '',
      '/Users/lin/Library/Containers/com.microsoft.Word/x': '',
      '/Users/lin/Library/Messages/x': '',
      '/Users/lin/Library/Safari/x': '',
      '/Users/lin/Documents/x': '',
      '/Applications/同花顺.app/x': '',
    },
  });
  const { items, gaps } = await signs(host);
  expect(items.map(({ name }) => name)).toEqual(['微信', 'Microsoft Office', '同花顺']);
  expect(gaps).toEqual([{ where: '/Users/lin/Documents', because: { id: 'everyday.macos-asks' } }]);
  expect(host.touched.filter((file) => /Documents|Containers/.test(file))).toEqual([]);
});

it('Windows: Edge counts once it was used', async () => {
  const edge = 'C:\\Users\\lin\\AppData\\Local\\Microsoft\\Edge\\User Data';
  const names = async (files: FakeMachine['files']) =>
    (await signs(fakeHost({ platform: 'win32', files: files ?? {} }))).items.map(({ name }) => name);
  expect(await names({ [`${edge}\\Local State`]: '' })).toEqual([]);
  expect(await names({ [`${edge}\\First Run`]: '', 'D:\\同花顺软件\\x': '' })).toEqual(['Edge', '同花顺']);
});
