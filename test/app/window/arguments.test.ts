import { expect, test } from 'vitest';
import { terminalArguments } from '../../../main/app/window/arguments';

test.each([
  [['/opt/Tankmate/tankmate', 'inspect', '--json'], true, ['inspect', '--json']],
  [['/opt/Tankmate/tankmate', '--no-sandbox', 'inspect', '--offline'], true, ['inspect', '--offline']],
  [['/x/electron', '/project', 'inspect'], false, ['inspect']],
  [['/x/electron', '--inspect=0', '.', 'inspect', '--json'], false, ['inspect', '--json']],
  [['/x/electron', '.', 'log', 'verify'], false, ['log', 'verify']],
  [['/opt/Tankmate/tankmate'], true, null],
  [['/opt/Tankmate/tankmate', '--inspect'], true, null],
  [['/opt/Tankmate/tankmate', '--hidden'], true, null],
  [['/opt/Tankmate/tankmate', 'other', 'inspect'], true, null],
  [['/x/electron', 'inspect'], false, null],
  [['/x/electron', '.'], false, null],
  [[], true, null],
] as const)('%j, packaged %s: %j', (argv, packaged, words) =>
  expect(terminalArguments(argv, packaged)).toEqual(words),
);
