// Runs as an ordinary account with a display: start to window, and memory in the tray, beside a bare Electron app.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { fakeDesktop } from '../../test/electron/desktop.ts';
import { print } from './figures.mjs';
import { pssOf } from './memory.mjs';

const [root, electron] = process.argv.slice(2);
const RUNS = 7;
const SETTLE_MS = 4000;
const APPS = { ours: root, bare: join(root, 'scripts/bench/bare') };

/** Starts an app in a home of its own; resolves with milliseconds to its first painted button, and its memory then. */
async function start(app) {
  const home = mkdtempSync(join(tmpdir(), 'tankmate-bench-'));
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, '.config') };
  const began = Date.now();
  const child = spawn(electron, [app, '--remote-debugging-port=0'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const address = await new Promise((resolve, reject) => {
      let said = '';
      child.stderr.on('data', (part) => {
        said += part;
        const found = /DevTools listening on (ws:\S+)/.exec(said);
        if (found) resolve(found[1]);
      });
      child.once('exit', () => reject(new Error(`it ended: ${said}`)));
    });
    const browser = await chromium.connectOverCDP(address);
    const context = browser.contexts()[0];
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    await page.locator('main button, button').first().waitFor();
    // When it was painted, by the page's own clock: how long we took to ask doesn't count.
    const painted = await page.evaluate(async () => {
      for (;;) {
        const paint = performance.getEntriesByName('first-contentful-paint')[0];
        if (paint) return performance.timeOrigin + paint.startTime;
        await new Promise((again) => setTimeout(again, 20));
      }
    });
    await settle();
    const open = pssOf(child.pid);
    await page.close();
    await settle();
    return { window: painted - began, open, tray: pssOf(child.pid) };
  } finally {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill();
    await gone;
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}
const settle = () => new Promise((resolve) => setTimeout(resolve, SETTLE_MS));

// Without a tray host the app would rightly end with its window.
const desktop = await fakeDesktop();
const seen = { ours: [], bare: [] };
for (let run = 0; run <= RUNS; run++) {
  for (const name of Object.keys(APPS)) {
    const result = await start(APPS[name]);
    // The first of each warms the disk's cache.
    if (run > 0) seen[name].push(result);
  }
}
const of = (name, what) => seen[name].map((each) => each[what]);
print({
  figure: 'start to usable window',
  unit: 'ms',
  ours: of('ours', 'window'),
  against: 'a bare Electron window with one button',
  theirs: of('bare', 'window'),
  goal: { atMost: 1.3, of: 'ratio' },
});
print({
  figure: 'resident in the tray, window closed',
  unit: 'MiB PSS',
  ours: of('ours', 'tray'),
  against: 'a bare Electron tray app, its window closed as well',
  theirs: of('bare', 'tray'),
  goal: { atMost: 15, of: 'difference' },
});
await desktop.close();
