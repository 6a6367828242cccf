import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { workingFoldersOf, workspacesOf } from '../../main/openclaw/agent-workspaces';

const linux = { stateDir: '/home/lin/.openclaw', home: '/home/lin', name: 'default' };
const places = (settings: unknown, setup = linux, paths: path.PlatformPath = path.posix) =>
  workspacesOf(settings, setup, paths).map((each) => `${each.agent} ${each.path}`);

describe('workspaces', () => {
  it('without settings, the default one', () => {
    expect(places(null)).toEqual(['main /home/lin/.openclaw/workspace']);
    expect(places({})).toEqual(['main /home/lin/.openclaw/workspace']);
  });

  it('of a named profile, where the new and the old version put it', () => {
    expect(places({}, { ...linux, stateDir: '/home/lin/.openclaw-work', name: 'work' })).toEqual([
      'main /home/lin/.openclaw-work/workspace',
      'main /home/lin/.openclaw/workspace-work',
    ]);
  });

  it('of a moved state folder, the old default too', () => {
    expect(places({}, { ...linux, stateDir: '/srv/claw' })).toEqual([
      'main /srv/claw/workspace',
      'main /home/lin/.openclaw/workspace',
    ]);
  });

  it('of Clawdbot, in the home itself', () => {
    expect(places({}, { ...linux, stateDir: '/home/lin/.clawdbot', name: '.clawdbot' })).toContain(
      'main /home/lin/clawd',
    );
  });

  it('named for all agents, with ~', () => {
    expect(places({ agents: { defaults: { workspace: ' ~/Documents ' } } })).toEqual([
      'main /home/lin/Documents',
    ]);
    expect(places({ agents: { defaults: { workspace: '~' } } })).toEqual(['main /home/lin']);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: OpenClaw's own variable syntax
    expect(places({ agents: { defaults: { workspace: '${HOME}/x' } } })).toEqual(['main /home/lin/x']);
  });

  it('in the gateway’s environment, where the settings name none', () => {
    const environment = { OPENCLAW_WORKSPACE_DIR: '~/ws', PLACE: '/srv/p' };
    const from = (settings: unknown) =>
      workspacesOf(settings, linux, path.posix, environment).map((each) => each.path);
    expect(from({})).toEqual(['/home/lin/ws', '/home/lin/.openclaw/workspace']);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: OpenClaw's own variable syntax
    expect(from({ agents: { defaults: { workspace: '${PLACE}/x' } } })).toEqual(['/srv/p/x']);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: OpenClaw's own variable syntax
    const unset = '${NOT_SET}/x';
    expect(from({ agents: { defaults: { workspace: unset } } })).toEqual([unset]);
  });

  it('of each agent in a map', () => {
    const settings = {
      agents: {
        defaults: { workspace: '/srv/all' },
        entries: { Work: { workspace: '~/work' }, 'my home': { default: true }, other: {} },
      },
    };
    expect(places(settings)).toEqual([
      'work /home/lin/work',
      'my-home /srv/all',
      'my-home /srv/all/my-home',
      'my-home /home/lin/.openclaw/workspace-my-home',
      'other /srv/all/other',
      'other /home/lin/.openclaw/workspace-other',
    ]);
  });

  it('of each agent in a list, the first standing in for the default one', () => {
    const settings = { agents: { list: [{ id: 'a' }, { id: 'b', workspace: '/b' }] } };
    expect(places(settings)).toEqual([
      'a /home/lin/.openclaw/workspace',
      'a /home/lin/.openclaw/workspace-a',
      'b /b',
    ]);
  });

  it('on Windows', () => {
    const setup = { stateDir: 'C:\\Users\\李\\.openclaw', home: 'C:\\Users\\李', name: 'default' };
    expect(places({ agents: { defaults: { workspace: '~\\Documents' } } }, setup, path.win32)).toEqual([
      'main C:\\Users\\李\\Documents',
    ]);
  });

  it('leaves what depends on the gateway’s own folder or environment as it is written', () => {
    expect(places({ agents: { defaults: { workspace: './x' } } })).toEqual(['main ./x']);
    expect(places({ agents: { defaults: { workspace: '~bob/x' } } })).toEqual(['main ~bob/x']);
  });

  it.each([
    42,
    'text',
    [],
    { agents: [] },
    { agents: { entries: [1], list: { a: 1 } } },
    { agents: { list: [null, 7, 'x'] } },
    { agents: { defaults: { workspace: { $x: 1 } } } },
    { agents: { defaults: null, entries: { a: null } } },
    JSON.parse('{"__proto__":{"agents":{"defaults":{"workspace":"/evil"}}}}'),
  ])('survives %j', (settings) => {
    expect(places(settings)).toEqual(['main /home/lin/.openclaw/workspace']);
  });
});

it('knows the folders where tools start', () => {
  const settings = { agents: { defaults: { cwd: '~/code' }, entries: { a: { cwd: '/srv/a' }, b: {} } } };
  expect(workingFoldersOf(settings, linux, path.posix)).toEqual([
    { agent: 'a', path: '/srv/a' },
    { agent: 'b', path: '/home/lin/code' },
  ]);
  expect(workingFoldersOf(null, linux, path.posix)).toEqual([]);
});
