import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PAGE_ADDRESS } from '../../../main/app/window/page';
import { windowCount } from '../start';
import { serveElsewhere } from './elsewhere';
import { openOnce, settled } from './opened';

// Items of electronjs.org/docs/latest/tutorial/security, each with a test that fails without its guard.

const elsewhere = serveElsewhere();
const opened = openOnce();

test('1 only secure content: nobody but the app’s own files is ever asked', async () => {
  expect(opened.page.url()).toBe(PAGE_ADDRESS);
  await opened.page.evaluate(async (address) => {
    new Image().src = `${address}/image`;
    new WebSocket(address.replace('http', 'ws'));
    navigator.sendBeacon(`${address}/beacon`);
    await fetch(`${address}/fetch`).catch(() => {});
  }, elsewhere.address);
  const reply = await opened.app.evaluate(
    ({ session }, address) => session.defaultSession.fetch(address).then(String, String),
    elsewhere.address,
  );
  await settled();
  expect(reply).toContain('ERR_BLOCKED_BY_CLIENT');
  expect(elsewhere.asked).toEqual([]);
});

describe('5 every permission is denied', () => {
  test('when it is checked', async () => {
    const states = await opened.page.evaluate(() =>
      Promise.all(
        ['notifications', 'geolocation', 'camera', 'microphone', 'clipboard-read', 'midi'].map(
          async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
        ),
      ),
    );
    expect(new Set(states)).toEqual(new Set(['denied']));
  });
  test('when it is asked for', async () => {
    const answers = await opened.page.evaluate(async () => [
      await Notification.requestPermission(),
      await navigator.requestMIDIAccess().then(
        () => 'granted',
        (error) => error.name,
      ),
      await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          ({ code }) => resolve(code),
        ),
      ),
    ]);
    // 1 is PERMISSION_DENIED of GeolocationPositionError.
    expect(answers).toEqual(['denied', 'NotAllowedError', 1]);
  });
});

test('11, 12 no webview comes up', async () => {
  const kinds = await opened.app.evaluate(async ({ BrowserWindow, webContents }, address) => {
    const host = new BrowserWindow({ show: false, webPreferences: { webviewTag: true } });
    await host.loadURL(address);
    await host.webContents.executeJavaScript(
      `{ const view = document.createElement('webview'); view.src = ${JSON.stringify(address)}; document.body.append(view); undefined }`,
    );
    await new Promise((resolve) => setTimeout(resolve, 800));
    const all = webContents.getAllWebContents().map((each) => each.getType());
    host.destroy();
    return all;
  }, PAGE_ADDRESS);
  expect(kinds).not.toContain('webview');
});

describe('13 nothing leads away from the page', () => {
  test.each([
    ['an address', (address: string) => location.assign(address)],
    ['another page of the app', () => location.assign('app://wizard/assets/')],
    [
      'a link',
      (address: string) => {
        const link = Object.assign(document.createElement('a'), { href: address });
        document.body.append(link);
        link.click();
        link.remove();
      },
    ],
    ['a reload', () => location.reload()],
  ])('%s', async (_what, go) => {
    await opened.page.evaluate(() => Reflect.set(window, 'stillHere', true));
    await opened.page.evaluate(go, `${elsewhere.address}/away`).catch(() => {});
    await settled();
    expect(opened.page.url()).toBe(PAGE_ADDRESS);
    expect(await opened.page.evaluate(() => Reflect.get(window, 'stillHere'))).toBe(true);
    expect(elsewhere.asked).toEqual([]);
  });

  test('a redirect, or a frame, where requests were let through', async () => {
    await opened.app.evaluate(async ({ BrowserWindow, session }, address) => {
      session.fromPartition('away').webRequest.onBeforeRequest(null);
      const away = new BrowserWindow({ show: false, webPreferences: { partition: 'away' } });
      await away.loadURL(`${address}/redirect`).catch(() => {});
      await away.loadURL(`${address}/framing`).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 400));
      away.destroy();
    }, elsewhere.address);
    expect(elsewhere.asked).toEqual(['/redirect', '/framing']);
  });
});

test('14 no new window opens', async () => {
  const windows = await opened.page.evaluate(
    (address) => [window.open(address), window.open('about:blank'), window.open('')],
    elsewhere.address,
  );
  await settled();
  expect(windows).toEqual([null, null, null]);
  expect(await windowCount(opened.app)).toBe(1);
  expect(elsewhere.asked).toEqual([]);
});

test('18 no file: page, and no way out of the page’s folder', async () => {
  const secret = join(opened.home.path, 'secret.html');
  writeFileSync(secret, 'secret');
  const load = (address: string) =>
    opened.app.evaluate(async ({ BrowserWindow }, url) => {
      const other = new BrowserWindow({ show: false });
      const outcome = await other.loadURL(url).then(
        () => 'loaded',
        (error: Error) => error.message,
      );
      other.destroy();
      return outcome;
    }, address);
  expect(await load(`file://${secret}`)).toContain('ERR_BLOCKED_BY_CLIENT');
  const statuses = await opened.app.evaluate(
    ({ net }, addresses) => Promise.all(addresses.map(async (each) => (await net.fetch(each)).status)),
    [
      'app://wizard/../../package.json',
      'app://wizard/%2e%2e/%2e%2e/package.json',
      'app://wizard/..%2f..%2fpackage.json',
      'app://wizard/..%5c..%5cpackage.json',
      'app://wizard//etc/passwd',
      'app://wizard/',
      'app://other/index.html',
    ],
  );
  expect(new Set(statuses)).toEqual(new Set([404]));
});

test('and nothing can be downloaded', async () => {
  const prevented = await opened.app.evaluate(
    ({ session }, address) =>
      new Promise<boolean>((resolve) => {
        session.defaultSession.once('will-download', (event) => resolve(event.defaultPrevented));
        session.defaultSession.downloadURL(address);
      }),
    PAGE_ADDRESS,
  );
  expect(prevented).toBe(true);
});
