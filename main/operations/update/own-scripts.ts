import { join } from 'node:path';
import { manifestOf } from './package-json';
import { runProgram } from './program';
import { managerEnv, type Staging } from './stage';
import { UpdateError } from './update-error';

/** What npm runs of a package that it installs, in that order (npm docs, scripts: "npm install"). */
const STAGES = ['preinstall', 'install', 'postinstall'] as const;
const LIMIT_MS = 10 * 60_000;

/**
 * Runs OpenClaw's own install scripts in its staged folder, after all of it was checked, and nobody else's. They are
 * `node <file>` in every release since 2026.1; any other form is refused, since it would need a shell. npm stays offline
 * meanwhile: one of them repairs an add-on through it that npm left out (2026.9.6, scripts/lib/fs-safe-prebuild.mjs),
 * which would come unchecked.
 */
export async function runOwnScripts(staging: Staging, copy: string): Promise<void> {
  const { tool, env, folder, signal, onLine } = staging;
  const { scripts } = await manifestOf(copy);
  for (const stage of STAGES) {
    const script = scripts[stage];
    if (script === undefined) continue;
    const [, file] = /^node ((?:\.\/)?[\w-]+(?:\/[\w.-]+)*\.[cm]?js)$/.exec(String(script)) ?? [];
    if (file === undefined || file.includes('..')) throw new UpdateError('odd-script', { name: stage });
    const result = await runProgram(tool.node, [join(copy, file)], {
      env: {
        ...managerEnv(env, tool.node, join(folder, 'scratch')),
        npm_lifecycle_event: stage,
        npm_package_name: 'openclaw',
        npm_config_offline: 'true',
        npm_config_ignore_scripts: 'true',
        // By this it tells which package manager installs it.
        npm_config_user_agent: 'npm/11.0.0',
      },
      cwd: copy,
      signal,
      limitMs: LIMIT_MS,
      onLine,
    });
    if (result.code !== 0)
      throw new UpdateError('manager-failed', { line: (result.last.at(-1) ?? '?').slice(0, 300) });
  }
}
