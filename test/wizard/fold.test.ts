import { expect, test } from 'vitest';
import { LANGUAGES } from '../../main/contract/report';
import { withFixes, withNewer } from '../../renderer/practice/fixes';
import { withChromium } from './browser';
import { rootGateway, stateWith } from './reports';
import { bothFixed } from './works';

const openPage = withChromium();

/** A narrow window, and the usual one at 200 %. */
const SMALL = [
  { width: 360, height: 640 },
  { width: 520, height: 360 },
];

test.each(LANGUAGES.flatMap((language) => SMALL.map((viewport) => ({ language, viewport }))))(
  'verdict, number and button are seen without scrolling: $language, $viewport.width × $viewport.height',
  async ({ language, viewport }) => {
    const state = stateWith(language, withNewer(withFixes(rootGateway(language))));
    const { page, push } = await openPage(state, { viewport });
    const seen = () =>
      page
        .locator('h1, button.main')
        .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().bottom <= window.innerHeight));
    expect(await seen()).toEqual([true, true]);
    await page.locator('[data-tile="exposure"] button').click();
    await page.getByTestId('screen-tile').waitFor();
    expect(await seen()).toEqual([true, true]);
    if (viewport.height < 500) return;
    await push({ ...state, revision: 5, workDone: bothFixed(language) });
    await page.getByTestId('screen-result').waitFor();
    expect(await seen()).toEqual([true, true]);
  },
);

test.each(LANGUAGES.flatMap((language) => SMALL.map((viewport) => ({ language, viewport }))))(
  'on the practice computer too, and what ends it stays in sight: $language, $viewport.width × $viewport.height',
  async ({ language, viewport }) => {
    const { page } = await openPage(stateWith(language, null), { viewport, reducedMotion: 'reduce' });
    await page.getByRole('button', { name: /^Try it on a practice|^先在练习电脑/ }).click();
    await page.locator('.practice').waitFor();
    await page.locator('main button.main').click();
    await page.getByTestId('screen-tiles').waitFor();
    const bottoms = await page
      .locator('h1, main button.main')
      .evaluateAll((all) => all.map((each) => Math.round(each.getBoundingClientRect().bottom)));
    for (const bottom of bottoms) expect(bottom).toBeLessThanOrEqual(viewport.height);

    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    const end = page.getByRole('button', { name: /^End practice$|^退出练习$/ });
    const box = await end.boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect(box?.y).toBeLessThan(100);
    // Nothing lies over it.
    await end.click({ trial: true });
    // What has the focus is not under it.
    for (const button of await page.locator('main .rows button').all()) {
      await button.focus();
      const covered = await button.evaluate((each) => {
        const { left, top, height } = each.getBoundingClientRect();
        const there = document.elementFromPoint(left + 4, top + height / 2);
        return there === null || !(each.contains(there) || there.contains(each));
      });
      expect(covered).toBe(false);
    }
    await end.click();
    await page.getByTestId('screen-welcome').waitFor();
  },
);
