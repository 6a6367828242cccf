import initSqlJs from 'sql.js/dist/sql-wasm-inline.js';
import { expect, test } from 'vitest';
import { columnTexts } from '../../../main/probes/sqlite/read-rows';
import { fakeHost } from '../../fakes/host';

const { Database } = await initSqlJs();

/** The texts of `state.value` in a database made by these statements. */
function valuesIn(statements: string, key?: string) {
  const database = new Database();
  database.exec(statements);
  const bytes = Buffer.from(database.export());
  database.close();
  const question = { table: 'state', column: 'value', most: 2 };
  return columnTexts(fakeHost({ files: { '/s.sqlite': { bytes } } }), '/s.sqlite', {
    ...question,
    ...(key !== undefined && { key: { column: 'name', value: key } }),
  });
}
const STATE =
  "CREATE TABLE state (name TEXT, value TEXT); INSERT INTO state VALUES ('a', '1'), ('b', '2'), ('c', '3');";
/** It would count to ten milliards. */
const ENDLESS =
  '(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000000000) SELECT count(*) FROM n)';

test('texts of a column, as many as asked for, and those of one key', async () => {
  expect(await valuesIn(STATE)).toEqual(['1', '2']);
  expect(await valuesIn(STATE, 'c')).toEqual(['3']);
});

test('none where there is no such table or column', async () => {
  expect(await valuesIn('CREATE TABLE other (value TEXT)')).toEqual([]);
  expect(await valuesIn('CREATE TABLE state (name TEXT)')).toEqual([]);
});

test.each([
  ['a view', `CREATE VIEW state AS SELECT 'a' AS name, ${ENDLESS} AS value`],
  [
    'a column that works itself out',
    "CREATE TABLE state (name TEXT, value TEXT AS (replace(hex(zeroblob(9)), '0', name)) VIRTUAL); INSERT INTO state VALUES ('a')",
  ],
  [
    'a key that works itself out',
    "CREATE TABLE state (value TEXT, name TEXT AS (upper(value)) VIRTUAL); INSERT INTO state VALUES ('a')",
  ],
])('%s is not asked, and not taken for nothing', async (_, statements) => {
  await expect(valuesIn(statements, 'a')).rejects.toMatchObject({ code: 'SQLITE' });
});
