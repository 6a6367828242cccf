import { execFileSync } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { controlFile, readCall, specFile } from '../../scripts/package/fpm-call.mjs';

const SCHEMA = JSON.parse(readFileSync('node_modules/app-builder-lib/scheme.json', 'utf8')) as object;

describe('electron-builder.yml', () => {
  const config = parse(readFileSync('electron-builder.yml', 'utf8'));

  test('names a package for each system', () =>
    expect([config.linux.target, config.win.target, config.mac.target]).toEqual([
      ['deb', 'rpm', 'AppImage'],
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
  test('leaves Chromium’s sandbox on, and starts with no session unasked', () => {
    // An older or no toolset makes `Exec=AppRun --no-sandbox %U` (app-builder-lib/out/targets/appimage/AppImageTarget.js).
    expect(config.toolsets.appimage).toMatch(/^1\./);
    for (const each of [config, config.linux, config.appImage ?? {}, config.snap ?? {}])
      expect(each.executableArgs).toBeUndefined();
    expect(JSON.stringify(config)).not.toMatch(
      /no-sandbox|openAtLogin|autostart|LaunchAgent|CurrentVersion.{0,3}Run/i,
    );
    // What an installer could do beside, it could do in a script of its own: there is none, so no virus scanner is told
    // to look away and nothing is put into the start of Windows.
    for (const script of ['include', 'script', 'customNsisBinary', 'preCompressedFileExtensions'])
      expect(config.nsis[script]).toBeUndefined();
    expect(globSync('assets/icons/*.{nsh,nsi}')).toEqual([]);
  });
  test('a desktop entry whose words are those of the specification', () => {
    const { entry } = config.linux.desktop;
    expect(Object.keys(entry).map((key) => key.replace(/\[zh_CN\]$/, ''))).toEqual(
      expect.arrayContaining(['Name', 'Comment', 'Keywords', 'StartupWMClass']),
    );
    for (const key of ['Name', 'Comment', 'Keywords']) expect(entry).toHaveProperty([`${key}[zh_CN]`]);
    expect(entry).not.toHaveProperty('Exec');
    for (const key of ['Keywords', 'Keywords[zh_CN]']) expect(entry[key]).toMatch(/;$/);
  });
  test('what it keeps for people stays when it is removed', () => {
    expect(config.nsis.deleteAppDataOnUninstall).toBe(false);
    const removing = readFileSync('scripts/package/after-remove.sh', 'utf8');
    expect(removing.match(/rm .*/g)).toEqual(['rm -f "$profile"']);
  });
  test('fits electron-builder’s own schema', () => {
    const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(SCHEMA);
    expect([validate(config), validate.errors]).toEqual([true, null]);
    expect(validate({ ...config, toolsets: { appimage: '9.9.9' } })).toBe(false);
  });
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
    expect(() => readCall(['-t', 'pacman'])).toThrow('only .deb'));
  test('becomes a spec file, in which nothing is a macro but ours', () => {
    const rpm = readCall([
      ...words.map((word) => (word === 'deb' ? 'rpm' : word)),
      '--rpm-summary',
      'Looks 100%',
    ]);
    const spec = specFile(rpm, ['/opt/Tankmate/100% a', '/usr/bin/tankmate'], {
      postinst: '#!/bin/sh\necho %d\n',
    });
    expect(spec.split('\n')).toEqual(
      expect.arrayContaining([
        'Name: tankmate',
        'Version: 1.0.0~test',
        'Summary: Looks 100%%',
        'Requires: libnss3',
        '"/opt/Tankmate/100%% a"',
        'echo %%d',
      ]),
    );
    expect(rpm.fields.Architecture).toBe('x86_64');
  });
});

describe.skipIf(!existsSync('/usr/bin/rpmbuild'))('an .rpm (by rpmbuild, a Debian package)', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tankmate-rpm-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('has files, needs and scripts, word for word', () => {
    const [app, out, script] = ['app', 'out.rpm', 'post.sh'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    mkdirSync(app);
    writeFileSync(join(app, '100% 龙虾'), 'a');
    symlinkSync('100% 龙虾', join(app, 'link'));
    writeFileSync(script, '#!/bin/sh\necho "100%"\nexit 0\n');
    const words = [
      ...['-s', 'dir', '--force', '-t', 'rpm', '-d', '(nss or mozilla-nss)', '--architecture', 'amd64'],
      ...['--after-install', script, '--after-remove', 'scripts/package/after-remove.sh'],
      ...[
        '--description',
        'Looks',
        '--rpm-summary',
        'Looks 100%',
        '--version',
        '1.0.0-test',
        '--license',
        'MIT',
      ],
      ...['--name', 'tankmate', '--url', 'https://example.org', '--package', out],
      ...[`${app}/=/opt/Tankmate`, 'scripts/package/tankmate.sh=/usr/bin/tankmate'],
    ];
    execFileSync(process.execPath, ['scripts/package/fpm.mjs', ...words], { stdio: 'pipe' });
    const ask = (...what: string[]) => execFileSync('rpm', ['-qp', ...what, out], { encoding: 'utf8' });
    expect(ask('--list')).toBe('/opt/Tankmate/100% 龙虾\n/opt/Tankmate/link\n/usr/bin/tankmate\n');
    expect(ask('--queryformat', '%{VERSION} %{ARCH} %{SUMMARY} %{FILEUSERNAME}')).toBe(
      '1.0.0~test x86_64 Looks 100% root',
    );
    expect(ask('--requires')).toContain('(nss or mozilla-nss)');
    expect(ask('--scripts')).toContain('echo "100%"\n');
    expect(ask('--scripts')).toContain('[ "$1" = 1 ] && exit 0');
  });
});
