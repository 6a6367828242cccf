import type { Host } from '../host';
import type { Setup } from '../openclaw';
import { once, type Unseen } from '../seen';
import type { Settings } from '../settings';
import type { Contents, Find, Place } from '.';
import { Bounds, breathe, LARGEST_DATABASE, LARGEST_TEXT } from './bounds';
import { mnemonicPhrases } from './mnemonic';
import { findNumbers, mobileNumbers } from './numbers';
import { workspaceRoots } from './roots';
import { databaseTexts, isPacked, unpacked } from './stored';
import { Tally } from './tally';
import { pieces, textOf, unescaped } from './text';
import { walk } from './walk';

interface Root {
  readonly folder: string;
  readonly place: Place;
}

/** Belongs to a database that is read with it. */
const BESIDE_DATABASE = /\.sqlite-(wal|shm|journal)$/;
const DATABASE = /\.(sqlite3?|db)$/i;
/** A skill's own pictures are its author's, not the user's. */
const OF_A_SKILL = /[\\/]skills[\\/]/;

/**
 * Looks for personal data in everything that agents read and keep: workspaces with their memory, transcripts (files
 * until 2026.3, databases and `.jsonl.zst` archives in 2026.9) and media.
 */
export async function findPersonal(host: Host, setup: Setup, settings: Settings | null): Promise<Contents> {
  const bounds = new Bounds(host);
  const found: Find[] = [];
  const opaque = new Map<string, number>();
  const finders = once(async () => {
    const [mobiles, phrases] = await Promise.all([mobileNumbers(), mnemonicPhrases()]);
    return [findNumbers, mobiles, phrases];
  });
  const search = async (text: string, where: string, tally: Tally) => {
    for await (const piece of pieces(unescaped(text))) {
      for (const find of await finders()) find(piece, tally.heard);
      if (bounds.spent(where)) return;
    }
  };

  const look = async (file: string, { folder }: Root, tally: Tally) => {
    if (DATABASE.test(file)) {
      const { size } = await host.stat(file);
      await bounds.read(size);
      for await (const text of databaseTexts(host, file, LARGEST_DATABASE)) {
        await search(text, file, tally);
        await breathe();
        if (bounds.spent(file)) break;
      }
    } else {
      const stored = await host.readBytes(file, LARGEST_TEXT);
      await bounds.read(stored.length);
      const bytes = isPacked(stored) ? await unpacked(stored) : stored;
      const text = textOf(bytes);
      if (text !== null) await search(text, file, tally);
      else if (!OF_A_SKILL.test(file)) opaque.set(folder, (opaque.get(folder) ?? 0) + 1);
    }
  };

  const been = new Set<string>();
  for (const root of await rootsOf(host, setup, settings, bounds)) {
    for await (const file of walk(host, root.folder, bounds, new Set([setup.stateDir]), been)) {
      if (BESIDE_DATABASE.test(file)) continue;
      const tally = new Tally();
      await look(file, root, tally).catch((error) => bounds.failed(file, error));
      found.push(...tally.finds(file, root.place));
    }
  }
  const closed = [...opaque].map(
    ([where, count]): Unseen => ({ where, because: { id: 'contents.opaque', values: { count } } }),
  );
  return { found, unseen: [...bounds.unseen, ...closed], files: bounds.files };
}

/** Workspaces, then what OpenClaw keeps of conversations. Unread settings may name further workspaces. */
async function rootsOf(
  host: Host,
  setup: Setup,
  settings: Settings | null,
  bounds: Bounds,
): Promise<readonly Root[]> {
  const { join } = host.path;
  const workspaces = workspaceRoots(host, setup, settings);
  bounds.unseen.push(...workspaces.unseen);
  const agents = join(setup.stateDir, 'agents');
  const ids = await host.list(agents).catch((error) => {
    bounds.failed(agents, error);
    return [];
  });
  return [
    ...workspaces.folders.map((folder) => ({ folder, place: 'workspace' as const })),
    ...ids.flatMap((id) =>
      ['sessions', 'agent'].map((name) => ({ folder: join(agents, id, name), place: 'transcript' as const })),
    ),
    { folder: join(setup.stateDir, 'state'), place: 'transcript' },
    { folder: join(setup.stateDir, 'memory'), place: 'transcript' },
    { folder: join(setup.stateDir, 'media'), place: 'media' },
  ];
}
