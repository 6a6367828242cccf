import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scene } from '.';

/** One skill of its own in the state folder, and one that is a link into the user's projects. */
export const scene: Scene = {
  async build(home) {
    const state = join(home, '.openclaw');
    const mine = join(home, 'projects', 'mine');
    const todo = join(state, 'skills', 'todo');
    await mkdir(join(todo, 'scripts'), { recursive: true, mode: 0o700 });
    await mkdir(mine, { recursive: true, mode: 0o755 });
    await writeFile(join(state, 'openclaw.json'), '{}\n', { mode: 0o600 });
    await writeFile(join(todo, 'SKILL.md'), '---\nname: todo\n---\n', { mode: 0o644 });
    await writeFile(join(todo, 'scripts', 'run.sh'), '#!/bin/sh\n', { mode: 0o755 });
    await writeFile(join(mine, 'SKILL.md'), '# mine\n', { mode: 0o644 });
    await symlink(mine, join(state, 'skills', 'mine'));
  },
};
