import { expect, test } from 'vitest';
import { localizeState } from '../../main/app/localize-state';
import { shortPath } from '../../main/contract/short-path';
import { placesToShow } from '../../renderer/components/evidencePlace';
import { pageTranslate } from '../../renderer/i18n';
import { day, finding, look } from './history/looks';

const FILE = '/home/lin/.openclaw/openclaw.json';
const closed = { id: 'obstacle.folder', values: { where: '/home/lin/.openclaw' } };
const found = finding('gateway-password', 'unknown', {
  because: { id: 'settings.unreadable', values: { file: FILE, reason: { id: 'settings.syntax' } } },
  evidence: [{ kind: 'file', where: FILE, saw: { id: 'settings.syntax' } }],
  cannot: [
    {
      where: '/home/lin/.openclaw',
      because: closed,
      helps: { id: 'obstacle.folder-helps', values: { where: '/home/lin/.openclaw' } },
    },
  ],
});

test('sentences say ~ for one’s own home; evidence and commands stay exact', () => {
  const { report } = localizeState({ look: look(day(0), [found]) }, 'en', '/home/lin');
  const said = report?.findings[0];
  expect(said?.because).toContain('~/.openclaw/openclaw.json');
  expect(said?.cannot[0]?.because).toContain('into ~/.openclaw.');
  expect(said?.cannot[0]?.helps[0]).toContain('chmod u+rwx /home/lin/.openclaw');
  expect(said?.evidence[0]?.where).toBe(FILE);
  expect(localizeState({ look: look(day(0), [found]) }, 'en').report?.findings[0]?.because).toContain(FILE);
});

test.each([
  ['/home/lin', '/home/lin', '~'],
  ['/home/lin/x', '/home/lin', '~/x'],
  ['/home/linda/x', '/home/lin', '/home/linda/x'],
  ['/mnt/home/lin/x', '/home/lin', '/mnt/home/lin/x'],
  ['/x', '', '/x'],
  ['/x', '/', '/x'],
  ['C:\\Users\\lin\\x', 'C:\\Users\\lin', 'C:\\Users\\lin\\x'],
])('%s at the home %s is shown as %s', (path, home, shown) => expect(shortPath(path, home)).toBe(shown));

test('the page’s own sentences do so too', () => {
  expect(pageTranslate('en', '/home/lin')('by-hand.show-of', { path: FILE })).toContain('~/.openclaw/');
});

test('settings of one file name it once', () => {
  const setting = (where: string) => ({ kind: 'setting' as const, where });
  const [a, b, c] = ['a.b', 'c', 'd'].map((name) => setting(`${FILE}: ${name}`));
  const other = setting('/etc/x: y.json: c');
  const file = { kind: 'file' as const, where: FILE };
  if (!a || !b || !c) throw new Error('none');
  expect(placesToShow([a, b, other, c, file, file])).toEqual([
    a.where,
    'c',
    other.where,
    c.where,
    FILE,
    FILE,
  ]);
});
