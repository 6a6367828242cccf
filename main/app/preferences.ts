import { app } from 'electron';
import type { loadSettings } from '../config/settings';
import type { Preferences } from '../contract/work';
import { createLogin } from './autostart/login';
import type { Store } from './store';

type Settings = ReturnType<typeof loadSettings>;

/** Keeps and publishes what the user chooses, and does what a choice asks of the system. */
export function createPreferences(settings: Settings, store: Store, log: (line: string) => void) {
  const login = createLogin(app);

  function save(preferences: Preferences): void {
    settings.update({ preferences });
    store.publish({ preferences });
  }
  const startsAtLogin = (starts: boolean) => save({ ...store.get().preferences, startsAtLogin: starts });

  store.publish({ canStartAtLogin: login.possible });
  return {
    prefer(preferences: Preferences): void {
      const before = store.get().preferences.startsAtLogin;
      save(preferences);
      const now = preferences.startsAtLogin;
      if (now === null || now === before) return;
      login.set(now).catch((error: unknown) => {
        log(`start at login: ${String(error)}`);
        startsAtLogin(!now);
      });
    },
    /** The system has the last word: it may have been switched off there. */
    async checkLogin(): Promise<void> {
      if (store.get().preferences.startsAtLogin !== true) return;
      try {
        if (!(await login.isSet())) startsAtLogin(false);
      } catch (error) {
        log(`start at login: ${String(error)}`);
      }
    },
  };
}
