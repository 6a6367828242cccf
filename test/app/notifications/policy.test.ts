import { describe, expect, test } from 'vitest';
import { isDeliveredLog } from '../../../main/app/notifications/delivered';
import { DEFAULTS, withAcceptance } from '../../../main/config/preferences';
import { day, finding } from '../../report/history/looks';
import { behind, gateway, hole, holes, series } from './sample';

test('the first look tells nothing: the window shows it', () => {
  const looks = series();
  const all = [gateway('critical'), behind('2026.9.6'), holes('high', hole('GHSA-1', 'high'))];
  expect(looks.at(0, ...all)).toBeNull();
  expect(looks.at(1, ...all)).toBeNull();
});

test.each(['critical', 'high', 'medium'] as const)('what was good and is %s now is told once', (how) => {
  const looks = series();
  looks.at(0, gateway('good'));
  expect(looks.at(1, gateway(how))).toBe(`news gateway-listens-locally/${how}`);
  for (let days = 2; days < 30; days++) expect(looks.at(days, gateway(how))).toBeNull();
});

test('worse is told, milder is not, and as bad as it was before is not either', () => {
  const looks = series();
  looks.at(0, gateway('medium'));
  expect(looks.at(1, gateway('critical'))).toBe('news gateway-listens-locally/critical');
  expect(looks.at(2, gateway('medium'))).toBeNull();
  expect(looks.at(3, gateway('high'))).toBeNull();
  expect(looks.at(4, gateway('critical'))).toBeNull();
});

test('what was mended and comes back is told again', () => {
  const looks = series();
  looks.at(0, gateway('high'));
  looks.at(1, gateway('good'));
  expect(looks.at(2, gateway('high'))).toBe('news gateway-listens-locally/high');
  expect(looks.at(3, gateway('high'))).toBeNull();
});

test('a gateway that is off at night is not mended; after a week it is', () => {
  const looks = series();
  looks.at(0, gateway('high'));
  for (let night = 1; night < 7; night++) {
    looks.at(night, gateway('not-applicable'));
    expect(looks.at(night + 0.5, gateway('high'))).toBeNull();
  }
  looks.at(8, gateway('not-applicable'));
  looks.at(15, gateway('not-applicable'));
  expect(looks.at(16, gateway('high'))).toBe('news gateway-listens-locally/high');
});

test('a version is told once, the next one too, and one that was told before never', () => {
  const looks = series();
  looks.at(0, finding('newest-version', 'good'));
  expect(looks.at(1, behind('2026.9.6'))).toBe('news newest-version/medium newest-version/2026.9.6');
  expect(looks.at(2, behind('2026.9.6'))).toBeNull();
  expect(looks.at(3, behind('2026.9.7'))).toBe('news newest-version/2026.9.7');
  // A mirror that lags behind says so from time to time.
  expect(looks.at(4, behind('2026.9.6'))).toBeNull();
  expect(looks.at(5, behind('2026.9.7'))).toBeNull();
});

test('a copy under a former name is not told of each release, nor one that is good', () => {
  const looks = series();
  const two = (newest: string) =>
    finding('newest-version', 'high', {
      evidence: [
        { kind: 'package', where: '/a', saw: 'clawdbot 2026.1.24' },
        { kind: 'registry', where: 'r', saw: { id: 'newest-version.asked', values: { newest } } },
        { kind: 'package', where: '/b', saw: `openclaw ${newest}`, state: 'good' },
        {
          kind: 'registry',
          where: 'r',
          saw: { id: 'newest-version.asked', values: { newest } },
          state: 'good',
        },
      ],
    });
  looks.at(0, two('2026.9.6'));
  expect(looks.at(7, two('2026.9.7'))).toBeNull();
});

test('a new hole in my own version is told, those that were known are not', () => {
  const looks = series();
  const known = hole('GHSA-1', 'high');
  looks.at(0, holes('high', known));
  expect(looks.at(1, holes('high', known, hole('GHSA-2', 'medium')))).toBe('news known-holes/GHSA-2');
  expect(looks.at(2, holes('high', known, hole('GHSA-2', 'medium')))).toBeNull();
  // A list that lost one for a day, and has it again.
  expect(looks.at(3, holes('high', known))).toBeNull();
  expect(looks.at(4, holes('high', known, hole('GHSA-2', 'medium')))).toBeNull();
});

test('several at once are one notice, the worst first', () => {
  const looks = series();
  looks.at(0, gateway('good'), holes('high', hole('GHSA-1', 'high')));
  const both = looks.at(
    1,
    gateway('critical'),
    holes('high', hole('GHSA-1', 'high'), hole('GHSA-2', 'high')),
  );
  expect(both).toBe('news gateway-listens-locally/critical known-holes/GHSA-2');
});

describe('the week', () => {
  test('low ones wait for its end', () => {
    const looks = series();
    looks.at(0, gateway('good'), holes('high'));
    for (let days = 1; days < 7; days++)
      expect(looks.at(days, gateway('low'), holes('high', hole('GHSA-3', 'low')))).toBeNull();
    expect(looks.at(7, gateway('low'), holes('high', hole('GHSA-3', 'low')))).toBe(
      'digest gateway-listens-locally/low known-holes/GHSA-3',
    );
    expect(looks.at(14, gateway('low'), holes('high', hole('GHSA-3', 'low')))).toBeNull();
  });

  test('what could not be told waits as well, and only what still can’t be is told', () => {
    const looks = series();
    looks.at(0, gateway('good'), holes('high'), finding('tool-rights', 'good'));
    expect(looks.at(1, gateway('unknown'), holes('high'), finding('tool-rights', 'unknown'))).toBeNull();
    expect(looks.at(7, gateway('unknown'), holes('high'), finding('tool-rights', 'good'))).toBe(
      'digest gateway-listens-locally/unknown',
    );
  });

  test('what was bad and could not be told for a while is not told again', () => {
    const looks = series();
    looks.at(0, gateway('high'));
    looks.at(1, gateway('unknown'));
    expect(looks.at(2, gateway('high'))).toBeNull();
  });

  test('a week without small things passes too', () => {
    const looks = series();
    looks.at(0, gateway('good'));
    looks.at(7, gateway('good'));
    expect(looks.at(8, gateway('low'))).toBeNull();
    expect(looks.at(14, gateway('low'))).toBe('digest gateway-listens-locally/low');
  });

  test('gives way to something that is worse, a look later', () => {
    const looks = series();
    looks.at(0, gateway('good'), finding('tool-rights', 'good'));
    expect(looks.at(7, gateway('high'), finding('tool-rights', 'low'))).toBe(
      'news gateway-listens-locally/high',
    );
    expect(looks.at(8, gateway('high'), finding('tool-rights', 'low'))).toBe('digest tool-rights/low');
  });

  test('a clock that was put back does not stop it', () => {
    const looks = series();
    looks.at(365, gateway('good'));
    expect(looks.at(0, gateway('low'))).toBe('digest gateway-listens-locally/low');
  });
});

describe('while notices are off', () => {
  test('nothing is told; afterwards what still stands, in one', () => {
    const looks = series();
    looks.at(0, gateway('good'), finding('tool-rights', 'good'), holes('high'), finding('a', 'good'));
    looks.choose({ snoozedUntil: day(7) });
    const now = [
      finding('tool-rights', 'high'),
      finding('a', 'low'),
      holes('high', hole('GHSA-2', 'critical')),
    ];
    expect(looks.at(1, gateway('critical'), ...now)).toBeNull();
    expect(looks.at(2, gateway('good'), ...now)).toBeNull();
    expect(looks.memory()?.held).toBe(true);
    expect(looks.at(7, gateway('good'), ...now)).toBe('summary known-holes/GHSA-2 tool-rights/high a/low');
    expect(looks.memory()?.held).toBe(false);
    expect(looks.at(8, gateway('good'), ...now)).toBeNull();
  });

  test('nothing is told afterwards when all of it was mended', () => {
    const looks = series();
    looks.at(0, gateway('good'));
    looks.choose({ snoozedUntil: day(2) });
    looks.at(1, gateway('critical'));
    expect(looks.at(2, gateway('good'))).toBeNull();
    expect(looks.at(3, gateway('high'))).toBe('news gateway-listens-locally/high');
  });
});

describe('what the user accepted', () => {
  const since = (severity: 'high' | 'critical', days = 0) =>
    withAcceptance(
      DEFAULTS,
      { id: 'gateway-listens-locally', severity },
      'month',
      'a spare computer',
      Date.parse(day(days)),
    );

  test('is silent until its end, and told once then', () => {
    const looks = series(since('high'));
    looks.at(0, gateway('high'));
    looks.at(5, gateway('good'));
    expect(looks.at(6, gateway('high'))).toBeNull();
    expect(looks.at(29, gateway('high'))).toBeNull();
    expect(looks.at(30, gateway('high'))).toMatch(/^news gateway-listens-locally\/until 2026-12-22/);
    expect(looks.at(31, gateway('high'))).toBeNull();
  });

  test('is not told at its end when it was mended', () => {
    const looks = series(since('high'));
    looks.at(0, gateway('high'));
    expect(looks.at(31, gateway('good'))).toBeNull();
  });

  test('comes back when it gets worse', () => {
    const looks = series(since('high'));
    looks.at(0, gateway('high'));
    expect(looks.at(1, gateway('critical'))).toBe('news gateway-listens-locally/critical');
  });

  test('is reminded of after a week when it is critical', () => {
    const looks = series(since('critical'));
    looks.at(0, gateway('critical'));
    for (let days = 1; days < 7; days++) expect(looks.at(days, gateway('critical'))).toBeNull();
    expect(looks.at(7, gateway('critical'))).toMatch(/^news gateway-listens-locally\/critical 2026-11-22/);
    expect(looks.at(8, gateway('critical'))).toBeNull();
  });

  test('new versions and holes of it are silent, critical ones are not', () => {
    const accepted = withAcceptance(
      DEFAULTS,
      { id: 'known-holes', severity: 'high' },
      'year',
      '',
      Date.parse(day(0)),
    );
    const looks = series(accepted);
    looks.at(0, holes('high', hole('GHSA-1', 'high')));
    expect(looks.at(1, holes('high', hole('GHSA-1', 'high'), hole('GHSA-2', 'high')))).toBeNull();
    expect(looks.at(2, holes('critical', hole('GHSA-1', 'high'), hole('GHSA-3', 'critical')))).toBe(
      'news known-holes/critical known-holes/GHSA-3',
    );
  });

  test('an acceptance that knows no severity covers all but critical', () => {
    const [one] = since('high').accepted;
    const { severity: _none, ...rest } = one ?? { finding: '', reason: '', since: '', until: '' };
    const looks = series({ accepted: [rest] });
    looks.at(0, gateway('good'));
    expect(looks.at(1, gateway('high'))).toBeNull();
    expect(looks.at(2, gateway('critical'))).toBe('news gateway-listens-locally/critical');
  });
});

test('the memory does not grow without end, and keeps what stands', () => {
  const looks = series();
  for (let days = 0; days < 20; days++) {
    const many = Array.from({ length: 400 }, (_, index) => hole(`GHSA-${days}-${index}`, 'high'));
    looks.at(days, holes('high', ...many));
  }
  const told = Object.keys(looks.memory()?.told ?? {});
  expect(told.length).toBeLessThanOrEqual(3000);
  expect(told).toContain('known-holes/GHSA-19-399');
  expect(told).not.toContain('known-holes/GHSA-0-0');
});

test.each([
  null,
  [],
  {},
  { told: {}, away: {}, digestAt: 'never', held: false },
  { told: { a: 1 }, away: {}, digestAt: day(0), held: false },
  { told: [], away: {}, digestAt: day(0), held: false },
  { told: {}, away: {}, digestAt: day(0) },
])('%j is no memory of notices', (value) => expect(isDeliveredLog(value)).toBe(false));
