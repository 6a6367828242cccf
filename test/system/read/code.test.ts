import { expect, it } from 'vitest';
import { readFailure } from '../../../main/probes/partial-result';
import { errorCode } from '../../../main/system/read';

it('an ended look is told from an unknown failure', () => {
  const ended = new AbortController();
  ended.abort();
  expect(errorCode(ended.signal.reason)).toBe('ABORT_ERR');
  expect(readFailure(ended.signal.reason)).toEqual({ id: 'look.cancelled' });
  expect(errorCode(Object.assign(new Error(), { code: 'ABORT_ERR', name: 'AbortError' }))).toBe('ABORT_ERR');
});

it('other failures keep Node’s code, and what has none is unknown', () => {
  expect(errorCode(Object.assign(new Error(), { code: 'EACCES' }))).toBe('EACCES');
  expect(errorCode(Object.assign(new Error(), { code: 20 }))).toBe('UNKNOWN');
  expect(errorCode('EACCES')).toBe('UNKNOWN');
});

it.each([
  ['EFTYPE', 'error.no-file'],
  ['ELOOP', 'error.circle'],
])('%s has words of its own', (code, id) => {
  expect(readFailure(Object.assign(new Error(), { code }))).toEqual({ id });
});
