import type { Host } from '../host';
import type { Setup } from '../openclaw';
import { once } from '../seen';
import type { Settings } from '../settings';
import { openDatabase } from '../sqlite';
import type { Contents, Find } from '.';
import { Bounds, LARGEST_DATABASE, LARGEST_TEXT } from './bounds';
import { keyFinder } from './keys';
import { findNotedPasswords, findPlainSettings, findPlainVariables } from './plain';
import { lastingVariables, type Source, secretSources } from './sources';
import { Tally } from './tally';
import { pieces, textOf, unescaped } from './text';

/** Instructions for agents are full of made-up passwords; notes and memory are not. */
const NOTES = /\.(?:md|txt)$/i;
const OF_A_SKILL = /[\\/]skills[\\/]/;

/** Looks for keys, tokens and passwords that are written out where this setup, its agents or its shell keep them. */
export async function findSecrets(host: Host, setup: Setup, settings: Settings | null): Promise<Contents> {
  const bounds = new Bounds(host);
  const found: Find[] = [];
  const keys = once(keyFinder);

  const search = async (text: string, { file, form }: Source, tally: Tally) => {
    if (form === 'settings') findPlainSettings(text, tally.heard);
    else if (form === 'variables') findPlainVariables(text, tally.heard);
    for await (const piece of pieces(form === 'text' ? unescaped(text) : text)) {
      if (form === 'text' && NOTES.test(file) && !OF_A_SKILL.test(file))
        findNotedPasswords(piece, tally.heard);
      await (await keys())(piece, tally.heard);
      if (bounds.spent(file)) return;
    }
  };

  const look = async (source: Source) => {
    const tally = new Tally();
    if (source.form === 'database') {
      for (const text of await authProfiles(host, source.file)) findPlainSettings(text, tally.heard);
      await bounds.read(0);
    } else {
      const bytes = await host.readBytes(source.file, LARGEST_TEXT);
      await bounds.read(bytes.length);
      const text = textOf(bytes);
      if (text !== null) await search(text, source, tally);
    }
    found.push(...tally.finds(source.file, source.place));
  };

  for await (const source of secretSources(host, setup, settings, bounds)) {
    if (bounds.spent(source.file)) break;
    await look(source).catch((error) => bounds.failed(source.file, error));
  }
  const variables = await lastingVariables(host, bounds);
  if (variables !== null) {
    const source: Source = { file: 'HKCU\\Environment', place: 'shell', form: 'variables' };
    const tally = new Tally();
    await search(variables, source, tally);
    found.push(...tally.finds(source.file, source.place));
  }
  return { found, unseen: bounds.unseen, files: bounds.files };
}

/**
 * The sign-ins of an agent as JSON texts: since 2026.9 they are rows of its database
 * (docs/reference/database-schemas/layout.md). Older databases without that table have none.
 */
async function authProfiles(host: Host, file: string): Promise<readonly string[]> {
  const database = await openDatabase(host, file, LARGEST_DATABASE);
  try {
    const table = database.exec(
      "SELECT 1 FROM sqlite_schema WHERE name = 'auth_profile_store' AND rootpage > 0",
    );
    if (table.length === 0) return [];
    const rows = database.exec('SELECT store_json FROM auth_profile_store')[0]?.values ?? [];
    return rows.flatMap(([text]) => (typeof text === 'string' ? [text] : []));
  } catch {
    throw Object.assign(new Error('unreadable rows'), { code: 'SQLITE' });
  } finally {
    database.close();
  }
}
