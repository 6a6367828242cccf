import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOrdinary, hear, makeHome, ordinaryAccount, processesOf, startWindow } from './installed';

const APP = '/opt/Tankmate';
const ROOT = process.getuid?.() === 0;
/** Somebody who is not root may leave this suite out, but has to say so. */
const LEFT_OUT = !ROOT && process.env.TANKMATE_NO_INSTALL === '1';

const installed = async () => (await hear('dpkg-query', ['-W', 'tankmate'])).code === 0;
let deb = '';
let control = '';

describe.skipIf(LEFT_OUT)('the Debian package', () => {
  beforeAll(async () => {
    if (!ROOT)
      throw new Error(
        'Installing a package needs root. TANKMATE_NO_INSTALL=1 leaves this out, and proves nothing.',
      );
    if (await installed()) throw new Error('Tankmate is installed here already; this test would remove it.');
    rmSync('dist', { recursive: true, force: true });
    // Found anew, so that the package is built as `npm run package` builds it.
    const { ELECTRON_OVERRIDE_DIST_PATH: _, ...env } = process.env;
    const packaged = await hear(
      process.execPath,
      [join(process.cwd(), 'scripts/package.mjs'), '--linux', 'deb'],
      env,
    );
    expect(packaged.code, packaged.out + packaged.error).toBe(0);
    const built = readdirSync('dist').filter((name) => name.endsWith('.deb'));
    expect(built).toHaveLength(1);
    deb = join(process.cwd(), 'dist', built[0] ?? '');
    control = (await hear('dpkg-deb', ['-f', deb])).out;
    const done = await hear('dpkg', ['-i', deb]);
    expect(done.code, done.error).toBe(0);
  });
  afterAll(async () => {
    if (ROOT && (await installed()) && deb) await hear('dpkg', ['--purge', 'tankmate']);
  });

  test('a test build on the stand-in for Electron says so in its version', () => {
    const electron = readFileSync(join(APP, 'version'), 'utf8').trim();
    const pinned = JSON.parse(readFileSync('package.json', 'utf8')).devDependencies.electron;
    const version = /^Version: (.*)$/m.exec(control)?.[1];
    if (electron === pinned) expect(version).not.toMatch(/test/);
    else expect(version).toMatch(new RegExp(`^\\d+\\.\\d+\\.\\d+~test\\.electron${electron.split('.')[0]}$`));
  });

  test('it carries the app and nothing that runs another', () => {
    expect(readdirSync(join(APP, 'resources')).filter((name) => name.endsWith('.asar'))).toEqual([
      'app.asar',
    ]);
    const beside = readdirSync(join(APP, 'resources'));
    expect(beside).toEqual(expect.arrayContaining(['THIRD-PARTY.txt', 'sbom.cdx.json']));
    const files = listPackage(join(APP, 'resources/app.asar'), { isPack: false });
    expect(files).toEqual(
      expect.arrayContaining(['/out/main/index.js', '/out/preload/preload.cjs', '/package.json']),
    );
    expect(files.filter((file) => /node_modules|\.map$|\.ts$|\.mjs$/.test(file))).toEqual([]);
  });

  test('its fuses are as electron-builder.yml says', async () => {
    const wire = await getCurrentFuseWire(join(APP, 'tankmate'));
    const on = [
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
    ];
    const off = [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ];
    expect(on.map((fuse) => wire[fuse])).toEqual(on.map(() => FuseState.ENABLE));
    expect(off.map((fuse) => wire[fuse])).toEqual(off.map(() => FuseState.DISABLE));
  });

  test('an ordinary user’s window opens, with the sandbox on', async () => {
    const home = makeHome(true);
    const app = await startWindow(home.env);
    try {
      const browser = await chromium.connectOverCDP(app.address);
      const page = browser.contexts()[0]?.pages()[0] ?? (await browser.contexts()[0]?.waitForEvent('page'));
      await page?.getByTestId('screen-welcome').waitFor({ timeout: 60_000 });
      expect(await page?.locator('body').innerText()).toContain('OpenClaw');
      const processes = processesOf(app.pid).filter(({ command }) => command.startsWith(APP));
      const renderers = processes.filter(({ command }) => command.includes('--type=renderer'));
      expect(renderers.map(({ seccomp, uid }) => ({ seccomp, uid }))).toEqual([
        { seccomp: 2, uid: ordinaryAccount().uid },
      ]);
      expect(processes.filter(({ command }) => command.includes('--no-sandbox'))).toEqual([]);
      await browser.close();
    } finally {
      await app.stop();
      home.remove();
    }
  });

  test.each([
    ['an ordinary user', true],
    ['root', false],
  ])('the command inspects for %s, without a display and without a trace', async (_who, ordinary) => {
    const home = makeHome(ordinary);
    const [program = '', ...args] = [
      ...(ordinary ? asOrdinary() : []),
      'tankmate',
      'inspect',
      '--json',
      '--offline',
    ];
    const { code, out } = await hear(program, args, home.env);
    const report = JSON.parse(out);
    expect(report).toMatchObject({ schema: 1, platform: 'linux', app: { name: 'tankmate' } });
    expect(report.tiles).toHaveLength(6);
    const states = report.tiles.map(({ state }: { state: string }) => state);
    expect(code).toBe(states.includes('attention') ? 1 : states.includes('unknown') ? 2 : 0);
    expect(home.traces()).toEqual([]);
    home.remove();
  });

  test('wrong usage ends with 64', async () => {
    const home = makeHome(false);
    expect((await hear('tankmate', ['inspect', '--no-such-word'], home.env)).code).toBe(64);
    home.remove();
  });

  test('removed, it leaves nothing behind', async () => {
    const files = (await hear('dpkg-query', ['-L', 'tankmate'])).out
      .split('\n')
      .filter((file) => /tankmate/i.test(file));
    expect(files).toContain('/usr/bin/tankmate');
    expect(files).toContain('/usr/share/applications/tankmate.desktop');
    const done = await hear('dpkg', ['--purge', 'tankmate']);
    expect(done.code, done.error).toBe(0);
    expect([...files, APP, '/etc/apparmor.d/tankmate'].filter((file) => existsSync(file))).toEqual([]);
  });
});
