import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { PAGE_ADDRESS } from '../../../main/app/window/page';
import { openOnce } from './opened';

// Items of electronjs.org/docs/latest/tutorial/security, each with a test that fails without its guard.

const opened = openOnce();

describe('15 the browser gets only addresses that main knows', () => {
  const heard = () => opened.app.evaluate(() => Reflect.get(globalThis, 'opened') as string[]);
  beforeAll(() =>
    opened.app.evaluate(({ shell }) => {
      const addresses: string[] = [];
      Reflect.set(globalThis, 'opened', addresses);
      shell.openExternal = async (address) => void addresses.push(address);
    }),
  );
  const ask = (call: 'openArticle' | 'openAdvisory', id: string) =>
    opened.page.evaluate(
      ([name, value]) =>
        window.bridge[name](value).then(
          () => 'opened',
          (error: Error) => error.message,
        ),
      [call, id] as const,
    );

  test.each(['https://example.org', 'file:///etc/passwd', 'no-such-check', '../x', 'constructor', ''])(
    'not for %j',
    async (id) => {
      expect(await ask('openArticle', id)).toContain('refused');
      expect(await ask('openAdvisory', id)).toContain('refused');
      expect(await heard()).toEqual([]);
    },
  );
  test('for a check and an advisory, over https', async () => {
    expect(await ask('openArticle', 'newest-version')).toBe('opened');
    const [advisory] = JSON.parse(readFileSync('main/advisories/advisories.json', 'utf8')).advisories;
    expect(await ask('openAdvisory', advisory.id)).toBe('opened');
    expect(await heard()).toEqual([expect.stringMatching(/^https:/), expect.stringMatching(/^https:/)]);
  });
});

test('16 one exact, current Electron', () => {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
  // The three newest majors are kept up (electronjs.org/docs/latest/tutorial/electron-timelines).
  expect(Number.parseInt(devDependencies.electron, 10)).toBeGreaterThanOrEqual(45);
});

describe('17 only the page’s own top frame is answered', () => {
  /** What another page with the same preload script gets when it asks for the state. */
  const ask = (address: string, from: string) =>
    opened.app.evaluate(
      async ({ BrowserWindow, app, session }, { address, from }) => {
        // A bare page of our origin, whose frames no rule holds back: the sender is all that is judged.
        const bare = session.fromPartition('bare');
        if (!bare.protocol.isProtocolHandled('app')) {
          const headers = { 'Content-Type': 'text/html' };
          bare.protocol.handle('app', () => new Response('<iframe src="/inside"></iframe>', { headers }));
        }
        const preload = `${app.getAppPath()}/out/preload/preload.cjs`;
        const other = new BrowserWindow({
          show: false,
          webPreferences: { preload, partition: 'bare', nodeIntegrationInSubFrames: true },
        });
        other.webContents.removeAllListeners('will-frame-navigate');
        await other.loadURL(address);
        const answer: string = await other.webContents.executeJavaScript(
          `${from}.bridge.getState().then(() => 'answered', (error) => error.message)`,
        );
        other.destroy();
        return answer;
      },
      { address, from },
    );
  test('not another page', async () => expect(await ask('about:blank', 'window')).toBe('refused'));
  test('not a frame inside it', async () => expect(await ask(PAGE_ADDRESS, 'frames[0]')).toBe('refused'));
  test('but the page itself', async () => expect(await ask(PAGE_ADDRESS, 'window')).toBe('answered'));
});

test('19 the fuses are set', () => {
  const { electronFuses } = parse(readFileSync('electron-builder.yml', 'utf8'));
  expect(electronFuses).toMatchObject({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  });
});
