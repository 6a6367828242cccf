import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import JSON5 from 'json5';
import type { ElectronApplication, Page } from 'playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PlannedFix } from '../../main/contract/change';
import type { Report } from '../../main/contract/report';
import { BOT_TOKEN, COMMENTS, makeBadHome, pictureOf, settingsOf } from './bad-home';
import { fakeDesktop } from './desktop';
import { type Home, screen, startApp } from './start';

const TERMINAL = `const { main } = await import('./out/main/terminal.js');
process.exitCode = await main(process.argv.slice(2));`;
const SLOW = { timeout: 60_000 };
let desktop: Awaited<ReturnType<typeof fakeDesktop>>;
let home: Home;
let app: ElectronApplication | undefined;
let before: Record<string, string>;

beforeEach(async () => {
  desktop = await fakeDesktop();
  home = makeBadHome();
  before = pictureOf(home);
});
afterEach(async () => {
  await app?.close().catch(() => {});
  app = undefined;
  desktop.close();
  home.remove();
});

async function start(): Promise<Page> {
  app = await startApp(home);
  return app.firstWindow();
}
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const state = (page: Page) => page.evaluate(() => window.bridge.getState());

/** The terminal version in the same home. */
async function terminal(...words: string[]): Promise<{ code: number; out: string }> {
  const run = promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', TERMINAL, '--', 'tankmate', ...words],
    {
      env: home.env,
    },
  );
  return run.then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    ({ code, stdout }) => ({ code, out: stdout }),
  );
}
const inspect = async (): Promise<Report> =>
  JSON.parse((await terminal('inspect', '--json', '--offline')).out);
const planned = async (): Promise<readonly PlannedFix[]> =>
  JSON.parse((await terminal('fix', 'plan', '--json', '--offline')).out).fixes;

/**
 * From the welcome to the plan: two presses, and two more where a tank can be made, as then it is asked where to live:
 * here, which is what the plan says where none can be made.
 */
async function toThePlan(page: Page): Promise<void> {
  await press(page, 'Look at this computer');
  await screen(page, 'tiles').waitFor(SLOW);
  await press(page, /^Mend \d/);
  await screen(page, 'place').or(screen(page, 'plan')).first().waitFor(SLOW);
  if ((await screen(page, 'place').count()) === 0) return;
  await page.getByRole('radio', { name: /Here, where it only talks/ }).check();
  await press(page, 'Go on to the plan');
}
const begin = (page: Page) => press(page, /^Make th/);
const result = (page: Page) => page.getByTestId('screen-result');

/** Counts real presses of a mouse button in the page, whoever makes them. */
async function countPresses(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    Object.assign(window, { presses: 0 });
    window.addEventListener(
      'click',
      (event) => {
        if (event.isTrusted) (window as unknown as { presses: number }).presses += 1;
      },
      true,
    );
  });
  return () => page.evaluate(() => (window as unknown as { presses: number }).presses);
}

/** From the result of a change over the history to everything as it was. */
async function takeAllBack(page: Page): Promise<void> {
  await press(page, 'Changes and history');
  await page.getByText('Take everything back…').click();
  await press(page, 'Take everything back');
  await result(page).waitFor(SLOW);
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('All is as it was before');
}

const worth: Record<string, number> = { attention: 3, unknown: 2, good: 0, 'not-applicable': 0 };
const badness = ({ state, severity }: Report['tiles'][number] | Report['findings'][number]) =>
  (worth[state] ?? 9) * 10 - (severity ? ['critical', 'high', 'medium', 'low'].indexOf(severity) : 0);

test('from the welcome to a safe tank in at most eight presses, and all the way back', async () => {
  const was = await inspect();
  const plan = (await planned()).filter(({ recommended }) => recommended);
  expect(plan.length).toBeGreaterThan(8);
  const page = await start();
  const presses = await countPresses(page);
  await toThePlan(page);
  await begin(page);
  await result(page).waitFor(SLOW);
  await press(page, 'See how things are now');
  await screen(page, 'tiles').waitFor();
  expect(await presses()).toBeLessThanOrEqual(8);
  expect(await presses()).toBeGreaterThan(2);

  const is = await inspect();
  const shown = (await state(page)).report;
  expect(shown?.tiles.map(({ id, state, title }) => [id, state, title])).toEqual(
    is.tiles.map(({ id, state, title }) => [id, state, title]),
  );
  expect((await planned()).filter(({ recommended }) => recommended)).toEqual([]);
  const mended = plan.map(({ finding }) => finding);
  for (const id of new Set(mended)) {
    const [then, now] = [was, is].map((each) => each.findings.find((finding) => finding.id === id));
    if (!then || !now) throw new Error(`no finding ${id}`);
    expect(badness(now), id).toBeLessThan(badness(then));
  }
  for (const tile of is.tiles) {
    const then = was.tiles.find(({ id }) => id === tile.id);
    expect(then && badness(tile), tile.id).toBeLessThanOrEqual(then ? badness(then) : 0);
    expect([tile.id, tile.severity]).not.toEqual([tile.id, 'critical']);
  }

  const text = readFileSync(settingsOf(home), 'utf8');
  for (const comment of COMMENTS) expect(text).toContain(comment);
  expect(JSON5.parse(text)).toMatchObject({
    gateway: { bind: 'loopback', port: 18789, auth: { mode: 'token' } },
    channels: { telegram: { dmPolicy: 'pairing', allowFrom: ['42'], groupPolicy: 'allowlist' } },
    tools: { profile: 'messaging', elevated: { enabled: false }, exec: { security: 'deny' } },
  });
  expect(text).not.toContain(BOT_TOKEN);
  const mode = (name: string) => (statSync(join(home.path, name)).mode & 0o777).toString(8);
  for (const name of ['', '/credentials']) expect(mode(`.openclaw${name}`)).toBe('700');
  for (const name of ['openclaw.json', 'secrets.json', 'credentials/telegram-pairing.json'])
    expect(mode(`.openclaw/${name}`)).toBe('600');
  for (const gone of ['.clawdbot', '.openclaw/skills/weather', '.openclaw/extensions/hello'])
    expect(existsSync(join(home.path, gone)), gone).toBe(false);
  expect(existsSync(join(home.path, 'Documents/letter.txt'))).toBe(true);

  await takeAllBack(page);
  expect(pictureOf(home)).toEqual(before);
  expect(JSON.parse((await terminal('log', 'verify', '--json')).out)).toMatchObject({ ok: true });
});

interface StoredEntry {
  readonly state: string;
  readonly live: readonly number[];
}

/** The journal's entries that can be read just now. */
function storedEntries(): readonly StoredEntry[] {
  const folder = join(home.path, '.config/Tankmate/changes');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      try {
        return [JSON.parse(readFileSync(join(folder, name), 'utf8'))];
      } catch {
        return [];
      }
    });
}

/** Entries of the journal that are begun and not closed. */
const openEntries = () => storedEntries().filter(({ state, live }) => state === 'open' && live.length > 0);

/** Waits until the `nth` change or one after it is under way: some are over before they can be met. */
async function inTheMiddle(nth: number): Promise<void> {
  const from = Date.now();
  while (storedEntries().length < nth || openEntries().length === 0) {
    if (Date.now() - from > 40_000) throw new Error('no change was met in the middle');
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** Waits until a process is gone. */
async function gone(pid: number): Promise<void> {
  await expect
    .poll(() => {
      try {
        process.kill(pid, 0);
        return true;
      } catch {
        return false;
      }
    }, SLOW)
    .toBe(false);
}

const errand = () =>
  app?.evaluate(
    ({ app }) => app.getAppMetrics().find(({ name }) => name?.includes('Tankmate look'))?.pid ?? 0,
  );

test.each([1, 5, 8])('killed in the middle of change %i, it offers to take it back', async (nth) => {
  const first = await start();
  await toThePlan(first);
  await begin(first);
  await inTheMiddle(nth);
  const pid = app?.process().pid;
  if (!pid) throw new Error('the app does not run');
  process.kill(pid, 'SIGKILL');
  await gone(pid);
  app = undefined;

  const page = await start();
  await screen(page, 'tiles').waitFor(SLOW);
  const offer = page.getByRole('button', { name: 'Take it back', exact: true });
  if (openEntries().length > 0) {
    await page.getByText(/Tankmate was ended in the middle of/).waitFor();
    await offer.click();
    await result(page).waitFor(SLOW);
    await press(page, 'See how things are now');
    expect(openEntries()).toEqual([]);
  }
  expect(await offer.count()).toBe(0);
  // The window draws the remembered report before the journal is read; which changes stand, the disk knows.
  const standing = storedEntries().filter(({ state }) => state === 'done').length;
  const shown = async () => (await state(page)).changes.filter(({ state }) => state === 'done').length;
  await expect.poll(shown).toBe(standing);
  if (standing > 0) await takeTheRestBack(page);
  expect(pictureOf(home)).toEqual(before);
});

/** All that is left, however many changes that are. */
async function takeTheRestBack(page: Page): Promise<void> {
  const standing = (await state(page)).changes.filter((each) => each.state !== 'undone');
  if (standing.length > 1) return takeAllBack(page);
  await press(page, 'Changes and history');
  await page.getByRole('button', { name: /^Take this back/ }).click();
  await result(page).waitFor(SLOW);
}

test('when the process that changes things is killed, the window says so and offers the way back', async () => {
  const page = await start();
  await toThePlan(page);
  await begin(page);
  await inTheMiddle(3);
  const pid = await errand();
  if (!pid) throw new Error('no process changes things');
  process.kill(pid, 'SIGKILL');
  await page.getByText(/It ended without saying what came of it/).waitFor(SLOW);
  await page.getByText(/Tankmate was ended in the middle of/).waitFor(SLOW);
  await page.getByRole('button', { name: 'Take it back', exact: true }).click();
  await result(page).waitFor(SLOW);
  await press(page, 'See how things are now');
  await takeTheRestBack(page);
  expect(pictureOf(home)).toEqual(before);
});

test('two at once: the other one is refused in plain words', async () => {
  const page = await start();
  await toThePlan(page);
  await begin(page);
  await inTheMiddle(1);
  const { code, out } = await terminal('fix', 'apply', 'close-permissions', '--yes', '--json');
  await result(page).waitFor(SLOW);
  expect(code).not.toBe(0);
  expect(out).toContain(
    'Tankmate is already changing something, perhaps in another window. Nothing was changed.',
  );
  const done = (await state(page)).workDone;
  expect(done?.outcomes.map(({ result }) => result)).toEqual(done?.outcomes.map(() => 'fixed'));
  await press(page, 'See how things are now');
  await takeAllBack(page);
  expect(pictureOf(home)).toEqual(before);
});

test('stopped in the middle, it takes back what was begun and says so', async () => {
  const page = await start();
  await toThePlan(page);
  await begin(page);
  await inTheMiddle(1);
  const pid = await errand();
  if (!pid) throw new Error('no process changes things');
  // Held in the middle until it is told to stop: by itself a fix may be over before a press arrives.
  for (;;) {
    await inTheMiddle(1);
    process.kill(pid, 'SIGSTOP');
    if (openEntries().length > 0) break;
    process.kill(pid, 'SIGCONT');
  }
  try {
    await press(page, 'Stop…');
    await press(page, 'Stop, and take back what isn’t finished');
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await result(page).waitFor(SLOW);
  const outcomes = (await state(page)).workDone?.outcomes ?? [];
  expect(openEntries()).toEqual([]);
  expect(
    outcomes.some(({ because }) => because === 'It was cancelled. Everything is as it was before.'),
  ).toBe(true);
  const after = outcomes.filter(({ result }) => result === 'skipped').map(({ because }) => because);
  expect(after.length).toBeGreaterThan(5);
  expect(new Set(after)).toEqual(new Set(['It was cancelled.']));
  await press(page, 'See how things are now');
  if ((await state(page)).changes.some((each) => each.state === 'done')) await takeTheRestBack(page);
  expect(pictureOf(home)).toEqual(before);
});
