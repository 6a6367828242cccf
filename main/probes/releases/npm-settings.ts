import { dirname, join } from 'node:path';
import type { Options } from '@npmcli/config';
import type { Host } from '../../system/read';
import { noteAccess } from '../../system/read/access-log';

/** npm's own options by their fetch names; `registry` is the one that is always there. */
export interface NpmSettings {
  readonly registry: string;
  readonly [option: string]: unknown;
}

/** The `node` that npm would run on, since npm's global configuration lies beside it. */
async function nodeInPath(host: Host): Promise<string> {
  const name = host.platform === 'win32' ? 'node.exe' : 'node';
  for (const folder of (host.env.PATH ?? host.env.Path ?? '').split(host.path.delimiter)) {
    const file = join(folder, name);
    if (folder !== '' && (await host.stat(file).catch(() => null))?.kind === 'file') return file;
  }
  return process.execPath;
}

/** The registry that npm itself asks where nobody told it another: by npm's own definition, with no slash at its end. */
export async function publicRegistry(): Promise<string> {
  const { default: parts } = await import('@npmcli/config/lib/definitions/index.js');
  return parts.definitions.registry.default.replace(/\/$/, '');
}

/** Variables of the system's own that say where files lie: npm's files use them in paths. Nothing else is ever filled in. */
const PLACES = ['APPDATA', 'LOCALAPPDATA', 'USERPROFILE'];
/** Options whose text leaves this computer: addresses, credentials, and what is said of the one who asks. */
const SENT = /registry$|proxy|^\/\/|auth|agent|session|scope|otp|username|password/i;
/** Options that name files (@npmcli/config, lib/definitions: `cafile`; npm-registry-fetch, lib/auth.js). */
const READ_AT_ONCE = /^cafile$|:(?:certfile|keyfile)$/;
/** Bytes. */
const LARGEST = 1024 * 1024;

const coded = (code: string, file: string) => Object.assign(new Error(`${file}: ${code}`), { code });

/** False for a file that an administrator doesn't take from another account. A pipe or device would be waited for. */
async function mayRead(host: Host, file: string): Promise<boolean> {
  const facts = await host.stat(file).catch(() => null);
  if (facts === null) return true;
  if (facts.kind !== 'file') throw coded('EFTYPE', file);
  if (facts.size > LARGEST) throw coded('EFBIG', file);
  return host.uid !== 0 || facts.uid === 0;
}

/**
 * npm's own reader with another environment for what its files fill in (`${NAME}`): a registry that such a file names
 * would be told any variable. npm's options in the environment (`npm_config_…`) count as they do for npm.
 */
export async function npmSettings(host: Host): Promise<NpmSettings> {
  const [{ default: Config }, { default: parts }, execPath] = await Promise.all([
    import('@npmcli/config'),
    import('@npmcli/config/lib/definitions/index.js'),
    nodeInPath(host),
  ]);
  const { definitions, shorthands, flatten } = parts;
  const places = PLACES.flatMap((name) => {
    const value = host.platform === 'win32' ? host.env[name] : undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  const filled: Record<string, string | undefined> = { ...Object.fromEntries(places), HOME: host.home };
  class Settings extends Config {
    #with(env: Options['env'], work: () => void): void {
      const before = this.env;
      this.env = env;
      work();
      this.env = before;
    }
    async #ifMine(file: string, work: () => Promise<void>): Promise<void> {
      if (!(await mayRead(host, file))) return;
      noteAccess('file', file);
      await work();
    }
    override loadGlobalPrefix() {
      this.#with(host.env, () => super.loadGlobalPrefix());
    }
    override loadEnv() {
      this.#with({ ...host.env }, () => super.loadEnv());
    }
    override loadBuiltinConfig() {
      return this.#ifMine(join(this.npmPath, 'npmrc'), () => super.loadBuiltinConfig());
    }
    // No project's .npmrc has a say.
    override async loadProjectConfig() {
      this.localPrefix = host.home;
    }
    override loadUserConfig() {
      return this.#ifMine(String(this.data.get('cli')?.data.userconfig), () => super.loadUserConfig());
    }
    override loadGlobalConfig() {
      return this.#ifMine(String(this.data.get('cli')?.data.globalconfig), () => super.loadGlobalConfig());
    }
  }
  const config = new Settings({
    npmPath: dirname(execPath),
    definitions,
    shorthands,
    flatten,
    argv: [],
    env: { ...filled },
    execPath,
    platform: host.platform,
    cwd: host.home,
  });
  await config.load();
  // These are read at once, the first as the options are made, the others with each question: a pipe would stop it all.
  for (const { data } of config.data.values())
    for (const [name, file] of Object.entries(data))
      if (READ_AT_ONCE.test(name) && typeof file === 'string' && file !== '') {
        if (!(await mayRead(host, file))) throw coded('EACCES', file);
        noteAccess('file', file);
      }
  const settings = config.flat as NpmSettings;
  for (const [name, value] of Object.entries(settings).filter(([key]) => SENT.test(key)))
    for (const place of Object.values(filled))
      if (place !== undefined && place.length > 1 && JSON.stringify(value ?? '').includes(place))
        throw coded('EVARIABLE', name);
  return settings;
}
