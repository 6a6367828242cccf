import { expect, test } from 'vitest';
import { isEntry } from '../../main/changes/entry-shape';
import { damaged } from '../fakes/damaged';

const entry = {
  ...{
    schema: 1,
    id: 'change-1-1a2b3c4d',
    number: 1,
    fix: 'f',
    finding: null,
    does: { id: 'm', values: { a: 1 } },
  },
  ...{ at: '2026-11-22T01:02:03.000Z', state: 'open', live: [0, 1], left: [{ id: 'm' }] },
  changes: [
    { kind: 'edit', path: '/a', before: null, after: 'x', mode: 0o600, format: 'json5' },
    { kind: 'mode', path: '/a', before: '0644', after: '0600', optional: true },
    { kind: 'move', from: '/a', to: '/b' },
    {
      ...{ kind: 'command', program: 'p', args: ['a'], env: { A: 'b' }, admin: true, limitMs: 1 },
      undo: { program: 'q', args: ['c'] },
    },
    { kind: 'end', pid: 22, program: 'p', startedAt: null, graceMs: 1 },
  ],
  shown: [{ kind: 'edit', where: '/a', before: null, after: 'x', admin: true, back: 'q c' }],
  merging: { place: 0, now: null, to: 'x' },
};

test('an entry is read with fields of a later version, and without what an earlier one did not know', () => {
  expect(isEntry(entry)).toBe(true);
  expect(isEntry({ ...entry, more: 1, changes: entry.changes.map((each) => ({ ...each, more: 1 })) })).toBe(
    true,
  );
  const { left: _left, merging: _merging, ...earlier } = entry;
  expect(isEntry(earlier)).toBe(true);
});

test('a file that was mixed up misleads nobody: each place is one of its changes, each change whole', () => {
  const read = [...damaged(entry)].filter(isEntry);
  expect(read.length).toBeGreaterThan(50);
  for (const { changes, live, merging } of read) {
    expect([...live, merging?.place ?? 0].filter((place) => place !== 0 && !changes[place])).toEqual([]);
    for (const change of changes)
      if (change.kind === 'edit')
        expect([change.path, change.format].every((each) => typeof each === 'string')).toBe(true);
  }
});

const withFirst = (fault: object) => ({ ...entry, changes: [{ ...entry.changes[0], ...fault }] });
test.each([
  { ...entry, live: [5] },
  { ...entry, live: [-1] },
  { ...entry, merging: { place: 5, now: null, to: null } },
  { ...entry, merging: { place: -1, now: null, to: null } },
  { ...entry, at: 'yesterday' },
  { ...entry, schema: 2 },
  { ...entry, state: 'unheard-of' },
  withFirst({ kind: 'unheard-of' }),
  withFirst({ mode: '0600' }),
  withFirst({ path: undefined }),
])('%j is no entry', (value) => expect(isEntry(value)).toBe(false));
