import { describe, expect, test } from 'vitest';
import type { RowDone, StillWorks } from '../../main/changes/still-works';
import { together } from '../../main/changes/still-works';
import { fakeProbes } from '../fakes/probes';
import { bench, fileOf, want } from './bench';

const because = { id: 'fixes.works.gateway', values: { port: '18789' } };

/** Says of each fix named that it keeps OpenClaw from working, as long as it is in effect. */
const against = (...fixes: string[]) => {
  const rows: string[][] = [];
  const works: StillWorks<unknown> = {
    before: async () => 'remembered',
    async after(remembered, { entries }: RowDone) {
      expect(remembered).toBe('remembered');
      rows.push(entries.map(({ fix }) => fix));
      const entry = entries.find(({ fix }) => fixes.includes(fix));
      return entry ? { entry, because } : null;
    },
  };
  return { rows, proof: { works, readers: () => fakeProbes({}) } };
};
const three = [{ name: 'one' }, { name: 'two' }, { name: 'three' }];

test('is asked once, at the end of a row, about all that is in effect', async () => {
  const { rows, proof } = against();
  const { engine } = await bench(three, { needs: { proof } });
  const outcomes = await engine.apply(want('one', 'two', 'three'));
  expect(outcomes.map(({ result }) => result)).toEqual(['fixed', 'fixed', 'fixed']);
  expect(rows).toEqual([['mend-one', 'mend-two', 'mend-three']]);
});

describe('what reads the machine for it', () => {
  const asked = async (names: readonly string[], wrong: (look: number) => void, bad?: string) => {
    const seen: unknown[] = [];
    const fresh = fakeProbes({});
    const works: StillWorks<unknown> = {
      before: async () => null,
      async after(_, { entries, probes }) {
        seen.push(probes);
        const entry = entries.find(({ fix }) => fix === bad);
        return entry ? { entry, because } : null;
      },
    };
    let look = 0;
    const glances: unknown[] = [];
    const glance = async () => {
      wrong(++look);
      const glance = await made.glance();
      glances.push(glance.probes);
      return glance;
    };
    const rows = names.map((name) => ({ name }));
    const made = await bench(rows, { needs: { proof: { works, readers: () => fresh }, rescan: glance } });
    await made.engine.apply(want(...names));
    return { seen, fresh, last: glances.at(-1) };
  };

  test('is the whole look that ended the row, and new readers once something was taken back', async () => {
    const { seen, fresh, last } = await asked(['one', 'two'], () => {}, 'mend-one');
    expect(seen).toHaveLength(2);
    expect(seen[0]).toBe(last);
    expect(seen[1]).toBe(fresh);
  });

  test('is new where that look failed', async () => {
    const { seen, fresh } = await asked(['one'], (look) => {
      if (look > 2) throw new Error('no look');
    });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toBe(fresh);
  });
});

test('what keeps OpenClaw from working is taken back with that reason, and the rest stays', async () => {
  const { rows, proof } = against('mend-two');
  const { engine, machine } = await bench(three, { needs: { proof } });
  const outcomes = await engine.apply(want('one', 'two', 'three'));
  expect(outcomes).toMatchObject([
    { result: 'fixed' },
    { result: 'rolled-back', because: { id: 'fixes.put-back', values: { because } }, afterwards: null },
    { result: 'fixed' },
  ]);
  expect(['one', 'two', 'three'].map((name) => machine.texts.get(fileOf(name)))).toEqual([
    'safe',
    'open',
    'safe',
  ]);
  // Asked again without it, so that a second one is found too.
  expect(rows).toEqual([
    ['mend-one', 'mend-two', 'mend-three'],
    ['mend-one', 'mend-three'],
  ]);
  expect((await engine.entries()).map(({ fix, state }) => `${fix} ${state}`)).toEqual([
    'mend-three done',
    'mend-two undone',
    'mend-one done',
  ]);
});

test('one after the other, if it must be all of them', async () => {
  const { proof } = against('mend-one', 'mend-two', 'mend-three');
  const { engine, machine } = await bench(three, { needs: { proof } });
  const outcomes = await engine.apply(want('one', 'two', 'three'));
  expect(outcomes.map(({ result }) => result)).toEqual(['rolled-back', 'rolled-back', 'rolled-back']);
  expect([...machine.texts.values()]).toEqual(['open', 'open', 'open']);
});

test('nothing is asked where nothing was changed, and one that fails by itself takes nothing back', async () => {
  const { rows, proof } = against('mend-one');
  const { engine } = await bench([{ name: 'one', state: () => 'attention' }], { needs: { proof } });
  expect(await engine.apply(want('one'))).not.toMatchObject([{ result: 'fixed' }]);
  expect(rows).toEqual([]);
  const broken: StillWorks<unknown> = {
    before: async () => null,
    after: () => Promise.reject(new Error('no')),
  };
  const other = await bench([{ name: 'one' }], { needs: { proof: { ...proof, works: broken } } });
  expect(await other.engine.apply(want('one'))).toMatchObject([{ result: 'fixed' }]);
});

describe('several ways to tell', () => {
  const row = { entries: [], probes: fakeProbes({}), signal: new AbortController().signal };
  const entry = { id: 'change-1' } as unknown as RowDone['entries'][number];
  const says = (remembered: unknown, found: boolean): StillWorks<unknown> => ({
    before: async () => remembered,
    after: async (known) => (found && known === remembered ? { entry, because } : null),
  });
  test('the first that finds something is believed', async () => {
    const all = together([says(1, false), says(2, true), says(3, true)]);
    expect(await all.after(await all.before(row.probes), row)).toEqual({ entry, because });
  });
  test('one that can’t tell, before or after, tells nothing', async () => {
    const fails = () => Promise.reject(new Error('no'));
    const all = together([
      { before: fails, after: async () => ({ entry, because }) },
      { before: async () => null, after: fails },
    ]);
    expect(await all.after(await all.before(row.probes), row)).toBeNull();
  });
});
