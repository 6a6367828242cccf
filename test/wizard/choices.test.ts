import { describe, expect, test } from 'vitest';
import type { IpcChannel } from '../../main/contract/ipc';
import type { Preferences } from '../../main/contract/work';
import { withFixes } from '../../renderer/practice/fixes';
import { badHome } from '../../renderer/practice/reports';
import { withChromium } from './browser';
import { rootGateway, stateWith } from './reports';
import { bothFixed, entry, mostlyLeft, putAway, single, working } from './works';

const openPage = withChromium();
const plain = stateWith('en', null).preferences;
const state = (preferences: Partial<Preferences> = {}, more: Parameters<typeof stateWith>[2] = {}) =>
  stateWith('en', withFixes(badHome('en')), { preferences: { ...plain, ...preferences }, ...more });
const FAR = '2099-02-22T09:00:00.000Z';

describe('settings', () => {
  test('each choice is only told to main, and stands as main says', async () => {
    const { page, calls, push } = await openPage(state());
    await page.getByRole('button', { name: 'Settings' }).click();
    const feeds = page.getByRole('switch', { name: 'Ask for newly published holes' });
    expect(await feeds.isChecked()).toBe(true);
    await page.getByText('Only the names of the packages leave this computer').waitFor();
    await feeds.click();
    // It is main that decides: until it has, the switch stays.
    expect(await feeds.isChecked()).toBe(true);
    await push(state({ asksFeeds: false }, { revision: 2 }));
    await expect.poll(() => feeds.isChecked()).toBe(false);
    await page.getByRole('radio', { name: /^npmmirror/ }).click();
    await page.getByRole('switch', { name: 'Start Tankmate when you log in' }).click();
    await page.getByRole('button', { name: '1 week' }).click();
    expect(await calls()).toEqual([
      ['setAsksFeeds', false],
      ['setMirror', 'npmmirror'],
      ['setStartsAtLogin', true],
      ['snooze', 'week'],
    ]);
  });

  test('a snooze shows its end and can be ended; one that is over is none', async () => {
    const { page, calls, push } = await openPage(state({ snoozedUntil: FAR }));
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByText('No notices until February 22, 2099 at 17:00.').waitFor();
    await page.getByRole('button', { name: 'Turn notices back on' }).click();
    expect(await calls()).toEqual([['snooze', 'off']]);
    await push(state({ snoozedUntil: '2020-01-01T00:00:00.000Z' }, { revision: 2 }));
    await page.getByRole('button', { name: '1 hour' }).waitFor();
  });
});

describe('living with a finding', () => {
  test('a reason, a term, and only then', async () => {
    const { page, calls } = await openPage(state());
    await page.locator('[data-tile="exposure"] button').click();
    const finding = page.locator('[data-finding="gateway-listens-locally"]');
    await finding.getByText('Leave it as it is for a while').click();
    await finding.getByText('It is urgent: you will be reminded of it after a week all the same.').waitFor();
    await finding.getByLabel('Why (for yourself').fill('My own router ok');
    await finding.getByRole('radio', { name: '3 months' }).check();
    await finding.getByRole('button', { name: 'Leave it as it is', exact: true }).click();
    expect(await calls()).toEqual([['accept', 'gateway-listens-locally', 'quarter', 'My own router ok']]);
    const mild = page.locator('[data-finding="chat-doors"]');
    await mild.getByText('Leave it as it is for a while').click();
    expect(await mild.getByText('It is urgent').count()).toBe(0);
  });

  test('letters in its reason are letters, not keys of the page', async () => {
    const { page, calls } = await openPage(state());
    await page.locator('[data-tile="exposure"] button').click();
    const finding = page.locator('[data-finding="chat-doors"]');
    await finding.getByText('Leave it as it is for a while').click();
    await finding.getByLabel('Why (for yourself').pressSequentially('router');
    expect(await calls()).toEqual([]);
    expect(await finding.getByLabel('Why (for yourself').inputValue()).toBe('router');
    await page.keyboard.press('Enter');
    expect(await calls()).toEqual([['accept', 'chat-doors', 'month', 'router']]);
  });

  test('it stays what it is, says why and until when, and can be taken back', async () => {
    const accepted = [
      { finding: 'chat-doors', reason: '<b>Family</b> only', since: '2026-11-22T00:00:00.000Z', until: FAR },
    ];
    const { page, calls } = await openPage(state({ accepted }));
    await page.locator('[data-tile="exposure"] button').click();
    const finding = page.locator('[data-finding="chat-doors"]');
    expect(await finding.locator('> h2 .mark').getAttribute('aria-label')).toBe('needs attention');
    await finding.getByText('You leave this as it is until February 22, 2099.').waitFor();
    await finding.getByText('<b>Family</b> only').waitFor();
    await finding.getByRole('button', { name: /^Take that back/ }).click();
    await page.getByRole('button', { name: 'All six panes' }).click();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Take that back: Strangers can write to it' }).click();
    expect(await calls()).toEqual([
      ['accept', 'chat-doors', 'off', ''],
      ['accept', 'chat-doors', 'off', ''],
    ]);
  });

  test('an urgent one is noted and says that it comes back; one that got worse is to be decided anew', async () => {
    const since = '2026-11-22T00:00:00.000Z';
    const accepted = [
      { finding: 'gateway-listens-locally', reason: '', since, until: FAR },
      { finding: 'chat-doors', reason: '', since, until: FAR, severity: 'low' as const },
    ];
    const { page } = await openPage(state({ accepted }));
    await page.locator('[data-tile="exposure"] button').click();
    const urgent = page.locator('[data-finding="gateway-listens-locally"] .accepted');
    expect(await urgent.innerText()).toContain('you will be reminded of it after a week all the same');
    expect(await page.locator('[data-finding="chat-doors"] .accepted').count()).toBe(0);
    await page.locator('[data-finding="chat-doors"]').getByText('Leave it as it is for a while').waitFor();
  });

  test('what could not be told is not to be lived with', async () => {
    const { page } = await openPage(state());
    await page.locator('[data-tile="private-data"] button').click();
    await page.locator('[data-finding="personal-data"]').waitFor();
    expect(await page.getByText('Leave it as it is for a while').count()).toBe(0);
  });

  test('when the term is over it can be chosen anew', async () => {
    const accepted = [
      {
        finding: 'chat-doors',
        reason: '',
        since: '2020-01-01T00:00:00.000Z',
        until: '2020-02-01T00:00:00.000Z',
      },
    ];
    const { page } = await openPage(state({ accepted }));
    await page.locator('[data-tile="exposure"] button').click();
    await page.locator('[data-finding="chat-doors"]').getByText('Leave it as it is for a while').waitFor();
    expect(await page.getByText('You leave this as it is until').count()).toBe(0);
  });
});

describe('start at login', () => {
  test('is asked once, on the last screen, and off until answered', async () => {
    const { page, calls, push } = await openPage(state());
    await page.getByRole('button', { name: 'Show the summary' }).click();
    await page.getByRole('heading', { name: 'Start with the computer?' }).waitFor();
    await page.getByRole('button', { name: 'Don’t start it by itself' }).click();
    expect(await calls()).toEqual([['setStartsAtLogin', false]]);
    await push(state({ startsAtLogin: false }, { revision: 2 }));
    await expect.poll(() => page.getByText('Start with the computer?').count()).toBe(0);
  });
});

describe('leaving', () => {
  test('two steps: what goes and what becomes of the data, then the confirmation', async () => {
    const { page, calls, push } = await openPage(stateWith('en', rootGateway('en')));
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'See what would be taken away' }).click();
    await page.getByText('All 3 copies of OpenClaw:').waitFor();
    await page.getByText('/home/lin/.openclaw-old/openclaw').waitFor();
    expect(await page.getByRole('radio', { name: /^Keep it where it is/ }).isChecked()).toBe(true);
    await page.getByRole('radio', { name: /^Take it away too/ }).check();
    await page.getByRole('button', { name: 'Go on to confirming' }).click();
    await page.getByText('Its data is exported, then OpenClaw and its data are taken away').waitFor();
    expect(await calls()).toEqual([]);
    await page.getByRole('button', { name: 'Take it off now' }).click();
    expect(await calls()).toEqual([['leave', 'delete']]);
    await page.getByRole('heading', { name: 'Taking OpenClaw off this computer' }).waitFor();
    await push(
      stateWith('en', rootGateway('en'), { revision: 9, workDone: { ...bothFixed('en'), kind: 'leave' } }),
    );
    await page.getByRole('heading', { name: 'OpenClaw has left' }).waitFor();
    await page.getByRole('heading', { name: 'Keys to renew' }).waitFor();
  });

  test('Esc leaves it without a trace, and the choice starts anew', async () => {
    const { page, calls } = await openPage(stateWith('en', rootGateway('en')));
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'See what would be taken away' }).click();
    await page.getByRole('radio', { name: /^Take it away too/ }).check();
    await page.getByRole('button', { name: 'Go on to confirming' }).click();
    await page.keyboard.press('Escape');
    await page.getByTestId('screen-settings').waitFor();
    await page.getByRole('button', { name: 'See what would be taken away' }).click();
    expect(await page.getByRole('radio', { name: /^Keep it where it is/ }).isChecked()).toBe(true);
    expect(await calls()).toEqual([]);
  });
});

describe('deleting for good', () => {
  const shown = state({}, { workDone: mostlyLeft('en'), quarantined: putAway });

  test('after leaving: what is left as a list, what would be deleted, and a confirmation', async () => {
    const { page, calls, push } = await openPage(shown);
    await page.getByRole('heading', { name: 'Still here, or not looked at' }).waitFor();
    await page.getByText('/opt/openclaw').waitFor();
    await page.getByText('a scheduled task that was told to stay off, not deleted').waitFor();
    await page.getByRole('button', { name: 'Delete for good what was put away…' }).click();
    await page.getByRole('heading', { name: '2 things, 312 MB' }).waitFor();
    await page.getByText('/home/lin/.npm-global/lib/node_modules/openclaw').waitFor();
    await page.getByText('can’t be undone. Nothing is deleted yet').waitFor();
    expect(await calls()).toEqual([]);
    await page.getByRole('button', { name: 'Delete it for good (312 MB)' }).click();
    expect((await calls()).at(-1)).toEqual(['forget']);
    await page.getByRole('heading', { name: 'Deleting for good what was put away' }).waitFor();
    await push(state({}, { revision: 9, workDone: single('en', 'forget', 'fixed'), quarantined: null }));
    await page.getByRole('heading', { name: 'It is deleted for good' }).waitFor();
    expect(await page.getByRole('button', { name: /^Take this back|^Delete for good/ }).count()).toBe(0);
  });

  test('the result of leaving waits behind it, and Esc deletes nothing', async () => {
    const { page, calls } = await openPage(shown);
    await page.getByRole('button', { name: 'Delete for good what was put away…' }).click();
    await page.keyboard.press('Escape');
    await page.getByTestId('screen-changes').waitFor();
    await page.getByRole('heading', { name: 'Put away when OpenClaw left' }).waitFor();
    await page.getByText('2 things still lie there, 312 MB').waitFor();
    await page.getByRole('button', { name: 'All six panes' }).click();
    await page.getByRole('button', { name: 'Show it' }).click();
    await page.getByRole('heading', { name: 'OpenClaw has left' }).waitFor();
    expect(await calls()).toEqual([]);
  });

  test('where nothing lies put away, nothing is offered; a final change is not offered for undo', async () => {
    const { page } = await openPage(state({}, { changes: [entry('en', 'entry-leave', 'final')] }));
    await page.getByRole('button', { name: 'Changes and history' }).click();
    await page.getByText('There is nothing to take back.').waitFor();
    await page.getByText('done, can’t be taken back').waitFor();
    expect(await page.getByRole('button', { name: /^Take this back|^Delete for good/ }).count()).toBe(0);
  });
});

describe('what main refuses is said', () => {
  const home = state({}, { changes: [entry('en', 'entry-broken', 'open')], quarantined: putAway });
  const WORK = /This could not be started, and nothing was changed/;
  const SETTING = /This could not be changed/;
  test.each<[IpcChannel, string, string[], RegExp]>([
    ['applyFixes', 'home', ['One by one', 'Mend', 'Make these'], WORK],
    ['undo', 'home', ['Take it back'], WORK],
    ['stopNow', 'home', ['Stop OpenClaw now', 'Stop it'], /openclaw gateway stop/],
    ['setAsksFeeds', 'home', ['Settings', 'switch:Ask for newly'], SETTING],
    ['setMirror', 'home', ['Settings', 'radio:npmmirror'], SETTING],
    ['setStartsAtLogin', 'home', ['Settings', 'switch:Start Tankmate'], SETTING],
    ['snooze', 'home', ['Settings', '1 hour'], SETTING],
    ['leave', 'home', ['Settings', 'See what would', 'Go on to', 'Take it off now'], WORK],
    ['forget', 'home', ['Changes and history', 'Delete for good what', 'Delete it for good'], WORK],
    ['openKeyPage', 'result', ['Open its page: Anthropic'], /Your browser could not be opened/],
    ['seen', 'result', ['See how things are now'], SETTING],
    ['cancelWork', 'working', ['Stop…', 'Stop, and take back'], /It could not be stopped/],
  ])('%s', async (channel, where, presses, sentence) => {
    const start = {
      home,
      result: state({}, { workDone: bothFixed('en') }),
      working: state({}, { working: working('en') }),
    }[where];
    if (!start) throw new Error(where);
    const { page, fail } = await openPage(start);
    await fail(channel);
    for (const each of presses) {
      const [, role = 'button', name = each] = /^(switch|radio):(.*)$/.exec(each) ?? [];
      await page
        .getByRole(role as 'button', { name })
        .first()
        .click();
    }
    await expect.poll(() => page.getByRole('alert').innerText()).toMatch(sentence);
    // Nothing is under way: the page doesn’t wait for what will never come.
    if (where === 'home') expect(await page.getByTestId('screen-working').count()).toBe(0);
  });
});
