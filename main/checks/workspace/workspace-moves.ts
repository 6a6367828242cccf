import type { MoveChange } from '../../contract/change';
import type { Probes } from '../../probes';
import { canQuarantine } from '../quarantine/can-quarantine';
import { sortWorkspace, type WorkspaceEntry } from './sort-workspace';

/** More names than a person looks through; a workspace with more is left to its owner. */
const MOST = 2000;

async function listed({ files }: Probes, folder: string): Promise<readonly WorkspaceEntry[] | null> {
  const names = await files.list(folder);
  if (names.length > MOST) return null;
  const { join } = files.path;
  const isSkill = (each: string) =>
    files.lstat(join(folder, 'skills', each, 'SKILL.md')).then(
      ({ kind }) => kind === 'file',
      () => false,
    );
  return Promise.all(
    [...names].sort().map(async (name): Promise<WorkspaceEntry> => {
      const { kind } = await files.lstat(join(folder, name));
      const plain = { name, kind, inside: [], all: 0 };
      if (kind !== 'folder' || (name !== 'memory' && name !== 'skills')) return plain;
      const inside = [...(await files.list(join(folder, name)))].sort();
      if (name === 'memory') return { ...plain, inside, all: inside.length };
      const skills = await Promise.all(inside.map(isSkill));
      return { ...plain, inside: inside.filter((_, index) => skills[index]), all: inside.length };
    }),
  );
}

/** A name for the new folder under which nothing lies yet. Null: none is free. */
export async function freePlace({ files }: Probes, stateDir: string, agent: string): Promise<string | null> {
  const first = agent === 'main' ? 'workspace' : `workspace-${agent}`;
  for (const name of [first, `${first}-2`, `${first}-3`, `${first}-4`]) {
    const place = files.path.join(stateDir, name);
    const absent = await files.lstat(place).then(
      () => false,
      (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT',
    );
    if (absent) return place;
  }
  return null;
}

export interface Moves {
  readonly moves: readonly MoveChange[];
  /** Names of what stays behind. */
  readonly stays: readonly string[];
}

/** What of the workspaces below `root` goes to the same place below `to`. Null: it can't be told, or can't be moved. */
export async function movesOf(
  probes: Probes,
  folders: readonly string[],
  root: string,
  to: string,
  quarantine: string,
): Promise<Moves | null> {
  const { join, relative } = probes.files.path;
  const moves: MoveChange[] = [];
  const stays: string[] = [];
  for (const folder of folders) {
    const names = await listed(probes, folder).catch(() => null);
    if (names === null) return null;
    // The folders of other agents in a shared one are looked at by themselves.
    const sorted = sortWorkspace(names.filter(({ name }) => !folders.includes(join(folder, name))));
    for (const name of sorted.goes) {
      const from = join(folder, ...name.split('/'));
      if (!(await canQuarantine(probes, from, quarantine))) return null;
      moves.push({ kind: 'move', from, to: join(to, relative(root, folder), ...name.split('/')) });
    }
    stays.push(...sorted.stays);
  }
  return { moves, stays };
}
