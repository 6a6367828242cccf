import { workspacesOf } from '../../openclaw/agent-workspaces';
import { agentsOf, type Json, type SettingsReader } from '../../openclaw/read-settings';
import type { FileProbe } from '../../probes/files';
import type { Setup } from '../../probes/openclaw';

type Steps = readonly (string | number)[];

/** One setting that names a folder to work in. */
export interface WorkspacePath {
  readonly path: Steps;
  /** The folder that it names, absolute. */
  readonly root: string;
  /** Whose it is; null: all agents', who share it or have a folder each in it. */
  readonly agent: string | null;
  readonly is: 'workspace' | 'cwd';
}

/**
 * Every setting of a setup that names a workspace or a working folder
 * (docs/gateway/config-agents/workspace-and-bootstrap.md). One whose folder can't be told is left out.
 */
export function workspacePaths(
  reader: SettingsReader,
  setup: Setup,
  path: FileProbe['path'],
): readonly WorkspacePath[] {
  const places: { readonly agent: string | null; readonly steps: Steps }[] = [
    { agent: null, steps: ['agents', 'defaults'] },
    ...agentsOf(reader).flatMap(({ name, path: steps }) => (steps === null ? [] : [{ agent: name, steps }])),
  ];
  return places.flatMap(({ agent, steps }) =>
    (['workspace', 'cwd'] as const).flatMap((is): WorkspacePath[] => {
      const written: Json | undefined = reader.raw([...steps, is]);
      if (typeof written !== 'string' || !written.trim()) return [];
      const alone = { agents: { defaults: { workspace: written } } };
      const root = workspacesOf(alone, setup, path, reader.environment)[0]?.path;
      return root !== undefined && path.isAbsolute(root) ? [{ path: [...steps, is], root, agent, is }] : [];
    }),
  );
}
