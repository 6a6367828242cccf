import { createHash } from 'node:crypto';
import type { Message } from '../../contract/finding';
import type { FlaggedFile, MovePlan } from '../../contract/tank';
import { workspacesOf } from '../../openclaw/agent-workspaces';
import { keysToRenew } from '../../openclaw/key-pages';
import type { Json } from '../../openclaw/read-settings';
import type { Probes } from '../../probes';
import type { Find } from '../../probes/contents';
import type { Setup } from '../../probes/openclaw';
import type { OpenClawSettings } from '../../probes/settings';
import { migrateMessage } from './migrate-error';
import { settingsForGuest } from './migrated-settings';
import { type HomeFiles, walkHome } from './walk-home';

/** A move with what it takes: paths of this computer, and the settings as they will stand inside. No secrets. */
export interface PlannedMove extends MovePlan {
  /** What goes along unless it is flagged and not ticked. `to` lies below the state folder inside. */
  readonly entries: readonly { readonly from: string; readonly to: string; readonly flag: string | null }[];
  readonly settings: Readonly<Record<string, Json>>;
}

const short = (sort: string, path: string) =>
  `${sort}-${createHash('sha256').update(path).digest('hex').slice(0, 8)}`;

/** Where each workspace lies inside: that of the first agent in its usual place, another beside it by its name. */
function placesOf(
  settings: OpenClawSettings,
  { files }: Pick<Probes, 'files'>,
): ReadonlyMap<string, { readonly inside: string; readonly written: string }> {
  const value = settings.state === 'read' ? settings.value : null;
  const environment = ('environment' in settings && settings.environment) || {};
  const places = new Map<string, { inside: string; written: string }>();
  const taken = new Set<string>();
  for (const { agent, path } of workspacesOf(value, settings.setup, files.path, environment)) {
    if (!files.path.isAbsolute(path) || places.has(path)) continue;
    const usual = places.size === 0 || /[\\/]workspace$/.test(path) ? 'workspace' : `workspace-${agent}`;
    const name = taken.has(usual) ? `${usual}-${places.size + 1}` : usual;
    taken.add(name);
    places.set(path, { inside: name, written: `~/.openclaw/${name}` });
  }
  return places;
}

/** Everything that a look for private things said of each file. */
function flagsOf(
  personal: { readonly items: readonly Find[]; readonly gaps: readonly { readonly where: string }[] },
  secrets: { readonly items: readonly Find[]; readonly gaps: readonly { readonly where: string }[] },
): ReadonlyMap<string, Message> {
  const flags = new Map<string, Message>();
  // What nobody could look into may hold anything.
  for (const { where } of [...personal.gaps, ...secrets.gaps]) flags.set(where, migrateMessage('why-unread'));
  for (const { file } of secrets.items) flags.set(file, migrateMessage('why-secret'));
  for (const { file } of personal.items) flags.set(file, migrateMessage('why-personal'));
  return flags;
}

/** Texts, which the look for private things reads. Pictures, documents and archives it can't look into. */
const TEXT =
  /\.(?:md|txt|jsonl?|json5|ya?ml|toml|ini|csv|tsv|log|html?|css|xml|[cm]?[jt]sx?|py|sh|rb|go|rs|sql)$/i;

/** The flag of a file: its own, or that of a folder above it. */
function flagOf(flags: ReadonlyMap<string, Message>, file: string, separator: string): Message | null {
  const own = flags.get(file);
  if (own) return own;
  for (const [where, why] of flags) if (file.startsWith(`${where}${separator}`)) return why;
  return TEXT.test(file) ? null : migrateMessage('why-unread');
}

async function planMove(probes: Probes, settings: OpenClawSettings): Promise<PlannedMove> {
  const { setup } = settings;
  const { path } = probes.files;
  const [personal, secrets] = await Promise.all([
    probes.contents.personal(setup),
    probes.contents.secrets(setup),
  ]);
  const flags = flagsOf(personal, secrets);
  const places = placesOf(settings, probes);
  const carried = settingsForGuest(
    settings.state === 'read' ? settings.value : {},
    new Map([...places].map(([from, { written }]) => [from, written])),
  );
  const walked = await Promise.all(
    [...places].map(
      async ([from, { inside }]): Promise<HomeFiles & { inside: string; from: string }> => ({
        ...(await walkHome(probes.files, from)),
        inside,
        from,
      }),
    ),
  );
  const flagged: FlaggedFile[] = [];
  const entries = walked.flatMap(({ files, from, inside }) =>
    files.map((file) => {
      const why = flagOf(flags, file.path, path.sep);
      const id = why && short('file', file.path);
      if (why && id) flagged.push({ id, path: file.path, why });
      const below = path.relative(from, file.path).split(path.sep).join('/');
      return { from: file.path, to: `${inside}/${below}`, flag: id };
    }),
  );
  const free = new Set(entries.filter(({ flag }) => flag === null).map(({ from }) => from));
  const all = walked.flatMap(({ files }) => files);
  const skipped = walked.reduce((sum, each) => sum + each.skipped, 0);
  const left = [
    ...(carried.dropped.length > 0 ? [migrateMessage('left-settings', { names: carried.dropped })] : []),
    ...(skipped > 0 ? [migrateMessage('left-files', { count: skipped })] : []),
    migrateMessage('left-always'),
  ];
  return {
    id: short('setup', setup.stateDir),
    from: setup.stateDir,
    files: free.size,
    bytes: all.reduce((sum, each) => sum + (free.has(each.path) ? each.size : 0), 0),
    flagged,
    secrets: keysToRenew(secrets.items),
    left,
    entries,
    settings: carried.value,
  };
}

const isHere = (setup: Setup, probes: Probes) => setup.stateDir.length > 0 && probes.files.home.length > 0;

/**
 * What of each home of OpenClaw on this computer would move into a tank. Reads only. A home whose settings can't be
 * read is left out: it can't be told what would go along.
 */
export async function planMoves(probes: Probes): Promise<readonly PlannedMove[]> {
  const { items } = await probes.settings.all();
  const readable = items.filter(
    (each) => (each.state === 'read' || each.state === 'absent') && isHere(each.setup, probes),
  );
  return Promise.all(readable.map((each) => planMove(probes, each)));
}
