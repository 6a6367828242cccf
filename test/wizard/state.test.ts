import { expect, test } from 'vitest';
import type { IpcChannel } from '../../main/contract/ipc';
import { allGood, badHome } from '../../renderer/practice/reports';
import { withChromium } from './browser';
import { halfWay, rootGateway, stateWith } from './reports';

const openPage = withChromium();

test('an older state never replaces a newer one', async () => {
  const { page, push } = await openPage(stateWith('en', badHome('en'), { revision: 7 }));
  await push(stateWith('en', allGood('en'), { revision: 6 }));
  await push(stateWith('en', allGood('en'), { revision: 7 }));
  expect(await page.locator('h1').innerText()).toMatch(/^Other computers can connect/);
  await push(stateWith('en', allGood('en'), { revision: 8 }));
  await page.getByRole('heading', { name: /^Nothing found/ }).waitFor();
});

test('the language switches at once, through main', async () => {
  const { page, push, calls } = await openPage(stateWith('en', badHome('en')));
  await page.getByRole('button', { name: '中文' }).click();
  expect(await calls()).toEqual([['setLanguage', 'zh-CN']]);
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await push(stateWith('zh-CN', badHome('zh-CN'), { revision: 2 }));
  await page.getByRole('button', { name: '一处一处来' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  expect(await page.title()).toBe('龙虾缸管家');
});

test('the welcome offers both languages, the one in use chosen', async () => {
  const { page, calls } = await openPage(stateWith('zh-CN', null));
  expect(await page.getByRole('radio', { name: '中文' }).isChecked()).toBe(true);
  await page.getByRole('radio', { name: 'English' }).click();
  expect(await calls()).toEqual([['setLanguage', 'en']]);
});

test('a look shows itself pane by pane, and speaks', async () => {
  const { page, push } = await openPage(stateWith('en', null, { looking: halfWay([]) }));
  const status = page.locator('.unseen[role=status]');
  expect(await status.innerText()).toBe('No pane of six is done yet');
  expect(await page.locator('.row.wiping').count()).toBe(6);
  await push(stateWith('en', null, { revision: 2, looking: { done: 14, of: 21, tilesDone: ['exposure'] } }));
  await expect.poll(() => status.innerText()).toBe('1 pane of six is done');
  expect(await page.locator('[data-tile="exposure"] svg').getAttribute('aria-label')).toBe('looked at');
  expect(await page.locator('[data-pane="exposure"] .seen').count()).toBe(1);
  expect(await page.getByRole('progressbar').getAttribute('value')).toBe('14');
  // What was looked at is not yet judged: no pane may look good.
  expect(await page.locator('.pane.good, .mark.good').count()).toBe(0);
});

test('a look that starts by itself does not take the page away', async () => {
  const { page, push } = await openPage(stateWith('en', badHome('en')));
  await push(stateWith('en', badHome('en'), { revision: 2, looking: halfWay([]) }));
  await page.getByText('Looking again: 11 of 21').waitFor();
  expect(await page.getByTestId('screen-tiles').count()).toBe(1);
});

test('a look that was asked for is shown until it ends, with the older report behind it', async () => {
  const { page, push } = await openPage(stateWith('en', badHome('en')));
  await page.getByRole('button', { name: 'Look again' }).click();
  await page.getByTestId('screen-looking').waitFor();
  await push(stateWith('en', badHome('en'), { revision: 3, lookFailed: 'cancelled' }));
  await page.getByText('You stopped the newest look. This is what was seen before.').waitFor();
  expect(await page.getByTestId('screen-tiles').count()).toBe(1);
});

test('a second opinion is asked for with one click, shown on its way, and leads to what it says', async () => {
  const { page, calls, push } = await openPage(stateWith('en', badHome('en')));
  await page.getByRole('button', { name: 'Show the summary' }).click();
  await page.getByRole('button', { name: 'Look again and ask OpenClaw’s own audit' }).click();
  await page.getByTestId('screen-looking').waitFor();
  expect(await calls()).toEqual([['secondOpinion']]);
  const looking = { done: 33, of: 34, tilesDone: [], asks: 'second-opinion' } as const;
  await push(stateWith('en', badHome('en'), { revision: 3, looking }));
  await page.getByText('Only OpenClaw’s own audit is still to come.').waitFor();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  expect((await calls()).at(-1)).toEqual(['cancelLook']);
  const report = badHome('en');
  const [first] = report.findings;
  if (!first) throw new Error('no finding');
  const opinion = { ...first, id: 'second-opinion', title: 'OpenClaw’s own audit warns of something else' };
  await push(stateWith('en', { ...report, findings: [...report.findings, opinion] }, { revision: 4 }));
  await page.getByRole('button', { name: 'Show the summary' }).click();
  await page.getByRole('button', { name: opinion.title }).click();
  await page.getByTestId('screen-tile').waitFor();
});

test.each<[IpcChannel, string, string]>([
  ['look', 'Look again', 'The look could not be started'],
  ['setLanguage', '中文', 'This could not be changed'],
])('a failing %s gives a sentence', async (channel, press, sentence) => {
  const { page, fail } = await openPage(stateWith('en', badHome('en')));
  await fail(channel);
  await page.getByRole('button', { name: press }).click();
  await expect.poll(() => page.getByRole('alert').innerText()).toContain(sentence);
  expect(await page.getByTestId('screen-tiles').count()).toBe(1);
});

test.each<[IpcChannel, RegExp, string]>([
  ['openArticle', /^Read more in your browser/, 'Your browser could not be opened for this page'],
  ['openAdvisory', /^Open GHSA-0000/, 'Your browser could not be opened for this page'],
])('a failing %s gives a sentence', async (channel, press, sentence) => {
  const { page, fail } = await openPage(stateWith('en', rootGateway('en')));
  await page.locator('[data-tile="updates"] button').click();
  await fail(channel);
  await page.getByRole('button', { name: press }).first().click();
  await expect.poll(() => page.getByRole('alert').innerText()).toContain(sentence);
});

test('no answer at the start is said, and can be tried again', async () => {
  const { page, fail } = await openPage(stateWith('en', allGood('en')), { failing: ['getState'] });
  expect(await page.locator('h1').innerText()).toBe('Tankmate can’t be reached');
  await fail();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByTestId('screen-tiles').waitFor();
});

test('articles and advisories are only named', async () => {
  const { page, calls } = await openPage(stateWith('en', rootGateway('en')));
  await page.locator('[data-tile="updates"] button').click();
  await page.getByRole('button', { name: /^Open GHSA-0001/ }).click();
  await page
    .getByRole('button', { name: /^Read more/ })
    .first()
    .click();
  expect(await calls()).toEqual([
    ['openAdvisory', 'GHSA-0001-abcd-wxyz'],
    ['openArticle', 'known-holes'],
  ]);
});
