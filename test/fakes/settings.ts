import type { Copy, Setup } from '../../main/probes/openclaw';
import type { Json, Settings } from '../../main/probes/settings';
import { fakeProbes, seen } from './probes';

export const setup = (more: Partial<Setup> = {}): Setup => ({
  name: 'default',
  stateDir: '/home/lin/.openclaw',
  configPath: '/home/lin/.openclaw/openclaw.json',
  home: '/home/lin',
  owner: 'lin',
  from: 'home',
  legacy: false,
  ...more,
});

/** Settings as read from the one file of a setup. */
export const read = (
  value: Json,
  more: { setup?: Partial<Setup>; environment?: Record<string, string> } = {},
): Settings => {
  const here = setup(more.setup);
  const environment = more.environment ?? {};
  return { state: 'read', setup: here, value, files: [here.configPath], environment };
};

export const broken: Settings = {
  state: 'broken',
  setup: setup(),
  file: '/home/lin/.openclaw/openclaw.json',
  line: 3,
  column: 7,
  because: { id: 'settings.syntax' },
};
export const unreadable: Settings = {
  state: 'unreadable',
  setup: setup(),
  file: '/home/lin/.openclaw/openclaw.json',
  because: { id: 'look.not-allowed' },
};
export const absent: Settings = { state: 'absent', setup: setup() };

export const settingsProbes = (...all: Settings[]) =>
  fakeProbes({ settings: { all: async () => seen(...all) } });

/** A machine with copies but no setup. */
export const withoutSetups = (...copies: Copy[]) =>
  fakeProbes({
    settings: { all: async () => seen() },
    openclaw: { copies: async () => seen(...copies) },
    gateways: { running: async () => seen() },
  });
