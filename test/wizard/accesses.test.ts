import { expect, test } from 'vitest';
import type { Accesses } from '../../main/contract/accesses';
import { badHome } from '../../renderer/practice/reports';
import { groupAccesses } from '../../renderer/store/accessList';
import { withChromium } from './browser';
import { stateWith } from './reports';

const openPage = withChromium();
const state = stateWith('en', badHome('en'), { home: '/home/lin' });

const names = (count: number, name: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => name(at));
/** As much as main ever tells of one kind. */
const MUCH: Accesses = {
  file: {
    names: names(20_000, (at) => `/home/lin/${at < 15_000 ? 'Documents' : `folder-${at % 40}`}/${at}.txt`),
    more: true,
  },
  folder: { names: [], more: false },
  program: { names: ['/usr/bin/id'], more: false },
  address: { names: [], more: false },
};

test('it is reached from help and goes back there; many are folded, and shown by the hundred', async () => {
  const { page, calls } = await openPage(state, { answers: { getAccesses: MUCH } });
  await page.getByRole('button', { name: 'Help and about' }).click();
  await page.getByRole('button', { name: 'Everything that was opened, run and asked' }).click();
  await page.getByRole('heading', { name: 'What the last look opened, ran and asked', level: 1 }).waitFor();
  await page
    .getByText(/more than 20,000 files and folders, ran 1 program and asked no address\. Nothing was/)
    .waitFor();
  await page.getByText('There was not room for all of it.').waitFor();
  const elements = () => page.locator('main *').count();
  expect(await elements()).toBeLessThan(400);

  const documents = page.locator('summary', { hasText: '~/Documents: 15,000' });
  await documents.focus();
  await page.keyboard.press('Enter');
  const list = page.getByRole('list', { name: '~/Documents' });
  await list.waitFor();
  expect(await list.getByRole('listitem').count()).toBe(100);
  await page.getByText('14,900 not shown').waitFor();
  await page.getByRole('button', { name: 'Show 100 more' }).click();
  expect(await list.getByRole('listitem').count()).toBe(200);

  // A letter in the field is a letter: R looks again elsewhere.
  await page.getByLabel('Show only names with').pressSequentially('DOCUMENTS/1234r');
  await page.getByRole('status').getByText('Nothing found').waitFor();
  await page.keyboard.press('Backspace');
  await page.getByRole('status').getByText('11 found').waitFor();
  await page.getByText('~/Documents/12349.txt').waitFor();
  expect([...new Set((await calls()).map(([channel]) => channel))]).toEqual(['getAccesses']);

  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByTestId('screen-about').waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
    'Everything that was opened, run and asked',
  );
});

test('it is copied and saved, and a name that poses as another is spelled out', async () => {
  const odd = { ...MUCH, file: { names: ['/etc/a\u202etxt.exe'], more: false } };
  const { page, calls } = await openPage(state, { answers: { getAccesses: odd } });
  await page.getByRole('button', { name: 'Help and about' }).click();
  await page.getByRole('button', { name: 'Everything that was opened, run and asked' }).click();
  await page.locator('summary', { hasText: '/etc: 1' }).click();
  await page.getByText('a‹U+202E›txt.exe').waitFor();
  await page.getByRole('button', { name: 'Copy the list' }).click();
  await page.getByRole('status').getByText('Copied.').waitFor();
  await page.getByRole('button', { name: 'Save the list' }).click();
  // Strict mode asks twice.
  const asked = (await calls()).filter(([channel]) => channel !== 'getAccesses');
  expect(asked).toEqual([['copyAccesses'], ['saveAccesses']]);
});

test('a newer look brings its own list', async () => {
  const { page, push, calls } = await openPage(state, { answers: { getAccesses: MUCH } });
  await page.getByRole('button', { name: 'Help and about' }).click();
  await page.getByRole('button', { name: 'Everything that was opened, run and asked' }).click();
  await page.getByText('Nothing was changed').waitFor();
  const before = (await calls()).length;
  await push({ ...state, revision: 7, report: badHome('en') });
  await expect.poll(async () => (await calls()).length).toBe(before + 1);
});

test('where main does not answer the page says so, and of nothing that it was kept', async () => {
  const { page } = await openPage(state, { failing: ['getAccesses'] });
  await page.getByRole('button', { name: 'Help and about' }).click();
  await page.getByRole('button', { name: 'Everything that was opened, run and asked' }).click();
  await page.getByRole('alert').getByText('This page could not be made').waitFor();
  expect(await page.getByText('kept only while').count()).toBe(0);
});

test('paths stand below the first name of the home or the root', () => {
  const groups = (...paths: string[]) =>
    groupAccesses(paths).map(({ folder, names: inside }) => [folder, ...inside]);
  expect(
    groups(
      '/proc/1/stat',
      '/etc/b',
      '~/.openclaw/a/b',
      '~/.openclaw/',
      '~/.npmrc',
      '/etc/a',
      '~/',
      '/',
      '/proc/',
    ),
  ).toEqual([
    ['~', '.npmrc', '.openclaw/', '~/'],
    ['~/.openclaw', 'a/b'],
    ['/', '/', 'proc/'],
    ['/etc', 'a', 'b'],
    ['/proc', '1/stat'],
  ]);
  expect(groups('C:\\Users\\lin\\a', 'C:\\Windows\\', 'relative')).toEqual([
    ['/', 'relative'],
    ['C:', 'Windows\\'],
    ['C:\\Users', 'lin\\a'],
  ]);
});
