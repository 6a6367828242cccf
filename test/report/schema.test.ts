import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { is } from 'valibot';
import { expect, test } from 'vitest';
import * as shapes from '../../main/contract/report-shape';
import { reportSchema } from '../../scripts/report-schema.mjs';
import { damaged } from '../fakes/damaged';

const schema = JSON.parse(readFileSync('assets/report.schema.json', 'utf8'));

test('the JSON schema is made of the report’s shape: `npm run schema`', async () => {
  expect(schema).toEqual(await reportSchema(shapes));
});

const rated = { state: 'attention', severity: 'high', title: 'a', because: 'b' };
const tiles = ['isolation', 'exposure', 'privileges', 'extensions', 'private-data', 'updates'];
const advisories = {
  ...{ critical: 1, high: 0, medium: 0, low: 2 },
  ...{ clearedBy: '2026.6.9', dataFrom: '2026-08-07' },
};
const whole = {
  ...{ schema: 1, app: { name: 'tankmate', version: '0.1.0' }, platform: 'linux', language: 'en' },
  ...{ startedAt: '2026-11-22T01:02:03.000Z', durationMs: 812 },
  verdict: { state: 'good', title: 'a', because: 'b' },
  tiles: tiles.map((id) => ({
    id,
    ...(id === 'updates' ? rated : { ...rated, state: 'good', severity: undefined }),
  })),
  copies: [
    {
      ...{
        id: 'copy-1a2b3c4d',
        path: '/a',
        package: 'openclaw',
        version: '2026.3.13',
        kind: 'npm',
        owner: 'lin',
      },
      ...{ running: true, where: 'container:a', updatesTo: null, advisories },
    },
  ],
  findings: [
    {
      ...{ id: 'known-holes', tile: 'updates', ...rated, why: 'c', byHand: ['d'] },
      clause: { id: 'guide-6', text: 'e' },
      cannot: [{ where: '/a', because: 'f', helps: ['g'] }],
      evidence: [
        {
          ...{ kind: 'advisory', where: 'GHSA', saw: 'h', state: 'unknown', page: 'https://example.org' },
          facts: { version: '1', newest: '2', severity: 'low', account: 'lin', port: 22 },
        },
      ],
      fixes: [
        {
          ...{ id: 'i', needsAdmin: false, does: 'j', cost: null, afterwards: 'k', choice: null },
          ...{ recommended: true, fingerprint: 'l', order: 0 },
          changes: [{ kind: 'edit', where: '/a', before: null, after: 'm', admin: true, back: 'n' }],
        },
      ],
    },
  ],
};

test('the JSON schema and the shape take and refuse the same', () => {
  const fits = new Ajv2020({ strictTypes: false }).compile(schema);
  const json = (value: unknown) => JSON.parse(JSON.stringify(value));
  expect(fits(json(whole)), JSON.stringify(fits.errors)).toBe(true);
  // valibot takes a list for an object, which tells only where nothing in it has to be.
  const all = [...damaged(json(whole))].filter((each) => !JSON.stringify(each).includes('"facts":['));
  expect(all.length).toBeGreaterThan(2000);
  const judged = all.map((each) => [fits(each), is(shapes.ReportShape, each), each] as const);
  expect(judged.find(([one, other]) => one !== other)).toBeUndefined();
  expect(judged.filter(([one]) => one).length).toBeGreaterThan(100);
});
