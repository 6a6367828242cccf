import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import type { AppState } from '../../main/contract/state';
import { withFixes, withNewer } from '../../renderer/practice/fixes';
import { allGood, badHome } from '../../renderer/practice/reports';
import { move, offerOf, sampleTank, tankDone } from '../../renderer/practice/tanks';
import { type Wizard, withChromium } from './browser';
import { rootGateway, stateWith } from './reports';
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
const bad = () => stateWith('en', withNewer(withFixes(rootGateway('en'))));
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
  const tell = async (more: Partial<AppState>) => {
    revision += 10;
    now = { ...now, ...more, revision };
    await push(now);
  };
  return async () => {
    for (const [channel] of (await calls()).slice(answered)) {
      answered += 1;
      if (channel === 'seen') now = { ...now, workDone: null };
      if (channel === 'setPlace') await tell({ preferences: { ...now.preferences, place: 'tank' } });
      const next = answers[channel]?.shift();
      if (!next) continue;
      for (const more of [{ working: working('en') }, { working: null, looking: null, ...next() }])
        await tell(more);
    }
  };
}

test('from the first window to as safe as it gets, in a tank of its own, takes 10 presses of the main button', async () => {
  const wizard = await openPage(stateWith('en', null));
  const { page, calls } = wizard;
  const home = sampleTank('en', { state: 'running', movedInAt: null });
  const answer = scripted(wizard, {
    look: [() => ({ welcomed: true, report: bad().report, offer: offerOf('en'), tanks: [] })],
    applyFixes: [
      () => ({
        report: withNewer(rootGateway('en')),
        workDone: bothFixed('en'),
        changes: journalOf('en', bothFixed('en')),
      }),
    ],
    update: [() => ({ report: badHome('en'), workDone: single('en', 'update', 'fixed') })],
    makeTank: [() => ({ tanks: [home], moves: [move('en')], workDone: tankDone('en', 'create') })],
    moveIn: [
      () => ({
        report: allGood('en'),
        moves: [],
        tanks: [{ ...home, movedInAt: '2026-11-22T06:00:00.000Z' }],
        workDone: tankDone('en', 'move-in'),
      }),
    ],
  });
  // Always the one main button: that is the way that somebody goes who only ever clicks on.
  let clicks = 0;
  while (clicks < 14 && !(await page.getByTestId('screen-end').count())) {
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
  expect((await calls()).filter(([channel]) => channel !== 'seen')).toEqual([
    ['look'],
    ['setPlace', 'tank'],
    // In the tank it keeps its tools: what stays here need only ask.
    ['applyFixes', ALL.map((each) => (each === 'tools-hardened' ? 'tools-ask-first' : each))],
    ['update', 'copy-1a2b3c4d', []],
    ['makeTank', 'qemu'],
    ['moveIn', home.name, move('en').id, []],
  ]);
  expect(clicks).toBe(10);
});

test('where it lives is asked once, and the plan follows from it', async () => {
  const offered = (place: 'tank' | 'here' | null) => ({
    offer: offerOf('en'),
    tanks: [],
    preferences: { ...bad().preferences, place },
  });
  const { page, calls, push } = await openPage({ ...bad(), ...offered(null) });
  await main(page).click();
  await page.getByTestId('screen-place').waitFor();
  await page.getByText('It can no longer run commands, open files').waitFor();
  await page.getByRole('radio', { name: /^Here, where it only talks/ }).check();
  await main(page).click();
  expect(await calls()).toEqual([['setPlace', 'here']]);
  await push({ ...bad(), ...offered('here'), revision: 5 });
  await page.getByText('You chose: it lives here and only talks.').waitFor();
  expect(await page.getByRole('radio', { name: /^Let it only read/ }).isChecked()).toBe(true);
  // Asked once: the plan comes at once from now on, and the answer can be changed from there.
  await page.keyboard.press('Escape');
  await main(page).click();
  await page.getByTestId('screen-plan').waitFor();
  await page.getByRole('button', { name: 'Choose again where it lives' }).click();
  await page.getByRole('radio', { name: /^In a tank of its own/ }).check();
  await main(page).click();
  await push({ ...bad(), ...offered('tank'), revision: 6 });
  await expect.poll(() => page.getByRole('radio', { name: /^Let it ask/ }).isChecked()).toBe(true);
  await page.getByText('Then its tank is made, and it moves in.').waitFor();
});

test('every screen on the way has one main button', async () => {
  const { page, push } = await openPage(bad());
  expect(await main(page).allInnerTexts()).toEqual(['Mend 4 things now…']);
  await main(page).click();
  await page.getByTestId('screen-plan').waitFor();
  expect(await main(page).allInnerTexts()).toEqual(['Make these 5 changes']);
  await main(page).click();
  await page.getByTestId('screen-working').waitFor();
  expect(await main(page).count()).toBe(0);
  await push({ ...bad(), revision: 5, working: working('en') });
  // Nothing that stops it stands where the button was that began it.
  await page.getByText('Step 2 of 5').waitFor();
  expect(await main(page).count()).toBe(0);
  const mended = withNewer(rootGateway('en'));
  await push({ ...bad(), report: mended, revision: 6, workDone: bothFixed('en') });
  await expect.poll(() => main(page).allInnerTexts()).toEqual(['Bring OpenClaw 2026.3.13 up to date']);
});

test('Make it safe with the keyboard alone: what is to be chosen comes first, then what costs nothing', async () => {
  const { page, calls, push } = await openPage(bad());
  await tabTo(page, 'Mend 4 things now…');
  await page.keyboard.press('Enter');
  await page.getByTestId('screen-plan').waitFor();
  expect(await focused(page)).toBe('Make it safe');
  const does = await page.locator('.todo .does').allInnerTexts();
  expect(does.map((each) => each.trim())).toEqual([
    'Let it only read and write in its workspace',
    'Take messages only from people you know',
    'Close its folder to other accounts',
    'Let only this computer reach it',
    'Move its workspace out of your documents',
  ]);
  expect(await page.locator('.plan h2').allInnerTexts()).toEqual([
    'First of all: your choice',
    'Costs you nothing',
    'Costs you a little',
    'After that',
  ]);
  // Choose another way for the first, see what it changes, leave the next one out.
  await tabTo(page, 'Let it only read and write in its workspace');
  await tabTo(page, 'Let it only read and write in its workspace');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, 'Show exactly what is changed');
  await page.keyboard.press('Enter');
  await page.getByText('"tools": { "exec": { "ask": "always" } }').waitFor();
  await tabTo(page, 'Take messages only from people you know');
  await page.keyboard.press('Space');

  // What is left out stays listed.
  expect(await page.locator('.todo .step').count()).toBe(5);
  expect(await page.locator('.todo .step.out').innerText()).toContain('Left out');
  await page.locator('h1').focus();
  await tabTo(page, 'Make these 4 changes');
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
  expect(await main(page).innerText()).toBe('Make this 1 change');
});
