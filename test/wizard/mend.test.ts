import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import type { AppState } from '../../main/contract/state';
import { type Wizard, withChromium } from './browser';
import { withFixes, withUpdates } from './fixes';
import { allGood, rootGateway, stateWith } from './reports';
import { bothFixed, journalOf, single, working } from './works';

const openPage = withChromium();

/** What the focus is on, in words. */
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');
/** Presses Tab until the focus stands on something whose words, or whose label’s words, hold these. */
async function tabTo(page: Page, words: string) {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const there = await page.evaluate(() => {
      const at = document.activeElement;
      return (at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : at?.textContent) ?? '';
    });
    if (there.includes(words)) return;
  }
  throw new Error(`Tab never reaches “${words}”`);
}

const main = (page: Page) => page.locator('main button.main');
const bad = () => stateWith('en', withUpdates(withFixes(rootGateway('en'))));
const ALL = [
  'listen-locally',
  'close-chats',
  'tools-hardened',
  'close-permissions-1a2b3c4d',
  'move-workspace',
];

/** Main as a script: what each call of the page leads to. Returns a function that answers whatever is unanswered. */
function scripted({ calls, push }: Wizard, answers: Record<string, (() => Partial<AppState>)[]>) {
  // Far apart, as the fake bridge raises it by one each time it answers by itself.
  let revision = 100;
  let answered = 0;
  let now: AppState = bad();
  return async () => {
    for (const [channel] of (await calls()).slice(answered)) {
      answered += 1;
      if (channel === 'seen') now = { ...now, workDone: null };
      const next = answers[channel]?.shift();
      if (!next) continue;
      for (const more of [{ working: working('en') }, { working: null, looking: null, ...next() }]) {
        revision += 10;
        now = { ...now, ...more, revision };
        await push(now);
      }
    }
  };
}

test('from the first window to everything mended takes at most 8 clicks', async () => {
  const wizard = await openPage(stateWith('en', null));
  const { page, calls } = wizard;
  const old = withUpdates(rootGateway('en'));
  const answer = scripted(wizard, {
    look: [() => ({ welcomed: true, report: bad().report })],
    applyFixes: [
      () => ({ report: old, workDone: bothFixed('en'), changes: journalOf('en', bothFixed('en')) }),
    ],
    update: [() => ({ report: withUpdates(allGood('en')), workDone: single('en', 'update', 'fixed') })],
  });
  // Always the one main button: that is the way that somebody goes who only ever clicks on.
  let clicks = 0;
  while (clicks < 12 && !(await page.getByTestId('screen-end').count())) {
    await main(page).click();
    clicks += 1;
    await expect
      .poll(
        async () => {
          await answer();
          return page.getByTestId(/^screen-(working|looking)$/).count();
        },
        { timeout: 20_000 },
      )
      .toBe(0);
  }
  expect((await calls()).map(([channel]) => channel)).toEqual([
    'look',
    'applyFixes',
    'seen',
    'update',
    'seen',
  ]);
  expect((await calls())[1]).toEqual(['applyFixes', ALL]);
  expect((await calls())[3]).toEqual(['update', 'copy-1a2b3c4d', []]);
  expect(clicks).toBeLessThanOrEqual(8);
  expect(clicks).toBe(5);
});

test('every screen on the way has one main button', async () => {
  const { page, push } = await openPage(bad());
  expect(await main(page).allInnerTexts()).toEqual(['Mend 4 things now…']);
  await main(page).click();
  await page.getByTestId('screen-plan').waitFor();
  expect(await main(page).allInnerTexts()).toEqual(['Make it safe: do these 5 things']);
  await main(page).click();
  await page.getByTestId('screen-working').waitFor();
  expect(await main(page).count()).toBe(0);
  await push({ ...bad(), revision: 5, working: working('en') });
  await expect.poll(() => main(page).allInnerTexts()).toEqual(['Stop, and take back what isn’t finished']);
  const mended = withUpdates(rootGateway('en'));
  await push({ ...bad(), report: mended, revision: 6, workDone: bothFixed('en') });
  await expect.poll(() => main(page).allInnerTexts()).toEqual(['Bring OpenClaw 2026.3.13 up to date']);
});

test('Make it safe with the keyboard alone, in the order of the report', async () => {
  const { page, calls, push } = await openPage(bad());
  await tabTo(page, 'Mend 4 things now…');
  await page.keyboard.press('Enter');
  await page.getByTestId('screen-plan').waitFor();
  expect(await focused(page)).toBe('Make it safe');
  const does = await page.locator('.todo .tick').allInnerTexts();
  expect(does.map((each) => each.trim())).toEqual([
    'Let only this computer reach it',
    'Take messages only from people you know',
    'Let it only read and write in its workspace',
    'Close its folder to other accounts',
    'Move its workspace out of your documents',
  ]);
  // Leave one out, choose another way for the next, see what the last one changes.
  await tabTo(page, 'Take messages only from people you know');
  await page.keyboard.press('Space');
  await tabTo(page, 'Let it only read and write in its workspace');
  await tabTo(page, 'Let it only read and write in its workspace');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, 'Show exactly what is changed');
  await page.keyboard.press('Enter');
  await page.getByText('"tools": { "exec": { "ask": "always" } }').waitFor();

  // What is left out stays listed.
  expect(await page.locator('.todo .step').count()).toBe(5);
  expect(await page.locator('.todo .step.out').innerText()).toContain('Left out');
  await page.locator('h1').focus();
  await tabTo(page, 'Make it safe: do these 4 things');
  await page.keyboard.press('Enter');
  await page.getByTestId('screen-working').waitFor();
  expect(await focused(page)).toBe('Putting it right');
  expect(await calls()).toEqual([
    ['applyFixes', ['listen-locally', 'tools-ask-first', 'close-permissions-1a2b3c4d', 'move-workspace']],
  ]);
  await push({ ...bad(), revision: 5, working: working('en') });
  await push({ ...bad(), revision: 6, workDone: bothFixed('en'), changes: journalOf('en', bothFixed('en')) });
  await page.getByTestId('screen-result').waitFor();
  expect(await focused(page)).toBe('2 things mended, 6 left');
  await tabTo(page, 'Take this back');
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await calls()).slice(1))
    .toEqual([['seen'], ['undo', ['entry-listen-locally']]]);
});

test('with nothing ticked nothing can be done', async () => {
  const { page, calls } = await openPage(bad());
  await main(page).click();
  for (const box of await page.locator('.tick input').all()) await box.uncheck();
  expect(await main(page).innerText()).toBe('Nothing is ticked');
  await main(page).click({ force: true });
  expect(await calls()).toEqual([]);
  await page.locator('.tick input').last().check();
  expect(await main(page).innerText()).toBe('Make it safe: do this 1 thing');
});
