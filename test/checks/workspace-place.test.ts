import { describe, expect, it } from 'vitest';
import check from '../../main/checks/workspace-place';
import type { Workspace } from '../../main/probes/folders';
import type { PartialResult } from '../../main/probes/partial-result';
import type { OpenClawSettings } from '../../main/probes/settings';
import { fakeProbes, seen } from '../fakes/probes';

const setup = {
  name: 'default',
  stateDir: '/home/lin/.openclaw',
  configPath: '/home/lin/.openclaw/openclaw.json',
  home: '/home/lin',
  owner: 'lin',
  from: 'home' as const,
  legacy: false,
};
const read: OpenClawSettings = { state: 'read', setup, value: {}, files: [] };
const workspace = (more: Partial<Workspace> = {}): Workspace => ({
  agent: 'main',
  path: '/srv/ws',
  is: 'apart',
  syncedBy: null,
  repository: false,
  secrets: [],
  there: true,
  ...more,
});
const because = { id: 'look.not-allowed' };
const inspect = (
  workspaces: PartialResult<Workspace>,
  settings: PartialResult<OpenClawSettings> = seen(read),
) =>
  check.inspect(
    fakeProbes({
      account: { current: async () => ({ name: 'lin', id: '1000', rights: 'ordinary', evidence: [] }) },
      openclaw: { copies: async () => seen(), setups: async () => seen(), services: async () => seen() },
      gateways: { running: async () => seen() },
      settings: { all: async () => settings },
      folders: { workspaces: async () => workspaces },
    }),
  );
const state = async (...of: Parameters<typeof inspect>) => {
  const finding = await inspect(...of);
  return [finding.state, finding.severity, finding.because.id.replace('workspace-place.', '')];
};

describe('workspace-place', () => {
  it.each(['root', 'above-home', 'home', 'desktop', 'documents', 'downloads', 'pictures'] as const)(
    'attention when it is %s',
    async (is) => expect(await state(seen(workspace({ is })))).toEqual(['attention', 'high', is]),
  );

  it('attention when it is synced, a repository with secrets, or holds secrets', async () => {
    expect(await state(seen(workspace({ syncedBy: '坚果云' })))).toEqual(['attention', 'medium', 'synced']);
    const secrets = ['.env'];
    expect(await state(seen(workspace({ repository: true, secrets })))).toEqual([
      'attention',
      'high',
      'repository',
    ]);
    expect(await state(seen(workspace({ secrets })))).toEqual(['attention', 'medium', 'secrets']);
    // OpenClaw itself makes its workspace a repository.
    expect(await state(seen(workspace({ repository: true })))).toEqual(['good', undefined, 'apart']);
  });

  it('the worst of several agents', async () => {
    expect(await state(seen(workspace(), workspace({ agent: 'b', is: 'home' })))).toEqual([
      'attention',
      'high',
      'home',
    ]);
  });

  it('good when apart, or not made yet', async () => {
    expect((await state(seen(workspace())))[0]).toBe('good');
    expect(await state(seen(), seen<OpenClawSettings>({ state: 'absent', setup }))).toEqual([
      'good',
      undefined,
      'not-made',
    ]);
  });

  it('unknown when a workspace or the settings can’t be told', async () => {
    const unseen = { items: [workspace()], gaps: [{ where: './ws', because }] };
    expect((await state(unseen))[2]).toBe('untold');
    const file = '/home/lin/.openclaw/openclaw.json';
    const broken: OpenClawSettings = { state: 'broken', setup, file, line: 1, column: 2, because };
    expect((await state(seen(workspace()), seen<OpenClawSettings>(read, broken)))[2]).toBe('broken');
    expect(
      (await state(seen(), seen<OpenClawSettings>({ state: 'unreadable', setup, file, because })))[0],
    ).toBe('unknown');
    expect((await state(seen(), { items: [], gaps: [{ where: '/home/ann', because }] }))[0]).toBe('unknown');
  });

  it('not applicable without settings', async () => {
    expect(await state(seen(), seen())).toEqual(['not-applicable', undefined, 'nowhere']);
  });
});
