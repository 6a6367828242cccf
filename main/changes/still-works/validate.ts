import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { environmentNames, type Json } from '../../openclaw/read-settings';
import type { Copy } from '../../probes/openclaw';
import { makePrivateFolder } from '../../system/write/atomic-file';
import type { RunProcess } from '../../system/write/commands/run-process';
import { isSecretName } from '../redact';

/** An installed copy, and the Node that runs it. */
export interface Runnable {
  readonly copy: Pick<Copy, 'path'>;
  readonly node: string;
}

/** Manifests of a plugin, by its folder's name: settings are held against them. */
export type Manifests = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** It loads every plugin's manifest; seen to take seven seconds on two busy cores. */
const LIMIT_MS = 90_000;
const PREFIX = 'trial-';

/** The same settings without what only their owner may know: a secret's length is all that they are judged by. */
function withoutSecrets(value: Json, name = ''): Json {
  if (typeof value === 'string')
    return isSecretName(name) && environmentNames(value).length === 0 ? 'x'.repeat(value.length) : value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((each) => withoutSecrets(each, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as Readonly<Record<string, Json>>).map(([key, each]) => [
      key,
      // A reference names a secret and holds none.
      withoutSecrets(each, key),
    ]),
  );
}

async function lay(top: string, value: Json, manifests: Manifests): Promise<string> {
  const state = join(top, '.openclaw');
  await mkdir(state, { mode: 0o700 });
  const config = join(state, 'openclaw.json');
  await writeFile(config, JSON.stringify(withoutSecrets(value), null, 2), { mode: 0o600 });
  for (const [name, files] of manifests)
    for (const [file, text] of Object.entries(files)) {
      const path = join(state, 'extensions', name, file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
  return config;
}

/** What the child gets to see: a home of its own, and nothing of this account's but where programs lie. */
function surroundings(
  top: string,
  config: string,
  node: string,
  value: Json,
): Readonly<Record<string, string>> {
  const named = environmentNames(JSON.stringify(value)).map((name) => [name, 'x'] as const);
  const system = ['SystemRoot', 'SYSTEMROOT', 'ComSpec', 'PATHEXT'].flatMap((name) => {
    const held = process.env[name];
    return held === undefined ? [] : [[name, held] as const];
  });
  return {
    ...Object.fromEntries([...named, ...system]),
    PATH: [dirname(node), ...(process.platform === 'win32' ? [] : ['/usr/bin', '/bin'])].join(
      process.platform === 'win32' ? ';' : ':',
    ),
    HOME: top,
    USERPROFILE: top,
    TMPDIR: top,
    TEMP: top,
    TMP: top,
    LANG: 'C.UTF-8',
    OPENCLAW_HOME: top,
    OPENCLAW_STATE_DIR: dirname(config),
    OPENCLAW_CONFIG_PATH: config,
    OPENCLAW_NO_AUTO_UPDATE: '1',
    // It would write nearly two thousand files of compiled code there, which are removed at once.
    NODE_DISABLE_COMPILE_CACHE: '1',
    NO_COLOR: '1',
  };
}

/** Reads `openclaw config validate --json` (docs/cli/config.md): each issue in one line, none when it is content. */
export function issuesIn(out: string): readonly string[] | null {
  try {
    const said = JSON.parse(out.slice(out.indexOf('{'))) as {
      valid?: unknown;
      issues?: readonly { path?: unknown; message?: unknown }[];
    };
    if (said.valid === true) return [];
    if (said.valid !== false || !Array.isArray(said.issues)) return null;
    return said.issues.map(({ path, message }) => [path, message].filter(Boolean).join(': '));
  } catch {
    return null;
  }
}

/**
 * What an installed version's own validation says of settings, with their includes resolved: its issues, or null where
 * it says nothing (versions before 2026.3 have no such command). It runs on a copy without secrets in a private folder
 * below `folder`, so that the inspected home is neither written to nor seen, and within a time limit.
 */
export async function validate(
  run: RunProcess,
  folder: string,
  { copy, node }: Runnable,
  value: Json,
  manifests: Manifests,
  signal: AbortSignal,
): Promise<readonly string[] | null> {
  await makePrivateFolder(folder);
  const top = await mkdtemp(join(folder, PREFIX));
  try {
    const config = await lay(top, value, manifests);
    const ended = await run({
      program: node,
      args: [join(copy.path, 'openclaw.mjs'), 'config', 'validate', '--json'],
      env: surroundings(top, config, node, value),
      folder: top,
      limitMs: LIMIT_MS,
      signal,
    });
    return ended.stopped ? null : issuesIn(ended.out);
  } finally {
    await rm(top, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Removes what a crash left of earlier ones. Only under the lock. */
export async function removeTrials(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(PREFIX)))
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => {});
}
