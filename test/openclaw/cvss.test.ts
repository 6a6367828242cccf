import { expect, test } from 'vitest';
import { bundledAdvisories } from '../../main/advisories/advisories';
import { compareAdvisories, plainRisk } from '../../main/advisories/cvss';

test.each([
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', { who: 'internet', needs: 'nothing', what: 'takeover' }],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H', { who: 'internet', needs: 'click', what: 'takeover' }],
  ['CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N', { who: 'internet', needs: 'account', what: 'read' }],
  ['CVSS:3.0/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:H/A:L', { who: 'computer', needs: 'account', what: 'change' }],
  ['CVSS:3.1/AV:A/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:H', { who: 'network', needs: 'administrator', what: 'stop' }],
  ['CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L', { who: 'touch', needs: 'nothing', what: 'some' }],
  [
    'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
    { who: 'internet', needs: 'nothing', what: 'takeover' },
  ],
  ['CVSS:3.1/AV:N/AC:L', null],
  ['CVSS:2.0/AV:N/AC:L/Au:N/C:P/I:P/A:P', null],
  ['', null],
  [null, null],
])('%s', (vector, risk) => expect(plainRisk(vector)).toEqual(risk));

test('every bundled vector can be put into words', () => {
  const dumb = bundledAdvisories.advisories.filter(({ vector }) => vector !== null && !plainRisk(vector));
  expect(dumb.map(({ id }) => id)).toEqual([]);
});

test('the worst comes first: by rating, then by how little it takes', () => {
  const [first, second] = bundledAdvisories.advisories.toSorted(compareAdvisories);
  expect(first?.severity).toBe('critical');
  expect(plainRisk(first?.vector ?? null)).toMatchObject({ needs: 'nothing', who: 'internet' });
  expect(second?.severity).toBe('critical');
});
