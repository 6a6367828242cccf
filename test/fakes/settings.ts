import type { Copy, Setup, StartMethod } from '../../main/probes/openclaw';
import type { Json, OpenClawSettings } from '../../main/probes/settings';
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
): OpenClawSettings => {
  const here = setup(more.setup);
  const environment = more.environment ?? {};
  return { state: 'read', setup: here, value, files: [here.configPath], environment };
};

export const broken: OpenClawSettings = {
  state: 'broken',
  setup: setup(),
  file: '/home/lin/.openclaw/openclaw.json',
  line: 3,
  column: 7,
  because: { id: 'settings.syntax' },
};
export const unreadable: OpenClawSettings = {
  state: 'unreadable',
  setup: setup(),
  file: '/home/lin/.openclaw/openclaw.json',
  because: { id: 'look.not-allowed' },
};
export const absent: OpenClawSettings = { state: 'absent', setup: setup() };

export const settingsProbes = (...all: OpenClawSettings[]) =>
  fakeProbes({
    settings: { all: async () => seen(...all) },
    openclaw: { services: async () => seen(), sandboxBrowsers: async () => seen() },
  });

/** A machine with copies but no setup. */
export const withoutSetups = (...copies: Copy[]) =>
  fakeProbes({
    settings: { all: async () => seen() },
    openclaw: {
      copies: async () => seen(...copies),
      services: async () => seen(),
      sandboxBrowsers: async () => seen(),
    },
    gateways: { running: async () => seen() },
  });

/** A way in which OpenClaw is started on the default setup, but for what is given. */
export const start = (more: Partial<StartMethod> = {}): StartMethod => ({
  by: 'service',
  where: '/home/lin/.config/systemd/user/openclaw-gateway.service',
  role: 'gateway',
  certain: true,
  env: {},
  options: {},
  secrets: {},
  cwd: null,
  home: '/home/lin',
  copyPath: null,
  program: null,
  image: null,
  stateDir: '/home/lin/.openclaw',
  configPath: null,
  byDefault: true,
  unread: [],
  ...more,
});
