import { beforeEach, describe, expect, test } from 'vitest';
import type { Influence } from '../../main/contract/influence';
import { createContentProbe } from '../../main/probes/contents';
import { createExtensionProbe } from '../../main/probes/extensions';
import type { OpenClawProbe, Setup } from '../../main/probes/openclaw';
import { createSettingsProbe } from '../../main/probes/settings';
import type { Host } from '../../main/system/read';
import { Memory } from '../../main/system/read/memoize';
import { recordingHost } from '../../main/system/read/recording-host';
import { type FakeMachine, fakeHost } from '../fakes/host';
import { seen } from '../fakes/probes';

const STATE = '/home/lin/.openclaw';
const COPY = '/usr/lib/node_modules/openclaw';
const SETTINGS = `${STATE}/openclaw.json`;
// Of the right shape and nobody's.
const KEY = `sk-${'0a1b2c3d'.repeat(4)}`;
const SKILL = '---\nname: a\ndescription: b\n---\nDo it.\n';
const settings = (bind: string, workspace: string) =>
  JSON.stringify({ gateway: { bind }, agents: { defaults: { workspace } } });

let files: Record<string, string>;
let read: string[];
let memory: Memory;
let keys: () => Promise<readonly string[]>;
let skills: () => Promise<readonly string[]>;

beforeEach(() => {
  files = {
    [SETTINGS]: settings('lan', '/home/lin/notes'),
    '/home/lin/notes/a.md': 'We meet at noon.\n',
    '/home/lin/notes/deep/b.md': 'And at ten.\n',
    '/home/lin/notes/skills/one/SKILL.md': SKILL,
    [`${COPY}/skills/weather/SKILL.md`]: SKILL,
    '/home/lin/other/c.md': `OPENAI_API_KEY=${KEY}\n`,
    '/home/lin/other/skills/two/SKILL.md': SKILL,
  };
  read = [];
  const current = (): Host => fakeHost({ files } satisfies FakeMachine);
  const noting =
    <R>(verb: (host: Host) => (path: string, ...rest: never[]) => Promise<R>) =>
    (path: string, ...rest: never[]) => {
      read.push(path);
      return verb(current())(path, ...rest);
    };
  const live: Host = {
    ...current(),
    readText: noting((host) => host.readText as never),
    readBytes: noting((host) => host.readBytes as never),
    list: noting((host) => host.list),
    entries: noting((host) => host.entries as never),
    readPart: noting((host) => host.readPart as never),
    stat: noting((host) => host.stat),
    realpath: (path) => current().realpath(path),
  };
  memory = new Memory(live);
  const host = recordingHost(live, memory);
  const setup: Setup = {
    ...{ name: 'default', stateDir: STATE, configPath: SETTINGS, home: '/home/lin', owner: 'lin' },
    ...{ from: 'home', legacy: false },
  };
  const openclaw = {
    setups: async () => seen(setup),
    services: async () => seen(),
    starts: async () => seen(),
    copies: async () => seen({ path: COPY, where: 'this-computer' }),
  } as unknown as OpenClawProbe;
  memory.run(() => {
    const all = createSettingsProbe(host, openclaw);
    const contents = createContentProbe(host, all, openclaw);
    const extensions = createExtensionProbe(host, all, openclaw);
    keys = async () => (await contents.secrets(setup)).items.map(({ file }) => file);
    skills = async () => (await extensions.skills(setup)).items.map(({ path }) => path);
  });
});

async function altered(influences: readonly Influence[], change: () => void) {
  await memory.settle();
  change();
  await memory.forget(influences);
  read = [];
}
const content = (path: string): Influence => ({ kind: 'content', path });
const below = (folder: string) => read.filter((path) => path.startsWith(folder));

describe('after an edit of the settings', () => {
  test('nobody goes through the skills again that come with a copy', async () => {
    expect(await skills()).toEqual([`${COPY}/skills/weather`, '/home/lin/notes/skills/one']);
    await altered([content(SETTINGS)], () => {
      files[SETTINGS] = settings('loopback', '/home/lin/notes');
    });
    expect(await skills()).toEqual([`${COPY}/skills/weather`, '/home/lin/notes/skills/one']);
    expect(below(`${COPY}/skills`)).toEqual([]);
  });

  test('what others put into the workspace meanwhile is noticed at once, not held against the next fix', async () => {
    expect(await keys()).toEqual([]);
    await skills();
    await altered([content(SETTINGS)], () => {
      files[SETTINGS] = settings('loopback', '/home/lin/notes');
      files['/home/lin/notes/new.md'] = `OPENAI_API_KEY=${KEY}\n`;
      files['/home/lin/notes/skills/new/SKILL.md'] = SKILL;
    });
    expect(await keys()).toEqual(['/home/lin/notes/new.md']);
    expect(await skills()).toContain('/home/lin/notes/skills/new');
  });

  test('that moves the workspace, the new place is gone through', async () => {
    await Promise.all([keys(), skills()]);
    await altered([content(SETTINGS)], () => {
      files[SETTINGS] = settings('lan', '/home/lin/other');
    });
    expect(await keys()).toEqual(['/home/lin/other/c.md']);
    expect(await skills()).toContain('/home/lin/other/skills/two');
  });
});

describe('what was changed in the workspace itself is gone through again:', () => {
  test('a file that was made there', async () => {
    await Promise.all([keys(), skills()]);
    const file = '/home/lin/notes/deep/new.md';
    await altered([content(file), { kind: 'place', path: file }], () => {
      files[file] = `OPENAI_API_KEY=${KEY}\n`;
    });
    expect(await keys()).toEqual([file]);
  });

  test('a file that was written anew', async () => {
    await keys();
    await altered([content('/home/lin/notes/a.md')], () => {
      files['/home/lin/notes/a.md'] = `OPENAI_API_KEY=${KEY}\n`;
    });
    expect(await keys()).toEqual(['/home/lin/notes/a.md']);
  });

  test('a folder that came there, and one that went', async () => {
    await Promise.all([keys(), skills()]);
    const [from, to] = ['/home/lin/notes/skills/one', '/home/lin/notes/skills/moved'];
    await altered(
      [from, to].map((path) => ({ kind: 'place', path })),
      () => {
        delete files[`${from}/SKILL.md`];
        files[`${to}/SKILL.md`] = SKILL;
      },
    );
    expect(await skills()).toEqual([`${COPY}/skills/weather`, to]);
    await altered([{ kind: 'place', path: COPY }], () => {
      delete files[`${COPY}/skills/weather/SKILL.md`];
    });
    expect(await skills()).toEqual([to]);
  });
});
