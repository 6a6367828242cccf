/** What a Node program keeps besides reading files and starting threads and programs. */
export interface NodeRights {
  /** Files and folders, with what lies in them, that it may write. */
  readonly writes?: readonly string[];
  /** Whether it may use the network, which can be denied from Node 25 on. */
  readonly network: boolean;
}

/**
 * The switches under which a Node has no right to write but where it is told, to files or by add-ons: its permission model
 * (nodejs.org/api/permissions.html), `--permission` from 22.13 and 23.5 on, experimental in 20. Programs may be started,
 * and threads; from 25 on the network is a right as well. Empty where there is none.
 */
export function permissionSwitches(version: string, { writes = [], network }: NodeRights): readonly string[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 20) return [];
  const isStable = major >= 24 || (major === 23 && minor >= 5) || (major === 22 && minor >= 13);
  return [
    isStable ? '--permission' : '--experimental-permission',
    '--allow-fs-read=*',
    ...writes.map((path) => `--allow-fs-write=${path}`),
    '--allow-child-process',
    '--allow-worker',
    ...(network && major >= 25 ? ['--allow-net'] : []),
    // It says so with each start.
    '--disable-warning=SecurityWarning',
    '--disable-warning=ExperimentalWarning',
  ];
}
