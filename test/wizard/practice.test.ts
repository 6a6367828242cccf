import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { badHome, noOpenClaw } from '../../renderer/practice/reports';
import { withChromium } from './browser';
import { halfWay, stateWith } from './reports';
import { working } from './works';

const openPage = withChromium();
const main = (page: Page) => page.locator('main button.main');
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const BAR = 'Practice computer: everything here is made up, nothing of yours is touched.';
/** Goes to the practice computer from the six panes. */
async function practise(page: Page): Promise<void> {
  await button(page, 'Help and about').click();
  await button(page, 'Try it on a practice computer first').click();
  await page.getByText(BAR).waitFor();
}
/** All that main was asked, each of them with what was sent. */
const asked = (page: Page) => page.evaluate(() => window.puppet.calls);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.tagName);

describe('the practice computer', () => {
  test('from the welcome to a tank that answers by the main button, and main hears nothing of it', async () => {
    const { page, push } = await openPage(stateWith('en', null));
    const before = await asked(page);
    await button(page, 'Try it on a practice computer first').click();
    await page.getByText(BAR).waitFor();
    expect(await page.title()).toBe('Practice computer · Tankmate');
    expect(await focused(page)).toBe('H1');
    expect(await button(page, /^Try it on a practice/).count()).toBe(0);

    let presses = 0;
    const press = async (heading: string | RegExp) => {
      presses += 1;
      await main(page).click();
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
      expect(await page.getByText(BAR).isVisible()).toBe(true);
    };
    await press('Looking at this computer');
    await page.getByTestId('screen-tiles').waitFor();
    // What main pushes meanwhile is about the real computer.
    await push(stateWith('en', noOpenClaw('en'), { revision: 50 }));
    await press('Where should your lobster live?');
    await press('Make it safe');
    await press('4 things mended, 3 left');
    await press('OpenClaw is up to date');
    await press('A tank of its own');
    await press('The tank is made');
    await press('Moving into the tank');
    await press('Your OpenClaw lives in the tank now');
    await press('Give it a model');
    await page.getByLabel('Paste the key here').fill('sk-practice-0123456789');
    await press('Your OpenClaw in the tank answers');
    // Its control page opens outside of the window: nothing does, and it says so.
    await main(page).click();
    await page.getByText('In practice nothing opens.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'The tank is running' }).waitFor();
    expect(await page.getByText('In practice nothing opens.').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByTestId('screen-tiles').waitFor();
    await press('As safe as it gets');
    expect(presses).toBe(12);
    expect(await asked(page)).toEqual(before);

    await button(page, 'End practice').click();
    await page.getByRole('heading', { name: 'There is no OpenClaw on this computer' }).waitFor();
    expect(await focused(page)).toBe('H1');
    expect(await page.title()).toBe('Tankmate');
    expect(await page.getByText(BAR).count()).toBe(0);
    const since = (await asked(page)).slice(before.length);
    expect([...new Set(since.map(([channel]) => channel))]).toEqual(['getState']);
  });

  test('is not entered while the real app works, and the page says so', async () => {
    const state = stateWith('en', badHome('en'), { looking: halfWay([]) });
    const { page, push } = await openPage(state);
    await button(page, 'Help and about').click();
    await button(page, 'Try it on a practice computer first').click();
    await page.getByText(/Something else is being done just now/).waitFor();
    expect(await page.getByText(BAR).count()).toBe(0);
    await push({ ...state, revision: 5, looking: null });
    await button(page, 'Try it on a practice computer first').click();
    await page.getByText(BAR).waitFor();
    // A look of its own at the real computer is not what one sees.
    await push({ ...state, revision: 6 });
    await page.getByTestId('screen-welcome').waitFor();
    await button(page, 'End practice').click();
    await page.getByText(BAR).waitFor({ state: 'detached' });
    await page.getByTestId('screen-tiles').waitFor();
  });

  test.each([
    ['work that the tray began', { working: working('en') }, 'screen-working'],
    ['a screen of the menu', { wantedScreen: 'settings' }, 'screen-settings'],
    ['the finding of a notice', { wanted: 'chat-doors' }, 'screen-tile'],
  ] as const)('%s ends it, and is shown', async (_what, asked, screen) => {
    const state = stateWith('en', badHome('en'));
    const { page, push } = await openPage(state);
    await practise(page);
    await push({ ...state, revision: 7, ...asked });
    await page.getByTestId(screen).waitFor();
    expect(await page.getByText(BAR).count()).toBe(0);
    // It was opened once: the next change leaves the reader where they went.
    if (screen === 'screen-working') return;
    await page.keyboard.press('Escape');
    await push({ ...state, revision: 8, ...asked, welcomed: true });
    await page.getByTestId('screen-tiles').waitFor();
  });

  test('the language of the menu is taken, and not main’s state with it', async () => {
    const { page, push } = await openPage(stateWith('en', badHome('en')));
    await practise(page);
    await push(stateWith('zh-CN', badHome('zh-CN'), { revision: 7 }));
    await page.getByText('练习电脑：').waitFor();
    await page.getByTestId('screen-welcome').waitFor();
  });

  test('what was half asked on one computer is not left open about the other', async () => {
    const { page } = await openPage(stateWith('en', badHome('en')));
    await practise(page);
    await main(page).click();
    await page.getByTestId('screen-tiles').waitFor();
    await button(page, 'Stop OpenClaw now').click();
    await page.locator('.stop-now .deed').waitFor();
    // Whoever presses twice is not taken to press what stands there afterwards.
    const end = button(page, 'End practice');
    const { x = 0, y = 0, width = 0, height = 0 } = (await end.boundingBox()) ?? {};
    await page.mouse.click(x + width - 8, y + height / 2);
    await page.getByText(BAR).waitFor({ state: 'detached' });
    const { x: left = 0, y: top = 0 } = (await button(page, '中文').boundingBox()) ?? {};
    await page.mouse.move(left + 8, top + 8);
    await page.mouse.down({ clickCount: 2 });
    await page.mouse.up({ clickCount: 2 });
    await button(page, 'Stop OpenClaw now').waitFor();
    expect(await page.locator('.stop-now .deed').count()).toBe(0);
    const since = new Set((await asked(page)).map(([channel]) => channel));
    expect([...since]).toEqual(['getState']);
  });

  test('what would go out of the window does not, and nothing says that it did', async () => {
    const { page } = await openPage(stateWith('en', null));
    const before = await asked(page);
    await button(page, 'Try it on a practice computer first').click();
    await page.getByText(BAR).waitFor();
    await main(page).click();
    await page.getByTestId('screen-tiles').waitFor();
    await button(page, 'Help and about').click();
    await button(page, 'Show this to somebody who knows').click();
    await page.getByRole('heading', { name: 'What Tankmate found on a computer' }).waitFor();
    await button(page, 'Copy as text').click();
    await page.getByText('In practice nothing is.').waitFor();
    expect(await page.getByText('Copied. Paste it').count()).toBe(0);
    await button(page, 'Save as PDF').click();
    await page.getByText('On your own computer this would be saved.').waitFor();
    expect(await page.locator('.problem').count()).toBe(0);
    expect(await asked(page)).toEqual(before);
  });

  test('what the reader ticked and left out about this computer is there again afterwards', async () => {
    const { page } = await openPage(stateWith('en', badHome('en')));
    const openList = async () => {
      await button(page, /^See to \d/).click();
      return page.locator('main input[type=checkbox]').first();
    };
    const tick = await openList();
    await tick.check();
    await page.keyboard.press('Escape');
    await practise(page);
    await button(page, 'End practice').click();
    await page.getByText(BAR).waitFor({ state: 'detached' });
    expect(await (await openList()).isChecked()).toBe(true);
  });

  test('where main does not answer one stays, and the page says so', async () => {
    const { page, fail } = await openPage(stateWith('en', badHome('en')));
    await button(page, 'Help and about').click();
    await button(page, 'Try it on a practice computer first').click();
    await page.getByText(BAR).waitFor();
    await fail('getState');
    await button(page, 'End practice').click();
    await page.getByText(/got no answer from the rest of the app/).waitFor();
    expect(await page.getByText(BAR).count()).toBe(1);
    await fail();
    await button(page, 'End practice').click();
    await page.getByTestId('screen-tiles').waitFor();
  });

  test('a drill with the keyboard alone: begun, stopped in the real way, and told', async () => {
    const { page } = await openPage(stateWith('en', null));
    const tabTo = async (name: string) => {
      for (let presses = 0; presses < 20; presses++) {
        await page.keyboard.press('Tab');
        if ((await page.evaluate(() => document.activeElement?.textContent)) === name) return;
      }
      throw new Error(`Tab never reaches “${name}”`);
    };
    await tabTo('Try it on a practice computer first');
    await page.keyboard.press('Enter');
    await page.getByText(BAR).waitFor();
    // Nothing runs that anybody knows of.
    expect(await button(page, 'Emergency drill').count()).toBe(0);
    await tabTo('Agree, and look at this computer');
    await page.keyboard.press('Enter');
    await page.getByTestId('screen-tiles').waitFor();
    await page.locator('.practice button').first().focus();
    await page.keyboard.press('Enter');
    await page
      .getByRole('alert')
      .getByText(/sending your contacts to a stranger/)
      .waitFor();
    await tabTo('Stop OpenClaw now');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Drill: you stopped it in 1 second.').waitFor();
    await page.getByRole('heading', { name: 'OpenClaw is stopped' }).waitFor();
    await button(page, 'End the drill').click();
    expect(await page.getByText(/you stopped it in/).count()).toBe(0);
  });
});
