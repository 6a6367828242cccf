import type { Message } from '../../main/contract/finding';
import type { ContentMatches, Find } from '../../main/probes/contents';
import type { Extension } from '../../main/probes/extensions';
import type { Setup } from '../../main/probes/openclaw';
import type { Gap } from '../../main/probes/partial-result';
import { fakeProbes, seen } from '../fakes/probes';

/** A setup in a folder of that name. */
export const setup = (name = '.openclaw'): Setup => ({
  name,
  stateDir: `/home/lin/${name}`,
  configPath: `/home/lin/${name}/openclaw.json`,
  home: '/home/lin',
  owner: 'lin',
  from: 'home',
  legacy: false,
});

export const because: Message = { id: 'look.not-allowed' };
export const hidden = (where = '/home/lin/.openclaw/x'): Gap => ({ where, because });

/** Contents with these finds: `place kind count`, in the setup's settings file unless a file is named. */
export const contents = (
  finds: readonly Partial<Find>[] = [],
  gaps: readonly Gap[] = [],
  files = 12,
): ContentMatches => ({
  items: finds.map((find) => ({
    file: `${setup().configPath}`,
    place: 'settings',
    kind: 'x',
    count: 1,
    ...find,
  })),
  gaps,
  files,
});

export const extension = (more: Partial<Extension>): Extension => ({
  name: 'thing',
  path: '/home/lin/.openclaw/extensions/thing',
  source: 'unrecorded',
  pinned: null,
  enabled: true,
  ...more,
});

/** No OpenClaw at all, and nothing hidden. */
export const nothing = fakeProbes({
  openclaw: { setups: async () => seen(), copies: async () => seen() },
  settings: { all: async () => seen() },
  gateways: { running: async () => seen() },
});

/** No setup was found, but a place could not be looked at. */
export const hiddenSetups = fakeProbes({
  openclaw: { setups: async () => ({ items: [], gaps: [hidden()] }), copies: async () => seen() },
  settings: { all: async () => ({ items: [], gaps: [hidden()] }) },
  gateways: { running: async () => seen() },
});
