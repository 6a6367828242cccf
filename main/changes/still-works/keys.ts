import { join } from 'node:path';
import { fillIn, type Json, readSettings, type SettingPath, valueAt } from '../../openclaw/read-settings';
import type { Probes } from '../../probes';
import type { OpenClawSettings } from '../../probes/settings';
import { fixMessage } from '../reason';
import { type StillWorks, touching } from './types';

type Read = OpenClawSettings & { readonly state: 'read' };

/** Where a model's key is found, and the files without which it wouldn't be. No secrets. */
export interface KnownKey {
  readonly stateDir: string;
  /** Its place in the settings, or the file that holds keys. */
  readonly place: string;
  readonly files: readonly string[];
}

const pointed = (value: Json, pointer: string): Json | undefined =>
  valueAt(
    value,
    pointer
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')),
  );
const isThere = (value: Json | undefined) => typeof value === 'string' && value.trim() !== '';

/** A reference to a file leads to a secret that OpenClaw would take (docs/gateway/secrets, "File provider"). */
async function inFile({ files }: Probes, { value, setup }: Read, provider: string, id: string) {
  const place = valueAt(value, ['secrets', 'providers', provider, 'path']);
  if (typeof place !== 'string') return null;
  const file = place.replace(/^~(?=[\\/])/, setup.home);
  const facts = await files.lstat(file).catch(() => null);
  const isClosed = files.platform === 'win32' || (facts !== null && (facts.mode & 0o077) === 0);
  const text = facts?.kind === 'file' && isClosed ? (await files.exact(file).catch(() => null))?.text : null;
  try {
    return text != null && isThere(pointed(JSON.parse(text) as Json, id)) ? file : null;
  } catch {
    return null;
  }
}

/** Where a key is taken from: files besides the settings; null where there is none. */
async function sourceOf(
  probes: Probes,
  settings: Read,
  path: SettingPath,
): Promise<readonly string[] | null> {
  const environment = settings.environment ?? {};
  const value = readSettings(settings.value, environment).raw(path);
  if (typeof value === 'string') return isThere(fillIn(value, environment) ?? undefined) ? [] : null;
  const of = (key: string) => (value === undefined ? undefined : valueAt(value, [key]));
  const [source, provider, id] = [of('source'), of('provider'), of('id')];
  if (source === 'env') return typeof id === 'string' && isThere(environment[id]) ? [] : null;
  // What a program of the user's answers can't be told without running it.
  if (source === 'exec') return [];
  if (source !== 'file' || typeof id !== 'string') return null;
  const file = await inFile(probes, settings, typeof provider === 'string' ? provider : 'default', id);
  return file === null ? null : [file];
}

/** Files of keys beside the settings (docs/gateway/authentication.md): they only have to be there and open. */
async function stores({ files }: Probes, { setup }: Read): Promise<readonly KnownKey[]> {
  const agents = await files.list(join(setup.stateDir, 'agents')).catch(() => []);
  const candidates = [
    join(setup.stateDir, '.env'),
    ...agents.map((agent) => join(setup.stateDir, 'agents', agent, 'agent', 'auth-profiles.json')),
  ];
  const found = await Promise.all(candidates.map((file) => files.exact(file).catch(() => null)));
  return candidates
    .filter((_, index) => found[index] !== null)
    .map((file) => ({ stateDir: setup.stateDir, place: file, files: [file] }));
}

async function keysOf(probes: Probes): Promise<readonly KnownKey[]> {
  const { items } = await probes.settings.all();
  const known = items
    .filter((each): each is Read => each.state === 'read')
    .map(async (settings) => {
      const providers = readSettings(settings.value).names('models.providers');
      const named = providers.map(async (name): Promise<readonly KnownKey[]> => {
        const path = ['models', 'providers', name, 'apiKey'];
        const files = await sourceOf(probes, settings, path);
        const { stateDir } = settings.setup;
        return files ? [{ stateDir, place: path.join('.'), files: [...settings.files, ...files] }] : [];
      });
      return [...(await Promise.all(named)).flat(), ...(await stores(probes, settings))];
    });
  return (await Promise.all(known)).flat();
}

/** A key that was found before is found now. A setup that went to another account can't be looked into any more. */
export const keysFound: StillWorks<readonly KnownKey[]> = {
  before: keysOf,
  async after(remembered, { entries, probes }) {
    const { items } = await probes.settings.all();
    const now = await keysOf(probes);
    for (const key of remembered) {
      const setups = items.filter((each) => each.setup.stateDir === key.stateDir);
      if (
        setups.length === 0 ||
        now.some(({ stateDir, place }) => stateDir === key.stateDir && place === key.place)
      )
        continue;
      const files = setups.flatMap((each) => (each.state === 'read' ? each.files : []));
      const entry = touching(entries, [...key.files, ...files]).at(-1);
      if (entry) return { entry, because: fixMessage('works.key', { place: key.place }) };
    }
    return null;
  },
};
