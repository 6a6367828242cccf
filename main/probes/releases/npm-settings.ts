import { dirname, join } from 'node:path';
import type { Host } from '../host';

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

/** The user's npm configuration, read by npm's own reader: environment, `~/.npmrc`, global file. It reads files only. */
export async function npmSettings(host: Host): Promise<NpmSettings> {
  // npm's reader would wait at a pipe for ever.
  const own = await host.stat(host.path.join(host.home, '.npmrc')).catch(() => null);
  if (own?.kind === 'other') throw Object.assign(new Error('.npmrc is not a file'), { code: 'EFTYPE' });
  const [{ default: Config }, { default: parts }, execPath] = await Promise.all([
    import('@npmcli/config'),
    import('@npmcli/config/lib/definitions/index.js'),
    nodeInPath(host),
  ]);
  const { definitions, shorthands, flatten } = parts;
  const config = new Config({
    npmPath: dirname(execPath),
    definitions,
    shorthands,
    flatten,
    argv: [],
    env: { ...host.env, HOME: host.home },
    execPath,
    platform: host.platform,
    // From the home folder, so that no project's .npmrc has a say.
    cwd: host.home,
  });
  await config.load();
  return config.flat as NpmSettings;
}
