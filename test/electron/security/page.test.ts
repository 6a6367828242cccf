import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PAGE_ADDRESS, PAGE_POLICY } from '../../../main/app/window/page';
import { contract } from '../../../main/contract/ipc';
import { serveElsewhere } from './elsewhere';
import { openOnce } from './opened';

// Items of electronjs.org/docs/latest/tutorial/security, each with a test that fails without its guard.

const elsewhere = serveElsewhere();
const opened = openOnce();

/** The page's preferences as Chromium has them. */
const preferences = () =>
  opened.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    return contents.getLastWebPreferences();
  });
/** Sources of main without comments: what is never written can't be switched on. */
const sources = globSync('main/**/*.ts')
  .map((file) => readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''))
  .join('\n');

test('2 no Node in the page', async () => {
  const types = await opened.page.evaluate(() => [
    typeof Reflect.get(window, 'require'),
    typeof Reflect.get(window, 'process'),
    typeof Reflect.get(window, 'Buffer'),
    typeof Reflect.get(window, 'module'),
  ]);
  expect(types).toEqual(['undefined', 'undefined', 'undefined', 'undefined']);
  expect(await preferences()).toMatchObject({ nodeIntegration: false });
});

test('3 the page can’t reach into the preload script', async () => {
  expect(await preferences()).toMatchObject({ contextIsolation: true });
  const caught = await opened.page.evaluate(async () => {
    const kept = Object.entries;
    let touched = false;
    Object.entries = ((...args: [object]) => {
      touched = true;
      return kept(...args);
    }) as typeof Object.entries;
    const bridge = window.bridge;
    await bridge.getState();
    Object.entries = kept;
    Reflect.set(window, 'bridge', null);
    return { touched, same: window.bridge === bridge };
  });
  expect(caught).toEqual({ touched: false, same: true });
});

test('4 the sandbox is on', async () => {
  expect(await preferences()).toMatchObject({ sandbox: true });
  const pid = await opened.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
  expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Seccomp:\s*2$/m);
  // Every renderer, even one whose window asks for none.
  const seccomp = await opened.app.evaluate(async ({ BrowserWindow }) => {
    const bare = new BrowserWindow({ show: false, webPreferences: { sandbox: false } });
    await bare.loadURL('about:blank');
    const of = bare.webContents.getOSProcessId();
    const { readFileSync } = process.getBuiltinModule('node:fs');
    const status = readFileSync(`/proc/${of}/status`, 'utf8');
    bare.destroy();
    return /^Seccomp:\s*(\d)$/m.exec(status)?.[1];
  });
  expect(seccomp).toBe('2');
});

test('6, 8, 9, 10 the switches that weaken a page are never named', async () => {
  const { webSecurity, allowRunningInsecureContent, experimentalFeatures, enableBlinkFeatures, webviewTag } =
    await preferences();
  expect(webviewTag ?? false).toBe(false);
  expect(webSecurity ?? true).toBe(true);
  expect(allowRunningInsecureContent ?? false).toBe(false);
  expect(experimentalFeatures ?? false).toBe(false);
  expect(enableBlinkFeatures ?? '').toBe('');
  expect(sources).not.toMatch(
    /webSecurity|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|webviewTag|nodeIntegrationIn|disable-web-security|ignore-certificate-errors/,
  );
});

describe('7 the page’s policy', () => {
  test('comes with the page', async () => {
    const headers = await opened.app.evaluate(async ({ net }, address) => {
      const reply = await net.fetch(address);
      return Object.fromEntries(reply.headers.entries());
    }, PAGE_ADDRESS);
    expect(headers).toMatchObject({
      'content-security-policy': PAGE_POLICY,
      'x-content-type-options': 'nosniff',
    });
    expect(PAGE_POLICY).toMatch(/^default-src 'none'; /);
    expect(PAGE_POLICY).not.toMatch(/unsafe|\*|https?:|data:|blob:/);
  });
  test('knows no dev server in what is built', () => {
    const built = globSync('out/main/**/*.js').map((file) => readFileSync(file, 'utf8'));
    expect(built.join('')).toContain(PAGE_POLICY.split('; ')[0]);
    expect(built.filter((code) => /unsafe-inline|ELECTRON_RENDERER_URL/.test(code))).toEqual([]);
  });

  test('lets nothing inline run', async () => {
    const ran = await opened.page.evaluate(() => {
      const attempts = [
        (element: HTMLElement) => element.setAttribute('onclick', 'window.ranInline = 1'),
        (element: HTMLElement) => element.append(document.createElement('script')),
        (element: HTMLElement) => element.querySelector('script')?.append('window.ranInline = 2'),
        (element: HTMLElement) => {
          element.innerHTML = '<img src="missing.png" onerror="window.ranInline = 3">';
        },
        // Later, for what the test itself sends may be evaluated.
        () => setTimeout(() => Reflect.set(window, 'ranInline', new Function('return 4')())),
        () => setTimeout('window.ranInline = 5'),
      ];
      const element = document.createElement('div');
      document.body.append(element);
      for (const attempt of attempts) {
        try {
          attempt(element);
        } catch {}
      }
      element.click();
      element.remove();
      return new Promise((resolve) => setTimeout(() => resolve(Reflect.get(window, 'ranInline')), 300));
    });
    expect(ran).toBeUndefined();
  });
  test('lets no text become markup', async () => {
    const outcome = await opened.page.evaluate(() => {
      try {
        document.createElement('p').innerHTML = '<b>bold</b>';
        return 'taken';
      } catch (error) {
        return (error as Error).name;
      }
    });
    expect(outcome).toBe('TypeError');
  });
  test('lets no style from elsewhere in, nor an address but the app’s own', async () => {
    const loaded = await opened.page.evaluate(async (address) => {
      const style = document.createElement('style');
      style.append('body { --inline: 1 }');
      document.head.append(style);
      const inline = getComputedStyle(document.body).getPropertyValue('--inline');
      style.remove();
      const image = (src: string) =>
        new Promise((resolve) => {
          Object.assign(new Image(), {
            src,
            onload: () => resolve('loaded'),
            onerror: () => resolve('refused'),
          });
        });
      return [inline, await image('data:image/gif;base64,R0lGODlhAQABAAAAACw='), await image(address)];
    }, elsewhere.address);
    expect(loaded).toEqual(['', 'refused', 'refused']);
  });
});

test('20 the page gets the contract and no Electron object', async () => {
  const { names, given, electron } = await opened.page.evaluate(async () => {
    const heard: unknown[][] = [];
    const stop = window.bridge.onState((...args: unknown[]) => heard.push(args));
    await window.bridge.setLanguage('en');
    await new Promise((resolve) => setTimeout(resolve, 200));
    stop();
    return {
      names: Object.keys(window.bridge).sort(),
      given: heard.map((args) => args.map((each) => Object.keys(each as object).includes('revision'))),
      electron: Object.keys(window).filter((name) => /electron|ipc/i.test(name)),
    };
  });
  expect(names).toEqual([...Object.keys(contract), 'onState'].sort());
  expect(given).toEqual([[true]]);
  expect(electron).toEqual([]);
});
