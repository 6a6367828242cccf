import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { badHome } from '../../renderer/practice/reports';
import { withChromium } from './browser';
import { halfWay, stateWith } from './reports';

const openPage = withChromium();

/** What the focus is on, in words. */
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');
/** Presses Tab until the focus stands on these words. */
async function tabTo(page: Page, words: string) {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    if ((await focused(page)).includes(words)) return;
  }
  throw new Error(`Tab never reaches “${words}”`);
}

test('walks from the welcome to the end with the keyboard alone', async () => {
  const { page, push, calls } = await openPage(stateWith('en', null));
  await tabTo(page, 'Agree, and look at this computer');
  await page.keyboard.press('Enter');
  await page.getByTestId('screen-looking').waitFor();
  expect(await focused(page)).toBe('Looking at this computer');
  expect(await calls()).toEqual([['look']]);

  await push(stateWith('en', null, { revision: 3, welcomed: true, looking: halfWay(['updates']) }));
  await push(stateWith('en', badHome('en'), { revision: 4 }));
  await page.getByTestId('screen-tiles').waitFor();
  expect(await focused(page)).toBe('Other computers can connect to your lobster');

  await tabTo(page, 'One by one');
  await page.keyboard.press('Enter');
  await page.getByTestId('screen-tile').waitFor();
  expect(await page.locator('.pane-name').first().innerText()).toBe('Who can reach it');

  // Worst first, then what can't be told, then the rest, then the summary.
  const walked = [];
  for (let step = 0; step < 5; step++) {
    await tabTo(page, 'Next: ');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe(await page.locator('h1').innerText());
    walked.push(await page.locator('.pane-name').first().innerText());
  }
  expect(walked).toEqual([
    'Where it lives',
    'What it can see of you',
    'What it may do here',
    'Where its skills come from',
    'Known holes',
  ]);
  await tabTo(page, 'Next: the summary');
  await page.keyboard.press('Enter');
  await page.getByTestId('screen-end').waitFor();
  expect(await focused(page)).toBe('Other computers can connect to your lobster');
  await tabTo(page, 'Close the window');
  await page.keyboard.press('Enter');
  expect((await calls()).at(-1)).toEqual(['closeWindow']);
});

test('Esc goes back from a tile and from the end', async () => {
  const { page } = await openPage(stateWith('en', badHome('en')));
  await page.locator('[data-tile="updates"] button').click();
  await page.getByTestId('screen-tile').waitFor();
  await page.keyboard.press('Escape');
  await page.getByTestId('screen-tiles').waitFor();
  await page.getByRole('button', { name: 'Show the summary' }).click();
  await page.getByTestId('screen-end').waitFor();
  await page.keyboard.press('Escape');
  await page.getByTestId('screen-tiles').waitFor();
});

test('Esc stops a look, once', async () => {
  const { page, calls, push } = await openPage(stateWith('en', null, { looking: halfWay([]) }));
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  expect(await calls()).toEqual([['cancelLook']]);
  await page.getByRole('button', { name: 'Stopping…' }).waitFor();
  await push(stateWith('en', null, { revision: 2, welcomed: true, lookFailed: 'cancelled' }));
  await page.getByRole('heading', { name: 'You stopped the look' }).waitFor();
  await page.getByRole('button', { name: 'Look again' }).click();
  expect(await calls()).toEqual([['cancelLook'], ['look']]);
});

test('R looks again; with Ctrl held it does not', async () => {
  const { page, calls } = await openPage(stateWith('en', badHome('en')));
  await page.evaluate(() => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'r', ctrlKey: true })));
  expect(await calls()).toEqual([]);
  await page.keyboard.press('r');
  await expect.poll(calls).toEqual([['look']]);
});

test('the focus can be seen on everything that can be pressed', async () => {
  const { page } = await openPage(stateWith('en', badHome('en')));
  await page.locator('[data-tile="exposure"] button').click();
  await page.getByTestId('screen-tile').waitFor();
  const stops = await page.locator('button, summary').count();
  const seen = new Map<string, string>();
  // Once around; between the last and the first the focus is with the window itself.
  for (let stop = 0; stop <= stops; stop++) {
    await page.keyboard.press('Tab');
    const [what, outline] = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement as Element);
      return [document.activeElement?.outerHTML ?? '', `${outlineStyle} ${outlineWidth}`] as const;
    });
    if (!what.startsWith('<body')) seen.set(`${what} ${stop}`, outline);
  }
  expect([...seen.values()]).toEqual(Array.from({ length: stops }, () => 'solid 3px'));
});

test('whoever comes back finds the page as they left it', async () => {
  const { page } = await openPage(stateWith('en', badHome('en')), { viewport: { width: 520, height: 400 } });
  const last = page.locator('[data-tile="updates"] button');
  await last.focus();
  const left = await page.evaluate(() => window.scrollY);
  expect(left).toBeGreaterThan(0);
  await page.keyboard.press('Enter');
  await page.getByTestId('screen-tile').waitFor();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByTestId('screen-tiles').waitFor();
  expect(await page.evaluate(() => window.scrollY)).toBe(left);
  expect(await last.evaluate((each) => each === document.activeElement)).toBe(true);
  // Gone to anew, it begins at its beginning.
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Next: the summary' }).click();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
});
