import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFolderProbe } from '../../../main/probes/folders';
import { LINUX } from '../../../main/probes/folders/places-linux';
import { MACOS } from '../../../main/probes/folders/places-macos';
import { WINDOWS } from '../../../main/probes/folders/places-windows';
import type { Host } from '../../../main/system/read';
import { fakeHost } from '../../fakes/host';

const look = async (host: Host, reach?: string) =>
  (await createFolderProbe(host).places())
    .filter((place) => place.reach !== 'absent' && (!reach || place.reach === reach))
    .map((place) => `${place.name} ${place.reach} ${place.path}`);

it.each([LINUX, MACOS, WINDOWS])('knows at least forty products on each system', (table) => {
  expect(Object.values(table).flatMap((names) => Object.keys(names)).length).toBeGreaterThan(40);
});

describe('Linux', () => {
  it('finds what opens, what refuses and what is absent', async () => {
    const host = fakeHost({
      files: {
        '/home/lin/Documents': { folder: true },
        '/home/lin/.mozilla/firefox/profiles.ini': '',
        '/home/lin/.aws': { folder: true, denied: true },
        '/home/lin/.netrc': { text: '', denied: true },
      },
    });
    expect(await look(host)).toEqual([
      'Documents opens /home/lin/Documents',
      'Firefox opens /home/lin/.mozilla/firefox',
      'AWS refused /home/lin/.aws',
      '.netrc refused /home/lin/.netrc',
    ]);
    const places = await createFolderProbe(host).places();
    expect(places.filter((place) => place.reach === 'absent').length).toBeGreaterThan(40);
  });

  it('tells an .npmrc with a key from one with OpenClaw’s prefix', async () => {
    const npm = (text: string) => look(fakeHost({ files: { '/home/lin/.npmrc': text } }));
    expect(await npm('prefix=/home/lin/.npm-global\nregistry=https://registry.npmmirror.com\n')).toEqual([]);
    for (const key of ['//registry.example.org/:_authToken=npm_x', '_auth = YTpi', '//a/b/:_password=eA=='])
      expect(await npm(`prefix=/x\n${key}\n`)).toEqual(['npm opens /home/lin/.npmrc']);
  });

  it('follows translated and moved folders', async () => {
    const host = fakeHost({
      env: { XDG_CONFIG_HOME: '/home/lin/conf' },
      files: {
        '/home/lin/conf/user-dirs.dirs': 'XDG_DOCUMENTS_DIR="/data/文稿"\nXDG_DESKTOP_DIR="$HOME/桌面"\n',
        '/data/文稿/xwechat_files/a': '',
        '/data/文稿/主.kdbx': '',
        '/home/lin/桌面': { folder: true },
        '/home/lin/conf/google-chrome/First Run': '',
      },
    });
    expect(await look(host)).toEqual([
      'Desktop opens /home/lin/桌面',
      'Documents opens /data/文稿',
      'Chrome opens /home/lin/conf/google-chrome',
      'KeePass opens /data/文稿/主.kdbx',
      '微信 opens /data/文稿/xwechat_files',
    ]);
  });

  it('can’t tell where Documents is when it may not read the file that says so', async () => {
    const host = fakeHost({ files: { '/home/lin/.config/user-dirs.dirs': { text: '', denied: true } } });
    expect(await look(host)).toContain('Documents unknown /home/lin/Documents');
  });

  it('doesn’t count an .ssh folder without keys, nor an empty folder', async () => {
    const files = {
      '/home/lin/.ssh/known_hosts': '',
      '/home/lin/.gnupg/private-keys-v1.d': { folder: true as const },
    };
    expect(await look(fakeHost({ files }))).toEqual([]);
    expect(await look(fakeHost({ files: { ...files, '/home/lin/.ssh/id_work': '' } }))).toEqual([
      '.ssh opens /home/lin/.ssh',
    ]);
  });

  it('tells of other people’s homes: what opens, or that they refuse', async () => {
    const host = fakeHost({
      files: {
        '/home/ann/.mozilla/firefox/x': '',
        '/home/bob': { folder: true, denied: true },
        '/home/eve/notes': '',
        '/root': { folder: true, denied: true },
      },
    });
    expect(await look(host)).toEqual([
      'root refused /root',
      'Firefox (ann) opens /home/ann/.mozilla/firefox',
      'bob refused /home/bob',
    ]);
  });

  it('looks at the Windows drive that WSL shows', async () => {
    const host = fakeHost({
      files: {
        '/mnt/c/Users/李/AppData/Roaming/Tencent/xwechat/x': '',
        '/mnt/c/Users/Public/Documents/x': '',
      },
    });
    expect(await look(host)).toEqual(['微信 (李) opens /mnt/c/Users/李/AppData/Roaming/Tencent/xwechat']);
  });

  it('survives links in circles, pipes and crowded folders', async () => {
    const host = fakeHost({
      files: {
        '/home/lin/.netrc': { text: '' },
        ...Object.fromEntries(Array.from({ length: 3000 }, (_, n) => [`/home/lin/f${n}`, ''])),
      },
    });
    const odd: Host = {
      ...host,
      stat: async (file) => {
        if (file === '/home/lin/.kube') throw Object.assign(new Error(), { code: 'ELOOP' });
        if (file.endsWith('.netrc')) return { ...(await host.stat(file)), kind: 'other' };
        return host.stat(file);
      },
    };
    expect(await look(odd)).toEqual([
      'KeePass unknown /home/lin',
      'Kubernetes unknown /home/lin/.kube',
      '.netrc unknown /home/lin/.netrc',
    ]);
  });
});

describe('macOS', () => {
  const files = {
    '/Users/lin/Documents/我.kdbx': '',
    '/Users/lin/Library/Messages/chat.db': '',
    '/Users/lin/Library/Containers/com.tencent.xinWeChat/Data/x': '',
    '/Users/lin/Library/Application Support/Google/Chrome/Default/x': '',
    '/Users/ann/Documents': { folder: true as const, uid: 502, mode: 0o700 },
  };

  it('opens nothing that macOS would ask about, and says so', async () => {
    const host = fakeHost({ platform: 'darwin', files });
    const places = await look(host);
    expect(places).toContain('Documents unknown /Users/lin/Documents');
    expect(places).toContain('微信 unknown /Users/lin/Library/Containers/com.tencent.xinWeChat');
    expect(places).toContain('Chrome opens /Users/lin/Library/Application Support/Google/Chrome');
    expect(places.some((place) => place.includes('(ann)'))).toBe(false);
    expect(host.touched.filter((file) => /\/(Documents|Desktop|Messages|Containers)/.test(file))).toEqual([]);
  });
});

describe('Windows', () => {
  const KEY = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders';
  const PAGE = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Nls\\CodePage';
  const reg = 'C:\\Windows\\System32\\reg.exe';
  const shell = Buffer.concat([
    Buffer.from(
      `\r\n${KEY}\r\n    Desktop    REG_EXPAND_SZ    %OneDrive%\\Desktop\r\n    Personal    REG_SZ    D:\\`,
    ),
    Buffer.from([0xce, 0xc4, 0xb5, 0xb5]), // 文档 in GBK, as reg.exe writes it on a Chinese console
    Buffer.from('\r\n\r\n'),
  ]);
  const commands = {
    [`${reg} query ${KEY}`]: shell,
    [`${reg} query ${PAGE} /v OEMCP`]: `\r\n${PAGE}\r\n    OEMCP    REG_SZ    936\r\n\r\n`,
  };
  const env = { OneDrive: 'C:\\Users\\lin\\OneDrive', APPDATA: 'E:\\Roaming' };

  it('follows moved folders on a Chinese Windows', async () => {
    const host = fakeHost({
      platform: 'win32',
      env,
      commands,
      files: {
        'D:\\文档\\WeChat Files\\wxid': '',
        'C:\\Users\\lin\\OneDrive\\Desktop\\a.txt': '',
        'E:\\Roaming\\360se6\\User Data\\Default': '',
        'D:\\Program Files\\Foxmail 7.2\\Storage\\a@b.cn': '',
        'C:\\Users\\ann\\.ssh\\id_rsa': '',
        'C:\\Users\\Public\\Documents\\x': '',
      },
    });
    expect(await look(host, 'opens')).toEqual([
      'Desktop opens C:\\Users\\lin\\OneDrive\\Desktop',
      'Documents opens D:\\文档',
      'OneDrive opens C:\\Users\\lin\\OneDrive',
      '360安全浏览器 opens E:\\Roaming\\360se6\\User Data',
      '微信 opens D:\\文档\\WeChat Files',
      'Foxmail opens D:\\Program Files\\Foxmail 7.2\\Storage',
      '.ssh (ann) opens C:\\Users\\ann\\.ssh',
    ]);
    expect(await look(host, 'unknown')).toEqual([]);
  });

  it('can’t tell when the registry doesn’t answer', async () => {
    expect(
      await look(fakeHost({ platform: 'win32', files: { 'C:\\Users\\lin': { folder: true } } })),
    ).toContain('Documents unknown C:\\Users\\lin\\Documents');
  });
});

it('never leaves the tables’ own rules', () => {
  const patterns = [LINUX, MACOS, WINDOWS].flatMap((table) =>
    Object.values(table).flatMap((names) => Object.values(names).flat()),
  );
  for (const pattern of patterns) {
    expect(pattern).toMatch(/^(~|[A-Z]+|[A-Z]:)(\/|$)/);
    expect(pattern.split('*').length).toBeLessThanOrEqual(3);
    expect(path.posix.normalize(pattern)).toBe(pattern);
  }
});
