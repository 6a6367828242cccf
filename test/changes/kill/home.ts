import { lstat, mkdir, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fix } from '../../../main/checks/define/define-fix';
import type { Change } from '../../../main/contract/change';
import type { Probes } from '../../../main/probes';
import { createProbes } from '../../../main/probes/create-probes';
import { nodeHost } from '../../../main/system/read/node-host';
import type { Scene } from '../../fakes/scenes';

/** Every name below a folder, with its kind, mode, and text or target: what undo must bring back. */
export async function picture(path: string): Promise<readonly string[]> {
  const facts = await lstat(path);
  const mode = (facts.mode & 0o7777).toString(8);
  if (facts.isSymbolicLink()) return [`link ${await readlink(path)}`];
  if (!facts.isDirectory()) return [`${mode} ${(await readFile(path)).toString('latin1')}`];
  const names = (await readdir(path)).sort();
  const below = names.map(async (name) => (await picture(join(path, name))).map((line) => `${name}/${line}`));
  return [mode, ...(await Promise.all(below)).flat()];
}

/** The home anew, as the scene has it. */
export async function rebuild(scene: Scene, home: string): Promise<void> {
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { mode: 0o755 });
  await scene.build(home);
}

/** Readers as if `home` were the home of the account that looks. */
function probesOf(scene: Scene, home: string): Probes {
  const host = nodeHost(new AbortController().signal);
  const env = { HOME: home, USERPROFILE: home, PATH: '', SHELL: '/bin/sh' };
  const real = createProbes({ ...host, home, env }, { offline: true });
  const told = scene.probes?.(home) ?? {};
  const merged = Object.entries(real).map(([subject, verbs]) => [
    subject,
    { ...verbs, ...(Reflect.get(told, subject) as object | undefined) },
  ]);
  return Object.fromEntries(merged) as Probes;
}

/** What the fix would change there, one row for each of its proposals. */
export async function plansOf(
  fix: Fix,
  scene: Scene,
  home: string,
  folder: string,
): Promise<readonly Change[][]> {
  const proposals = await fix.plan(probesOf(scene, home), join(folder, 'quarantine'));
  return proposals.map(({ changes }) => [...changes]);
}
