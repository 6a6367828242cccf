import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { allGood, badHome, noOpenClaw } from '../../renderer/practice/reports';
import { withChromium } from './browser';
import { halfWay, hostile, rootGateway, stateWith } from './reports';

const openPage = withChromium();

/** The roles that Chromium itself tells a screen reader, after layout. */
async function spokenRoles(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  return nodes.filter(({ ignored }) => !ignored).map(({ role }) => String(role?.value));
}

test('each state of a pane has a shape and words of its own', async () => {
  const { page } = await openPage(stateWith('en', badHome('en')));
  const look = (id: string) => page.locator(`[data-pane="${id}"] .pane`).getAttribute('class');
  expect(await look('isolation')).toBe('pane attention');
  expect(await look('private-data')).toBe('pane unknown');
  expect(await look('updates')).toBe('pane good');
  const mark = (id: string) => page.locator(`[data-tile="${id}"] .mark`).getAttribute('aria-label');
  expect(await mark('isolation')).toBe('needs attention');
  expect(await mark('private-data')).toBe('we can’t tell');
  expect(await mark('updates')).toBe('fine');
  const parts = (id: string, part: string) => page.locator(`[data-pane="${id}"] ${part}`).count();
  expect([await parts('isolation', '.piece'), await parts('isolation', '.glint')]).toEqual([1, 0]);
  expect([await parts('private-data', '.wisp'), await parts('private-data', '.glint')]).toEqual([3, 0]);
  expect([await parts('updates', ':is(.piece, .wisp)'), await parts('updates', '.glint')]).toEqual([0, 2]);
  const shapes = await page
    .locator('.row .mark')
    .evaluateAll((marks) => marks.map((each) => [each.getAttribute('aria-label'), each.innerHTML]));
  expect(new Set(shapes.map(([, shape]) => shape)).size).toBe(3);
  expect(await page.locator('.lobster.hot').count()).toBe(1);
  expect(await page.getByRole('button', { name: /What it can see of you: we can’t tell/ }).count()).toBe(1);
});

test('the panes are buttons: arrow keys go around, Enter opens', async () => {
  const { page } = await openPage(stateWith('en', badHome('en')));
  const pane = (id: string) => page.locator(`.side[data-pane="${id}"]`);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-pane'));
  await pane('isolation').focus();
  for (const [key, id] of [
    ['ArrowRight', 'exposure'],
    ['ArrowLeft', 'isolation'],
    ['ArrowUp', 'updates'],
    ['ArrowDown', 'isolation'],
    ['ArrowRight', 'exposure'],
  ] as const) {
    await page.keyboard.press(key);
    expect(await focused()).toBe(id);
  }
  await page.keyboard.press('Enter');
  expect(await page.locator('.pane-name').innerText()).toBe('Who can reach it');
});

test.each([
  ['critical', 'hot', 'pane attention'],
  ['high', 'hot', 'pane attention'],
  ['medium', 'uneasy', 'pane attention crack'],
  ['low', 'uneasy', 'pane attention hairline'],
  [undefined, 'hidden', 'pane unknown'],
] as const)('a pane behind which something is %s: the lobster is %s', async (severity, mood, look) => {
  const good = allGood('en');
  const state = severity ? ('attention' as const) : ('unknown' as const);
  const tiles = good.tiles.map((tile) =>
    tile.id === 'updates' ? { ...tile, state, ...(severity && { severity }) } : tile,
  );
  const { page } = await openPage(stateWith('en', { ...good, tiles }));
  expect(await page.locator('[data-pane="updates"] .pane').getAttribute('class')).toBe(look);
  expect(await page.locator('.lobster').getAttribute('class')).toBe(`lobster ${mood}`);
});

test('a look that failed shows six panes in fog and no lobster', async () => {
  const { page } = await openPage(stateWith('en', null, { welcomed: true, lookFailed: 'failed' }));
  await page.locator('.lobster.hidden').waitFor();
  expect(await page.locator('.pane.unknown').count()).toBe(6);
});

test('what could not be told says how to find out, and never looks good', async () => {
  const { page } = await openPage(stateWith('en', badHome('en')));
  await page.locator('[data-tile="private-data"] button').click();
  const finding = page.locator('[data-finding="personal-data"]');
  expect(await finding.locator('> h2 .mark').getAttribute('aria-label')).toBe('we can’t tell');
  expect(await finding.locator('.steps li').count()).toBe(2);
  await finding.getByRole('heading', { name: 'How to find out' }).waitFor();
  // The piece of evidence that differs carries its own mark.
  const marks = finding.locator('.evidence .mark');
  expect(await marks.count()).toBe(1);
  expect(await marks.getAttribute('aria-label')).toBe('fine');
});

test('findings stand worst first; what is fine is one line that opens', async () => {
  const { page } = await openPage(stateWith('en', badHome('en')));
  await page.locator('[data-tile="exposure"] button').click();
  const ids = await page
    .locator('.finding')
    .evaluateAll((all) => all.map((each) => each.getAttribute('data-finding')));
  expect(ids).toEqual(['gateway-listens-locally', 'chat-doors', 'gateway-password']);
  expect(await page.getByText('The token has 48 characters.').isVisible()).toBe(false);
  await page.getByText('It asks for a password').click();
  expect(await page.getByText('The token has 48 characters.').isVisible()).toBe(true);
});

test('long evidence is folded, worst first', async () => {
  const { page } = await openPage(stateWith('en', badHome('en')));
  await page.locator('[data-tile="isolation"] button').click();
  const pieces = page.locator('.evidence li');
  expect(await pieces.count()).toBe(4);
  await page.getByRole('button', { name: 'Show 3 more' }).click();
  expect(await pieces.count()).toBe(7);
  expect(await pieces.last().locator('.mark').getAttribute('aria-label')).toBe('fine');
});

test('308 advisories can all be reached', async () => {
  const { page } = await openPage(stateWith('en', rootGateway('en')));
  await page.locator('[data-tile="updates"] button').click();
  for (const name of ['Show 100 more', 'Show 100 more', 'Show 100 more', 'Show 4 more']) {
    await page.getByRole('button', { name }).click();
  }
  expect(await page.locator('.evidence button').count()).toBe(308);
});

test('no OpenClaw: it is said, the tank is empty, and the computer is judged as a place for one', async () => {
  const { page } = await openPage(stateWith('en', noOpenClaw('en')));
  expect(await page.locator('h1').innerText()).toBe('There is no OpenClaw on this computer');
  expect(await page.locator('.lobster').count()).toBe(0);
  await page.getByRole('heading', { name: 'Would this computer be a good place for one?' }).waitFor();
  await page.getByRole('button', { name: /This would not be a good place for one/ }).waitFor();
  expect(await page.locator('.row.not-applicable .mark[aria-label="doesn’t apply"]').count()).toBe(5);
});

test('a copy that was found is enough to not speak of none', async () => {
  const report = { ...noOpenClaw('en'), copies: allGood('en').copies };
  const { page } = await openPage(stateWith('en', report));
  expect(await page.getByText('There is no OpenClaw on this computer').count()).toBe(0);
  expect(await page.locator('.lobster').count()).toBe(1);
});

test('the end tells of every copy, and of what closing does', async () => {
  const { page } = await openPage(stateWith('en', rootGateway('en'), { tray: false }));
  await page.getByRole('button', { name: 'Show the summary' }).click();
  const rows = page.getByRole('table').getByRole('row');
  expect(await rows.count()).toBe(4);
  const first = await rows.nth(1).innerText();
  for (const part of [
    '2026.3.13',
    '308 holes',
    '10 of them critical',
    '2026.6.9',
    '/usr/lib/node_modules/openclaw',
  ]) {
    expect(first).toContain(part);
  }
  expect(await rows.nth(3).innerText()).toMatch(/can’t be told[\s\S]*we can’t tell[\s\S]*we can’t tell/);
  await page.getByText('closing the window ends Tankmate').waitFor();
  // Narrow, the table stands as blocks and is still a table to a screen reader.
  await page.setViewportSize({ width: 360, height: 640 });
  const roles = await spokenRoles(page);
  const count = (role: string) => roles.filter((each) => each === role).length;
  expect([count('table'), count('row'), count('columnheader'), count('cell')]).toEqual([1, 4, 4, 12]);
});

test('reduced motion stops every movement', async () => {
  const moving = () => document.getAnimations().filter((each) => each.playState === 'running').length;
  const looking = stateWith('en', null, { looking: halfWay(['updates']) });
  const lively = await openPage(looking, { reducedMotion: 'no-preference' });
  expect(await lively.page.evaluate(moving)).toBeGreaterThan(0);
  const calm = await openPage(looking, { reducedMotion: 'reduce' });
  expect(await calm.page.evaluate(moving)).toBe(0);
});

test('in the system’s own colours the shapes stay', async () => {
  const { page } = await openPage(stateWith('en', badHome('en')), { forcedColors: 'active' });
  const stroke = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((each) => getComputedStyle(each).stroke);
  const ink = await page.locator('h1').evaluate((each) => getComputedStyle(each).color);
  for (const pane of ['.pane.attention .glass', '.pane.unknown .glass', '.pane.good .glass']) {
    expect(await stroke(pane)).toBe(ink);
  }
  const dashes = await page
    .locator('.pane.unknown .glass')
    .evaluate((each) => getComputedStyle(each).strokeDasharray);
  expect(dashes).not.toBe('none');
  // The browser puts no plate behind the words of the main button, which would be as dark as they are.
  const main = page.locator('button.main');
  expect(await main.evaluate((each) => getComputedStyle(each).forcedColorAdjust)).toBe('none');
  expect(await main.evaluate((each) => getComputedStyle(each).backgroundColor)).toBe(ink);
  expect(await main.evaluate((each) => getComputedStyle(each).color)).not.toBe(ink);
});

test('hostile texts stay texts, and what poses as another name is spelled out', async () => {
  const { page } = await openPage(stateWith('en', hostile('en')));
  await page.locator('[data-tile="private-data"] button').click();
  const finding = page.locator('[data-finding="plain-secrets"]');
  const title = await finding.locator('> h2').innerText();
  expect(title).toBe(
    '<img src=x onerror="document.title=1"><script>document.title=2</script>‹U+202E›gnp.exe',
  );
  expect(await page.locator('main img, main script').count()).toBe(0);
  expect(await page.title()).toBe('Tankmate');
  // Not an id, so nothing that could be pressed.
  expect(await finding.locator('.evidence button').count()).toBe(0);
  expect(await finding.getByText('9,998 not shown').count()).toBe(1);
  await finding.getByRole('button', { name: 'Show 100 more' }).click();
  expect(await finding.locator('.evidence li').count()).toBe(104);
  await page.getByRole('button', { name: 'All six panes' }).click();
  await page.getByRole('button', { name: 'Show the summary' }).click();
  expect(await page.getByRole('table').innerText()).toContain('‹U+202E›');
});
