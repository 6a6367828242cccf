import type { ContentForm, ContentPlace } from '../types';

/** What a file of the state folder is. */
export interface StateContent {
  readonly form: ContentForm;
  readonly keys: ContentPlace | null;
  readonly personal: ContentPlace | null;
}

/** Files of variables, whose names tell of a secret. */
export const isVariableFile = (name: string): boolean =>
  /^\.env(?:\.[\w-]+)?$|\.env$|\.(?:sh|bash|zsh|fish|ps1|nu|csh)$/i.test(name);

/** Folders of others' code and of packed pages, which no person keeps anything in (docs/cli/plugins.md; docs/tools/browser.md). */
const OTHERS = new Set([
  'extensions',
  'npm',
  'git',
  'plugins',
  'node_modules',
  'browser',
  'bin',
  'lib',
  'tools',
  'runtime',
  'cache',
]);

/** No system knows a file's name of more than 255 letters: so far, and no further, these look. */
const SIGN_INS = /^(?:auth-profiles|auth|models|credentials)(?:\.[\w.-]{0,255})?\.json(?:\.[\w.-]{1,255})?$/;
const SETTINGS = /\.json5?(?:[.-][\w.-]{1,255})?$/i;
/** OpenClaw makes these itself and signs in with them: docs/gateway/secrets.md, docs/gateway/pairing.md, docs/tools/exec-approvals.md. */
const OWN_STORE = /^(?:credentials|identity|devices|pairing|nodes|oauth)$/;
const OWN_FILES = /^(?:secrets\.json|exec-approvals\.json|gateway-token[\w.-]*|device\w*\.json)$/;
const A_COPY =
  /(?:^|[-_.~])(?:bak|backups?|old|copy|orig|save[d]?|prev|snapshot|\d{4}-?\d\d-?\d\d)(?:$|[-_.\d])/i;

/**
 * What a file is by its way below the state folder: how it is read, and where keys or private data lie that are found in
 * it. Null: others' code, which is not looked into (docs/concepts/state-directory.md and the layouts of 2026.1 to 2026.9).
 */
export function stateFile(parts: readonly string[]): StateContent | null {
  const [top = '', second = '', third = ''] = parts;
  const name = parts.at(-1) ?? '';
  const alone = parts.length === 1;
  const all = (place: ContentPlace, form: ContentForm = 'text'): StateContent => ({
    form,
    keys: place,
    personal: place,
  });
  const keysOnly = (place: ContentPlace, form: ContentForm): StateContent => ({
    form,
    keys: place,
    personal: null,
  });
  if (!alone && OTHERS.has(top)) return null;
  if (alone && /\.systemd\.env$|^gateway[\w.-]*\.env$/i.test(name)) return keysOnly('service', 'variables');
  if (top === 'service-env') return keysOnly('service', 'variables');
  if (alone && isVariableFile(name)) return keysOnly('environment', 'variables');
  if ((alone && OWN_FILES.test(name)) || (!alone && OWN_STORE.test(top)))
    return keysOnly('own-store', 'settings');
  if (top === 'agents') {
    if (third === 'agent' && parts.length === 4 && SIGN_INS.test(name))
      return keysOnly('credentials', 'settings');
    // Its database holds both: the sign-ins are told apart by their table.
    return second === '' ? all('state') : all('transcript');
  }
  if (top === 'state') return { form: 'text', keys: 'own-store', personal: 'transcript' };
  if (top === 'memory') return all('transcript');
  if (top === 'media') return all('media');
  if (top === 'cron' || top === 'tasks') return all('plan');
  if (top === 'logs') return all('log');
  if (!alone && A_COPY.test(top)) return all('copy', formOf(name));
  if (
    /^workspaces?(?:-|$)/.test(top) ||
    top === 'sandboxes' ||
    top === 'skills' ||
    top === 'canvas' ||
    top === 'hooks'
  )
    return all('workspace', formOf(name));
  if (alone && SETTINGS.test(name)) return keysOnly(A_COPY.test(name) ? 'copy' : 'state', 'settings');
  return all(A_COPY.test(name) ? 'copy' : 'state', formOf(name));
}

/** How a file in a folder of people's own files is read. */
export const formOf = (name: string): ContentForm => (isVariableFile(name) ? 'variables' : 'text');
