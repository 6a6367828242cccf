import { expect, test } from 'vitest';
import type { Change, ModeChange } from '../../main/contract/change';
import type { Evidence, State } from '../../main/contract/finding';
import { NotAllowedError } from '../../main/system/write';
import { type Bench, bench, edit, fileOf, want } from './bench';

const results = (outcomes: readonly { result: string }[]) => outcomes.map(({ result }) => result);
const failing = (code: string) => Object.assign(new Error(`${code}: injected`), { code });
const SECRET = '{"token":"0123456789abcdef0123"}';
const mode = (path: string): ModeChange => ({ kind: 'mode', path, before: '0644', after: '0600' });

/** A file with a secret to be written into it, and a fix that closes it, named so that it would come last. */
const lockAndClose = (closing: Partial<Bench> = {}): readonly Bench[] => [
  {
    name: 'lock',
    plan: (is) => (is === SECRET ? [] : [{ ...edit(fileOf('lock'), is ?? null, SECRET), format: 'json5' }]),
    state: (is) => (is === SECRET ? 'good' : 'attention'),
    severity: () => 'critical',
  },
  {
    name: 'shut',
    severity: () => 'low',
    plan: () => [mode(fileOf('lock'))],
    ...closing,
  },
  { name: 'other', severity: () => 'medium' },
];
const files = { [fileOf('lock')]: '{}', [fileOf('shut')]: 'open', [fileOf('other')]: 'open' };

test('a secret waits for the file to be closed; without that it is skipped, in the plan’s own words', async () => {
  const { engine, text } = await bench(lockAndClose(), {
    files,
    before: (verb, change) => {
      if (verb === 'carryOut' && change.kind === 'mode') throw failing('EPERM');
    },
  });
  const outcomes = await engine.apply(want('lock', 'shut', 'other'));
  expect(outcomes.map(({ fix, result }) => [fix, result])).toEqual([
    ['mend-other', 'fixed'],
    ['mend-shut', 'refused'],
    ['mend-lock', 'skipped'],
  ]);
  expect(outcomes[2]?.because).toEqual({
    id: 'fixes.needs-failed',
    values: { does: { id: 'fix.mend-shut.does' } },
  });
  expect(outcomes.map(({ does }) => does?.id)).toEqual([
    'fix.mend-other.does',
    'fix.mend-shut.does',
    'fix.mend-lock.does',
  ]);
  expect(text('lock')).toBe('{}');
});

test('chosen alone it is refused, and names what it needs first', async () => {
  const { engine, machine } = await bench(lockAndClose(), { files });
  expect(await engine.apply(want('lock'))).toMatchObject([
    {
      result: 'refused',
      because: { id: 'fixes.needs-first', values: { does: { id: 'fix.mend-shut.does' } } },
    },
  ]);
  expect(machine.done).toEqual([]);
});

test('where nothing here closes the file, the fix goes on and is judged', async () => {
  const [lock] = lockAndClose();
  const { engine } = await bench([lock as Bench], { files });
  expect(results(await engine.apply(want('lock')))).toEqual(['fixed']);
});

test('fixes that need each other first are said to, and nothing hangs', async () => {
  const closes = (own: string, other: string): Bench => ({
    name: own,
    plan: () => [mode(fileOf(other)), { ...edit(fileOf(own), '{}', SECRET), format: 'json5' } as Change],
    state: () => 'attention',
  });
  const { engine, machine } = await bench([closes('one', 'two'), closes('two', 'one')], {
    files: { [fileOf('one')]: '{}', [fileOf('two')]: '{}' },
  });
  const outcomes = await engine.apply(want('one', 'two'));
  expect(outcomes.map(({ because }) => because.id)).toEqual(['fixes.needs-first', 'fixes.needs-failed']);
  expect(machine.done).toEqual([]);
});

test('what can be done in part is done, kept, and what is left is told with its reason', async () => {
  const paths = ['/home/lin/a', '/home/lin/b', '/home/lin/c'];
  const made = await bench(
    [
      {
        name: 'shut',
        plan: () => paths.map((path) => ({ ...mode(path), optional: true as const })),
        state: () => (made?.machine.modes.get('/home/lin/a') === '0600' ? 'good' : 'attention'),
      },
    ],
    {
      files: Object.fromEntries([...paths, fileOf('shut')].map((path) => [path, 'x'])),
      before: (verb, change) => {
        if (verb === 'carryOut' && change.kind === 'mode' && change.path === paths[1]) throw failing('EPERM');
      },
    },
  );
  const { engine, machine } = made;
  expect(await engine.apply(want('shut'))).toMatchObject([
    {
      result: 'fixed',
      because: {
        id: 'fixes.in-part',
        values: { what: [{ id: 'fixes.left-one', values: { where: paths[1] } }] },
      },
    },
  ]);
  expect(paths.map((path) => machine.modes.get(path))).toEqual(['0600', '0644', '0600']);
  expect(results(await engine.undo([]))).toEqual(['fixed']);
  expect(paths.map((path) => machine.modes.get(path))).toEqual(['0644', '0644', '0644']);
});

test('of which no part could be done is no part: refused with the reason', async () => {
  const { engine } = await bench(
    [{ name: 'shut', plan: () => [{ ...mode(fileOf('shut')), optional: true }], state: () => 'attention' }],
    {
      before: () => {
        throw failing('EPERM');
      },
    },
  );
  expect(await engine.apply(want('shut'))).toMatchObject([
    { result: 'refused', because: { values: { because: { id: 'fixes.failed' } } } },
  ]);
});

/** A check of something that no fix here touches, which turns bad once the first change was made. */
function churn(name: string, evidence: Evidence, state: State = 'attention', because?: string) {
  let begun = false;
  const row: Bench = {
    name,
    plan: () => [],
    state: () => (begun ? state : 'good'),
    evidence: () => [begun ? evidence : { ...evidence, where: 'ssh (pid 7)' }],
    ...(because && { because: () => ({ id: begun ? because : 'x' }) }),
  };
  const after = () => {
    begun = true;
  };
  return { row, after };
}

test.each<readonly [string, Evidence, State, string | undefined]>([
  [
    'a tunnel was started',
    { kind: 'process', where: 'ssh (pid 4711)', saw: 'leads' },
    'attention',
    undefined,
  ],
  [
    'another account runs a program',
    { kind: 'port', where: '0.0.0.0:9999', saw: 'x' },
    'attention',
    undefined,
  ],
  ['somebody’s file appeared', { kind: 'file', where: '/home/ann/key', saw: 'x' }, 'attention', undefined],
  ['a place can’t be seen', { kind: 'folder', where: '/srv/data', saw: 'x' }, 'unknown', undefined],
])('meanwhile %s: it is told once, and takes nothing back', async (_what, evidence, state, because) => {
  const { row, after } = churn('tunnels', evidence, state, because);
  const { engine, text } = await bench([{ name: 'one' }, { name: 'two' }, row], {
    after,
    files: { [fileOf('one')]: 'open', [fileOf('two')]: 'open' },
  });
  const outcomes = await engine.apply(want('one', 'two'));
  expect(results(outcomes)).toEqual(['fixed', 'fixed']);
  expect([text('one'), text('two')]).toEqual(['safe', 'safe']);
  expect(outcomes[0]?.because).toEqual({
    id: 'fixes.meanwhile',
    values: {
      because: { id: 'fixes.helped' },
      what: [
        {
          id: 'fixes.meanwhile-one',
          values: { title: { id: `tunnels.${state}` }, where: [evidence.where] },
        },
      ],
    },
  });
  expect(outcomes[1]?.because).toEqual({ id: 'fixes.helped' });
});

test('what got worse at a path that the fix changed takes it back', async () => {
  const { row, after } = churn('keys', { kind: 'file', where: fileOf('one'), saw: 'x' });
  const { engine, text } = await bench([{ name: 'one' }, row], {
    after: (verb) => {
      if (verb === 'carryOut') after();
    },
    files: { [fileOf('one')]: 'open' },
  });
  expect(results(await engine.apply(want('one')))).toEqual(['rolled-back']);
  expect(text('one')).toBe('open');
});

test('something new beside what it mends doesn’t hide that it helped', async () => {
  let [begun, mended] = [false, false];
  const open: Evidence = { kind: 'file', where: fileOf('one'), saw: 'open' };
  const { engine } = await bench(
    [
      {
        name: 'one',
        state: () => (mended && !begun ? 'good' : 'attention'),
        evidence: () => [
          ...(mended ? [] : [open]),
          ...(begun ? [{ kind: 'process', where: 'node (pid 99)', saw: 'theirs' } as const] : []),
        ],
      },
    ],
    {
      after: () => {
        mended = true;
        begun = true;
      },
    },
  );
  expect(results(await engine.apply(want('one')))).toEqual(['fixed']);
});

test.each(['look.too-late', 'look.failed', 'contents.too-much'])(
  'a look that says %s is looked for again, and where it stays so that is said and nothing taken back',
  async (because) => {
    let looks = 0;
    const slow = (from: number, until: number): readonly Bench[] => [
      {
        name: 'one',
        state: (is) => {
          looks++;
          return looks > from && looks <= until ? 'unknown' : is === 'safe' ? 'good' : 'attention';
        },
        because: () => ({ id: looks > from && looks <= until ? because : 'x' }),
      },
    ];
    const once = await bench(slow(1, 2));
    expect(await once.engine.apply(want('one'))).toMatchObject([
      { result: 'fixed', because: { id: 'fixes.helped' } },
    ]);
    looks = 0;
    const always = await bench(slow(1, 1000));
    expect(await always.engine.apply(want('one'))).toMatchObject([
      { result: 'fixed', because: { id: 'fixes.not-told' } },
    ]);
    expect(looks).toBeLessThan(40);
    expect(always.text('one')).toBe('safe');
  },
);

test('what another program wrote between plan and change is planned anew, once, where it means the same', async () => {
  let meddled = false;
  const file = fileOf('one');
  const made = await bench(
    [
      {
        name: 'one',
        plan: (is) => [
          { ...edit(file, is ?? null, `${(is ?? '').slice(0, -1)}"bind":"loopback"}`), format: 'json5' },
        ],
        state: (is) => (is?.includes('loopback') ? 'good' : 'attention'),
      },
    ],
    {
      files: { [file]: '{"a":1,}' },
      before: (verb) => {
        if (verb === 'carryOut' && !meddled) made.machine.texts.set(file, '{"a":1,"touched":"now",}');
        meddled = true;
      },
    },
  );
  expect(results(await made.engine.apply(want('one')))).toEqual(['fixed']);
  expect(made.text('one')).toBe('{"a":1,"touched":"now","bind":"loopback"}');
});

test('cancelled or refused, each fix is named in the plan’s own words', async () => {
  const stop = new AbortController();
  const { engine } = await bench([{ name: 'one' }, { name: 'two' }, { name: 'three' }], {
    before: (verb) => {
      if (verb === 'carryOut') stop.abort();
      throw new NotAllowedError('no');
    },
    needs: { signal: stop.signal },
  });
  const outcomes = await engine.apply(want('one', 'two', 'three'));
  expect(outcomes.map(({ does }) => does?.id)).toEqual([
    'fix.mend-one.does',
    'fix.mend-two.does',
    'fix.mend-three.does',
  ]);
  expect(outcomes.slice(1)).toMatchObject([
    { result: 'skipped', because: { id: 'fixes.cancelled' } },
    { result: 'skipped', because: { id: 'fixes.cancelled' } },
  ]);
});

test('ended before the first look, each fix still has the words that it was shown with', async () => {
  const does = { id: 'fix.mend-one.does' };
  const wanted = [{ id: 'one', fingerprint: 'x', does }];
  const cancelled = await bench([{ name: 'one' }], { needs: { signal: AbortSignal.abort() } });
  expect(await cancelled.engine.apply(wanted)).toMatchObject([{ does, because: { id: 'fixes.cancelled' } }]);
  const blind = await bench([{ name: 'one' }], {
    needs: { rescan: () => Promise.reject(Object.assign(new Error(), { code: 'EIO' })) },
  });
  expect(await blind.engine.apply(wanted)).toMatchObject([
    { does, because: { id: 'fixes.could-not-look', values: { reason: { id: 'error.disk-broken' } } } },
  ]);
});

test('a whole look ends the row: what came up unseen is told with the last fix', async () => {
  let looks = 0;
  const { row } = churn('late', { kind: 'process', where: 'ssh (pid 8)', saw: 'x' });
  const late: Bench = { ...row, state: () => (looks > 3 ? 'attention' : 'good') };
  const made: Awaited<ReturnType<typeof bench>> = await bench([{ name: 'one' }, { name: 'two' }, late], {
    needs: {
      rescan: async () => {
        looks++;
        return made.glance();
      },
    },
    files: { [fileOf('one')]: 'open', [fileOf('two')]: 'open' },
  });
  const outcomes = await made.engine.apply(want('one', 'two'));
  expect(looks).toBe(4);
  expect(outcomes.map(({ because }) => because.id)).toEqual(['fixes.helped', 'fixes.meanwhile']);
});
