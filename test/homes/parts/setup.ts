import { posix } from 'node:path';
import type { Making } from '../home';
import { type Random, random } from '../random';
import { unsafeSettings } from '../settings';
import { type Style, styleFor, type Value, type Written, write } from '../style';
import type { State } from './state';

export interface Place extends State {
  readonly index: number;
  readonly workspace: string | null;
  readonly plugins: readonly string[];
  readonly loadPaths: readonly string[];
}

type Map = { readonly [key: string]: Value };

/** Takes some of the settings out into files of their own (`$include`, docs/gateway/config-secrets-env.md). */
function split(settings: Map, r: Random): { readonly main: Map; readonly files: ReadonlyMap<string, Value> } {
  const files = new Map<string, Value>();
  const names = Object.keys(settings);
  if (r.chance(0.5)) {
    // One subtree each.
    const out = new Set(
      r.some(
        names.filter((name) => typeof settings[name] === 'object'),
        0.4,
      ),
    );
    const main = Object.fromEntries(
      names.map((name) => {
        if (!out.has(name)) return [name, settings[name] as Value];
        files.set(`${name}.json5`, settings[name] as Value);
        return [name, { $include: `./${name}.json5` }];
      }),
    );
    return { main, files };
  }
  const [own, first, second] = [0, 1, 2].map((at) =>
    Object.fromEntries(
      names.filter((_, index) => index % 3 === at).map((name) => [name, settings[name] as Value]),
    ),
  );
  const deep = r.chance(0.5);
  files.set('conf.d/base.json', deep ? { $include: './deep/more.json5', ...first } : { ...first });
  files.set(deep ? 'conf.d/deep/more.json5' : 'conf.d/more.json5', { ...second });
  const include = deep
    ? r.pick<Value>(['./conf.d/base.json', ['conf.d/base.json']])
    : ['./conf.d/base.json', './conf.d/more.json5'];
  return { main: { $include: include, ...own }, files };
}

/** Puts a settings file in its place: by itself, behind links as stow and others make them, or under two names. */
function keep(making: Making, path: string, written: Written, mode: number, r: Random): void {
  const { file, link, has } = making;
  const name = posix.basename(path);
  const number = making.settings.length;
  const up = '../'.repeat(path.split('/').length - 1);
  const way = has('links')
    ? r.pick(['plain', 'plain', 'plain', 'plain', 'relative', 'absolute', 'chain', 'hard'])
    : 'plain';
  const real =
    way === 'relative' || way === 'absolute' || way === 'chain' ? `dotfiles/claw ${number}/${name}` : path;
  file(real, written.text, mode);
  making.settings.push({ path: real, comments: written.comments });
  if (way === 'relative') link(path, `${up}${real}`);
  if (way === 'absolute') link(path, `{home}/${real}`);
  if (way === 'chain') {
    link(`dotfiles/current-${number}.json`, `{home}/${real}`);
    const last = making.items.at(-1);
    if (last) link(path, `${up}${last.path}`);
  }
  if (way === 'hard') making.items.push({ kind: 'name', path: `dotfiles/${name}.${number}`, of: real });
  const own = random(making.seed, `groups of ${path}`);
  if (has('groups') && own.chance(0.12)) making.foreign.push(real);
  const attributes = random(making.seed, `attributes of ${path}`);
  if (has('attributes') && attributes.chance(0.2))
    making.attributes.push({ path: real, name: 'user.comment', value: 'mine' });
  if (has('attributes') && attributes.chance(0.12)) making.lists.push({ path: real, entry: 'u:nobody:r' });
}

/** A state folder with its settings, their old copies and what belongs to them. */
export function addSetup(making: Making, { state, called, name, index, ...rest }: Place): void {
  const { seed, generation, file, has, env } = making;
  const own = (topic: string) => random(seed, `${topic} of ${name}`);
  const variables: Record<string, string> = {};
  const r = own('settings');
  const settings = unsafeSettings(r, { generation, port: 18789 + index * 20, variables, ...rest });
  const styled = own('style');
  const style = (): Style => styleFor(styled, !has('style'));

  const includes = making.draw('includes');
  const { main, files } =
    has('includes') && includes.chance(0.3)
      ? split(settings, includes)
      : { main: settings, files: new Map<string, Value>() };
  const environment = making.draw('environment');
  const modes = own('modes');
  const mode = <T>(usual: T, odd: readonly T[]) =>
    has('modes') && modes.chance(0.6) ? modes.pick(odd) : usual;
  const fileModes = [0o644, 0o666, 0o640, 0o664, 0o444] as const;
  let config = `${state}/${called}`;
  if (has('environment') && name === '' && environment.chance(0.08)) {
    config = '.config/claw/settings.json5';
    env.OPENCLAW_CONFIG_PATH = `{home}/${config}`;
  }
  const text = write(main, style(), styled);
  keep(making, config, text, mode(0o600, fileModes), own('links'));
  for (const [path, value] of files)
    keep(
      making,
      `${posix.dirname(config)}/${path}`,
      write(value, style(), styled),
      mode(0o600, fileModes),
      random(seed, `links of ${path}`),
    );
  if (Object.keys(variables).length > 0)
    file(
      `${state}/.env`,
      `# secrets\n${Object.entries(variables)
        .map(([key, value]) => `${key}=${value}\n`)
        .join('')}`,
      mode(0o600, [0o644, 0o666]),
    );
  const backups = own('backups');
  if (has('backups'))
    for (const end of backups.some(['bak', 'bak.1', 'last-good', '副本'], 0.25))
      file(`${config}.${end}`, text.text, mode(0o600, [0o644]));
  const names = making.draw('names');
  if (has('names') && names.chance(0.2))
    file(`${state}/media/入站 图片/😀 (1).png`, Buffer.from([0x89, 0x50]), 0o644);
  if (has('git') && making.draw('git').chance(0.15)) {
    file(`${state}/.git/HEAD`, 'ref: refs/heads/main\n');
    file(`${state}/.git/objects/12/3456`, 'x\x01', 0o444);
    file(`${state}/.gitignore`, 'credentials\n');
  }
  if (has('environment') && environment.chance(0.15))
    file(
      `.config/systemd/user/openclaw-gateway${name === '' ? '' : `-${name.replace(/\W/g, '-')}`}.service`,
      `[Unit]\nDescription=OpenClaw Gateway\n\n[Service]\nExecStart=/usr/bin/node {home}/.npm-global/lib/node_modules/openclaw/dist/index.js gateway\nEnvironment="OPENCLAW_STATE_DIR={home}/${state}"\nRestart=always\n`,
    );
}
