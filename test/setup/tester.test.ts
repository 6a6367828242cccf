import { expect, test } from 'vitest';
import { isHidden } from '../../scripts/suites/tester.mjs';

test.each([
  ['/home/lin/tankmate', true],
  ['/srv/tankmate', true],
  ['/opt', true],
  ['/homes/tankmate', false],
  ['/tmp/tankmate', false],
  ['/var/srv/tankmate', false],
])('a checkout at %s is hidden by tests: %s', (folder, is) => expect(isHidden(folder)).toBe(is));
