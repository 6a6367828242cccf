import { parseEnv } from 'node:util';
import { at, type Json } from '../../openclaw/settings';
import type { Host } from '../host';
import type { Service, Setup } from '../openclaw';

const texts = (value: Json | undefined): Record<string, string> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )
    : {};

/** Does a service start OpenClaw on this setup? One that names no folder starts it on the default one. */
function starts(service: Service, setup: Setup): boolean {
  const { OPENCLAW_STATE_DIR, OPENCLAW_CONFIG_PATH, OPENCLAW_PROFILE } = service.env;
  if (OPENCLAW_CONFIG_PATH) return OPENCLAW_CONFIG_PATH === setup.configPath;
  if (OPENCLAW_STATE_DIR) return OPENCLAW_STATE_DIR === setup.stateDir;
  return (OPENCLAW_PROFILE || 'default') === setup.name;
}

/**
 * The variables that OpenClaw would see on this setup, as far as they can be seen from outside: the
 * service's, then `<state>/.env`, then the settings' own `env` (docs/help/environment.md), and last ours.
 * What a service's command line decides stands beside them by its switch (`--bind`), which no variable can be called.
 * Values are secrets: for reading settings only, never to be shown.
 */
export async function environmentOf(
  host: Host,
  setup: Setup,
  services: readonly Service[],
  value: Json,
): Promise<Readonly<Record<string, string>>> {
  const own = Object.entries(host.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const file = await host
    .readText(host.path.join(setup.stateDir, '.env'))
    .then((text) => parseEnv(text) as Record<string, string>)
    .catch(() => ({}));
  const mine = services.filter((each) => starts(each, setup));
  const options = mine.map((each) => each.options ?? {});
  return {
    ...Object.fromEntries(own),
    ...texts(at(value, 'env')),
    ...texts(at(value, 'env.vars')),
    ...file,
    ...mine[0]?.env,
    ...Object.assign({}, ...options.toReversed()),
  };
}
