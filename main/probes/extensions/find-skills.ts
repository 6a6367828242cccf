import { valueAt } from '../../openclaw/read-settings';
import { errorCode, type Host } from '../../system/read';
import { timeLimit } from '../../system/read/time-limit';
import { workspaceRoots } from '../contents/workspace-roots';
import type { Setup } from '../openclaw/types';
import { memoizeBy, type PartialResult } from '../partial-result';
import type { OpenClawSettings } from '../settings/types';
import { GapCollector, pathsIn } from './gap-collector';
import { hubMark, hubRecord } from './hub-record';
import { clawhubOrigin, fields, type Origin, sourceOrigin } from './install-origin';
import type { Extension } from './types';

/** As deep as OpenClaw looks for SKILL.md below a root (docs/tools/skills.md, "Loading order"). */
const DEEPEST = 6;
const MOST_FOLDERS = 5000;
/** Milliseconds for all roots of a setup: a link to the whole disk below one of them must not hold the look. */
const LONGEST = 2000;
const LARGEST = 256 * 1024;

interface Root {
  readonly folder: string;
  readonly own?: 'bundled' | 'workshop';
}

/** Every skill below the roots of docs/tools/skills.md, and `<copy>/skills`, each real folder once. */
export async function findSkills(
  host: Host,
  setup: Setup,
  settings: OpenClawSettings | null,
  copies: readonly string[],
  bundledFolders: ReturnType<typeof skillFolders>,
): Promise<PartialResult<Extension>> {
  const gaps = new GapCollector(host);
  const value = settings?.state === 'read' ? settings.value : {};
  const items: Extension[] = [];
  const roots = await rootsOf(host, setup, settings, gaps);
  const bundled = await bundledFolders(copies.map((copy) => host.path.join(copy, 'skills')));
  const others = await foldersBelow(host, roots, new Set(bundled.been));
  gaps.gaps.push(...bundled.gaps, ...others.gaps);
  for (const { own, folder } of [...bundled.items, ...others.items]) {
    const name = (own !== 'bundled' && (await nameIn(host, folder, gaps))) || host.path.basename(folder);
    const origin: Origin = own
      ? { source: own, pinned: own === 'bundled' ? true : null }
      : await originOf(host, folder, gaps);
    const enabled = valueAt(value, ['skills', 'entries', name, 'enabled']) !== false;
    const hub: Pick<Extension, 'hub'> =
      origin.source === 'clawhub' ? { hub: await hubRecord(host, folder, gaps) } : {};
    // Whatever its inside says of where it came from: who changes a skill can change that as well.
    const record = own ? undefined : await hubMark(host, folder);
    const said = record === undefined ? {} : { record };
    items.push({ name, path: folder, ...origin, enabled, ...hub, ...said });
  }
  return { items, gaps: gaps.gaps };
}

async function rootsOf(
  host: Host,
  setup: Setup,
  settings: OpenClawSettings | null,
  gaps: GapCollector,
): Promise<readonly Root[]> {
  const { join } = host.path;
  const workspaces = workspaceRoots(host, setup, settings);
  gaps.gaps.push(...workspaces.gaps);
  const agents = join(setup.stateDir, 'agents');
  const ids = await host.list(agents).catch(gaps.orElse(agents, []));
  const extra = settings?.state === 'read' ? valueAt(settings.value, 'skills.load.extraDirs') : undefined;
  return [
    ...workspaces.folders.flatMap((folder) => [
      { folder: join(folder, 'skills') },
      { folder: join(folder, '.agents', 'skills') },
    ]),
    { folder: join(setup.home, '.agents', 'skills') },
    { folder: join(setup.stateDir, 'skills') },
    ...ids.map((id) => ({ folder: join(agents, id, 'agent', 'workshop-skills'), own: 'workshop' as const })),
    ...pathsIn(extra, 'skills.load.extraDirs', host, setup, settings, gaps).map((folder) => ({ folder })),
  ];
}

/** Folders with a SKILL.md, each as its root, and the real folders that were gone through. */
interface SkillFolders extends PartialResult<Root> {
  readonly been: readonly string[];
}

async function foldersBelow(
  host: Host,
  roots: readonly Root[],
  been = new Set<string>(),
): Promise<SkillFolders> {
  const gaps = new GapCollector(host);
  const isLate = timeLimit(LONGEST);
  const items: Root[] = [];
  for (const root of roots)
    for await (const folder of below(host, root.folder, been, gaps, isLate)) items.push({ ...root, folder });
  return { items, gaps: gaps.gaps, been: [...been] };
}

/**
 * The folders of the skills that come with a copy, by its folder of them: an answer of its own, since there are dozens
 * and an edit of the settings changes none. What lies in a home is gone through each time: others put things there, and
 * what is noticed late would be held against the fix that is under way then.
 */
export const skillFolders = (host: Host) =>
  memoizeBy((folders: readonly string[]) =>
    foldersBelow(
      host,
      folders.map((folder) => ({ folder, own: 'bundled' })),
    ),
  );

/** Folders with a SKILL.md; none is looked for below one. Links are followed, each real folder once. */
async function* below(
  host: Host,
  root: string,
  been: Set<string>,
  gaps: GapCollector,
  isLate: () => boolean,
): AsyncGenerator<string> {
  const waiting = [{ folder: root, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { folder, depth } = next;
    if (been.size >= MOST_FOLDERS || isLate()) {
      gaps.gaps.push({ where: folder, because: { id: 'contents.too-much' } });
      return;
    }
    const real = await host.realpath(folder).catch(gaps.orElse(folder, null));
    if (real === null || been.has(real)) continue;
    been.add(real);
    const names = await host
      .list(folder)
      .catch((error) =>
        errorCode(error) === 'ENOTDIR' ? [] : gaps.orElse<readonly string[]>(folder, [])(error),
      );
    if (names.includes('SKILL.md')) {
      yield folder;
      continue;
    }
    for (const name of [...names].sort()) {
      if (name === 'node_modules' || name === '.git') continue;
      const path = host.path.join(folder, name);
      if (isLate()) {
        gaps.gaps.push({ where: path, because: { id: 'contents.too-much' } });
        return;
      }
      const facts = await host.stat(path).catch((error) =>
        // A link that leads in a circle leads to no skill.
        errorCode(error) === 'ELOOP' ? null : gaps.orElse(path, null)(error),
      );
      if (facts?.kind === 'folder' && depth < DEEPEST) waiting.push({ folder: path, depth: depth + 1 });
    }
  }
}

/** `name` of the front matter; null where there is none or it is broken: OpenClaw then goes by the folder. */
async function nameIn(host: Host, folder: string, gaps: GapCollector): Promise<string | null> {
  const file = host.path.join(folder, 'SKILL.md');
  const text = await host.readText(file, LARGEST).catch(gaps.orElse(file, ''));
  const front = text.match(/^---\r?\n([\s\S]*?)\r?\n---/)?.[1];
  if (front === undefined) return null;
  const { parse } = await import('yaml');
  try {
    // No aliases: a few lines of them unfold into gigabytes.
    const { name } = fields(parse(front, { maxAliasCount: 0, logLevel: 'silent' }));
    return typeof name === 'string' && name.trim() ? name.trim().slice(0, 100) : null;
  } catch {
    return null;
  }
}

async function originOf(host: Host, folder: string, gaps: GapCollector): Promise<Origin> {
  const { join } = host.path;
  const records = [
    [join(folder, '.clawhub', 'origin.json'), clawhubOrigin],
    [join(folder, '.clawdhub', 'origin.json'), clawhubOrigin],
    [join(folder, '.openclaw', 'source-origin.json'), sourceOrigin],
  ] as const;
  for (const [file, read] of records) {
    const before = gaps.gaps.length;
    const text = await host.readText(file, LARGEST).catch(gaps.orElse(file, null));
    if (gaps.gaps.length > before) return { source: 'unknown', pinned: null };
    if (text === null) continue;
    try {
      return read(JSON.parse(text));
    } catch {
      return { source: 'unknown', pinned: null };
    }
  }
  return { source: 'unrecorded', pinned: null };
}
