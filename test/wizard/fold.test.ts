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
