import { execFileSync } from 'node:child_process';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../../main/contract/change';
import { createActions } from '../../../main/system/write/create-actions';
import { isRoot, NOBODY } from './children';
import { exchanging } from './exchanger';
import { folder, quietly } from './trial';

/** How many races in all; a long run (TANKMATE_RACES=2000 and more) is what was measured. */
const RACES = Number(process.env.TANKMATE_RACES ?? 256);

/** What lies in a folder to the last bit: names, kinds, modes, owners, texts. */
async function pictureOf(top: string): Promise<string> {
  const seen: string[] = [];
  for (const open = [top]; open.length > 0; ) {
    const path = open.pop() ?? '';
    const facts = await lstat(path);
    const text = facts.isFile() ? await readFile(path, 'utf8') : '';
    seen.push([path, facts.mode, facts.uid, facts.gid, facts.ino, text].join(' '));
    if (facts.isDirectory()) for (const name of (await readdir(path)).sort()) open.push(join(path, name));
  }
  return seen.sort().join('\n');
}

/** An account's home, a folder of root's beside it, and a quarantine where only root writes. */
async function scene() {
  const top = await folder();
  await chmod(top, 0o755);
  const [home, roots, quarantine] = ['home', 'roots', 'quarantine'].map((name) => join(top, name));
  if (!home || !roots || !quarantine) throw new Error('unreachable');
  for (const path of [home, roots]) await mkdir(path, { mode: 0o755 });
  await mkdir(quarantine, { mode: 0o700 });
  await mkdir(join(home, 'data'));
  await symlink('../roots', join(home, 'evil'));
  await chown(home, NOBODY, NOBODY);
  // The folder stays the same one, whatever it is called just now.
  const data = await open(join(home, 'data'), 'r');
  return { home, roots, quarantine, data, real: `/proc/self/fd/${data.fd}` };
}
type Scene = Awaited<ReturnType<typeof scene>>;

const WAYS: Readonly<
  Record<string, (at: Scene) => readonly [how: 'pairs' | 'fresh', ...names: readonly string[]]>
> = {
  'the folder with a link to root’s': ({ home }) => ['pairs', join(home, 'data'), join(home, 'evil')],
  'the thing itself with a link': ({ home }) => [
    'pairs',
    ...['file', 'skill', 'made'].flatMap((name) => [
      join(home, 'data', name),
      join(home, 'data', `${name}-link`),
    ]),
  ],
  'the folder with root’s own in the same home': ({ home }) => [
    'pairs',
    join(home, 'data'),
    join(home, 'sudo'),
  ],
  'what is made on the way with a link': ({ home }) => ['fresh', join(home, 'data'), join(home, 'evil')],
};

/** The same things in the account's folder and in root's, so that a change that is led astray would be carried out. */
async function lay(folder: string, owner: number, made: boolean): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
  await writeFile(join(folder, 'file'), 'old');
  await chmod(join(folder, 'file'), 0o644);
  await mkdir(join(folder, 'skill'));
  await writeFile(join(folder, 'skill', 'SKILL.md'), 'text');
  if (made) {
    await mkdir(join(folder, 'made'), { mode: 0o700 });
    await writeFile(join(folder, 'made', 'file'), 'new');
    await writeFile(join(folder, 'made', '.tankmate-made'), '');
  }
  for (const name of owner === 0 ? [] : ['file', 'skill', 'made'])
    await symlink(`../../roots/${name}`, join(folder, `${name}-link`));
  execFileSync('chown', ['-hR', `${owner}:${owner}`, '.'], { cwd: folder });
}

const CHANGES: Readonly<Record<string, (at: Scene) => Change>> = {
  mode: ({ home }) => ({ kind: 'mode', path: join(home, 'data', 'file'), before: '0644', after: '0600' }),
  edit: ({ home }) => ({
    kind: 'edit',
    path: join(home, 'data', 'file'),
    before: 'old',
    after: 'new',
    format: 'lines',
  }),
  create: ({ home }) => ({
    kind: 'edit',
    path: join(home, 'data', 'made', 'file'),
    before: null,
    after: 'new',
    format: 'lines',
  }),
  move: ({ home, quarantine }) => ({
    kind: 'move',
    from: join(home, 'data', 'skill'),
    to: join(quarantine, 'skill'),
  }),
};

/** What the change would find before it is taken back. */
async function layUndone(kind: string, at: Scene): Promise<void> {
  for (const [folder, owner] of [
    [at.real, NOBODY],
    [at.roots, 0],
  ] as const) {
    await lay(folder, owner, kind === 'create');
    if (kind === 'mode') await chmod(join(folder, 'file'), 0o600);
    if (kind === 'edit') {
      await writeFile(join(folder, 'file'), 'new');
    }
    if (kind === 'move') await rm(join(folder, 'skill'), { recursive: true });
  }
  if (kind !== 'move') return;
  await mkdir(join(at.quarantine, 'skill'));
  await writeFile(join(at.quarantine, 'skill', 'SKILL.md'), 'text');
  execFileSync('chown', ['-hR', `${NOBODY}:${NOBODY}`, join(at.quarantine, 'skill')]);
}

describe.runIf(isRoot)('root in an account’s home whose owner exchanges', () => {
  const actions = createActions();
  const cases = Object.keys(WAYS).flatMap((way) =>
    Object.keys(CHANGES).flatMap((kind) => [false, true].map((back) => [way, kind, back] as const)),
  );
  const each = Math.ceil(RACES / cases.length);

  test.each(cases)('%s: %s, taken back: %s', { timeout: 60_000 + each * 2000 }, async (way, kind, back) => {
    const at = await scene();
    const change = CHANGES[kind]?.(at);
    const [how, ...names] = WAYS[way]?.(at) ?? ['pairs'];
    if (!change) throw new Error('unreachable');
    await mkdir(join(at.home, 'sudo'));
    await lay(join(at.home, 'sudo'), 0, back && kind === 'create');
    const exchanger = await exchanging(NOBODY, how, names);
    let [won, done] = [0, 0];
    try {
      for (let race = 0; race < each; race++) {
        await exchanger.pause();
        await rm(join(at.quarantine, 'skill'), { recursive: true, force: true });
        if (back) await layUndone(kind, at);
        else {
          await lay(at.real, NOBODY, false);
          await lay(at.roots, 0, false);
        }
        const before = await pictureOf(at.roots);
        exchanger.go();
        const came = await (back
          ? actions.takeBack(change, quietly())
          : actions.carryOut(change, quietly())
        ).then(
          () => true,
          () => false,
        );
        if (came) done += 1;
        const moved = await lstat(join(at.quarantine, 'skill')).catch(() => null);
        const isRoots = moved?.isDirectory() && moved.uid === 0;
        if ((await pictureOf(at.roots)) !== before || isRoots) won += 1;
      }
    } finally {
      const exchanges = await exchanger.stop();
      await at.data.close();
      console.info(
        `${way}, ${kind}${back ? ' back' : ''}: ${won} of ${each} won, ${done} carried out, ${exchanges} exchanges`,
      );
    }
    expect(won).toBe(0);
  });
});
