import { describe, expect, test } from 'vitest';
import type { FixResult } from '../../main/contract/change';
import { withFixes } from '../../renderer/practice/fixes';
import { allGood, badHome, noOpenClaw } from '../../renderer/practice/reports';
import { withChromium } from './browser';
import { halfWay, stateWith } from './reports';
import { bothFixed, entry, journalOf, mixed, single, updating, working } from './works';

const openPage = withChromium();
const bad = () => withFixes(badHome('en'));
const state = (more: Parameters<typeof stateWith>[2] = {}) => stateWith('en', bad(), more);

describe('under way', () => {
  test('the step is named and counted, and nothing else can be done', async () => {
    const { page } = await openPage(state({ working: working('en') }));
    expect(await page.locator('.now[role=status]').innerText()).toBe(
      'Taking messages only from people you know',
    );
    expect(await page.getByRole('progressbar').getAttribute('value')).toBe('1.4');
    await page.getByText('Step 2 of 5 · 40% of this step').waitFor();
    await page.getByText('You can close the window: it goes on without it.').waitFor();
    expect(await page.locator('main button').allInnerTexts()).toEqual(['Stop…']);
    expect(await page.locator('button.main').count()).toBe(0);
  });

  test('each new step is told, and what programs say stands behind a line', async () => {
    const { page, push } = await openPage(state({ working: working('en') }));
    await push(state({ revision: 2, working: updating('en'), tray: false }));
    await expect
      .poll(() => page.locator('.now[role=status]').innerText())
      .toBe('Installing OpenClaw 2026.9.6');
    expect(await page.locator('pre').isVisible()).toBe(false);
    await page.getByText('What the programs say').click();
    expect(await page.locator('pre').innerText()).toContain('added 412 packages in 38s');
    await page.getByText('closing it ends Tankmate').waitFor();
    // It can’t be cancelled, and says so.
    expect(await page.locator('button.main').count()).toBe(0);
    await page.getByText('This can’t be stopped half way without harm').waitFor();
  });

  test('a part beyond its bounds never overruns the bar', async () => {
    const { page } = await openPage(state({ working: working('en', { done: 9, of: 5, part: 7 }) }));
    expect(await page.getByRole('progressbar').getAttribute('value')).toBe('5');
    await page.getByText('Step 5 of 5 · 100% of this step').waitFor();
  });

  test('it is asked before it is stopped, by Esc or by the line, and stopped once', async () => {
    const { page, calls } = await openPage(state({ working: working('en') }));
    await page.keyboard.press('Escape');
    await page.getByText('Stop now? What isn’t finished is taken back').waitFor();
    // The focus is on what stops nothing.
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Stop…' }).click();
    expect(await calls()).toEqual([]);
    await page.getByRole('button', { name: 'Stop, and take back what isn’t finished' }).click();
    await page.getByText('Stopping, and taking back what isn’t finished…').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('main button').count()).toBe(0);
    expect(await calls()).toEqual([['cancelWork']]);
  });

  test('R starts no look, and a look inside the work doesn’t take its place', async () => {
    const { page, calls, push } = await openPage(state({ working: working('en') }));
    await page.keyboard.press('r');
    expect(await calls()).toEqual([]);
    await push(state({ revision: 2, working: working('en'), looking: halfWay([]) }));
    expect(await page.getByTestId('screen-working').count()).toBe(1);
  });

  test('the language switches while it runs', async () => {
    const { page, push } = await openPage(state({ working: working('en') }));
    await push(stateWith('zh-CN', withFixes(badHome('zh-CN')), { revision: 2, working: working('zh-CN') }));
    await page.getByRole('heading', { name: '正在补好' }).waitFor();
    await page.getByText('正在改为只收您认识的人的消息').waitFor();
  });
});

describe('ended without a word', () => {
  test.each([
    ['cancelled', /It was stopped. What wasn’t finished is taken back/],
    ['failed', /It ended without saying what came of it/],
  ] as const)('%s', async (lookFailed, sentence) => {
    const { page, push } = await openPage(state({ working: working('en') }));
    await push(state({ revision: 2, lookFailed }));
    await page.getByText(sentence).waitFor();
    // The sentence about a look that failed would be wrong here.
    expect(await page.getByText('The newest look did not finish').count()).toBe(0);
    await page.getByRole('button', { name: 'Show the changes' }).click();
    await page.getByTestId('screen-changes').waitFor();
  });

  test('before main ever told of it', async () => {
    const { page, push } = await openPage(state());
    await page.getByRole('button', { name: 'Stop OpenClaw now' }).click();
    await page.getByRole('button', { name: 'Stop it', exact: true }).click();
    await page.getByRole('heading', { name: 'Stopping OpenClaw' }).waitFor();
    await page.getByText('Getting ready…').waitFor();
    await push(state({ revision: 9, lookFailed: 'failed' }));
    await page.getByText(/It ended without saying what came of it/).waitFor();
  });

  test('an older result never passes for the newer work’s', async () => {
    const done = bothFixed('en');
    const { page, calls, push } = await openPage(state({ workDone: done, changes: journalOf('en', done) }));
    await page.getByRole('button', { name: 'Take all of this back' }).click();
    await expect.poll(calls).toEqual([['seen'], ['undo', ['entry-listen-locally', 'entry-close-chats']]]);
    await push(state({ revision: 20, working: working('en', { kind: 'undo' }) }));
    await push(state({ revision: 21, lookFailed: 'failed' }));
    await page.getByText(/It ended without saying what came of it/).waitFor();
    expect(await page.getByText('2 things mended').count()).toBe(0);
  });
});

describe('the result', () => {
  const words: Record<FixResult, RegExp> = {
    fixed: /Put right/,
    'rolled-back': /It didn’t work out: all is as it was/,
    'left-changed': /Stayed half done[\s\S]*What to do: take it back here/,
    refused: /Not done, nothing was changed[\s\S]*The administrator said no/,
    skipped: /Left out[\s\S]*One before it stopped the row/,
  };
  test('every outcome says what it is in words and by a shape of its own', async () => {
    const done = mixed('en');
    const { page } = await openPage(state({ workDone: done, changes: journalOf('en', done) }));
    await page.getByRole('heading', { name: 'Something stayed half done' }).waitFor();
    for (const [result, sentence] of Object.entries(words)) {
      expect(await page.locator(`.outcome.${result}`).innerText()).toMatch(sentence);
    }
    const shapes = await page
      .locator('.outcome .mark')
      .evaluateAll((all) => all.map((each) => each.innerHTML));
    expect(new Set(shapes).size).toBe(5);
    // Taken back is what stands: what helped, and what stayed half done.
    expect(await page.getByRole('button', { name: /^Take this back/ }).count()).toBe(2);
  });

  test('keys to renew: a page is only named, and one without a page says what to do', async () => {
    const { page, calls } = await openPage(state({ workDone: bothFixed('en') }));
    await page.getByText('Anthropic: 2 keys').waitFor();
    await page.getByRole('button', { name: 'Open its page: Anthropic' }).click();
    expect(await calls()).toEqual([['openKeyPage', 'anthropic-api-key']]);
    await page.getByText('Log in there and look for “API keys”.').waitFor();
  });

  test('it is put away, and one comes back to the tile that the fix was started from', async () => {
    const { page, calls, push } = await openPage(state());
    await page.locator('[data-tile="exposure"] button').click();
    await page.getByRole('button', { name: 'Let only this computer reach it' }).click();
    await page.getByRole('button', { name: 'Do exactly this' }).click();
    await push(state({ revision: 8, working: working('en') }));
    await push(stateWith('en', allGood('en'), { revision: 9, workDone: bothFixed('en') }));
    await page.getByText('Who can reach it: needs attention → fine').waitFor();
    expect(await page.locator('.side.mended').count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'See how things are now' }).click();
    expect((await calls()).at(-1)).toEqual(['seen']);
    await page.locator('.tile .pane-name').getByText('Who can reach it').waitFor();
  });

  test('Esc puts it away as well; R does nothing', async () => {
    const { page, calls } = await openPage(state({ workDone: bothFixed('en') }));
    await page.keyboard.press('r');
    await page.keyboard.press('Escape');
    await page.getByTestId('screen-tiles').waitFor();
    expect(await calls()).toEqual([['seen']]);
  });

  test('what was taken back meanwhile offers no taking back', async () => {
    const done = bothFixed('en');
    const changes = journalOf('en', done).map((each) => ({ ...each, state: 'undone' as const }));
    const { page } = await openPage(state({ workDone: done, changes }));
    expect(await page.getByRole('button', { name: /^Take/ }).count()).toBe(0);
  });

  test('mending moves once, but never under reduced motion', async () => {
    const movement = async (reducedMotion: 'reduce' | 'no-preference') => {
      // The page has to have seen the work begin to know what it changed.
      const { page, push } = await openPage(state(), { reducedMotion });
      await push(state({ revision: 8, working: working('en') }));
      await push(stateWith('en', allGood('en'), { revision: 9, workDone: bothFixed('en') }));
      await page.getByTestId('screen-result').waitFor();
      return page
        .locator('.mended .glass')
        .first()
        .evaluate((each) => [
          getComputedStyle(each).animationName,
          getComputedStyle(each).animationIterationCount,
        ]);
    };
    expect(await movement('no-preference')).toEqual(['mend', '1']);
    expect(await movement('reduce')).toEqual(['none', '1']);
  });
});

describe('stop it now', () => {
  test('asked once, undoable, from every screen, while a copy runs', async () => {
    const { page, calls, push } = await openPage(state());
    for (const name of ['Settings', 'Changes and history', 'Show the summary']) {
      await page.getByRole('button', { name }).click();
      await page.getByRole('button', { name: 'Stop OpenClaw now' }).waitFor();
      await page.keyboard.press('Escape');
    }
    await page.getByRole('button', { name: 'Stop OpenClaw now' }).click();
    await page.getByText('You can undo the stop').waitFor();
    expect(await calls()).toEqual([]);
    await page.getByRole('button', { name: 'Stop it', exact: true }).click();
    expect(await calls()).toEqual([['stopNow']]);
    const done = single('en', 'stop', 'fixed');
    await push(state({ revision: 9, working: working('en', { kind: 'stop', of: 1, done: 0 }) }));
    await push(state({ revision: 10, workDone: done, changes: [entry('en', 'entry-stop', 'done')] }));
    await page.getByRole('heading', { name: 'OpenClaw is stopped' }).waitFor();
    await page.getByRole('button', { name: /^Take this back/ }).click();
    await expect.poll(async () => (await calls()).at(-1)).toEqual(['undo', ['entry-stop']]);
  });

  test('it is not there when nothing runs', async () => {
    const { page } = await openPage(stateWith('en', noOpenClaw('en')));
    expect(await page.getByRole('button', { name: 'Stop OpenClaw now' }).count()).toBe(0);
  });
});
