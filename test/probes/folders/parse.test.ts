import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  decodeCodePage,
  parseCodePage,
  parseRegistry,
  parseUserDirs,
} from '../../../main/probes/folders/parse-known-folders';

describe('user-dirs.dirs', () => {
  // Format: user-dirs.dirs(5) of xdg-user-dirs 0.18, as its update program writes it on a Chinese desktop.
  const text = readFileSync('test/fixtures/folders/user-dirs.dirs', 'utf8');

  it('is read with translated, moved and escaped names', () => {
    expect(parseUserDirs(text, '/home/lin')).toEqual({
      DESKTOP: '/home/lin/桌面',
      DOWNLOADS: '/mnt/data/下载',
      DOCUMENTS: '/home/lin/我的 "文档"',
    });
  });

  it('leaves out what isn’t a path, and never takes the home for a folder', () => {
    const odd =
      'XDG_DESKTOP_DIR="$HOME"\nXDG_DOCUMENTS_DIR="relative"\nXDG_DOWNLOAD_DIR=bare\nXDG_constructor_DIR="/x"';
    expect(parseUserDirs(odd, '/home/lin')).toEqual({});
    expect(parseUserDirs('XDG_DESKTOP_DIR="/"', '/home/lin')).toEqual({});
    expect(parseUserDirs('\0'.repeat(10_000), '/home/lin')).toEqual({});
  });
});

describe('reg query', () => {
  // Layout of `reg query` on Windows 11: the key, then four spaces between name, type and value.
  const text =
    '\r\nHKEY_CURRENT_USER\\Software\\X\r\n    Desktop    REG_EXPAND_SZ    %USERPROFILE%\\桌面\r\n' +
    '    My Pictures    REG_SZ    D:\\图片 集\r\n    Count    REG_DWORD    0x1\r\n    Empty    REG_SZ    \r\n\r\n';

  it('gives strings only', () => {
    expect([...parseRegistry(text)]).toEqual([
      ['desktop', '%USERPROFILE%\\桌面'],
      ['my pictures', 'D:\\图片 集'],
    ]);
  });

  it('reads the console’s code page', () => {
    const answer = '\r\nHKEY_LOCAL_MACHINE\\SYSTEM\\X\r\n    OEMCP    REG_SZ    936\r\n\r\n';
    expect(parseCodePage(Buffer.from(answer))).toBe(936);
    expect(parseCodePage(Buffer.from('ERROR'))).toBeNull();
  });

  it('is decoded only when it can be decoded for sure', () => {
    const gbk = Buffer.from([0x44, 0x3a, 0x5c, 0xce, 0xc4, 0xb5, 0xb5]);
    expect(decodeCodePage(gbk, 936)).toBe('D:\\文档');
    expect(decodeCodePage(gbk, 65001)).toBeNull();
    expect(decodeCodePage(gbk, 437)).toBeNull();
    expect(decodeCodePage(gbk, null)).toBeNull();
    expect(decodeCodePage(Buffer.from('plain'), null)).toBe('plain');
  });
});
