/**
 * The three ideas as types: each line below must NOT compile. `npm run types` goes red as soon as one of them does,
 * because an unused `@ts-expect-error` is an error itself.
 */

import { defineCheck } from '../../main/checks/define/define-check';
import type { Handlers } from '../../main/contract/ipc';
import type { AppState } from '../../main/contract/state';
import type { Probes } from '../../main/probes';
import type { Host } from '../../main/system/read';
import type { Actions } from '../../main/system/write';

const en = {
  good: 'good',
  attention: 'bad {count}',
  unknown: 'unknown',
  'not-applicable': 'none',
  why: 'because',
  'by-hand': 'do',
  some: '{count, plural, one {# thing} other {# things}} at {place}',
} as const;
const source = { id: 'x', tile: 'updates', clause: 'guide-6', article: 'https://example.org' } as const;

// 1. Looking and changing are different types.
export function looking(probes: Probes, host: Host, actions: Actions) {
  // @ts-expect-error a reader has no writing verb
  void probes.permissions.setMode;
  // @ts-expect-error the host that probes read through can't write
  void host.writeText;
  // @ts-expect-error readers don't do for writers
  const wrong: Actions = probes;
  // @ts-expect-error writers don't do for readers
  const alsoWrong: Probes = actions;
  return [wrong, alsoWrong];
}
defineCheck({
  ...source,
  messages: { en, 'zh-CN': en },
  // @ts-expect-error a look is given nothing to change with
  inspect: async (_probes, _say, _actions: Actions) => [],
});

// Words: a message of this check's own, with the values that it asks for.
defineCheck({
  ...source,
  messages: { en, 'zh-CN': en },
  async inspect(_probes, say) {
    // @ts-expect-error no such message
    say.good(say('missing'), []);
    // @ts-expect-error a value is missing
    say.good(say('some', { count: 1 }), []);
    // @ts-expect-error good needs a witness
    say.good(say('some', { count: 1, place: '/tmp' }));
    return [say.good(say('some', { count: 1, place: '/tmp' }), [])];
  },
});
defineCheck({
  ...source,
  // @ts-expect-error a message is missing in Chinese
  messages: { en, 'zh-CN': { ...en, some: undefined } },
  inspect: async () => [],
});

// 2. The page only names things.
export function page(handlers: Handlers, bridge: Window['bridge']) {
  // @ts-expect-error no such channel
  void handlers.readFile;
  // @ts-expect-error a language, not any word
  void bridge.setLanguage('klingon');
  // @ts-expect-error an id and nothing more
  void bridge.openArticle('known-holes', 'https://example.org');
}

// 3. One state, one direction.
export function state(current: AppState) {
  // @ts-expect-error nobody writes into the state
  current.revision = 2;
}
