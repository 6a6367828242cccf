import { chmod, mkdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { readLog } from '../../main/changes/log';
import { verifyLog } from '../../main/changes/verify-log';
import { NotAllowedError } from '../../main/system/write';
import { bench, edit, fileOf, ownPlace, want } from './bench';

const results = (outcomes: readonly { result: string }[]) => outcomes.map(({ result }) => result);
const failing = (code: string) => Object.assign(new Error(`${code}: injected`), { code });

test('one that fails is taken back, and everything else goes on', async () => {
  const { engine, machine } = await bench([{ name: 'one' }, { name: 'two' }, { name: 'three' }], {
    before: (verb, change) => {
      if (verb === 'carryOut' && change.kind === 'edit' && change.path === fileOf('two'))
        throw failing('ENOSPC');
    },
  });
  const outcomes = await engine.apply(want('one', 'two', 'three'));
  expect(results(outcomes)).toEqual(['fixed', 'refused', 'fixed']);
  expect(outcomes[1]?.because.values?.because).toMatchObject({ id: 'fixes.failed' });
  expect(machine.now().texts).toEqual({
    [fileOf('one')]: 'safe',
    [fileOf('two')]: 'open',
    [fileOf('three')]: 'safe',
  });
});

test('a fix that can’t be planned is refused with that reason', async () => {
  const plan = () => {
    throw failing('EIO');
  };
  const { engine } = await bench([{ name: 'one', plan }]);
  expect(await engine.apply(want('one'))).toMatchObject([
    { result: 'refused', because: { id: 'fixes.cannot-plan' } },
  ]);
});

test('what does not help is taken back, and so is what makes another finding worse', async () => {
  const idle = await bench([{ name: 'one', state: () => 'attention' }]);
  const [useless] = await idle.engine.apply(want('one'));
  expect(useless).toMatchObject({
    result: 'rolled-back',
    because: { values: { because: { id: 'fixes.did-not-help' } } },
  });
  expect(idle.text('one')).toBe('open');

  const files = { [fileOf('one')]: 'open', [fileOf('two')]: 'safe' };
  const harm = await bench(
    [
      {
        name: 'one',
        plan: (text) => [edit(fileOf('one'), text ?? null, 'safe'), edit(fileOf('two'), 'safe', 'open')],
      },
      { name: 'two' },
    ],
    { files },
  );
  const [worse] = await harm.engine.apply(want('one'));
  expect(worse).toMatchObject({
    result: 'rolled-back',
    because: { values: { because: { id: 'fixes.made-worse' } } },
  });
  expect(harm.machine.now().texts).toEqual(files);
});

test('what needed attention and can’t be told any more did not help', async () => {
  const { engine, text } = await bench([
    { name: 'one', state: (is) => (is === 'safe' ? 'unknown' : 'attention') },
  ]);
  expect(results(await engine.apply(want('one')))).toEqual(['rolled-back']);
  expect(text('one')).toBe('open');
});

test('what could not be told helps once it can be told', async () => {
  const { engine } = await bench([{ name: 'one', state: (is) => (is === 'safe' ? 'good' : 'unknown') }]);
  expect(results(await engine.apply(want('one')))).toEqual(['fixed']);
});

test('looks again until the machine has settled', async () => {
  let looks = 0;
  const slow = (settleMs: number) =>
    bench([
      {
        name: 'one',
        settleMs,
        state: (is) => (is === 'safe' && ++looks > 3 ? 'good' : 'attention'),
      },
    ]);
  const patient = await slow(60_000);
  expect(results(await patient.engine.apply(want('one')))).toEqual(['fixed']);
  looks = 0;
  const hasty = await slow(0);
  expect(results(await hasty.engine.apply(want('one')))).toEqual(['rolled-back']);
});

test('refuses what is not as it was shown, and what is not there', async () => {
  const { engine, text } = await bench([{ name: 'one' }]);
  const outcomes = await engine.apply([{ id: 'mend-one', fingerprint: '00000000' }]);
  expect(outcomes).toMatchObject([{ result: 'refused', entry: null, because: { id: 'fixes.not-as-shown' } }]);
  expect(results(await engine.apply(want('nothing')))).toEqual(['refused']);
  expect(text('one')).toBe('open');
  expect(await engine.entries()).toEqual([]);
});

test('skips what is mended already', async () => {
  const { engine } = await bench([{ name: 'one' }], { files: { [fileOf('one')]: 'safe' } });
  expect(await engine.apply(want('one'))).toMatchObject([
    { result: 'skipped', because: { id: 'fixes.nothing-to-do' } },
  ]);
});

test('carries out only one of a choice', async () => {
  const { engine, machine } = await bench([
    { name: 'one', choice: 'rights' },
    { name: 'two', choice: 'rights' },
    { name: 'three' },
  ]);
  const outcomes = await engine.apply(want('one', 'two', 'three'));
  expect(results(outcomes)).toEqual(['refused', 'refused', 'fixed']);
  expect(machine.done).toEqual(['carryOut edit /home/lin/three.json']);
  expect(results(await engine.apply(want('two', 'three')))).toEqual(['fixed', 'skipped']);
});

test('a concurrent edit between plan and deed is not overwritten', async () => {
  const { engine, machine, text } = await bench([{ name: 'one' }], {
    before: (verb) => {
      if (verb === 'carryOut') machine.texts.set(fileOf('one'), 'somebody else’s');
    },
  });
  expect(await engine.apply(want('one'))).toMatchObject([
    { result: 'refused', because: { values: { because: { id: 'fixes.changed-meanwhile' } } } },
  ]);
  expect(text('one')).toBe('somebody else’s');
});

test('no administrator rights: nothing is changed, and nobody is asked a second time', async () => {
  const asked: string[] = [];
  const { engine } = await bench([{ name: 'one' }], {
    before: (verb) => {
      asked.push(verb);
      throw new NotAllowedError('no');
    },
  });
  expect(results(await engine.apply(want('one')))).toEqual(['refused']);
  expect(asked).toEqual(['carryOut']);
});

test('what can’t be taken back is named', async () => {
  const { engine } = await bench([{ name: 'one', state: () => 'attention' }], {
    before: (verb) => {
      if (verb === 'takeBack') throw new Error('broken');
    },
  });
  const [outcome] = await engine.apply(want('one'));
  expect(outcome).toMatchObject({ result: 'left-changed', because: { id: 'fixes.left' } });
  expect(JSON.stringify(outcome?.because)).toContain(fileOf('one'));
  expect((await engine.entries())[0]?.state).toBe('left-changed');
});

test('cancelled in the middle, the fix that is under way is taken back', async () => {
  const stop = new AbortController();
  const { engine, machine } = await bench(
    [
      { name: 'one' },
      {
        name: 'two',
        plan: (is) => [edit(fileOf('two'), is ?? null, 'half'), edit(fileOf('two'), 'half', 'safe')],
      },
      { name: 'three' },
    ],
    {
      after: (verb, change) => {
        if (verb === 'carryOut' && change.kind === 'edit' && change.after === 'half') stop.abort();
      },
      needs: { signal: stop.signal },
    },
  );
  const outcomes = await engine.apply(want('one', 'two', 'three'));
  expect(results(outcomes)).toEqual(['fixed', 'rolled-back', 'skipped']);
  expect(outcomes[2]?.because).toEqual({ id: 'fixes.cancelled' });
  expect(machine.texts.get(fileOf('two'))).toBe('open');
});

describe('a look that fails after a fix', () => {
  /** A row whose looks fail by their number, the first being the one before it. */
  const row = async (fails: (look: number) => boolean, names: readonly string[] = ['one']) => {
    let looks = 0;
    const rows = names.map((name) => ({ name }));
    const made: Awaited<ReturnType<typeof bench>> = await bench(rows, {
      needs: {
        rescan: async () => {
          if (fails(++looks)) throw failing('EIO');
          return made.glance();
        },
      },
    });
    const outcomes = await made.engine.apply(want(...names));
    return { outcomes, made, looks };
  };

  test('is done once more', async () => {
    const { outcomes, looks } = await row((look) => look === 2);
    expect(outcomes).toMatchObject([{ result: 'fixed', because: { id: 'fixes.helped' } }]);
    // Before, the failed one, again, and the whole one at the end.
    expect(looks).toBe(4);
  });

  test('and again says nothing against it: it stays, with the reason why nobody could see', async () => {
    const { outcomes, made } = await row((look) => look === 2 || look === 3);
    expect(outcomes).toMatchObject([
      {
        result: 'fixed',
        because: { id: 'fixes.could-not-look-again', values: { reason: expect.anything() } },
      },
    ]);
    expect(made.text('one')).toBe('safe');
    expect((await made.engine.entries()).map(({ state }) => state)).toEqual(['done']);
  });

  test('keeps nothing else of the row from being done and seen', async () => {
    const { outcomes, made } = await row((look) => look === 2 || look === 3, ['one', 'two']);
    expect(outcomes).toMatchObject([
      { result: 'fixed', because: { id: 'fixes.could-not-look-again' } },
      { result: 'fixed', because: { id: 'fixes.helped' } },
    ]);
    expect([made.text('one'), made.text('two')]).toEqual(['safe', 'safe']);
  });

  test('at the end of a row is done once more as well, and then told', async () => {
    const once = await row((look) => look === 3);
    expect(once.outcomes).toMatchObject([{ result: 'fixed', because: { id: 'fixes.helped' } }]);
    const twice = await row((look) => look === 3 || look === 4);
    expect(twice.outcomes).toMatchObject([{ result: 'fixed', because: { id: 'fixes.not-looked' } }]);
    expect(twice.made.text('one')).toBe('safe');
  });
});

test('an optional command that fails does not stop what comes after it', async () => {
  const { engine } = await bench(
    [
      {
        name: 'one',
        plan: (is) => [
          { kind: 'command', program: '/bin/false', args: [], admin: false, undo: null, optional: true },
          edit(fileOf('one'), is ?? null, 'safe'),
        ],
      },
    ],
    {
      before: (_verb, change) => {
        if (change.kind === 'command') throw failing('ENOENT');
      },
    },
  );
  expect(results(await engine.apply(want('one')))).toEqual(['fixed']);
});

test('two fixes that write beside each other in one file are both as agreed', async () => {
  const file = fileOf('one');
  const has = (text: string | undefined, name: string) => text?.includes(name) === true;
  const add = (name: string) => (text: string | undefined) =>
    has(text, name)
      ? []
      : [edit(file, text ?? null, `{"gateway":{${[...(text?.match(/"[ab]":1/g) ?? []), `"${name}":1`]}}}`)];
  const state = (name: string) => () =>
    has(machine.texts.get(file), name) ? ('good' as const) : ('attention' as const);
  const made = await bench(
    [
      { name: 'one', plan: add('a'), state: () => state('a')() },
      { name: 'two', plan: () => add('b')(machine.texts.get(file)), state: () => state('b')() },
    ],
    { files: { [file]: '{}' } },
  );
  const { engine, machine, glance, checks } = made;
  const { planFixes } = await import('../../main/changes/plan/plan-fixes');
  const { findings, probes } = await glance();
  const shown = await planFixes(findings, probes, { quarantine: '/q' }, checks);
  expect(results(await engine.apply(shown))).toEqual(['fixed', 'fixed']);
  expect(machine.texts.get(file)).toBe('{"gateway":{"a":1,"b":1}}');
  expect(results(await engine.undo([]))).toEqual(['fixed', 'fixed']);
  expect(machine.texts.get(file)).toBe('{}');
});

test('a folder that can’t be written: nothing is changed', async () => {
  const folder = await ownPlace();
  // An ordinary account can’t write there; an administrator can’t make a folder below a file.
  await mkdir(`${folder}/own`);
  await chmod(`${folder}/own`, 0o500);
  const { engine, machine } = await bench([{ name: 'one' }], {
    folder: process.geteuid?.() === 0 ? '/proc/version/own' : `${folder}/own`,
  });
  expect(await engine.apply(want('one'))).toMatchObject([
    { result: 'refused', because: { id: 'fixes.cannot-remember' } },
  ]);
  expect(machine.done).toEqual([]);
});

test('the log tells each step, and no secret', async () => {
  const { engine, folder } = await bench([
    { name: 'one', plan: (is) => (is === 'safe' ? [] : [edit(fileOf('one'), is ?? null, 'safe')]) },
    {
      name: 'two',
      plan: (is) => [edit(fileOf('two'), is ?? null, 'password=hunter2\n')],
      state: (is) => (is === 'open' ? 'attention' : 'good'),
    },
  ]);
  await engine.apply(want('one', 'two'));
  await engine.undo([]);
  const { records } = await readLog(folder);
  expect(records.map((each) => each?.what)).toEqual(['begun', 'done', 'begun', 'done', 'undone', 'undone']);
  expect(JSON.stringify([records, await engine.entries()])).not.toContain('hunter2');
  expect(await verifyLog(folder)).toMatchObject({ ok: true, records: 6, interrupted: false });
});
