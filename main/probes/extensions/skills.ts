import { at } from '../../openclaw/settings';
import { workspaceRoots } from '../contents/roots';
import { errorCode, type Host } from '../host';
import type { Setup } from '../openclaw';
import type { Seen } from '../seen';
import type { Settings } from '../settings';
import type { Extension } from '.';
import { clawhubOrigin, fields, type Origin, sourceOrigin } from './record';
import { pathsIn, Trouble } from './trouble';

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
  settings: Settings | null,
  copies: readonly string[],
): Promise<Seen<Extension>> {
  const trouble = new Trouble(host);
  const value = settings?.state === 'read' ? settings.value : {};
  const been = new Set<string>();
  const found: Extension[] = [];
  const until = performance.now() + LONGEST;
  for (const root of await rootsOf(host, setup, settings, copies, trouble)) {
    for await (const folder of skillFolders(host, root.folder, been, trouble, until)) {
      const name =
        (root.own !== 'bundled' && (await nameIn(host, folder, trouble))) || host.path.basename(folder);
      const origin: Origin = root.own
        ? { source: root.own, pinned: root.own === 'bundled' ? true : null }
        : await originOf(host, folder, trouble);
      const enabled = at(value, ['skills', 'entries', name, 'enabled']) !== false;
      found.push({ name, path: folder, ...origin, enabled });
    }
  }
  return { found, unseen: trouble.unseen };
}

async function rootsOf(
  host: Host,
  setup: Setup,
  settings: Settings | null,
  copies: readonly string[],
  trouble: Trouble,
): Promise<readonly Root[]> {
  const { join } = host.path;
  const workspaces = workspaceRoots(host, setup, settings);
  trouble.unseen.push(...workspaces.unseen);
  const agents = join(setup.stateDir, 'agents');
  const ids = await host.list(agents).catch(trouble.instead(agents, []));
  const extra = settings?.state === 'read' ? at(settings.value, 'skills.load.extraDirs') : undefined;
  return [
    ...copies.map((copy) => ({ folder: join(copy, 'skills'), own: 'bundled' as const })),
    ...workspaces.folders.flatMap((folder) => [
      { folder: join(folder, 'skills') },
      { folder: join(folder, '.agents', 'skills') },
    ]),
    { folder: join(setup.home, '.agents', 'skills') },
    { folder: join(setup.stateDir, 'skills') },
    ...ids.map((id) => ({ folder: join(agents, id, 'agent', 'workshop-skills'), own: 'workshop' as const })),
    ...pathsIn(extra, 'skills.load.extraDirs', host, setup, settings, trouble).map((folder) => ({ folder })),
  ];
}

/** Folders with a SKILL.md; none is looked for below one. Links are followed, each real folder once. */
async function* skillFolders(
  host: Host,
  root: string,
  been: Set<string>,
  trouble: Trouble,
  until: number,
): AsyncGenerator<string> {
  const waiting = [{ folder: root, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { folder, depth } = next;
    if (been.size >= MOST_FOLDERS || performance.now() >= until) {
      trouble.unseen.push({ where: folder, because: { id: 'contents.too-much' } });
      return;
    }
    const real = await host.realpath(folder).catch(trouble.instead(folder, null));
    if (real === null || been.has(real)) continue;
    been.add(real);
    const names = await host
      .list(folder)
      .catch((error) =>
        errorCode(error) === 'ENOTDIR' ? [] : trouble.instead<readonly string[]>(folder, [])(error),
      );
    if (names.includes('SKILL.md')) {
      yield folder;
      continue;
    }
    for (const name of [...names].sort()) {
      if (name === 'node_modules' || name === '.git') continue;
      const path = host.path.join(folder, name);
      if (performance.now() >= until) {
        trouble.unseen.push({ where: path, because: { id: 'contents.too-much' } });
        return;
      }
      const facts = await host.stat(path).catch((error) =>
        // A link that leads in a circle leads to no skill.
        errorCode(error) === 'ELOOP' ? null : trouble.instead(path, null)(error),
      );
      if (facts?.kind === 'folder' && depth < DEEPEST) waiting.push({ folder: path, depth: depth + 1 });
    }
  }
}

/** `name` of the front matter; null where there is none or it is broken: OpenClaw then goes by the folder. */
async function nameIn(host: Host, folder: string, trouble: Trouble): Promise<string | null> {
  const file = host.path.join(folder, 'SKILL.md');
  const text = await host.readText(file, LARGEST).catch(trouble.instead(file, ''));
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

async function originOf(host: Host, folder: string, trouble: Trouble): Promise<Origin> {
  const { join } = host.path;
  const records = [
    [join(folder, '.clawhub', 'origin.json'), clawhubOrigin],
    [join(folder, '.clawdhub', 'origin.json'), clawhubOrigin],
    [join(folder, '.openclaw', 'source-origin.json'), sourceOrigin],
  ] as const;
  for (const [file, read] of records) {
    const before = trouble.unseen.length;
    const text = await host.readText(file, LARGEST).catch(trouble.instead(file, null));
    if (trouble.unseen.length > before) return { source: 'unknown', pinned: null };
    if (text === null) continue;
    try {
      return read(JSON.parse(text));
    } catch {
      return { source: 'unknown', pinned: null };
    }
  }
  return { source: 'unrecorded', pinned: null };
}
