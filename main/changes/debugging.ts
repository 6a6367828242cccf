import { debug, debugTo } from '../system/read/debug';
import { debugLog, debugLogPath } from '../system/write/debug-log';
import { redact } from './redact';

/** Of the beginnings of a message, as in `the look failed: Error: what was read`, so many are looked behind. */
const MOST_PREFIXES = 4;

/** Without secrets, also where a text of several lines begins behind what somebody put before it. */
function redactMessage(text: string): string {
  const secrets = new Set<string>();
  for (let from = 0, tried = 0; tried <= MOST_PREFIXES; tried++) {
    redact(text.slice(from), 'lines', (secret) => {
      secrets.add(secret);
      return '';
    });
    const colon = text.indexOf(': ', from);
    if (colon < 0) break;
    from = colon + 2;
  }
  return [...secrets]
    .sort((one, other) => other.length - one.length)
    .reduce((shown, secret) => shown.replaceAll(secret, `‹${secret.length}›`), text);
}

/**
 * Starts the debug log of this process where TANKMATE_DEBUG asks for one, with errors that nobody caught in it.
 * `folder` is the app's own. Gives the log's path; null: it is off.
 */
export function startDebugLog(env: NodeJS.ProcessEnv, folder: string): string | null {
  const path = debugLogPath(env, folder);
  if (path === null) return null;
  debugTo(debugLog(path, redactMessage));
  process.on('uncaughtExceptionMonitor', (error, origin) => debug(`${origin}: ${error?.stack ?? error}`));
  // Electron only warns of a rejection that nobody handles.
  process.on('warning', ({ name, message }) => debug(`${name}: ${message}`));
  return path;
}
