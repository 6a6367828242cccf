import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checks } from '../../main/checks';
import { AUDIT_COVERAGE, AUDIT_COVERAGE_UNLISTED } from '../../main/checks/audit/audit-coverage';

/** The ids in the table of the official audit's page, read out of the package of 2026.9.6. */
const { ids } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/danger-settings/audit-ids.json'), 'utf8'),
) as { readonly ids: readonly string[] };

test('every id of the official audit is in the table, and nothing else', () => {
  expect(ids).toHaveLength(122);
  expect(Object.keys(AUDIT_COVERAGE).toSorted()).toEqual(ids.toSorted());
});

test('what covers an id is a check, and what doesn’t says why', () => {
  const known = new Set(checks.map(({ id }) => id));
  for (const [id, by] of Object.entries(AUDIT_COVERAGE)) {
    if (typeof by === 'string') expect(known, id).toContain(by);
    else expect(by.none, id).toMatch(/^[A-Z].{10,}\.$/);
  }
});

/** Of 122; the rest says why not. */
const MOST = 118;

test('most are covered', () => {
  const covered = Object.values(AUDIT_COVERAGE).filter((by) => typeof by === 'string').length;
  expect(covered).toBeGreaterThanOrEqual(MOST);
});

test('what its page doesn’t list is in one table only, and covered by a check', () => {
  const known = checks.map(({ id }) => id);
  for (const [id, by] of Object.entries(AUDIT_COVERAGE_UNLISTED)) {
    expect(known, id).toContain(by);
    expect(ids).not.toContain(id);
  }
});
