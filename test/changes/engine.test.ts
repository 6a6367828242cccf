import { expect, test } from 'vitest';
import { bench, want } from './bench';

test('a fix is carried out, looked at and closed; undo brings everything back', async () => {
  const { engine, machine } = await bench([{ name: 'one' }]);
  const [outcome] = await engine.apply(want('one'));
  expect(outcome).toMatchObject({ fix: 'mend-one', result: 'fixed', because: { id: 'fixes.helped' } });
  expect(machine.now().texts).toEqual({ '/home/lin/one.json': 'safe' });
  const [entry] = await engine.entries();
  expect(entry).toMatchObject({ id: outcome?.entry, fix: 'mend-one', finding: 'one', state: 'done' });
  const [undone] = await engine.undo([]);
  expect(undone).toMatchObject({ fix: 'mend-one', result: 'fixed', because: { id: 'fixes.undone' } });
  expect(machine.now().texts).toEqual({ '/home/lin/one.json': 'open' });
  expect((await engine.entries())[0]?.state).toBe('undone');
});
