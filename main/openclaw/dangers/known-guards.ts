import type { Severity } from '../../contract/finding';
import { type Json, type SettingsReader, valueAt } from '../read-settings';
import { clearTextReach } from './clear-text';
import {
  isOnAt,
  isSettingsMap,
  membersAt,
  type SettingDanger,
  type SettingSteps,
  textsAt,
} from './setting-danger';
import { isVariableOn, opensDebugger, variablePlace } from './switched-guards';

export type KnownGuard =
  | 'browser-unfenced'
  | 'browser-clear'
  | 'browser-private'
  | 'browser-own'
  | 'browser-relay'
  | 'private-network'
  | 'audit-hides'
  | 'log-shows'
  | 'content-sent'
  | 'wide-vault'
  | 'variable-unverified'
  | 'variable-debugger'
  | 'variable-code'
  | 'variable-risky';

type Danger = SettingDanger<KnownGuard>;
const gone = { mend: { to: undefined } };

/** The browser that it steers (docs/gateway/config-browser-ui-desktop.md, docs/gateway/security/browser-control.md). */
function browserGuards(reader: SettingsReader): readonly Danger[] {
  const dangers: Danger[] = [];
  const off = valueAt(reader.value, 'browser.enabled') === false;
  const unless = (severity: Severity): Severity => (off ? 'low' : severity);
  const noSandbox = ['browser', 'noSandbox'];
  if (isOnAt(reader, noSandbox))
    dangers.push({ ...gone, kind: 'browser-unfenced', severity: unless('medium'), place: noSandbox });
  const urls: SettingSteps[] = [
    ['browser', 'cdpUrl'],
    ...membersAt(reader, ['browser', 'profiles']).map(([name]) => ['browser', 'profiles', name, 'cdpUrl']),
  ];
  for (const place of urls)
    for (const url of textsAt(reader, place)) {
      // An address that makes no sense: the browser's settings are invalid before they are used.
      if (url.trim() && !URL.canParse(url)) reader.doubt(place, 'value');
      const reach = clearTextReach(url);
      // The same address as if it were in clear text: where it lies.
      const lies = clearTextReach(url.replace(/^(?:https|wss):/i, 'http:'));
      if (reach === 'elsewhere')
        dangers.push({ kind: 'browser-clear', severity: 'medium', place, shows: 'http://' });
      else if (lies === 'network')
        dangers.push({ kind: 'browser-private', severity: 'low', place, shows: new URL(url).protocol });
    }
  // The profile called `user`, and any other that attaches to a browser which runs already (docs/tools/browser.md).
  const profiles = membersAt(reader, ['browser', 'profiles']);
  const attached = profiles.find(
    ([, profile]) => isSettingsMap(profile) && profile.driver === 'existing-session',
  );
  if (attached)
    dangers.push({
      kind: 'browser-own',
      severity: unless('medium'),
      place: ['browser', 'profiles', attached[0], 'driver'],
    });
  else if (valueAt(reader.value, 'browser.defaultProfile') === 'user')
    dangers.push({
      ...{ ...gone, kind: 'browser-own', severity: unless('medium') },
      place: ['browser', 'defaultProfile'],
    });
  const relay = ['browser', 'relayBindHost'];
  if (textsAt(reader, relay).some((host) => host.trim() && !/^(?:127\.|localhost$|::1$)/.test(host.trim())))
    dangers.push({ ...gone, kind: 'browser-relay', severity: unless('medium'), place: relay });
  const legacy = ['browser', 'extensionRelay', 'allowLegacyAuth'];
  if (isOnAt(reader, legacy))
    dangers.push({ kind: 'browser-relay', severity: 'low', place: legacy, mend: { to: false } });
  return dangers;
}

/** Models and memory that may be asked anywhere in the network (docs/gateway/config-tools/custom-providers.md). */
function networkGuards(reader: SettingsReader): readonly Danger[] {
  const providers = ['models', 'providers'];
  return membersAt(reader, providers).flatMap(([name, provider]): Danger[] => {
    const place = [...providers, name, 'request', 'allowPrivateNetwork'];
    const [url = ''] = isSettingsMap(provider) ? textsAt(reader, [...providers, name, 'baseUrl']) : [];
    const own = /^(?:here|network)$/.test(clearTextReach(url.replace(/^https:/i, 'http:')));
    return isOnAt(reader, place) && !own
      ? [{ ...gone, kind: 'private-network', severity: 'low', place }]
      : [];
  });
}

/** Whole homes, whole disks, and the folder above a home. */
const WHOLE =
  /^(?:~|\/|\/(?:home|Users|root)|\/(?:home|Users)\/[^/]+|[A-Za-z]:|[A-Za-z]:\\Users(?:\\[^\\]+)?)[\\/]?$/;

/** Those among a list of folders that hold everything of somebody; each with its place in the list. */
const wideFolders = (list: Json | undefined): readonly (readonly [number, string])[] =>
  (Array.isArray(list) ? (list as readonly Json[]) : []).flatMap((each, index) => {
    const folder = isSettingsMap(each) ? each.path : each;
    return typeof folder === 'string' && WHOLE.test(folder.trim()) ? [[index, folder.trim()]] : [];
  });

/** What is kept and sent of talks, and what the official audit doesn't say (docs/gateway/logging.md, docs/gateway/audit.md). */
function recordGuards(reader: SettingsReader): readonly Danger[] {
  const dangers: Danger[] = [];
  const suppressions = ['security', 'audit', 'suppressions'];
  const hidden = valueAt(reader.value, suppressions);
  if (Array.isArray(hidden) && hidden.length > 0)
    dangers.push({ kind: 'audit-hides', severity: 'low', place: suppressions });
  const redact = ['logging', 'redactSensitive'];
  if (valueAt(reader.value, redact) === 'off')
    dangers.push({ ...gone, kind: 'log-shows', severity: 'medium', place: redact });
  const trace = ['diagnostics', 'cacheTrace', 'enabled'];
  if (isOnAt(reader, trace)) dangers.push({ ...gone, kind: 'log-shows', severity: 'low', place: trace });
  const otel = ['diagnostics', 'otel'];
  const content = valueAt(reader.value, [...otel, 'captureContent']);
  const captures = content === true || (isSettingsMap(content) && content.enabled === true);
  if (captures && isOnAt(reader, [...otel, 'enabled']))
    dangers.push({ ...gone, kind: 'content-sent', severity: 'low', place: [...otel, 'captureContent'] });
  for (const place of [
    ['memory', 'search', 'extraPaths'],
    ['agents', 'defaults', 'memorySearch', 'extraPaths'],
  ])
    for (const [index, each] of wideFolders(valueAt(reader.value, place)))
      dangers.push({ kind: 'wide-vault', severity: 'low', place: [...place, index], shows: each });
  const wiki = ['plugins', 'entries', 'memory-wiki'];
  const vault = [...wiki, 'config', 'vaultMode'];
  if (
    valueAt(reader.value, vault) === 'unsafe-local' &&
    valueAt(reader.value, [...wiki, 'enabled']) !== false
  )
    dangers.push({ kind: 'wide-vault', severity: 'low', place: vault });
  return dangers;
}

/** A guard's name by what it takes away, and by what it leaves out: SKIP and what follows it are looked for one after the other. */
const TAKES_AWAY = /INSECURE|UNSAFE|DANGEROUS|BYPASS|ALLOW_HTTP/;
const LEAVES_OUT = /(?:SKIP|DISABLE|NO)_/;
const GUARD = /AUTH|VERIF|SANDBOX|TLS|APPROV/;

function isRiskyVariable(name: string): boolean {
  const [, rest] = /^(?:OPENCLAW|CLAWDBOT|MOLTBOT)_(.+)/s.exec(name) ?? [];
  if (rest === undefined) return false;
  const left = LEAVES_OUT.exec(rest);
  return TAKES_AWAY.test(rest) || (left !== null && GUARD.test(rest.slice(left.index + left[0].length)));
}

/** Variables that write down what is said or sent, whatever it is that they log (docs/help/debugging.md). */
const WRITES_DOWN =
  /^(?:OPENCLAW|CLAWDBOT|MOLTBOT)_\w*(?:RAW_STREAM|PAYLOAD_LOG|CACHE_TRACE|SHOW_SECRETS|DEBUG_PROXY_ENABLED)$/;
/** Variables that name where plugins, hooks and skills are loaded from, or what is started in its place. */
const BRINGS_CODE =
  /^(?:OPENCLAW|CLAWDBOT|MOLTBOT)_\w*(?:(?:PLUGINS?|HOOKS?|SKILLS?|CATALOG)_(?:DIR|PATHS?|URL|OVERRIDES)|CLAWHUB_URL)$/;
/** Its own folders, as packagers name them to it. */
const OWN_FOLDER = /^\/nix\/store\/|[\\/]node_modules[\\/](?:openclaw|clawdbot|moltbot)(?:[\\/]|$)|^\/app\//;
/** Options of Node by which a file is run before the program (nodejs.org/api/cli.html). */
const PRELOADS = /(?:^|\s)(?:-r|--require|--import|--loader|--experimental-loader)(?:[\s=]|$)/;

/** Variables that take a guard away (docs/help/environment.md; NODE_TLS_REJECT_UNAUTHORIZED and NODE_OPTIONS: nodejs.org/api/cli.html). */
function variableGuards(reader: SettingsReader): readonly Danger[] {
  return Object.entries(reader.environment).flatMap(([name, value]): Danger[] => {
    const place = variablePlace(reader, name) ?? [name];
    const inSettings = place.length > 1 ? gone : {};
    if (name === 'NODE_TLS_REJECT_UNAUTHORIZED' && value.trim() === '0')
      return [{ ...inSettings, kind: 'variable-unverified', severity: 'high', place, shows: '0' }];
    if (name === 'NODE_OPTIONS' && opensDebugger(value))
      return [{ ...inSettings, kind: 'variable-debugger', severity: 'high', place, shows: '--inspect' }];
    if (name === '--inspect' && opensDebugger(`--inspect=${value}`))
      return [{ kind: 'variable-debugger', severity: 'high', place, shows: '--inspect' }];
    if (name === 'NODE_OPTIONS' && PRELOADS.test(value))
      return [{ ...inSettings, kind: 'variable-code', severity: 'medium', place, shows: name }];
    if (BRINGS_CODE.test(name) && value.trim() && !OWN_FOLDER.test(value.trim()))
      return [{ ...inSettings, kind: 'variable-code', severity: 'medium', place, shows: name }];
    if (WRITES_DOWN.test(name) && isVariableOn(value))
      return [{ ...inSettings, kind: 'log-shows', severity: 'low', place, shows: name }];
    return isRiskyVariable(name) && isVariableOn(value)
      ? [{ ...inSettings, kind: 'variable-risky', severity: 'low', place, shows: name }]
      : [];
  });
}

/** Guards that OpenClaw's documents name, and that are switched off. */
export const knownGuards = (reader: SettingsReader): readonly Danger[] => [
  ...browserGuards(reader),
  ...networkGuards(reader),
  ...recordGuards(reader),
  ...variableGuards(reader),
];
