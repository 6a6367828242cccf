import type { Database } from 'sql.js';
import type { Host } from '../../system/read';
import { openDatabase } from '.';

/** What is asked of one table. Names are the code's own, never a file's. */
export interface TableQuestion {
  readonly table: string;
  readonly columns: readonly string[];
  /** Rows in which this column has this value only. */
  readonly key?: { readonly column: string; readonly value: string };
  readonly most: number;
}

/** A database of OpenClaw's that is read for single rows is small; bytes, its log not counted. */
const LARGEST = 64 * 1024 * 1024;

/**
 * Rows of a table; none where the database has no such table with all of these columns. Throws for a view, a virtual table,
 * and a column that works itself out (`hidden` isn't 0: sqlite.org/pragma.html, table_xinfo): OpenClaw makes none, and
 * whoever did could make them take for ever.
 */
export function rowsIn(
  database: Database,
  { table, columns, key, most }: TableQuestion,
): readonly (readonly unknown[])[] {
  const names = [...new Set([...columns, ...(key ? [key.column] : [])])];
  const there = database.exec(
    `SELECT each.name, each.hidden = 0 AND sqlite_schema.type = 'table' AND rootpage > 0
     FROM sqlite_schema, pragma_table_xinfo('${table}') AS each WHERE sqlite_schema.name = '${table}'`,
  )[0]?.values;
  const isStored = new Map(there?.map(([name, stored]) => [name, stored === 1]));
  if (!names.every((name) => isStored.has(name))) return [];
  if (!names.every((name) => isStored.get(name))) throw new Error(`${table} works itself out`);
  const only = key ? `WHERE ${key.column} = '${key.value}'` : '';
  return database.exec(`SELECT ${columns.join(', ')} FROM ${table} ${only} LIMIT ${most}`)[0]?.values ?? [];
}

/**
 * Opens a database, has it read, and closes it. Rejects as `openDatabase` does, with `SQLITE` where its rows can't be read, and
 * with the SyntaxError of a text in it that is no JSON.
 */
export async function withDatabase<T>(
  host: Host,
  file: string,
  read: (database: Database) => T,
  limit = LARGEST,
): Promise<T> {
  const database = await openDatabase(host, file, limit);
  try {
    return read(database);
  } catch (error) {
    if (error instanceof SyntaxError) throw error;
    throw Object.assign(new Error('unreadable rows', { cause: error }), { code: 'SQLITE' });
  } finally {
    database.close();
  }
}

/** The texts of one column of such a table. */
export const columnTexts = (
  host: Host,
  file: string,
  { column, ...question }: Omit<TableQuestion, 'columns'> & { readonly column: string },
  limit?: number,
): Promise<readonly string[]> =>
  withDatabase(
    host,
    file,
    (database) =>
      rowsIn(database, { ...question, columns: [column] }).flatMap(([text]) =>
        typeof text === 'string' ? [text] : [],
      ),
    limit,
  );
