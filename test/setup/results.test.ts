import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BY_NAME, STEPS } from '../../scripts/suites/steps.mjs';
import { closingLine, sumOfRun, total } from '../../scripts/suites/sum.mjs';
import { surroundings } from '../../scripts/suites/surroundings.mjs';

const passed = { name: 'a', state: 'passed' };
const broken = (count: number) =>
  Array.from({ length: count }, () => ({ name: 'a file', why: 'no such module' }));
const skipped = { name: 'b', state: 'skipped', note: 'no Wine here' };

describe('what a run came to', () => {
  test('counts what passed and failed', () =>
    expect(sumOfRun([passed, passed, { name: 'c', state: 'failed', why: 'expected 1 to be 2' }], [])).toEqual(
      {
        passed: 2,
        failed: 1,
        failures: [{ name: 'c', why: 'expected 1 to be 2' }],
        skipped: [],
      },
    ));
  test('a file that does not load is a failure', () =>
    expect(sumOfRun([passed], broken(1))).toMatchObject({ failed: 1, failures: broken(1) }));
  test('a test that never ran is a failure', () =>
    expect(sumOfRun([passed, { name: 'd', state: 'pending' }], [])).toMatchObject({
      failed: 1,
      failures: [{ name: 'd', why: 'never ran' }],
    }));
  test('no test at all is a failure', () => expect(sumOfRun([], [])).toMatchObject({ passed: 0, failed: 1 }));
  test('a skipped one is told with its reason', () => {
    expect(sumOfRun([skipped], []).skipped).toEqual([{ name: 'b', why: 'no Wine here' }]);
    expect(sumOfRun([{ name: 'e', state: 'skipped' }], []).skipped).toEqual([
      { name: 'e', why: 'no reason given' },
    ]);
  });
  test('all that failed is named together', () =>
    expect(total([sumOfRun([passed], broken(1)), { passed: 0, failed: 1, skipped: [] }])).toEqual({
      ...{ passed: 1, failed: 2, skipped: [] },
      failures: broken(1),
    }));
  test('the closing line adds up all runs', () => {
    expect(closingLine(total([sumOfRun([passed], []), { passed: 1, failed: 0, skipped: [] }]))).toBe(
      '2 passed, 0 failed',
    );
    expect(closingLine(total([sumOfRun([skipped], broken(2)), sumOfRun([passed], [])]))).toBe(
      '1 passed, 2 failed, 1 skipped',
    );
  });
});

test('every suite that runs has its folder, and every folder that starts programs is run', () => {
  const suites = [...STEPS, ...BY_NAME].flatMap(({ suite }) => (suite && suite !== 'unit' ? [suite] : []));
  expect(suites.filter((suite) => !existsSync(`test/${suite}`))).toEqual([]);
  expect(suites.toSorted()).toEqual([
    'electron',
    'homes',
    'installer',
    'package',
    'real',
    'real-tank',
    'real-vm',
    'wine',
    'wizard',
  ]);
});

describe('what tests get to see', () => {
  const env = {
    HOME: '/home/lin',
    OPENCLAW_STATE_DIR: '/home/lin/.openclaw',
    DISPLAY: ':0',
    SSH_AUTH_SOCK: '/run/agent',
    npm_config_registry: 'https://registry.example/',
    npm_config_cache: '/home/lin/.npm',
    https_proxy: 'http://proxy.example:3128',
    CI: 'true',
  };
  const see = (network: boolean) => {
    const { folder, env: given } = surroundings({ root: process.cwd(), account: undefined, network, env });
    const home = { names: readdirSync(given.HOME ?? ''), mode: statSync(given.HOME ?? '').mode & 0o777 };
    rmSync(folder, { recursive: true });
    return { folder, given, home };
  };

  test('nothing of the person who runs them', () => {
    const { given, folder, home } = see(false);
    expect(JSON.stringify(given)).not.toMatch(/lin\/|registry|proxy|SSH|OPENCLAW|DISPLAY/);
    expect(given).toMatchObject({ CI: 'true', NODE_ENV: 'test' });
    expect(given.HOME?.startsWith(folder)).toBe(true);
    expect(home).toEqual({ names: [], mode: 0o700 });
  });
  test('what they say that asks for more', () => {
    const texts = readdirSync('test', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join('test', name), 'utf8'));
    const names = [...texts.join('').matchAll(/\b(TANKMATE_[A-Z_]+)=\S+ npm test/g)].map(
      ([, name]) => `${name}`,
    );
    expect(names).toContain('TANKMATE_ANSWERS');
    const asked = Object.fromEntries(names.map((name) => [name, 'all']));
    const more = { ...asked, TANKMATE_RESULTS: '/home/lin/results.json' };
    const { folder, env: given } = surroundings({ root: '.', account: undefined, network: false, env: more });
    rmSync(folder, { recursive: true });
    expect(given).toMatchObject(asked);
    expect(given).not.toHaveProperty('TANKMATE_RESULTS');
  });
  test('the way to the registry where a suite needs it', () => {
    const { given } = see(true);
    expect(given).toMatchObject({
      npm_config_registry: 'https://registry.example/',
      https_proxy: 'http://proxy.example:3128',
    });
    expect(given).not.toHaveProperty('npm_config_cache');
  });
});
