import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeBadHome, PORT, pictureOf } from './bad-home';
import { fakeDesktop } from './desktop';
import { type Home, screen, startApp } from './start';

/** From the press to nothing there: what is promised, and what a busy machine is given. */
const PROMISED_MS = 3000;

/** Calls itself what OpenClaw's gateway calls itself, listens on this computer only, and doesn't mind being asked to end. */
const STAND_IN = `
import { createServer } from 'node:net';
process.title = 'openclaw-gateway';
process.on('SIGTERM', () => {});
process.on('SIGINT', () => {});
createServer().listen(${PORT}, '127.0.0.1', () => console.log('listening'));
`;

let desktop: Awaited<ReturnType<typeof fakeDesktop>>;
let home: Home;
let app: ElectronApplication | undefined;
let gateway: ChildProcess | undefined;

beforeEach(async () => {
  desktop = await fakeDesktop();
  home = makeBadHome();
});
afterEach(async () => {
  await app?.close();
  gateway?.kill('SIGKILL');
  desktop.close();
  home.remove();
});

/** Programs that are called as OpenClaw is. */
const openClaws = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('openclaw');
      } catch {
        return false;
      }
    })
    .map(Number);

const answers = () =>
  new Promise<boolean>((resolve) => {
    const socket = connect(PORT, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

// “Stop OpenClaw now” means every OpenClaw that it sees.
test.skipIf(process.env.TANKMATE_TEST_ISLAND !== 'yes')(
  'one press stops a gateway that ignores being asked to (needs a process list of its own)',
  async () => {
    expect(openClaws()).toEqual([]);
    const program = join(home.path, '.npm-global/lib/node_modules/openclaw/openclaw.mjs');
    writeFileSync(program, STAND_IN);
    const before = pictureOf(home);
    gateway = spawn(process.execPath, [program, 'gateway'], {
      env: home.env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => gateway?.stdout?.once('data', resolve));
    expect(await answers()).toBe(true);

    app = await startApp(home);
    const page = await app.firstWindow();
    await page.getByRole('button', { name: 'Look at this computer' }).click();
    await screen(page, 'tiles').waitFor({ timeout: 60_000 });
    const button = page.getByRole('button', { name: 'Stop OpenClaw now' });
    await button.waitFor();
    expect(openClaws()).toEqual([gateway.pid]);
    const start = Date.now();
    await button.click();
    await page.getByRole('button', { name: 'Stop it', exact: true }).click();
    while (openClaws().length > 0 || (await answers())) {
      if (Date.now() - start > 240_000) throw new Error('it still runs');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const took = Date.now() - start;
    console.log(`from the press to no process and no port: ${took} ms (promised: ${PROMISED_MS})`);

    await page.getByRole('heading', { name: 'OpenClaw is stopped' }).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: /^Take this back/ }).click();
    await page.getByRole('heading', { name: 'All is as it was before' }).waitFor({ timeout: 60_000 });
    const { changes } = await page.evaluate(() => window.bridge.getState());
    expect(changes.map(({ fix, state }) => [fix, state])).toEqual([['stop', 'undone']]);
    expect(pictureOf(home)).toEqual(before);
  },
);
