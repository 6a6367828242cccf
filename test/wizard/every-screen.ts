import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../../main/contract/report';
import { violations } from './axe';
import { withChromium } from './browser';
import { PRACTICE_SCENES } from './practice-screens';
import { SCENES } from './screens';
import { TANK_SCENES } from './tank-screens';

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What can be pressed but is lower than 44 pixels. */
const tooSmall = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, summary, label:has(input)')]
      .filter((each) => getComputedStyle(each).display !== 'none')
      .filter((each) => each.getBoundingClientRect().height < 44)
      .map((each) => each.outerHTML),
  );

const ALL = [...SCENES, ...TANK_SCENES, ...PRACTICE_SCENES];
/** The first scene of each screen, the languages in turn: what a quick run looks at. */
const oneOfEach = (language: Language) =>
  [...new Map(ALL.toReversed().map((scene) => [scene.screen, scene])).values()].filter(
    (_scene, at) => LANGUAGES[at % LANGUAGES.length] === language,
  );

/** Tests each of the page’s screens in one language: a file each, so that two cores share the work. */
export function everyScreen(language: Language): void {
  const openPage = withChromium();

  describe(language, () => {
    test.each(process.env.TANKMATE_SCENES === 'one' ? oneOfEach(language) : ALL)(
      '$name',
      async ({ screen, state, go, answers }) => {
        const { page } = await openPage(state(language), {
          ...{ reducedMotion: 'reduce', ...(answers && { answers }) },
        });
        await go?.(page);
        await page.getByTestId(`screen-${screen}`).waitFor();

        expect(await page.locator('main').count()).toBe(1);
        expect(await page.locator('html').getAttribute('lang')).toBe(language);
        expect(await page.locator('h1').count()).toBe(1);
        // A message that is missing would show as its id.
        const words = await page.locator('body').innerText();
        expect(words).not.toMatch(
          /\b(app|when|name|safe|mark|severity|tank|welcome|looking|ended|tiles|none|tile|finding|evidence|end|kind|problem|report|stop|moment|fix|cost|after|admin|change|plan|update|working|lost|result|outcome|keys|changes|entry|settings|accept|login|leave|practice|drill|accesses)\.[a-z]/,
        );
        // “中文” and “English” name the other language in its own words.
        const foreign = language === 'en' ? /\p{Script=Han}/u : /\b(the|your|what|looked)\b/i;
        expect(words.replaceAll('中文', '').replaceAll('English', '')).not.toMatch(foreign);

        expect(await violations(page, 'all')).toEqual([]);
        await page.emulateMedia({ colorScheme: 'dark' });
        expect(await violations(page, 'contrast')).toEqual([]);

        expect(await tooSmall(page)).toEqual([]);
        expect(await page.locator('[style]').count()).toBe(0);
        for (const width of [1040, 520, 360]) {
          await page.setViewportSize({ width, height: 640 });
          expect(await overflow(page), `at ${width} pixels`).toBe(0);
        }
      },
    );
  });
}
