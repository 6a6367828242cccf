import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../main/contract/report';
import { TANK_COMMANDS } from '../../main/contract/work';
import { allGood, badHome } from '../../renderer/practice/reports';
import { making, move, offerOf, receiptWith, sampleTank, tankDone } from '../../renderer/practice/tanks';
import { withChromium } from './browser';
import { stateWith } from './reports';
import { offered, withTank } from './tank-screens';
import { halfMade } from './tanks';
import { entry, single } from './works';

const openPage = withChromium();
const main = (page: Page) => page.locator('main button.main');
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

describe('making a tank', () => {
  test.each([
    ['from the six panes', offered('en'), []],
    // Something else is worse there: the tile leads to it.
    ['from the tile', stateWith('en', badHome('en'), { offer: offerOf('en'), tanks: [] }), ['isolation']],
  ] as const)('%s at most 3 clicks, and the engine is only named', async (_from, state, [tile]) => {
    const { page, calls, push } = await openPage(state);
    let clicks = 0;
    const click = async (what: Parameters<typeof button>[1]) => {
      clicks += 1;
      await button(page, what).click();
    };
    if (tile) {
      clicks += 1;
      await page.locator(`[data-tile="${tile}"] button`).click();
    }
    expect(await main(page).innerText()).toBe('Give it a tank of its own…');
    await click('Give it a tank of its own…');
    await click('Make the tank');
    await page.getByRole('heading', { name: 'Making the tank' }).waitFor();
    expect(clicks).toBeLessThanOrEqual(3);
    expect(await calls()).toEqual([['makeTank', 'qemu']]);

    await push({ ...state, revision: 30, working: making('en') });
    await page.getByText('Fetching the system for it').waitFor();
    await page
      .getByText('Step 5 of 14 · 50% of this step · 312 MB of 624 MB · about 4 minutes left')
      .waitFor();
    expect(await page.getByText('ubuntu-24.04').isVisible()).toBe(false);
    await page.keyboard.press('Escape');
    // A slip of the finger only asks.
    expect(await calls()).toHaveLength(1);
    await button(page, 'Stop, and clean up what was made').click();
    await page.getByText('Stopping, and cleaning up what was made…').waitFor();
    expect((await calls()).at(-1)).toEqual(['cancelWork']);

    await push({
      ...state,
      revision: 40,
      tanks: [sampleTank('en')],
      moves: [move('en')],
      workDone: tankDone('en', 'create'),
    });
    await page.getByRole('heading', { name: 'The tank is made' }).waitFor();
    await page.getByText('Tried from inside: 15 tries, none got out.').waitFor();
    await button(page, 'See the tank').click();
    await page.getByRole('heading', { name: 'The tank is running' }).waitFor();
    expect((await calls()).at(-1)).toEqual(['seen']);
  });

  test('with the keyboard alone, there and back', async () => {
    const { page, calls } = await openPage(offered('en'));
    const tabTo = async (word: string) => {
      for (let presses = 0; presses < 30; presses++) {
        await page.keyboard.press('Tab');
        if ((await page.evaluate(() => document.activeElement?.textContent)) === word) return;
      }
      throw new Error(`Tab never reaches “${word}”`);
    };
    await tabTo('Give it a tank of its own…');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'A tank of its own' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('screen-tiles').waitFor();
    await tabTo('Give it a tank of its own…');
    await page.keyboard.press('Enter');
    await tabTo('Other ways (3)');
    await page.keyboard.press('Enter');
    await tabTo('Take this way');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'A tank of its own' }).waitFor();
    await tabTo('Make the tank');
    await page.keyboard.press('Enter');
    expect(await calls()).toEqual([['makeTank', 'podman']]);
  });

  test('it is no main thing without a copy on this computer, nor where there is nothing to make it with', async () => {
    const good = stateWith('en', allGood('en'), { offer: offerOf('en'), tanks: [] });
    const { page, push } = await openPage(good);
    await page.locator('[data-tile="isolation"] button').click();
    expect(await button(page, /tank/i).count()).toBe(0);
    await push(offered('en', { revision: 5, offer: { ...offerOf('en'), best: null } }));
    expect(await main(page).innerText()).toMatch(/^See to/);
    await button(page, 'Why no tank can be made here').click();
    await page.getByRole('heading', { name: 'No tank can be made here just now' }).waitFor();
    await page.getByText(/press F1 while the Lenovo sign shows/).waitFor();
    expect(await button(page, 'Make the tank').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByTestId('screen-tile').waitFor();
  });

  test('another way shows what it leaves open before it is taken, and the way back', async () => {
    const { page, calls } = await openPage(offered('en'));
    await button(page, /^Give it/).click();
    await page.getByText('Other ways (3)').click();
    const hindered = page.locator('[data-engine="virtualbox"]');
    expect(await hindered.getByRole('button').count()).toBe(0);
    await page.locator('[data-engine="wsl"]').getByText('tidy separation, not a wall').waitFor();
    await button(page, 'Take this way: WSL2').click();
    await page.getByText('wsl --install --no-distribution').waitFor();
    await page.getByText('Tidy separation, not a wall. It keeps things apart').waitFor();
    await button(page, 'Back to what is recommended').click();
    await page.getByText('This computer does best with QEMU 7.2.').waitFor();
    await page.getByText('Other ways (3)').click();
    await button(page, 'Take this way: Podman 4.3.1').click();
    await button(page, 'Make the tank').click();
    expect(await calls()).toEqual([['makeTank', 'podman']]);
  });

  test('what was cut off goes on from the panes, the tile and its page; what there is can go', async () => {
    const state = offered('en', { tanks: [halfMade('en')] });
    const { page, calls } = await openPage(state);
    await page.getByText('The tank isn’t finished yet: 62% is done. It can go on from there.').waitFor();
    expect(await main(page).innerText()).toBe('Go on making the tank');
    await page.locator('[data-tile="isolation"] button').click();
    expect(await main(page).innerText()).toBe('Go on making the tank');
    await page.keyboard.press('Escape');
    await button(page, 'See the tank').click();
    expect(await main(page).innerText()).toBe('Go on making the tank');
    await page.getByText('Next: Putting OpenClaw in').waitFor();
    await page.getByRole('img', { name: 'Panes that stand: 3 of 6' }).waitFor();
    await button(page, 'Remove what there is…').click();
    await button(page, 'Keep it').click();
    expect(await calls()).toEqual([]);
    await main(page).click();
    expect(await calls()).toEqual([['makeTank', 'qemu']]);
  });

  test('a failure keeps what is done, and the way on is the main thing', async () => {
    const { page, calls } = await openPage(
      offered('en', { tanks: [halfMade('en')], workDone: tankDone('en', 'create', 'left-changed') }),
    );
    await page.getByRole('heading', { name: 'The tank isn’t finished yet' }).waitFor();
    await page.getByText('The disk is full: 300 MB more are needed.').waitFor();
    await button(page, 'Go on making the tank').click();
    expect(await calls()).toEqual([['seen'], ['makeTank', 'qemu']]);
  });

  test('work that ended without a word leads to the tank, not to the journal', async () => {
    const { page, push } = await openPage(offered('en', { working: making('en') }));
    await push(offered('en', { revision: 3, tanks: [halfMade('en')], lookFailed: 'failed' }));
    await page.getByText(/The tank’s page says how the tank stands/).waitFor();
    expect(await button(page, 'Show the changes').count()).toBe(0);
  });
});

describe('the tank’s page', () => {
  test.each([
    ['running', 'The tank is running', 'Open its control page', ['openTank', 'openclaw']],
    ['stopped', 'The tank is stopped', 'Start the tank', ['tankDeed', 'openclaw', 'start']],
    [
      'silent',
      'The tank runs, but OpenClaw in it doesn’t answer',
      'Try to reach it again',
      ['tankDeed', 'openclaw', 'start'],
    ],
    ['lost', 'The tank has been lost', 'Look again', ['look']],
    ['unknown', 'How the tank stands can’t be told', 'Look again', ['look']],
    ['unfinished', 'The tank isn’t finished yet', 'Go on making the tank', ['makeTank', 'qemu']],
  ] as const)('%s: the title says it, and one button fits', async (state, title, word, call) => {
    const { page, calls } = await openPage(withTank('en', { state }));
    await button(page, 'See the tank').click();
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    expect(await main(page).allInnerTexts()).toEqual([word]);
    await main(page).click();
    expect(await calls()).toEqual([[...call]]);
  });

  test('sealed is said only when every try was blocked; what got out comes first', async () => {
    const { page, push } = await openPage(withTank('en'));
    await button(page, 'See the tank').click();
    await page.getByText('15 tries, none got out', { exact: true }).waitFor();
    expect(await page.locator('.pane.good').count()).toBe(6);
    expect(await page.locator('.lobster.calm').count()).toBe(1);

    const receipt = receiptWith('en', { limits: 'untested' });
    await push(withTank('en', { receipt }, { revision: 3 }));
    await page.getByText('15 tries: none got out, but 1 couldn’t be tried').waitFor();
    expect(await page.locator('.pane.good').count()).toBe(5);
    expect(await page.locator('[data-try]').first().locator('.mark').getAttribute('aria-label')).toBe(
      'not known',
    );

    const leaky = receiptWith('en', { limits: 'untested', lan: 'open' });
    await push(withTank('en', { receipt: leaky, receiptDue: true }, { revision: 4 }));
    await page.getByText('1 of 15 tries got out').waitFor();
    await page.getByText(/It is time to try again/).waitFor();
    expect(await page.locator('[data-try]').first().getAttribute('data-try')).toBe('lan');
    expect(await page.locator('[data-try="lan"] .mark').getAttribute('aria-label')).toBe('got out');
    expect(await page.locator('.lobster.hot').count()).toBe(1);
    expect(await page.getByText('none got out').count()).toBe(0);

    // What was tried before the tank was changed: its date is told, and no glass is called whole.
    await push(withTank('en', { receiptDue: true }, { revision: 5 }));
    await page.getByText('15 tries, none got out', { exact: true }).waitFor();
    expect(await page.locator('.pane.unknown').count()).toBe(6);
    expect(await page.getByText('whole glass').count()).toBe(0);
    expect(await page.getByRole('img', { name: /It is time to try again/ }).count()).toBe(1);

    // Nothing tried, and a receipt without a try: nobody knows.
    for (const [at, none] of [null, { at: leaky?.at ?? '', tries: [] }].entries()) {
      await push(withTank('en', { receipt: none }, { revision: 6 + at }));
      await page.getByText(/nobody knows how tight it is/).waitFor();
      expect(await page.locator('.pane.unknown').count()).toBe(6);
    }
  });

  test('what is lost is asked in place; Esc takes the question away, and the focus comes back', async () => {
    const { page, calls } = await openPage(withTank('en'));
    await button(page, 'See the tank').click();
    await button(page, 'Remove the tank…').click();
    await page.getByText(/This can’t be undone/).waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    expect(await focused()).toBe('Keep it');
    await page.keyboard.press('Escape');
    await expect.poll(focused).toBe('Remove the tank…');
    await page.getByTestId('screen-tank-page').waitFor();
    expect(await calls()).toEqual([]);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+Tab');
    expect(await focused()).toBe('Remove it');
    await page.keyboard.press('Enter');
    expect(await calls()).toEqual([['tankDeed', 'openclaw', 'remove']]);
  });

  test('going back to a snapshot names it; every other deed is one press', async () => {
    const presses: readonly [string, readonly unknown[]][] = [
      ['Stop the tank', ['tankDeed', 'openclaw', 'stop']],
      ['Try again', ['tankDeed', 'openclaw', 'receipt']],
      ['Take one now', ['tankDeed', 'openclaw', 'snapshot']],
      ['Update OpenClaw inside to 2026.10.1', ['tankDeed', 'openclaw', 'update']],
      ['Bring its memory out', ['tankDeed', 'openclaw', 'move-out']],
      ['Fetch files out', ['tankDeed', 'openclaw', 'fetch']],
    ];
    const openclaw = { version: '2026.9.6', healthy: true, updatesTo: '2026.10.1' };
    const { page, calls, push } = await openPage(withTank('en', { openclaw }));
    await button(page, 'See the tank').click();
    // Files are asked for by main first, so nothing is said to be under way.
    await button(page, 'Put files in…').click();
    await button(page, 'Show what was fetched').click();
    await button(page, 'Go back to it: Before the update to OpenClaw 2026.9.6').click();
    await page.getByRole('group').getByRole('button', { name: 'Go back to it' }).click();
    const asked: unknown[][] = [
      ['tankDeed', 'openclaw', 'send'],
      ['showFetched', 'openclaw'],
      ['restoreTank', 'openclaw', 'before-2026.9.6'],
    ];
    for (const [index, [word, call]] of presses.entries()) {
      const later = { revision: 100 * (index + 1) };
      await push(withTank('en', { openclaw }, { ...later, working: making('en', { tank: 'stop' }) }));
      later.revision += 10;
      await push(withTank('en', { openclaw }, { ...later, workDone: tankDone('en', 'stop') }));
      await button(page, 'See the tank').click();
      await button(page, word).click();
      asked.push(['seen'], [...call]);
    }
    expect(await calls()).toEqual(asked);
  });

  test('deleting a snapshot says which, asks in its place, and tells when it was the last', async () => {
    const { page, calls, push } = await openPage(withTank('en'));
    await button(page, 'See the tank').click();
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    for (const each of [/^Go back to it: /, /^Delete: /]) {
      const names = await button(page, each).evaluateAll((all) => all.map(({ ariaLabel }) => ariaLabel));
      expect(new Set(names).size).toBe(6);
    }
    const row = page.locator('.snapshots > li', { hasText: 'Your own' }).last();
    await button(page, /^Delete: Your own, .+ at 21:40$/).click();
    await row.getByText(/^Delete the snapshot “Your own” \(.+ at 21:40\)\? It can’t be got back\./).waitFor();
    expect(await row.getByRole('button').allInnerTexts()).toEqual(['Delete it', 'Keep it']);
    expect(await focused()).toBe('Keep it');
    await page.keyboard.press('Escape');
    await expect.poll(focused).toBe('Delete…');
    expect(await row.getByRole('button').allInnerTexts()).toEqual(['Go back to it…', 'Delete…']);
    expect(await calls()).toEqual([]);
    await page.keyboard.press('Enter');
    await button(page, 'Delete it').click();
    expect(await calls()).toEqual([['dropSnapshot', 'openclaw', 'own-2026-11-21--2']]);
    await page.getByRole('heading', { name: 'Deleting a snapshot of the tank' }).waitFor();

    await push(withTank('en', {}, { revision: 10, working: making('en', { tank: 'drop' }) }));
    const none = { snapshots: [] };
    await push(withTank('en', none, { revision: 20, workDone: tankDone('en', 'drop') }));
    await page.getByRole('heading', { name: 'The snapshot is deleted' }).waitFor();
    await button(page, 'See the tank').click();
    await page.getByText('None yet.').waitFor();
    // Its row is gone, and its button with it: reading starts at the beginning.
    expect(await focused()).toBe('The tank is running');
  });

  test('a deletion that can’t be started says so, and the snapshot is still there', async () => {
    const { page, fail } = await openPage(withTank('en'));
    await button(page, 'See the tank').click();
    await fail('dropSnapshot');
    await button(page, 'Delete: As it was made').click();
    await button(page, 'Delete it').click();
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('nothing was changed');
    expect(await button(page, 'Delete: As it was made').count()).toBe(1);
  });
});

test('moving in: nothing flagged is ticked, only what is ticked is named, and no key comes along', async () => {
  const { page, calls, push } = await openPage(withTank('en'));
  await button(page, 'See the tank').click();
  await button(page, 'Move in…').first().click();
  const boxes = page.getByRole('checkbox');
  expect(await boxes.count()).toBe(2);
  for (const box of await boxes.all()) expect(await box.isChecked()).toBe(false);
  await page.getByText('214 files, 18.4 MB: settings, memory, workspace.').waitFor();
  await page.getByText('No key moves in.').waitFor();
  await button(page, 'Open its page: Anthropic').click();
  expect(await main(page).innerText()).toBe('Move in');
  await page.getByRole('checkbox', { name: /return-2025\.pdf/ }).check();
  expect(await main(page).innerText()).toBe('Move in, with 1 private file');
  await main(page).click();
  expect(await calls()).toEqual([
    ['openKeyPage', 'anthropic-api-key'],
    ['moveIn', 'openclaw', 'setup-1a2b3c4d', ['file-0000bbbb']],
  ]);
  const keys = [{ id: 'anthropic-api-key', provider: 'Anthropic', count: 2, page: true }];
  await push(withTank('en', {}, { revision: 30, workDone: tankDone('en', 'move-in', 'fixed', { keys }) }));
  await page.getByRole('heading', { name: 'Your OpenClaw lives in the tank now' }).waitFor();
  await page.getByText('Set these again inside the tank.').waitFor();
  await page.getByText('Anthropic: 2 keys').waitFor();
});

test('a key is pasted or typed, handed over once, and stays in no field', async () => {
  const mute = withTank('en', { answers: false });
  const { page, calls, push } = await openPage(mute);
  await button(page, /^See the tank/).click();
  await button(page, /^Give it a model/).click();
  await page.getByLabel('OpenAI').check();
  await button(page, /^Open the page of OpenAI/).click();
  const field = page.getByLabel('Paste the key here');
  await field.pressSequentially('sk-r0r0r');
  await button(page, /^Hand it over/).click();
  expect(await calls()).toEqual([
    ['openKeyPage', 'openai-api-key'],
    ['giveKey', 'openclaw', 'openai-direct', 'sk-r0r0r'],
  ]);
  await push({ ...mute, revision: 9, workDone: tankDone('en', 'give-key', 'rolled-back') });
  await button(page, /^Give it a model/).click();
  expect(await field.inputValue()).toBe('');
  expect(await page.content()).not.toContain('sk-r0r0r');
});

describe('what it came to', () => {
  test('what moving in did outside is said beside it, and can be taken back', async () => {
    const moved = tankDone('en', 'move-in');
    const away = single('en', 'leave', 'fixed').outcomes;
    const left = single('en', 'leave', 'skipped').outcomes;
    const workDone = { ...moved, outcomes: [...moved.outcomes, ...away, ...left] };
    const { page, calls } = await openPage(
      withTank('en', {}, { workDone, changes: [entry('en', 'entry-leave', 'done')] }),
    );
    await page.getByRole('heading', { name: 'Your OpenClaw lives in the tank now' }).waitFor();
    await page.getByText('Not everything outside could be put away.').waitFor();
    await button(page, /^Take this back/).click();
    expect(await calls()).toEqual([['seen'], ['undo', ['entry-leave']]]);
  });

  test('each deed has a title that says how it is now, in both languages', async () => {
    const { page, push } = await openPage(withTank('en'));
    const titles: string[] = [];
    for (const [index, language] of LANGUAGES.entries())
      for (const [at, deed] of TANK_COMMANDS.entries()) {
        const revision = 100 * (index + 1) + at;
        await push(
          withTank(language, { receipt: null }, { revision, language, workDone: tankDone(language, deed) }),
        );
        titles.push(await page.locator('h1').innerText());
      }
    expect(new Set(titles).size).toBe(2 * TANK_COMMANDS.length);
  });

  test('a receipt that got out is said; one that was not taken never passes for sealed', async () => {
    const open = { receipt: receiptWith('en', { lan: 'open' }) };
    const { page, push } = await openPage(
      withTank('en', open, { workDone: tankDone('en', 'receipt', 'left-changed') }),
    );
    await page.getByRole('heading', { name: '1 of 15 tries got out' }).waitFor();
    await push(withTank('en', open, { revision: 3, workDone: tankDone('en', 'create', 'left-changed') }));
    await page.getByRole('heading', { name: 'The tank is made' }).waitFor();
    await page.getByText('Tried from inside: 1 of 15 tries got out.').waitFor();
    expect(await button(page, 'Move in…').count()).toBe(0);
    await push(withTank('en', {}, { revision: 4, workDone: tankDone('en', 'receipt', 'left-changed') }));
    await page.getByRole('heading', { name: 'Not all of it was done' }).waitFor();
    expect(await page.getByText('none got out').count()).toBe(0);
  });

  test('after making, moving in comes next', async () => {
    const { page, calls } = await openPage(withTank('en', {}, { workDone: tankDone('en', 'create') }));
    await button(page, 'Move in…').click();
    await page.getByTestId('screen-move-in').waitFor();
    expect(await calls()).toEqual([['seen']]);
    await page.keyboard.press('Escape');
    await page.getByTestId('screen-tank-page').waitFor();
  });
});
