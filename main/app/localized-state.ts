import type { Language } from '../contract/report';
import type { StatePatch } from '../contract/state';
import type { localizeState, UnlocalizedState } from './localize-state';
import type { Store } from './store';

/** The state's sentences: kept in no language, and published in the one that the store has. */
export interface LocalizedState {
  /** Publishes what is new, with what needs no language beside it. Before `ready` it is kept until then. */
  show(changed: UnlocalizedState, beside?: StatePatch): void;
  /** Says all of it in another language, at once. */
  setLanguage(language: Language): void;
  /** Loads the catalogs, once; resolves when all that was kept is said. Rejects when they can't be loaded. */
  ready(): Promise<void>;
}

/** `load` gives `localizeState`, which a start doesn't need. */
export function createLocalizedState(
  store: Store,
  load: () => Promise<typeof localizeState>,
): LocalizedState {
  let kept: UnlocalizedState = {};
  let localize: typeof localizeState = () => ({});
  let loading: Promise<void> | null = null;
  return {
    show(changed, beside) {
      const said = localize(changed, store.get().language, store.get().home);
      kept = { ...kept, ...changed };
      store.publish({ ...said, ...beside });
    },
    setLanguage(language) {
      store.publish({ language, ...localize(kept, language, store.get().home) });
    },
    ready() {
      loading ??= load().then((loaded) => {
        localize = loaded;
        if (Object.keys(kept).length > 0)
          store.publish(localize(kept, store.get().language, store.get().home));
      });
      return loading;
    },
  };
}
