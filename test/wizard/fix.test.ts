import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { withFixes, withNewer } from '../../renderer/practice/fixes';
import { badHome } from '../../renderer/practice/reports';
import { withChromium } from './browser';
import { rootGateway, stateWith } from './reports';
import { single } from './works';

const openPage = withChromium();
const main = (page: Page) => page.locator('main button.main');
const bad = () => stateWith('en', withNewer(withFixes(rootGateway('en'))));

test('a fix shows exactly what it changes before it is done', async () => {
  const { page, calls } = await openPage(bad());
  await page.locator('[data-tile="private-data"] button').click();
  await page.getByRole('button', { name: 'Close its folder to other accounts' }).click();
  await page.getByTestId('screen-fix').waitFor();
  const changes = page.locator('.exact > li');
  expect(await changes.nth(0).innerText()).toMatch(
    /Change who may open it\s+\/home\/lin\/.openclaw\s+from 0755 to 0700/,
  );
  expect(await changes.nth(1).innerText()).toMatch(/Remove this file[\s\S]*Removed:[\s\S]*token=••••/);
  expect(await changes.nth(2).innerText()).toMatch(/Make this file[\s\S]*Added:[\s\S]*# kept/);
  expect(await calls()).toEqual([]);
  await page.getByRole('button', { name: 'Do exactly this' }).click();
  expect(await calls()).toEqual([['applyFixes', ['close-permissions-1a2b3c4d']]]);
});

test('a diff says what goes and what comes, not by colour alone', async () => {
  const { page } = await openPage(bad());
  await page.locator('[data-tile="exposure"] button').click();
  await page.getByRole('button', { name: 'Let only this computer reach it' }).click();
  const lines = page.locator('.diff').first().locator('> div');
  expect(
    await lines.evaluateAll((all) => all.map((each) => each.textContent?.replace(/\s+/g, ' ').trim())),
  ).toEqual(['"gateway": {', 'Removed: "bind": "lan",', 'Added: "bind": "loopback",', '"port": 18789,']);
  const signs = await lines.evaluateAll((all) =>
    all.map((each) => getComputedStyle(each, '::before').content[1]),
  );
  expect(signs).toEqual(['"', '−', '+', '"']);
  expect(await page.locator('.diff.command').innerText()).toBe(
    '/usr/bin/systemctl --user restart openclaw-gateway.service',
  );
});

test('who is asked, and for which command, is said before', async () => {
  const { page } = await openPage(bad());
  await page.locator('[data-tile="isolation"] button').click();
  await page.getByRole('button', { name: 'Move its workspace out of your documents' }).click();
  await page.getByRole('heading', { name: 'The system will ask for an administrator' }).waitFor();
  const command = page.locator('.exact > li').last();
  expect(await command.innerText()).toMatch(
    /Run this command as an administrator\s+\/usr\/bin\/chown -R lin:lin \/home\/lin\/.openclaw\/workspace/,
  );
  await page.getByText('openclaw config get agents.defaults.workspace').waitFor();
});

test('of several ways one is chosen, and that one is shown and done', async () => {
  const { page, calls } = await openPage(bad());
  await page.locator('[data-tile="exposure"] button').click();
  await page.getByText('2 ways to do it').waitFor();
  await page.getByRole('button', { name: 'Let it only read and write' }).click();
  expect(await page.getByRole('radio').first().isChecked()).toBe(true);
  await page.getByRole('radio', { name: /Let it ask you before/ }).check();
  await page.getByRole('heading', { level: 1, name: 'Let it ask you before it runs anything' }).waitFor();
  expect(await page.locator('.exact').innerText()).toContain('"ask": "always"');
  await main(page).click();
  expect(await calls()).toEqual([['applyFixes', ['tools-ask-first']]]);
});

test('what only the user can decide says so', async () => {
  const { page } = await openPage(bad());
  await page.locator('[data-tile="isolation"] button').click();
  expect(await page.locator('[data-step="retire-copy-0badcafe"]').innerText()).toContain(
    'Only you can decide this',
  );
});

test('steps by hand stand behind a line where a program can do it, and in the open where not', async () => {
  const { page, push } = await openPage(bad());
  await page.locator('[data-tile="exposure"] button').click();
  const steps = page.locator('[data-finding="gateway-listens-locally"] .steps');
  expect(await steps.isVisible()).toBe(false);
  await page.locator('[data-finding="gateway-listens-locally"]').getByText('Do it by hand instead').click();
  expect(await steps.isVisible()).toBe(true);
  await push(stateWith('en', badHome('en'), { revision: 9 }));
  await page.getByRole('heading', { name: 'What to do by hand for now' }).first().waitFor();
  expect(await steps.isVisible()).toBe(true);
});

test('a fix that the newest look no longer plans can’t be done', async () => {
  const { page, push } = await openPage(bad());
  await page.locator('[data-tile="exposure"] button').click();
  await page.getByRole('button', { name: 'Let only this computer reach it' }).click();
  await push(stateWith('en', badHome('en'), { revision: 9 }));
  await page.getByRole('heading', { name: 'This fix is no longer needed' }).waitFor();
  await main(page).click();
  await page.getByTestId('screen-tile').waitFor();
});

test('an update says from where to where, and starts only when told', async () => {
  const { page, calls } = await openPage(stateWith('en', withNewer(rootGateway('en'))));
  await page.locator('[data-tile="updates"] button').click();
  await page.getByRole('button', { name: '2026.3.13 → 2026.9.6' }).click();
  await page.getByText('From 2026.3.13 to 2026.9.6.').waitFor();
  await page.getByText('Published holes affect the version that is there now.').waitFor();
  expect(await calls()).toEqual([]);
  await page.getByRole('button', { name: 'Bring it up to date' }).click();
  expect(await calls()).toEqual([['update', 'copy-1a2b3c4d', []]]);
});

test('what an update isn’t done with unasked is done by one press more', async () => {
  const { page, calls, push } = await openPage(stateWith('en', withNewer(rootGateway('en'))));
  await page.locator('[data-tile="updates"] button').click();
  await page.getByRole('button', { name: '2026.3.13 → 2026.9.6' }).click();
  await page.getByRole('button', { name: 'Bring it up to date' }).click();
  const done = single('en', 'update', 'refused');
  const outcomes = done.outcomes.map((each) => ({
    ...each,
    because: 'Its makers advise against it.',
    choices: ['deprecated' as const],
  }));
  await push(stateWith('en', withNewer(rootGateway('en')), { revision: 9, workDone: { ...done, outcomes } }));
  await page.getByText('Its makers advise against it.').waitFor();
  await page.getByRole('button', { name: 'Update all the same' }).click();
  expect((await calls()).at(-1)).toEqual(['update', 'copy-1a2b3c4d', ['deprecated']]);
});

test('after a failed update it is not offered again as the way on', async () => {
  const state = stateWith('en', withNewer(rootGateway('en')), {
    workDone: single('en', 'update', 'rolled-back'),
  });
  const { page } = await openPage(state);
  expect(await main(page).allInnerTexts()).toEqual(['See how things are now']);
});

test('hostile texts in a fix stay texts', async () => {
  const report = withFixes(badHome('en'));
  const evil = '<img src=x onerror="document.title=1">\u202egnp.exe';
  const findings = report.findings.map((finding) => ({
    ...finding,
    fixes: finding.fixes.map((fix) => ({
      ...fix,
      does: evil,
      cost: evil,
      changes: [
        { kind: 'edit' as const, where: evil, before: evil, after: `${evil}\n${'x'.repeat(5000)}` },
        {
          kind: 'command' as const,
          where: evil,
          before: null,
          after: `${evil} ${'y'.repeat(3000)}`,
          admin: true as const,
        },
      ],
    })),
  }));
  const { page } = await openPage(stateWith('en', { ...report, findings }), {
    viewport: { width: 360, height: 640 },
  });
  await main(page).click();
  for (const fold of await page.locator('.todo summary').all()) await fold.click();
  expect(await page.locator('main img').count()).toBe(0);
  expect(await page.title()).toBe('Tankmate');
  expect(await page.locator('.todo').first().innerText()).toContain('‹U+202E›gnp.exe');
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});

test('what only the person can do is ticked off, copied and shown by its place, and looked at again', async () => {
  const { page, calls } = await openPage(stateWith('en', badHome('en')));
  await main(page).click();
  await page.getByTestId('screen-by-hand').waitFor();
  const first = page.locator('[data-finding="gateway-listens-locally"]');
  await first.getByRole('checkbox').first().check();
  await first.getByRole('button', { name: 'Copy: openclaw gateway restart' }).click();
  await first.getByText('Copied').waitFor();
  await page.getByRole('button', { name: 'Show in its folder: /home/lin/Documents' }).click();
  // It stays ticked while one reads elsewhere.
  await page.keyboard.press('Escape');
  await main(page).click();
  expect(await first.getByRole('checkbox').first().isChecked()).toBe(true);
  await main(page).click();
  expect(await calls()).toEqual([
    ['copyStep', 'gateway-listens-locally', 2],
    ['showPlace', 'everyday-computer', 1],
    ['look'],
  ]);
});
