import type { Change, EditChange } from '../../contract/change';
import type { Message, Obstacle } from '../../contract/finding';
import type { Influence, Need } from '../../contract/influence';
import { applyEdits, CannotEdit, type Edit, editJson5, same } from '../../openclaw/json5';
import { type Json, readSettings, type SettingPath, type SettingsReader } from '../../openclaw/read-settings';
import type { Probes } from '../../probes';
import type { OpenClawSettings } from '../../probes/settings';
import type { Proposal } from '../define/define-fix';
import { appObstacle, sharedObstacle, textObstacle, wordingObstacle } from '../obstacles';
import { planReloads } from './reload-settings';
import { layersOf, spread } from './settings-layers';
import { type KnownVersions, versionsOf } from './setup-versions';

/** One setup as a fix sees it that wants to change its settings. */
export interface EditableSetup {
  readonly settings: OpenClawSettings & { readonly state: 'read' | 'absent' };
  /** An empty map where there is no file. */
  readonly value: Json;
  readonly reader: SettingsReader;
  /** Which settings the versions here know: one that a version doesn't know keeps its gateway from starting. */
  readonly versions: KnownVersions;
}

/** What is to be changed in one setup. None: nothing to do. Null: a setting can't mend it here. */
export type PlanEdits = (setup: EditableSetup) => readonly Edit[] | null;

export interface PlannedEdits {
  /** Edits of files first, then what makes running gateways take them up. */
  readonly changes: readonly Change[];
  /** What keeps further setups from being mended. */
  readonly cannot: readonly Obstacle[];
  /** Setups whose settings change; none where there are obstacles only. */
  readonly setups: readonly EditableSetup[];
  /** Until a running gateway has taken them up. */
  readonly settleMs: number;
  /** A gateway that nobody but the user can start again is ended. */
  readonly endsGateway: boolean;
  /** The running gateways that take them up. */
  readonly influences: readonly Influence[];
  /** Copies that are put away in the same row go first: which settings may be written depends on the versions that stay. */
  readonly needs: readonly Need[];
}

const steps = (path: SettingPath) => (typeof path === 'string' ? path.split('.') : path);
/** This value is to stand there. */
export const setEdit = (path: SettingPath, to: Json): Edit => ({ path: steps(path), to });
/** Nothing is to stand there. */
export const removeEdit = (path: SettingPath): Edit => ({ path: steps(path), to: undefined });

/** The one proposal of a fix that changes settings; none when there is nothing to change. */
export function proposeEdits(
  mended: PlannedEdits | null,
  says: { readonly does: Message; readonly cost?: Message; readonly afterwards?: Message },
): readonly Proposal[] {
  if (!mended) return [];
  const { changes, settleMs, endsGateway, influences, needs, cannot } = mended;
  // What only a gateway that watches nothing and has no service needs is said by the first fix that could end it.
  const again: Message = { id: 'fix.listen-locally.start-again' };
  return [
    { ...says, changes, cannot, settleMs, influences, needs, ...(endsGateway && { afterwards: again }) },
  ];
}

type Texts = Map<string, string>;
interface Read {
  /** As they stand on the disk; null where there is no file yet. */
  readonly before: Map<string, string | null>;
  /** With the edits of the setups so far. */
  readonly now: Texts;
}

/** Plans the edits of one setup. Null when it can't be sure that they give exactly what is wanted. */
async function planOne(
  probes: Probes,
  setup: EditableSetup,
  edits: readonly Edit[],
  read: Read,
  inPlace: boolean,
): Promise<Texts | null> {
  const { settings } = setup;
  const { path } = probes.files;
  const main = path.normalize(settings.setup.configPath);
  const files = settings.state === 'read' ? settings.files.map((file) => path.normalize(file)) : [main];
  for (const file of files) {
    if (read.before.has(file)) continue;
    const exact = await probes.files.exact(file);
    if (exact === null && settings.state === 'read') return null;
    read.before.set(file, exact?.text ?? null);
    read.now.set(file, exact?.text ?? '{}\n');
  }
  const known = await probes.settings.asIf(settings.setup, read.now);
  if (known.state !== 'read') return null;
  const wanted = applyEdits(known.value, edits);

  /** The texts, when they mean exactly what is wanted. */
  const tried = async (byFile: ReadonlyMap<string, readonly Edit[]>): Promise<Texts | null> => {
    try {
      const made = [...byFile].map(
        ([file, own]) => [file, editJson5(read.now.get(file) ?? '{}\n', own)] as const,
      );
      const changed = new Map(made.filter(([file, text]) => text !== read.now.get(file)));
      const result = await probes.settings.asIf(settings.setup, new Map([...read.now, ...changed]));
      return result.state === 'read' && same(result.value, wanted) ? changed : null;
    } catch (error) {
      if (error instanceof CannotEdit) return null;
      throw error;
    }
  };
  const inMain = inPlace && files.length > 1 ? null : await tried(new Map([[main, edits]]));
  return inMain ?? (files.length > 1 ? tried(spread(edits, layersOf(main, read.now, path), read.now)) : null);
}

/** Files that several setups include: what mends one would change the other unasked. */
function sharedFiles(all: readonly OpenClawSettings[]): ReadonlySet<string> {
  const count = new Map<string, number>();
  for (const settings of all)
    if (settings.state === 'read')
      for (const file of new Set(settings.files.slice(1))) count.set(file, (count.get(file) ?? 0) + 1);
  return new Set([...count].filter(([, times]) => times > 1).map(([file]) => file));
}

/**
 * Plans edits of the settings of every setup, one change a file. A setup is passed over whose settings are broken,
 * can't be read or written, or would not come out exactly as wished; what is in the way there is told. Null when nothing
 * is left to do. `afresh`: a running gateway takes these up only as a new process. `inPlace`: each value is changed in
 * the file where it stands, for it must not stay there; else the settings file itself says otherwise where it can.
 */
export async function planSettingsEdits(
  probes: Probes,
  wish: PlanEdits,
  { afresh = false, inPlace = false }: { readonly afresh?: boolean; readonly inPlace?: boolean } = {},
): Promise<PlannedEdits | null> {
  const [{ items }, { versions, copies }] = await Promise.all([probes.settings.all(), versionsOf(probes)]);
  const shared = sharedFiles(items);
  const read: Read = { before: new Map(), now: new Map() };
  const changed = new Set<string>();
  const setups: EditableSetup[] = [];
  const cannot: Obstacle[] = [];
  for (const settings of items) {
    if (settings.state === 'unreadable') {
      const obstacle = await textObstacle(probes.files, settings.file);
      if (obstacle) cannot.push(obstacle);
    }
    if (settings.state !== 'read' && settings.state !== 'absent') continue;
    const value = settings.state === 'read' ? settings.value : {};
    const reader = readSettings(value, settings.environment);
    const setup: EditableSetup = { settings, value, reader, versions: versions(reader) };
    const edits = wish(setup);
    if (edits === null || edits.length === 0) continue;
    if (settings.setup.from === 'search') {
      cannot.push(appObstacle(settings.setup.configPath));
      continue;
    }
    const texts = await planOne(probes, setup, edits, read, inPlace).catch(() => null);
    if (texts?.size === 0) continue;
    const known = settings.state === 'read' ? settings.files : [settings.setup.configPath];
    const files = texts ? [...texts.keys()] : known;
    const common = files.find((file) => shared.has(file));
    const obstacles = await Promise.all(files.map((file) => textObstacle(probes.files, file)));
    const obstacle = obstacles.find((each) => each !== null) ?? (common && sharedObstacle(common));
    if (obstacle || texts === null) {
      cannot.push(obstacle || wordingObstacle(settings.setup.configPath));
      continue;
    }
    for (const [file, text] of texts) {
      read.now.set(file, text);
      changed.add(file);
    }
    setups.push(setup);
  }
  if (setups.length + cannot.length === 0) return null;
  const edits = [...changed].map(
    (path): EditChange => ({
      kind: 'edit',
      path,
      before: read.before.get(path) ?? null,
      after: read.now.get(path) ?? null,
      format: 'json5',
    }),
  );
  const { changes, ...taken } = await planReloads(probes, setups, afresh);
  const needs = copies.map((path): Need => ({ kind: 'settled', what: { kind: 'place', path } }));
  return { changes: [...edits, ...changes], setups, cannot, needs, ...taken };
}
