import { describe, expect, test } from 'vitest';
import { withFixes } from '../../renderer/practice/fixes';
import { badHome } from '../../renderer/practice/reports';
import { withChromium } from './browser';
import { stateWith } from './reports';
import { bothFixed, entry, history } from './works';

const openPage = withChromium();
const state = (more: Parameters<typeof stateWith>[2] = {}) => stateWith('en', withFixes(badHome('en')), more);

describe('changes and history', () => {
  test('an interrupted change stands first, and its way back is the main button', async () => {
    const { page, calls } = await openPage(state({ changes: [entry('en', 'entry-broken', 'open')] }));
    await page.getByText('Tankmate was ended in the middle of “Let only this computer reach it”.').waitFor();
    expect(await page.locator('button.main').innerText()).toBe('Take it back');
    await page.locator('button.main').click();
    expect(await calls()).toEqual([['undo', ['entry-broken']]]);
  });

  test('looks say what got worse and better; changes say how they stand and can be taken back', async () => {
    const { page, calls } = await openPage(
      state({
        history: history('en'),
        changes: [entry('en', 'entry-listen-locally', 'done'), entry('en', 'entry-x', 'done')],
      }),
    );
    await page.getByRole('button', { name: 'Changes and history' }).click();
    await page.getByText('2 changes can be taken back.').waitFor();
    await page.getByRole('img', { name: '9 on November 19, 2026, 4 now.' }).waitFor();
    const items = page.locator('.timeline > li');
    expect(await items.nth(0).innerText()).toMatch(
      /today at 10:24[\s\S]*Got better:\s+Only this computer can reach it/,
    );
    expect(await page.locator('[data-kind="look"]').nth(1).innerText()).toMatch(
      /Got worse:\s+People outside/,
    );
    expect(await items.nth(4).innerText()).toContain('taken back');
    expect(await items.nth(4).getByRole('button').count()).toBe(0);
    await page
      .getByRole('button', { name: /^Take this back/ })
      .first()
      .click();
    expect(await calls()).toEqual([['undo', ['entry-listen-locally']]]);
  });

  test('everything is taken back only after saying what that means', async () => {
    const changes = ['a', 'b'].map((id) => entry('en', `entry-${id}`, 'done'));
    const { page, calls } = await openPage(state({ changes }));
    await page.getByRole('button', { name: 'Changes and history' }).click();
    const all = page.getByRole('button', { name: 'Take everything back' });
    expect(await all.isVisible()).toBe(false);
    await page.getByText('Take everything back…').click();
    await page.getByText('what made this computer safer as well').waitFor();
    await all.click();
    expect(await calls()).toEqual([['undo', []]]);
  });

  test('an empty history says so; a long one is shown in parts', async () => {
    const { page, push } = await openPage(state());
    await page.getByRole('button', { name: 'Changes and history' }).click();
    await page.getByText('Nothing has happened yet.').waitFor();
    const long = Array.from({ length: 75 }, (_, index) => ({
      kind: 'look' as const,
      at: new Date(Date.UTC(2026, 8, 1, index)).toISOString(),
      things: 3,
      title: `Look ${index}`,
      worse: [],
      better: [],
    }));
    await push(state({ revision: 5, history: long }));
    await expect.poll(() => page.locator('.timeline > li').count()).toBe(30);
    expect(await page.locator('.timeline > li').first().innerText()).toContain('Look 74');
    // What never changed needs no picture.
    await page.getByText('3 all along.').waitFor();
    expect(await page.locator('.trend').count()).toBe(0);
    await page.getByRole('button', { name: 'Show 30 more' }).click();
    await page.getByRole('button', { name: 'Show 15 more' }).click();
    expect(await page.locator('.timeline > li').count()).toBe(75);
  });
});

describe('a notice asks for a finding', () => {
  test('its tile opens with the focus on it', async () => {
    const { page, push } = await openPage(state());
    await push(state({ revision: 2, wanted: 'chat-doors' }));
    await page.getByTestId('screen-tile').waitFor();
    const at = () =>
      page.evaluate(() => document.activeElement?.closest('[data-finding]')?.getAttribute('data-finding'));
    await expect.poll(at).toBe('chat-doors');
    const top = await page
      .locator('[data-finding="chat-doors"]')
      .evaluate((each) => each.getBoundingClientRect().top);
    expect(top).toBeGreaterThanOrEqual(-1);
    expect(top).toBeLessThan(720);
    // The reader goes on; the same wish in the next state doesn’t take them back.
    await page.keyboard.press('Escape');
    await push(state({ revision: 3, wanted: 'chat-doors' }));
    await page.getByTestId('screen-tiles').waitFor();
    // From null, it is a new wish.
    await push(state({ revision: 4, wanted: null }));
    await push(state({ revision: 5, wanted: 'chat-doors' }));
    await page.getByTestId('screen-tile').waitFor();
  });

  test('at the start as well, one that is fine is opened, and an unread result waits', async () => {
    const { page } = await openPage(state({ wanted: 'gateway-password', workDone: bothFixed('en') }));
    await page.getByTestId('screen-tile').waitFor();
    await page.getByText('The token has 48 characters.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('What the last work came to is still waiting to be read.').waitFor();
    await page.getByRole('button', { name: 'Show it' }).click();
    await page.getByRole('heading', { name: /^2 things mended/ }).waitFor();
  });

  test('a finding that is not there changes nothing', async () => {
    const { page } = await openPage(state({ wanted: 'no-such' }));
    expect(await page.getByTestId('screen-tiles').count()).toBe(1);
  });
});
