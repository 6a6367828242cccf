import { expect, test } from 'vitest';
import { withFixes } from '../../renderer/practice/fixes';
import { badHome } from '../../renderer/practice/reports';
import { sampleCard } from '../../renderer/practice/sampleCard';
import { withChromium } from './browser';
import { stateWith } from './reports';
import { single } from './works';

const openPage = withChromium();

test('the card goes out of the result and back, is copied and saved, and is all that is printed', async () => {
  const state = stateWith('en', withFixes(badHome('en')), {
    workDone: single('en', 'fix', 'fixed'),
    card: sampleCard(withFixes(badHome('en'))),
  });
  const { page, calls } = await openPage(state);
  await page.getByTestId('screen-result').waitFor();
  await page.getByRole('button', { name: 'Show this to somebody who knows' }).click();
  await page.getByTestId('screen-card').waitFor();
  for (const name of ['Copy as text', 'Save as a web page', 'Save as PDF'])
    await page.getByRole('button', { name }).click();
  await page.getByText('Copied. Paste it where you like.').waitFor();
  const asked = await calls();
  expect(asked.filter(([channel], at) => channel !== 'makeCard' || at === 0)).toEqual([
    ['makeCard'],
    ['copyCard'],
    ['saveCard', 'html'],
    ['saveCard', 'pdf'],
  ]);

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const shown = page.locator('header, footer, h1, .screen > *, main button, .card-page');
  const visible = await shown.evaluateAll((all) =>
    all.filter((each) => each.getBoundingClientRect().height > 0).map(({ className }) => className),
  );
  expect(visible).toEqual(['words', 'card-page']);
  const ink = await page.locator('.card-page').evaluate((each) => getComputedStyle(each).color);
  expect(ink).toBe('oklch(0 0 0)');
  await page.emulateMedia({ media: 'screen' });

  await page.keyboard.press('Escape');
  await page.getByTestId('screen-result').waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
    'Show this to somebody who knows',
  );
});
