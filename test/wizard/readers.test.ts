import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { LANGUAGES } from '../../main/contract/report';
import { badHome } from '../../renderer/practice/reports';
import { withChromium } from './browser';
import { halfWay, stateWith } from './reports';
import { working } from './works';

// What somebody who listens gets: the accessibility tree alone, and the keyboard.

const openPage = withChromium();

/** Roles that say nothing without a name. */
const NAMED = /^\s*- (button|textbox|checkbox|radio|radiogroup|switch|progressbar|link|img)(?! ")/;

/** What a screen must have for those who listen, as the accessibility tree tells it. */
async function holds(page: Page): Promise<void> {
  const tree = await page.locator('body').ariaSnapshot();
  const lines = tree.split('\n');
  expect(lines.filter((line) => /^\s*- main/.test(line))).toHaveLength(1);
  expect(lines.filter((line) => /- heading ".+" \[level=1\]/.test(line))).toHaveLength(1);
  expect(lines.filter((line) => NAMED.test(line))).toEqual([]);
  const title = page.getByRole('heading', { level: 1 });
  expect(await title.evaluate((each) => each === document.activeElement)).toBe(true);
}

/** From now on keeps what live regions say, which is what changes in one that was there before. */
async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver((changes) => {
      const regions = changes.map(({ target }) =>
        (target instanceof Element ? target : target.parentElement)?.closest('[role=status], [role=alert]'),
      );
      for (const region of new Set(regions)) if (region?.textContent) said.push(region.textContent);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said);
}

/** Goes to the main button by Tab and presses it by Enter. */
async function goOn(page: Page, heading: string | RegExp): Promise<void> {
  for (let presses = 0; ; presses++) {
    if (presses > 60) throw new Error('Tab never reaches the main button');
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement?.matches('main button.main') ?? false)) break;
  }
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  await holds(page);
}

test('the whole way, from the first look to as safe as it gets, by ear and keyboard', async () => {
  const { page } = await openPage(stateWith('en', null));
  await page.getByRole('button', { name: 'Try it on a practice computer first' }).press('Enter');
  await page.getByRole('status').getByText('everything here is made up').waitFor();
  await holds(page);
  const said = await listen(page);

  await goOn(page, 'Looking at this computer');
  await page.getByTestId('screen-tiles').waitFor();
  await holds(page);
  expect(new Set(await said()).size).toBeGreaterThan(2);

  await goOn(page, 'Where should your lobster live?');
  await goOn(page, 'Make it safe');
  const before = (await said()).length;
  await goOn(page, '4 things mended, 3 left');
  expect(new Set((await said()).slice(before)).size).toBeGreaterThan(2);
  await goOn(page, 'OpenClaw is up to date');
  await goOn(page, 'A tank of its own');
  await goOn(page, 'The tank is made');
  await goOn(page, 'Moving into the tank');
  await goOn(page, 'Your OpenClaw lives in the tank now');
  await goOn(page, 'Give it a model');
  await page.getByRole('textbox', { name: 'Paste the key here' }).fill('sk-practice-0123456789');
  // The field comes before the button.
  await page.getByRole('textbox', { name: 'Paste the key here' }).focus();
  await goOn(page, 'Your OpenClaw in the tank answers');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByTestId('screen-tiles').waitFor();
  await goOn(page, 'As safe as it gets');
});

test.each(LANGUAGES)('the list of what only the reader can do: %s', async (language) => {
  const { page } = await openPage(stateWith(language, badHome(language)));
  await page.getByRole('button', { name: /^See to \d|^按步骤处理/ }).press('Enter');
  await page.getByTestId('screen-by-hand').waitFor();
  await holds(page);
});

test('that it is being stopped, and what holds a look up, is read out', async () => {
  const state = stateWith('en', badHome('en'), { working: working('en') });
  const { page, push } = await openPage(state);
  const said = await listen(page);
  await page.getByRole('button', { name: 'Stop', exact: false }).last().press('Enter');
  await page.getByRole('button', { name: /^Stop/ }).last().press('Enter');
  await expect.poll(async () => (await said()).join()).toMatch(/Stopping/);
  await push(stateWith('en', null, { revision: 8, welcomed: true, looking: halfWay([]) }));
  await page.getByTestId('screen-looking').waitFor();
  await push(
    stateWith('en', null, {
      revision: 9,
      welcomed: true,
      looking: { done: 33, of: 34, tilesDone: [], asks: 'second-opinion' },
    }),
  );
  await expect.poll(async () => (await said()).join()).toMatch(/audit/);
});
