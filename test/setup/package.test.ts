import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { controlFile, readCall } from '../../scripts/package/fpm-call.mjs';

describe('electron-builder.yml', () => {
  const config = parse(readFileSync('electron-builder.yml', 'utf8'));

  test('names a package for each system', () =>
    expect([config.linux.target, config.win.target, config.mac.target]).toEqual([
      ['deb', 'AppImage'],
      ['nsis'],
      ['dmg', 'zip'],
    ]));
  test('turns off every way to run something else', () =>
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    }));
  test('names no stand-in for Electron', () =>
    expect(JSON.stringify(config)).not.toMatch(/electronDist|electronVersion|fallback/));
});

describe('the call of fpm', () => {
  // As electron-builder 26 makes it (app-builder-lib/out/targets/FpmTarget.js).
  const words = [
    ...['-s', 'dir', '--force', '-t', 'deb', '-d', 'libnss3', '-d', 'libgtk-3-0 | libgtk-3-0t64'],
    ...['--architecture', 'amd64', '--after-install', '/tmp/a', '--description', '\n  Looks\n  Says more'],
    ...[
      '--version',
      '1.0.0~test',
      '--package',
      '/out/a.deb',
      '--name',
      'tankmate',
      '--maintainer',
      'A <a@example.org>',
    ],
    ...['/dist/linux-unpacked/=/opt/Tankmate', '/a=b/icon.png=/usr/share/icons/a.png'],
  ];

  test('is understood', () =>
    expect(readCall(words)).toMatchObject({
      output: '/out/a.deb',
      depends: ['libnss3', 'libgtk-3-0 | libgtk-3-0t64'],
      scripts: { postinst: '/tmp/a' },
      files: [
        { from: '/dist/linux-unpacked', to: '/opt/Tankmate' },
        { from: '/a=b/icon.png', to: '/usr/share/icons/a.png' },
      ],
    }));
  test('becomes a control file', () =>
    expect(controlFile(readCall(words), 12).split('\n')).toEqual([
      'Package: tankmate',
      'Version: 1.0.0~test',
      'Architecture: amd64',
      'Maintainer: A <a@example.org>',
      'Section: utils',
      'Priority: optional',
      'Installed-Size: 12',
      'Depends: libnss3, libgtk-3-0 | libgtk-3-0t64',
      'Description: Looks',
      ' Looks',
      ' Says more',
      '',
    ]));
  test('for another kind of package is refused', () =>
    expect(() => readCall(['-t', 'rpm'])).toThrow('only .deb'));
});
