import { expect, test } from 'vitest';
import { includeOf, openRules, type SudoAsker, sudoersLines } from '../../../main/probes/escalation/sudoers';

const LIN: SudoAsker = {
  name: 'lin',
  uid: 1000,
  groups: [
    { name: 'lin', gid: 1000 },
    { name: 'ops', gid: 1100 },
    { name: 'domain users', gid: 1200 },
  ],
  hostname: 'tidy.example',
};
const power = (...text: readonly string[]) =>
  openRules(sudoersLines('/etc/sudoers', text.join('\n')), LIN).map(
    (rule) => `${rule.at.line} ${rule.power}`,
  );

/** What a real sudo 1.9.13 answered `sudo -n` with, on random rules whose first readings here were wrong; those on groups by sudoers(5). */
test.each<[string, readonly string[], readonly string[]]>([
  ['a name in quotes', ['"lin" ALL=(ALL) NOPASSWD: ALL'], ['1 all']],
  [
    'a name with a blank',
    ['"%domain users" ALL=(ALL) NOPASSWD: ALL', '%domain\\ users ALL=(ALL) NOPASSWD: ALL'],
    ['1 all', '2 all'],
  ],
  ['a pattern of other computers', ['lin mail*=(ALL) NOPASSWD: ALL'], []],
  ['a pattern of this one', ['lin ti*=(ALL) NOPASSWD: ALL'], ['1 all']],
  ['settings for a target', ['Defaults>root !authenticate', 'lin ALL=(ALL) ALL'], ['2 all']],
  ['settings for another target', ['Defaults>www-data !authenticate', 'lin ALL=(ALL) ALL'], []],
  ['a command without its words is taken away', ['lin ALL=NOPASSWD: /bin/bash "", !/bin/bash'], []],
  ['a folder is taken away', ['lin ALL=NOPASSWD: /usr/bin/vim', 'lin ALL=!/usr/bin/'], []],
  [
    'a tag with blanks before its colon',
    ['lin ALL=(root : ops) NOPASSWD : ALL, TIMEOUT=5m /bin/id'],
    ['1 all'],
  ],
  ['another computer’s part of a line', ['lin elsewhere = (ALL) NOPASSWD: ALL : tidy = (ALL) ALL'], []],
  ['this computer’s part of a line', ['lin elsewhere = (ALL) ALL : tidy = (ALL) NOPASSWD: ALL'], ['1 all']],
  [
    'a group that is as good as root',
    ['lin ALL=(:docker) NOPASSWD: ALL', 'lin ALL=(ann : ALL) NOPASSWD: ALL'],
    ['1 all', '2 all'],
  ],
  ['a group of no such rights', ['lin ALL=(:ops) NOPASSWD: ALL', 'lin ALL=(ann : ALL, !docker) ALL'], []],
  ['everybody but root as whom', ['lin ALL=(ALL, !root) NOPASSWD: ALL'], []],
  ['no one named as whom', ['lin ALL=() NOPASSWD: ALL'], []],
  ['everything, then a password for it', ['lin ALL=NOPASSWD: ALL', '%ops ALL=PASSWD: ALL'], []],
  ['single commands', ['lin ALL=NOPASSWD: /usr/bin/systemctl restart nginx'], ['1 some']],
])('%s', (_, text, expected) => {
  expect(power(...text)).toEqual(expected);
});

test('an include is told from a remark', () => {
  expect(includeOf('#includedir /etc/sudoers.d')).toEqual({ path: '/etc/sudoers.d', isFolder: true });
  expect(includeOf('@include "local rules"')).toEqual({ path: 'local rules', isFolder: false });
  expect(includeOf('# include /etc/x')).toBeNull();
});
