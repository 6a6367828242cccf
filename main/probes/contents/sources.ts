import { type Host, isAbsent } from '../host';
import type { Setup } from '../openclaw';
import type { Settings } from '../settings';
import type { Place } from '.';
import type { Bounds } from './bounds';
import { workspaceRoots } from './roots';
import { walk } from './walk';

/** One file to look into. `form` tells how: settings by their names, variables by theirs, notes as a person writes. */
export interface Source {
  readonly file: string;
  readonly place: Place;
  readonly form: 'settings' | 'variables' | 'text' | 'database';
}

/** What shells read at their start, by the home folder (bash(1), zsh(1), fish(1), about_Profiles of PowerShell). */
const SHELL_FILES = {
  linux: [
    '.bashrc',
    '.bash_profile',
    '.profile',
    '.zshrc',
    '.zprofile',
    '.zshenv',
    '.config/fish/config.fish',
  ],
  darwin: [
    '.bashrc',
    '.bash_profile',
    '.profile',
    '.zshrc',
    '.zprofile',
    '.zshenv',
    '.config/fish/config.fish',
  ],
  win32: ['Documents', 'OneDrive/Documents'].flatMap((documents) =>
    ['PowerShell', 'WindowsPowerShell'].flatMap((shell) =>
      ['Microsoft.PowerShell_profile.ps1', 'profile.ps1'].map((file) => `${documents}/${shell}/${file}`),
    ),
  ),
};

const VARIABLES = /(?:^|[\\/])\.env(?:\.[\w-]+)?$|\.(?:sh|bash|zsh|fish|ps1)$/i;

/** Logs of the gateway: OpenClaw's own folder in the temporary one, the state folder's, macOS's (docs/logging.md). */
function logFolders(host: Host, setup: Setup): readonly string[] {
  const { join } = host.path;
  const temporary = host.platform === 'win32' ? (host.env.TEMP ?? host.env.TMP) : (host.env.TMPDIR ?? '/tmp');
  return [
    ...(temporary ? [join(temporary, 'openclaw')] : []),
    ...(host.uid !== null ? [`/tmp/openclaw-${host.uid}`] : []),
    join(setup.stateDir, 'logs'),
    ...(host.platform === 'darwin' ? [join(setup.home, 'Library', 'Logs', 'openclaw')] : []),
  ];
}

/**
 * `/tmp/openclaw` of an account that has nothing to do with this setup, closed to everyone else: this setup's gateway
 * can't have written there.
 */
async function isClosedByAnother(host: Host, folder: string, stateDir: string): Promise<boolean> {
  if (host.uid === null) return false;
  try {
    const [there, state] = await Promise.all([host.stat(folder), host.stat(stateDir)]);
    const closed = there.kind === 'folder' && (there.mode & 0o077) === 0;
    return closed && there.uid !== host.uid && there.uid !== state.uid;
  } catch {
    return false;
  }
}

/** Files where keys of this setup may lie, nearest to OpenClaw first. Folders are looked through within the bounds. */
export async function* secretSources(
  host: Host,
  setup: Setup,
  settings: Settings | null,
  bounds: Bounds,
): AsyncGenerator<Source> {
  const { join, dirname, basename } = host.path;
  const names = async (folder: string) =>
    host.list(folder).catch((error) => {
      bounds.failed(folder, error);
      return [];
    });
  const { stateDir, configPath, home } = setup;
  const read = new Set(settings?.state === 'read' ? settings.files : [configPath]);
  for (const file of read) yield { file, place: 'settings', form: 'settings' };
  for (const file of read) {
    for (const name of await names(dirname(file))) {
      const other = join(dirname(file), name);
      // `openclaw.json.bak`, `.bak.1`, `.last-good`, `.pre-update` and what people call their own copies.
      if (name !== basename(file) && name.startsWith(`${basename(file)}.`) && !read.has(other))
        yield { file: other, place: 'backup', form: 'settings' };
    }
  }
  for (const name of await names(stateDir)) {
    if (VARIABLES.test(name)) yield { file: join(stateDir, name), place: 'environment', form: 'variables' };
  }
  // `openclaw secrets configure` moves keys to the one, chat apps sign in to the other (docs/gateway/secrets.md).
  yield { file: join(stateDir, 'secrets.json'), place: 'own-store', form: 'settings' };
  for await (const file of walk(host, join(stateDir, 'credentials'), bounds))
    yield { file, place: 'own-store', form: 'settings' };
  for (const id of await names(join(stateDir, 'agents'))) {
    const agent = join(stateDir, 'agents', id, 'agent');
    for (const name of ['auth-profiles.json', 'auth.json', 'models.json'])
      yield { file: join(agent, name), place: 'credentials', form: 'settings' };
    yield { file: join(agent, 'openclaw-agent.sqlite'), place: 'credentials', form: 'database' };
  }
  for (const name of SHELL_FILES[host.platform])
    yield { file: join(home, ...name.split('/')), place: 'shell', form: 'variables' };
  for (const folder of logFolders(host, setup)) {
    if (await isClosedByAnother(host, folder, stateDir)) continue;
    for await (const file of walk(host, folder, bounds)) {
      if (/\.(?:log|txt|jsonl)(?:\.\d+)?$/i.test(file)) yield { file, place: 'log', form: 'text' };
    }
  }
  const workspaces = workspaceRoots(host, setup, settings);
  bounds.unseen.push(...workspaces.unseen);
  const been = new Set<string>();
  for (const folder of workspaces.folders) {
    for await (const file of walk(host, folder, bounds, new Set([stateDir]), been))
      yield { file, place: 'workspace', form: VARIABLES.test(file) ? 'variables' : 'text' };
  }
}

/** What `reg query HKCU\Environment` prints: this account's own lasting variables on Windows. Null elsewhere. */
export async function lastingVariables(host: Host, bounds: Bounds): Promise<string | null> {
  if (host.platform !== 'win32') return null;
  const where = 'HKCU\\Environment';
  try {
    const { code, stdout } = await host.run('reg.exe', ['query', where]);
    if (code !== 0) throw Object.assign(new Error(where), { code: `exit ${code}` });
    // Names and keys are ASCII in every code page that consoles use.
    return stdout.toString('latin1');
  } catch (error) {
    // A missing reg.exe is a failure to look, not an empty answer.
    bounds.failed(where, isAbsent(error) ? Object.assign(new Error(where), { code: 'no reg.exe' }) : error);
    return null;
  }
}
