import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { databaseTexts } from '../../../main/probes/contents/reading/database-text';
import { fakeHost } from '../../fakes/host';

test('a database whose column has a long name is told in pieces of a bounded length', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tankmate-titles-'));
  try {
    const file = join(folder, 'a.sqlite');
    const writer = new DatabaseSync(file);
    writer.exec(`CREATE TABLE people (phone${'x'.repeat(20_000)} TEXT)`);
    const row = writer.prepare('INSERT INTO people VALUES (?)');
    writer.exec('BEGIN');
    for (let at = 0; at < 2000; at++) row.run('12345678');
    writer.exec('COMMIT');
    writer.close();
    const host = fakeHost({ files: { '/s/a.sqlite': { bytes: readFileSync(file) } } });
    const lengths: number[] = [];
    for await (const text of databaseTexts(host, '/s/a.sqlite', 1024 * 1024, '')) lengths.push(text.length);
    expect(lengths.length).toBeGreaterThan(0);
    expect(Math.max(...lengths)).toBeLessThan(256 * 1024);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
