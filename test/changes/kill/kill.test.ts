import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Change, EditChange } from '../../../main/contract/change';
import type { Scene } from '../../fakes/scenes';
import { ownPlace, withChildren } from './children';
import { dieEverywhere, EVERY_PROCESS, killEverywhere, type Trial } from './die';

withChildren();

const scene: Scene = {
  async build(home) {
    await mkdir(join(home, 'state'), { mode: 0o750 });
    await mkdir(join(home, 'elsewhere'));
    await writeFile(join(home, 'state', 'openclaw.json'), '{ bind: "lan" }\r\n', { mode: 0o640 });
    await writeFile(join(home, 'elsewhere', '.env'), 'A=1\n');
    await symlink('../elsewhere/.env', join(home, 'state', '.env'));
    await writeFile(join(home, 'state', 'gone.bak'), 'old');
    await mkdir(join(home, 'skill', 'deep'), { recursive: true });
    await writeFile(join(home, 'skill', 'deep', 'run.sh'), '#!/bin/sh\n');
    await chmod(join(home, 'skill', 'deep', 'run.sh'), 0o755);
  },
};
const edit = (path: string, before: string | null, after: string | null): EditChange => ({
  kind: 'edit',
  path,
  before,
  after,
  format: 'lines',
});

/** Every kind of change of files; one file twice, one through a link, one made, one removed. */
function everyKind(): Trial {
  const [home, folder] = [ownPlace('home'), ownPlace('own')];
  const config = join(home, 'state', 'openclaw.json');
  const changes: readonly Change[] = [
    edit(config, '{ bind: "lan" }\r\n', '{ bind: "loopback" }\r\n'),
    edit(config, '{ bind: "loopback" }\r\n', '{ bind: "loopback", a: 1 }\r\n'),
    edit(join(home, 'state', '.env'), 'A=1\n', 'A=2\n'),
    { kind: 'mode', path: join(home, 'state'), before: '0750', after: '0700' },
    { kind: 'mode', path: config, before: '0640', after: '0600' },
    { ...edit(join(home, 'state', 'gone.bak'), 'old', null), mode: 0o644 },
    edit(join(home, 'new', 'file'), null, 'made'),
    { kind: 'move', from: join(home, 'skill'), to: join(folder, 'quarantine', 'skill') },
  ];
  return { scene, home, folder, changes };
}

test('whatever write of the engine it ends at, everything comes back', async () => {
  const whole = everyKind();
  const changes = whole.changes.slice(0, 1);
  expect(await dieEverywhere({ ...whole, changes }, true, Number.POSITIVE_INFINITY)).toBeGreaterThan(80);
}, 120_000);

test('whatever write of any kind of change it ends at, everything comes back', async () => {
  expect(await dieEverywhere(everyKind(), false)).toBeGreaterThan(40);
}, 120_000);

test('killed with SIGKILL, everything comes back', async () => {
  expect(await killEverywhere(everyKind(), EVERY_PROCESS ? 1 : 37)).toBeGreaterThan(8);
}, 600_000);
