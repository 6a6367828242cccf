import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPermissionProbe } from '../../../main/probes/permissions';
import { nodeHost } from '../../../main/system/read/node-host';

// The real file system of the machine that tests, with real rights in it.
describe.runIf(process.platform !== 'win32')('a real tree', () => {
  let home: string;
  let state: string;
  const probe = () => createPermissionProbe({ ...nodeHost(new AbortController().signal), home, env: {} });
  const setup = () => ({
    name: 'default',
    stateDir: state,
    configPath: path.join(state, 'openclaw.json'),
    home,
    owner: null,
    from: 'home' as const,
    legacy: false,
  });

  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'tankmate-permissions-'));
    state = path.join(home, '.openclaw');
    await chmod(home, 0o755);
    for (const folder of ['credentials', 'agents/main/agent', 'agents/main/sessions', 'workspace', 'state'])
      await mkdir(path.join(state, folder), { recursive: true });
    for (const file of [
      'openclaw.json',
      'openclaw.json.bak',
      'openclaw.json.bak.1',
      '.env',
      'credentials/telegram-allowFrom.json',
      'agents/main/agent/openclaw-agent.sqlite',
      'state/openclaw.sqlite',
    ]) {
      await writeFile(path.join(state, file), 'x');
      await chmod(path.join(state, file), 0o644);
    }
    await symlink('.', path.join(state, 'agents', 'circle'));
  });
  afterEach(() => rm(home, { recursive: true }));

  it('is nobody’s when the state folder is closed, whatever lies inside', async () => {
    await chmod(state, 0o700);
    const { items, gaps } = await probe().within(setup());
    const ours = items.filter((each) => each.path.startsWith(home));
    expect(ours.map((each) => each.others)).toEqual(ours.map(() => 'none'));
    expect(ours.map((each) => `${each.holds} ${path.relative(state, each.path)}`)).toEqual(
      expect.arrayContaining([
        'names ',
        'settings openclaw.json',
        'settings openclaw.json.bak.1',
        'keys .env',
        'keys credentials/telegram-allowFrom.json',
        'keys agents/main/agent/openclaw-agent.sqlite',
        'keys state/openclaw.sqlite',
        'conversations agents/main/sessions',
        'conversations workspace',
      ]),
    );
    expect(gaps).toEqual([]);
  });

  it('is everyone’s when the state folder is open', async () => {
    await chmod(state, 0o755);
    const { items } = await probe().within(setup());
    const settings = items.find((each) => each.path === setup().configPath);
    expect(settings).toMatchObject({ others: 'read', who: ['everyone'], mode: '0644', holds: 'settings' });
    await chmod(path.join(state, '.env'), 0o666);
    const [env] = await probe().of([path.join(state, '.env')]);
    expect(env?.others).toBe('write');
  });

  it('finds nothing where there is nothing', async () => {
    const { items, gaps } = await probe().within({
      ...setup(),
      stateDir: path.join(home, 'no'),
      configPath: path.join(home, 'no', 'x'),
    });
    expect(items.filter((each) => each.path.startsWith(home))).toEqual([]);
    expect(gaps).toEqual([]);
  });
});
