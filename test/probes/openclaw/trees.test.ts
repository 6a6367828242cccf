import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createOpenClawProbe } from '../../../main/probes/openclaw';
import type { Host } from '../../../main/system/read';
import { nodeHost } from '../../../main/system/read/node-host';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tankmate-trees-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const write = (file: string, text = '') => {
  const path = join(home, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
};
const link = (target: string, file: string) => {
  mkdirSync(dirname(join(home, file)), { recursive: true });
  symlinkSync(target, join(home, file));
};
const pkg = (folder: string, version: string, name = 'openclaw') => {
  write(`${folder}/openclaw.mjs`);
  return write(`${folder}/package.json`, JSON.stringify({ name, version }));
};

/** This machine with another home, and an environment that says nothing. */
function here(changes: Partial<Host> = {}): Host {
  return { ...nodeHost(new AbortController().signal), home, env: { PATH: '' }, ...changes };
}
/** Counts what is asked of the machine: how long that takes depends on who else is at work. */
function counting(host: Host): Host & { count(): number } {
  let asked = 0;
  const counted =
    <A extends unknown[], R>(verb: (...args: A) => R) =>
    (...args: A): R => {
      asked++;
      return verb(...args);
    };
  const { list, stat, realpath, readText, readBytes, readLink } = host;
  return {
    ...host,
    count: () => asked,
    list: counted(list),
    stat: counted(stat),
    realpath: counted(realpath),
    readText: counted(readText),
    readBytes: counted(readBytes),
    readLink: counted(readLink),
  };
}

/** Only what lies under the home of the test: this machine may have an OpenClaw of its own. */
const mine = <T extends { path: string }>(found: readonly T[]) =>
  found.filter(({ path }) => path.startsWith(home));

describe.runIf(process.platform === 'linux')('real trees', () => {
  test('hold copies of every kind, each once and with its real path', async () => {
    pkg('.npm-global/lib/node_modules/openclaw', '2026.9.6');
    link('../lib/node_modules/openclaw/openclaw.mjs', '.npm-global/bin/openclaw');
    pkg('.local/share/pnpm/store/v11/links/openclaw/2026.3.13/ab/node_modules/openclaw', '2026.3.13');
    link(
      '../../../../store/v11/links/openclaw/2026.3.13/ab/node_modules/openclaw',
      '.local/share/pnpm/global/v11/x/node_modules/openclaw',
    );
    pkg('.nvm/versions/node/v22.1.0/lib/node_modules/clawdbot', '2026.1.24', 'clawdbot');
    pkg('my code/claw', '2026.9.9');
    mkdirSync(join(home, 'my code/claw/.git'));
    write('my code/claw/dist/entry.js');
    write('.local/bin/openclaw', `#!/bin/sh\nexec node "${home}/my code/claw/dist/entry.js" "$@"\n`);
    const { items } = await createOpenClawProbe(here()).copies();
    expect(mine(items).map(({ version, kind }) => [version, kind])).toEqual([
      ['2026.9.6', 'npm'],
      ['2026.1.24', 'npm'],
      ['2026.3.13', 'pnpm'],
      ['2026.9.9', 'git'],
    ]);
  });

  test('of an ordinary home cost few questions', async () => {
    pkg('.npm-global/lib/node_modules/openclaw', '2026.9.6');
    write('.openclaw/openclaw.json', '{}');
    const host = counting(here());
    const probe = createOpenClawProbe(host);
    await Promise.all([probe.copies(), probe.setups(), probe.services()]);
    expect(host.count()).toBeLessThan(2000);
  });

  test('with links in circles end', async () => {
    link('openclaw', '.npm-global/lib/node_modules/openclaw');
    link('b', '.local/bin/openclaw');
    link('openclaw', '.local/bin/b');
    link('..', 'openclaw/again');
    link('.openclaw-a', '.openclaw-b');
    link('.openclaw-b', '.openclaw-a');
    link('..', 'Applications/ClawX/resources/up');
    const probe = createOpenClawProbe(here());
    const [copies, setups] = await Promise.all([probe.copies(), probe.setups()]);
    expect(mine(copies.items)).toMatchObject([{ package: 'openclaw', version: null, kind: 'app-bundle' }]);
    expect(setups.items.filter((each) => each.home === home)).toEqual([]);
    expect([...copies.gaps, ...setups.gaps].filter(({ where }) => where.startsWith(home))).toEqual([]);
  });

  test('with a package.json of 50 MB are not read through', async () => {
    const file = pkg('.npm-global/lib/node_modules/openclaw', '2026.9.6');
    truncateSync(file, 50 * 1024 * 1024);
    const { items } = await createOpenClawProbe(here()).copies();
    expect(mine(items)).toMatchObject([{ version: null, versionUnknown: { id: 'look.too-large' } }]);
  });

  test('with files where folders should be are empty', async () => {
    write('.npm-global/lib/node_modules/openclaw', 'a file');
    write('openclaw', 'a file');
    write('.openclaw', 'a file');
    write('.nvm', 'a file');
    write('.config', 'a file');
    mkdirSync(join(home, '.local/bin/openclaw'), { recursive: true });
    const probe = createOpenClawProbe(here());
    const [copies, setups] = await Promise.all([probe.copies(), probe.setups()]);
    expect(mine(copies.items)).toEqual([]);
    expect(setups.items.filter((each) => each.home === home)).toEqual([]);
    expect([...copies.gaps, ...setups.gaps].filter(({ where }) => where.startsWith(home))).toEqual([]);
  });

  test('with 10,000 folders beside each other are looked at in part, and the rest is told', async () => {
    for (let at = 0; at < 10_000; at++)
      mkdirSync(join(home, '.nvm/versions/node', `v${at}`), { recursive: true });
    pkg('Applications/ClawX/resources/openclaw', '2026.2.1');
    for (let at = 0; at < 1000; at++) mkdirSync(join(home, 'Applications', `a${at}`));
    const host = counting(here());
    const { items, gaps } = await createOpenClawProbe(host).copies();
    expect(host.count()).toBeLessThan(8000);
    expect(mine(items)).toMatchObject([{ version: '2026.2.1' }]);
    const told = gaps.filter(({ where }) => where.startsWith(home));
    expect(told.map(({ where }) => where).sort()).toEqual([
      join(home, '.nvm/versions/node'),
      join(home, 'Applications'),
    ]);
  }, 60_000);

  test('stay as they were', async () => {
    pkg('.npm-global/lib/node_modules/openclaw', '2026.9.6');
    write('.openclaw/openclaw.json', '{}');
    chmodSync(join(home, '.openclaw'), 0o500);
    const probe = createOpenClawProbe(here());
    await Promise.all([probe.copies(), probe.setups(), probe.services()]);
    expect(
      ['.cache', '.npm', '.local', '.docker', '.config'].filter((each) => existsSync(join(home, each))),
    ).toEqual([]);
  });

  test('end when the look is cancelled, and say so', async () => {
    const ended = new AbortController();
    ended.abort();
    const { items, gaps } = await createOpenClawProbe({
      ...nodeHost(ended.signal),
      home,
      env: { PATH: '' },
    }).copies();
    expect(items).toEqual([]);
    expect(gaps.length).toBeGreaterThan(5);
  });
});
