import { expect, test } from 'vitest';
import type { ProcessExit } from '../../../main/system/write/commands/run-process';
import { answersOf, unreached } from '../../../main/tank/attestation/guest-answers';
import { inside } from './sealed';

const ended = (out: string, reported: Partial<ProcessExit> = {}): ProcessExit => ({
  code: 0,
  out,
  err: '',
  stopped: null,
  ...reported,
});
const answer = (pieces: unknown, reported: object = {}) =>
  ended(JSON.stringify({ schema: 1, nonce: 'n', pieces, ...reported }));
const why = (from: Parameters<typeof answersOf>[0]) => {
  const { kernel } = answersOf(from, 'n', ['kernel']);
  return 'missing' in kernel ? kernel.missing.id.replace('tank.receipt-because-', '') : kernel.value;
};
const fine = { value: { module: 1, writable: [] } };

test('a whole answer is taken', () => expect(why(answer({ kernel: fine }))).toEqual(fine.value));

test.each([
  ['nothing', ended(''), 'silent'],
  [
    'a whole document of a program that was killed',
    ended(answer({ kernel: fine }).out, { code: null }),
    'silent',
  ],
  ['a whole document of one that failed', ended(answer({ kernel: fine }).out, { code: 137 }), 'silent'],
  ['no JSON', ended('Segmentation fault'), 'malformed'],
  ['a cut-off document', ended('{"schema":1,"nonce":"n","pie'), 'malformed'],
  ['something before it', ended(`Welcome to Ubuntu\n${answer({ kernel: fine }).out}`), 'malformed'],
  ['null', ended('null'), 'malformed'],
  ['a list', ended('[]'), 'malformed'],
  ['another schema', answer({ kernel: fine }, { schema: 2 }), 'malformed'],
  ['no pieces', answer(undefined), 'malformed'],
  ['an answer to another question', answer({ kernel: fine }, { nonce: 'm' }), 'foreign'],
  [
    'too late a program, whatever it said',
    ended(answer({ kernel: fine }).out, { stopped: 'too-slow' }),
    'late',
  ],
  ['a piece that is not there', answer({}), 'malformed'],
  ['a piece that was late', answer({ kernel: { failed: 'late' } }), 'late'],
  ['a piece that failed', answer({ kernel: { failed: 'EACCES' } }), 'failed'],
  ['a piece that failed and says something too', answer({ kernel: { failed: 'late', ...fine } }), 'late'],
  ['a wrong type', answer({ kernel: { value: { module: null, writable: [] } } }), 'malformed'],
  ['a wrong type in a list', answer({ kernel: { value: { module: 1, writable: [1] } } }), 'malformed'],
  [
    'a text without end',
    answer({ kernel: { value: { module: 'x'.repeat(5000), writable: [] } } }),
    'malformed',
  ],
  ['a piece that is a text', answer({ kernel: 'blocked' }), 'malformed'],
  ['an inside that can’t be reached', unreached(new Error('ssh: no route')), 'unreached'],
])('%s is no answer', (_, from, id) => expect(why(from)).toBe(id));

test('every piece has a shape, and a broken field breaks it alone', () => {
  const ids = Object.keys(inside) as (keyof typeof inside)[];
  const all = answersOf(answer(inside), 'n', ids);
  expect(ids.filter((id) => 'missing' in all[id])).toEqual([]);
  for (const id of ids) {
    const [field = ''] = Object.keys(inside[id].value);
    const broken = { ...inside, [id]: { value: { ...inside[id].value, [field]: { toString: 1 } } } };
    const reported = answersOf(answer(broken), 'n', ids);
    expect(ids.filter((each) => 'missing' in reported[each])).toEqual([id]);
  }
});
