import type { Message } from '../../contract/finding';
import type { Json } from '../../openclaw/settings';
import type { Host } from '../host';
import type { OpenClawProbe, Service, Setup } from '../openclaw';
import { couldNot, once, type Seen } from '../seen';
import { environmentOf } from './environment';
import { readWithIncludes, SettingsTrouble } from './include';

export type { Json } from '../../openclaw/settings';

/** The settings of one setup: JSON5 with its `$include`s resolved. */
export type Settings =
  | {
      readonly state: 'read';
      readonly setup: Setup;
      /** Texts stand as written: `${NAME}` is not filled in. */
      readonly value: Json;
      /** The settings file first, then all that it includes. */
      readonly files: readonly string[];
      /** Variables that OpenClaw would see, as far as they can be seen. Secrets: never shown. */
      readonly environment?: Readonly<Record<string, string>>;
    }
  /** No file: OpenClaw runs on its defaults. */
  | {
      readonly state: 'absent';
      readonly setup: Setup;
      readonly environment?: Readonly<Record<string, string>>;
    }
  | {
      readonly state: 'broken';
      readonly setup: Setup;
      readonly file: string;
      /** Both from 1; null when the trouble has no place in the text. */
      readonly line: number | null;
      readonly column: number | null;
      readonly because: Message;
    }
  | { readonly state: 'unreadable'; readonly setup: Setup; readonly file: string; readonly because: Message };

export interface SettingsProbe {
  /** One for each setup that was found; `unseen` as `OpenClawProbe.setups`. */
  all(): Promise<Seen<Settings>>;
  /** What the settings of a setup would be if these files, by path, held these texts: for those who plan an edit. */
  asIf(setup: Setup, texts: ReadonlyMap<string, string>): Promise<Settings>;
}

/** Folders besides its own that OpenClaw may include from (OPENCLAW_INCLUDE_ROOTS, docs/gateway/config-secrets-env.md). */
function includeRoots(host: Host, setup: Setup, services: readonly Service[]): readonly string[] {
  const lists = [host.env, ...services.map(({ env }) => env)].map((env) => env.OPENCLAW_INCLUDE_ROOTS ?? '');
  return lists
    .flatMap((list) => list.split(host.path.delimiter))
    .map((root) => root.trim().replace(/^~(?=[\\/]|$)/, setup.home))
    .filter((root) => host.path.isAbsolute(root));
}

async function readOne(host: Host, setup: Setup, services: readonly Service[]): Promise<Settings> {
  try {
    const roots = includeRoots(host, setup, services);
    const { value, files } = await readWithIncludes(host, setup.configPath, roots);
    const environment = await environmentOf(host, setup, services, value);
    return { state: 'read', setup, value, files, environment };
  } catch (error) {
    if (!(error instanceof SettingsTrouble))
      return { state: 'unreadable', setup, file: setup.configPath, because: couldNot(error) };
    const { state, file, because, line, column } = error;
    if (state === 'absent')
      return { state, setup, environment: await environmentOf(host, setup, services, {}) };
    return state === 'broken'
      ? { state, setup, file, line, column, because }
      : { state, setup, file, because };
  }
}

/** Reads the settings of every setup on this machine. Nothing is written, no `openclaw` is started. */
export function createSettingsProbe(host: Host, openclaw: OpenClawProbe): SettingsProbe {
  return {
    async asIf(setup, texts) {
      const services = await openclaw.services();
      const readText: Host['readText'] = async (file, limit) =>
        texts.get(file)?.replace(/^\uFEFF/, '') ?? host.readText(file, limit);
      return readOne({ ...host, readText }, setup, services.found);
    },
    all: once(async () => {
      const [setups, services] = await Promise.all([openclaw.setups(), openclaw.services()]);
      const found = await Promise.all(setups.found.map((setup) => readOne(host, setup, services.found)));
      return { found, unseen: setups.unseen };
    }),
  };
}
