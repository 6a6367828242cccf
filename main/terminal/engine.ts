import { createActions } from '../actions/create';
import type { Language } from '../contract/report';
import { withUpdates } from '../errands/works/with-updates';
import type { Engine } from '../fixes';
import { createEngine } from '../fixes/engine';
import { createGlance } from '../fixes/glance';
import { voice } from '../report/render';
import { ownFolder } from '../state/folder';
import { safe, type Values } from './say';

/** The engine over this computer and the app's own folder, as the window has it. */
export function terminalEngine(
  signal: AbortSignal,
  values: Pick<Values, 'progress'>,
  language: Language,
): Engine {
  const folder = ownFolder();
  const speak = voice(language);
  return withUpdates(
    createEngine({
      folder,
      actions: createActions(),
      glance: createGlance({ folder, signal }),
      now: Date.now,
      signal,
      onProgress({ now, done, of, line }) {
        if (values.progress) process.stderr.write(`${safe(line ?? `${done + 1}/${of} ${speak(now)}`)}\n`);
      },
    }),
    folder,
  );
}
