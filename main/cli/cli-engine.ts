import type { ChangeEngine } from '../changes';
import { createChangeEngine } from '../changes/engine';
import { openclawWorks } from '../changes/still-works';
import type { Language } from '../contract/report';
import { safeText } from '../contract/safe-text';
import { translatorFor } from '../report/render';
import { createRescan } from '../scan/rescan';
import { appDataFolder } from '../system/read/app-paths';
import { createActions } from '../system/write/create-actions';
import { withUpdates } from '../worker/jobs/with-updates';
import type { Values } from './print';

/** The engine over this computer and the app's own folder, as the window has it. */
export function cliEngine(
  signal: AbortSignal,
  values: Pick<Values, 'progress'>,
  language: Language,
): ChangeEngine {
  const folder = appDataFolder();
  const translate = translatorFor(language);
  return withUpdates(
    createChangeEngine({
      folder,
      actions: createActions(),
      rescan: createRescan({ folder, signal }),
      proof: openclawWorks(folder, signal),
      now: Date.now,
      signal,
      onProgress({ now, done, of, line }) {
        if (values.progress)
          process.stderr.write(`${safeText(line ?? `${done + 1}/${of} ${translate(now)}`)}\n`);
      },
    }),
    folder,
  );
}
