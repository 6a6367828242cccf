import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type CardNeeds, cardHandlers } from '../../main/app/card';
import { Refused } from '../../main/app/ipc/serve';
import { createStore } from '../../main/app/store';
import { cardText } from '../../main/report/card/card-text';
import { lastLines } from '../../main/system/read/last-lines';
import { thisComputer } from '../../main/system/read/this-computer';
import { saveFile } from '../../main/system/write/save-file';
import { badHome } from '../../renderer/practice/reports';
import { appState } from '../fakes/state';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tankmate-card-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const computer = () => ({
  system: 'Linux 6.1 on lins-laptop',
  homes: ['/home/lin'],
  people: ['lin'],
  computers: ['lins-laptop'],
});

/** The card's channels over a store, with what they copy and where they save. */
function set(more: Partial<CardNeeds> = {}, report = true) {
  const store = createStore(appState(report ? { report: badHome('en') } : {}));
  const copyText = vi.fn();
  const chooseTarget = vi.fn(async (name: string): Promise<string | null> => join(folder, name));
  const handlers = cardHandlers({
    store,
    computer,
    copyText,
    chooseTarget,
    printPage: async () => Buffer.from('%PDF-1.7'),
    ...more,
  });
  return { store, copyText, chooseTarget, handlers };
}

test('what is copied is what is shown, and nothing before a look', async () => {
  const { store, copyText, handlers } = set();
  await expect(handlers.copyCard()).rejects.toThrow(Refused);
  await handlers.makeCard();
  const { card } = store.get();
  if (!card) throw new Error('no card');
  await handlers.copyCard();
  expect(copyText.mock.calls).toEqual([[cardText(card)]]);
  expect(cardText(card)).toContain('Linux 6.1 on ‹computer 1›');
  expect(JSON.stringify(card)).not.toMatch(/\blin\b|lins/);
  await expect(set({}, false).handlers.makeCard()).rejects.toThrow(Refused);
});

test('it is saved where the user says, whole, for this account alone', async () => {
  const { handlers } = set();
  await handlers.makeCard();
  await handlers.saveCard('html');
  await handlers.saveCard('pdf');
  const names = readdirSync(folder).sort();
  expect(names).toEqual(['tankmate-2026-11-22.html', 'tankmate-2026-11-22.pdf']);
  const [html, pdf] = names.map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(html).toMatch(/^<!doctype html>/);
  expect(pdf).toBe('%PDF-1.7');
  if (process.platform !== 'win32') expect(statSync(join(folder, names[0] ?? '')).mode & 0o777).toBe(0o600);
});

test('nowhere is an answer, and without a window there is no PDF', async () => {
  const nowhere = set({ chooseTarget: async () => null });
  await nowhere.handlers.makeCard();
  await nowhere.handlers.saveCard('html');
  const closed = set({ printPage: async () => null });
  await closed.handlers.makeCard();
  await expect(closed.handlers.saveCard('pdf')).rejects.toThrow(Refused);
  expect(readdirSync(folder)).toEqual([]);
});

test('a file that is saved touches no other, and what can’t be saved leaves nothing', async () => {
  const [file, other] = ['card.html', 'card.html.new'].map((name) => join(folder, name));
  if (!file || !other) throw new Error('no names');
  writeFileSync(other, 'mine');
  await saveFile(file, 'old');
  await saveFile(file, 'new');
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(readFileSync(other, 'utf8')).toBe('mine');
  await expect(saveFile(folder, 'x')).rejects.toThrow();
  await expect(saveFile(join(folder, 'none', 'x'), 'x')).rejects.toThrow();
  expect(readdirSync(folder).sort()).toEqual(['card.html', 'card.html.new']);
});

test('the end of a log, and none of what isn’t there', async () => {
  const log = join(folder, 'debug.log');
  writeFileSync(log, 'one\n\ntwo\nthree\n');
  expect(await lastLines(log, 2)).toEqual(['two', 'three']);
  expect(await lastLines(join(folder, 'none'), 2)).toEqual([]);
  expect(await lastLines(folder, 2)).toEqual([]);
  expect(await lastLines(null, 2)).toEqual([]);
});

test('this computer has a system, a home and a name', () => {
  const { system, homes, computers } = thisComputer();
  expect(system).toMatch(/\S+ \S+ \S+/);
  expect(homes.length).toBeGreaterThan(0);
  expect(computers.length).toBe(1);
});
