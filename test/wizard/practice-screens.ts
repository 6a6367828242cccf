import type { Page } from 'playwright';
import { stateWith } from './reports';
import type { Scene } from './screens';

const main = (page: Page) => page.locator('main button.main');

/** From the welcome to the six panes of the practice computer. */
async function practise(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Try it on a practice computer|^先在练习电脑上/ }).click();
  await page.locator('.practice').waitFor();
  await main(page).click();
  await page.getByTestId('screen-tiles').waitFor();
}

async function drill(page: Page): Promise<void> {
  await practise(page);
  await page.getByRole('button', { name: /^Emergency drill$|^紧急演习$/ }).click();
}

async function stop(page: Page): Promise<void> {
  await drill(page);
  await page.locator('.stop-now button').click();
  await page.locator('.stop-now .deed').click();
}

/** The practice computer, as it is reached from the first start. */
export const PRACTICE_SCENES: readonly Scene[] = [
  { name: 'practice', screen: 'tiles', state: (l) => stateWith(l, null), go: practise },
  { name: 'practice, drill', screen: 'tiles', state: (l) => stateWith(l, null), go: drill },
  { name: 'practice, drill over', screen: 'result', state: (l) => stateWith(l, null), go: stop },
];
