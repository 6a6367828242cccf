import type { Message } from '../../contract/finding';
import type { Json } from '../../openclaw/read-settings';
import type { Host } from '../../system/read';
import type { OpenClawProbe, Setup, StartMethod } from '../openclaw/types';
import { memoize, readFailure } from '../partial-result';
import { readWithIncludes, SettingsError } from './read-includes';
import { settingsEnvironment } from './settings-environment';
import type { OpenClawSettings, SettingsProbe } from './types';

export type { Json } from '../../openclaw/read-settings';
export type { OpenClawSettings, SettingsProbe } from './types';

/** Folders besides its own that OpenClaw may include from (OPENCLAW_INCLUDE_ROOTS, docs/gateway/config-secrets-env.md). */
function includeRoots(host: Host, setup: Setup, starts: readonly StartMethod[]): readonly string[] {
  const lists = [host.env, ...starts.map(({ env }) => env)].map((env) => env.OPENCLAW_INCLUDE_ROOTS ?? '');
  return lists
    .flatMap((list) => list.split(host.path.delimiter))
    .map((root) => root.trim().replace(/^~(?=[\\/]|$)/, setup.home))
    .filter((root) => host.path.isAbsolute(root));
}

async function surroundings(host: Host, setup: Setup, starts: readonly StartMethod[], value: Json) {
  const { environments, gaps } = await settingsEnvironment(host, setup, starts, value);
  const [environment = {}] = environments;
  return {
    environment,
    ...(environments.length > 1 && { environments }),
    ...(gaps.length > 0 && { gaps }),
  };
}

/** Approvals and identities, which OpenClaw keeps in the default folder although the rest was moved (oc#75204). */
const LEFT_BEHIND = /^(?:exec-approvals\.json|identity|devices)$/;

/**
 * Why a settings file that isn't there doesn't mean OpenClaw's defaults: it is a link whose target is gone, or the folder
 * holds nothing but what is left there when the state folder was moved. Null: nothing speaks against the defaults.
 */
async function isElsewhere(host: Host, { configPath, stateDir, home }: Setup): Promise<Message | null> {
  const linked = await host.lstat(configPath).then(
    ({ kind }) => kind === 'link',
    () => false,
  );
  if (linked) return { id: 'settings.dead-link' };
  if (stateDir !== host.path.join(home, '.openclaw')) return null;
  const names = await host.list(stateDir).catch((): readonly string[] => []);
  return names.length > 0 && names.every((name) => LEFT_BEHIND.test(name)) ? { id: 'settings.moved' } : null;
}

async function readOne(host: Host, setup: Setup, starts: readonly StartMethod[]): Promise<OpenClawSettings> {
  try {
    const roots = includeRoots(host, setup, starts);
    const { value, files } = await readWithIncludes(host, setup.configPath, roots);
    return { state: 'read', setup, value, files, ...(await surroundings(host, setup, starts, value)) };
  } catch (error) {
    if (!(error instanceof SettingsError))
      return { state: 'unreadable', setup, file: setup.configPath, because: readFailure(error) };
    const { state, file, because, line, column } = error;
    if (state === 'absent') {
      const elsewhere = await isElsewhere(host, setup);
      if (elsewhere) return { state: 'unreadable', setup, file, because: elsewhere };
      return { state, setup, ...(await surroundings(host, setup, starts, {})) };
    }
    return state === 'broken'
      ? { state, setup, file, line, column, because }
      : { state, setup, file, because };
  }
}

/** Reads the settings of every setup on this machine. Nothing is written, no `openclaw` is started. */
export function createSettingsProbe(host: Host, openclaw: OpenClawProbe): SettingsProbe {
  return {
    async asIf(setup, texts) {
      const starts = await openclaw.starts();
      const readText: Host['readText'] = async (file, limit) =>
        texts.get(file)?.replace(/^\uFEFF/, '') ?? host.readText(file, limit);
      return readOne({ ...host, readText }, setup, starts.items);
    },
    all: memoize(async () => {
      const [setups, starts] = await Promise.all([openclaw.setups(), openclaw.starts()]);
      const items = await Promise.all(setups.items.map((setup) => readOne(host, setup, starts.items)));
      return { items, gaps: setups.gaps };
    }),
  };
}
