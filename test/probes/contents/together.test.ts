import { expect, test } from 'vitest';
import { createContentProbe } from '../../../main/probes/contents';
import type { OpenClawSettings } from '../../../main/probes/settings';
import { fakeHost } from '../../fakes/host';
import { setupOf } from './setup';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const key = (seed: number) =>
  `ghp_${Array.from({ length: 36 }, (_, at) => letters[(seed * 31 + at * 17 + ((seed * at) % 7)) % letters.length]).join('')}`;

test('setups that are looked into at the same time find what each finds alone', async () => {
  const names = ['one', 'two', 'three'];
  const stateDir = (name: string) => `/home/lin/.openclaw-${name}`;
  const files = Object.fromEntries(
    names.flatMap((name, which) =>
      Array.from({ length: 12 }, (_, at) => [
        `${stateDir(name)}/workspace/memory/${at}.md`,
        `${'- We met. '.repeat(((at * 7 + which * 5) % 11) + 1)}\ntoken ${at % 4 === which ? 'none' : key(at * 3 + which)}\n`,
      ]),
    ),
  );
  const probe = () => {
    const host = fakeHost({ platform: 'linux', home: '/home/lin', files });
    const setups = names.map((name) => ({
      ...setupOf(host),
      name,
      stateDir: stateDir(name),
      configPath: `${stateDir(name)}/openclaw.json`,
    }));
    const items = setups.map((setup) => ({ setup, state: 'absent' }) as OpenClawSettings);
    const contents = createContentProbe(
      host,
      { all: async () => ({ items, gaps: [] }) },
      { services: async () => ({ items: [], gaps: [] }) },
    );
    return { contents, setups };
  };
  const alone = [];
  for (const at of names.keys()) {
    const { contents, setups } = probe();
    const setup = setups[at];
    if (setup) alone.push((await contents.secrets(setup)).items);
  }
  expect(alone.map((each) => each.length)).toEqual([9, 9, 9]);
  const { contents, setups } = probe();
  const together = await Promise.all(setups.map(async (setup) => (await contents.secrets(setup)).items));
  expect(together).toEqual(alone);
});
