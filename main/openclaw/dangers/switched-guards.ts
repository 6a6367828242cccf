import type { Severity } from '../../contract/finding';
import { type Json, MANY, type SettingsReader, valueAt } from '../read-settings';
import { clearTextReach } from './clear-text';
import { isSettingsMap, type SettingDanger, type SettingSteps, textsOfSetting } from './setting-danger';

export type SwitchedGuard = 'named-dangerous' | 'unverified' | 'risky-flag' | 'debugger-open' | 'clear-text';

type Danger = SettingDanger<SwitchedGuard>;

/** Names that say of themselves that something is given up: those of today and, by their form, those of tomorrow. */
const DANGEROUS =
  /^(?:dangerously|allow_?(?:unsafe|insecure|danger)|insecure|unsafe|bypass|(?:skip|disable|ignore)\w*(?:verif|valid|auth|approv|sandbox|security|signature|certificate|tls|ssl))/i;
const UNVERIFIED_WHEN_FALSE =
  /^(?:rejectUnauthorized|strict_?ssl|(?:ssl|tls|cert(?:ificate)?|signature)_?verif\w*|verify_?(?:ssl|tls|cert\w*|signature))$/i;
const OFF = /^(?:|0|false|off|no|none|never|deny|denied|disabled|strict)$/i;
/** Arguments of programs that take a guard away. */
const RISKY_FLAG =
  /^--(?:dangerously|allow-dangerously|allow-unsafe|allow-running-insecure|insecure\b|bypass|no-sandbox|disable-(?:web-security|site-isolation|setuid-sandbox)|ignore-certificate|yolo\b|remote-allow-origins=\*|remote-debugging-)/i;
const DEBUGGER = /^--(?:remote-debugging-address|inspect(?:-brk)?)=(?!127\.|localhost|\[::1\])/i;
const ADDRESS = /(?:url|endpoint|address|homeserver|host)$/i;
const MOST_DEPTH = 24;
const MOST_SEEN = 50_000;

/** Told by a check of its own, in its own words. */
const ELSEWHERE: readonly RegExp[] = [
  /^gateway\.(?:.*\.)?(?:dangerously|allowInsecureAuth)/,
  /^agents\..*\.sandbox\.docker\.dangerously/,
  /^hooks\..*allowUnsafeExternalContent$/,
  /^channels\..*\.(?:dangerouslyAllowNameMatching|dangerouslyDisableSignatureValidation)$/,
];
/** Addresses that other rules judge. */
const ADDRESS_ELSEWHERE = /^(?:mcp|nodeHost\.mcp|gateway\.remote|browser)\.|\.cdpUrl$/;

function isSwitchedOn(value: Json): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'string') return !OFF.test(value.trim());
  if (isSettingsMap(value)) return value.enabled === true;
  return false;
}

/**
 * What is switched off gives nothing away. But a part's guards may count without it in the gateway's own section, and
 * the browser is switched on again by a click.
 */
const isOff = ([section]: SettingSteps, value: Json): boolean =>
  section !== undefined &&
  !/^(?:gateway|browser)$/.test(String(section)) &&
  isSettingsMap(value) &&
  value.enabled === false;

/**
 * Guards that are switched off anywhere in the settings, by the form of their names: what OpenClaw calls dangerous,
 * certificates that nobody checks, arguments of programs, addresses that are sent to in clear text. Works on settings
 * that this version knows nothing of. More of them than anybody writes are doubted, not called good.
 */
export function switchedGuards(reader: SettingsReader): readonly Danger[] {
  const dangers: Danger[] = [];
  let seen = 0;
  const add = (kind: SwitchedGuard, severity: Severity, place: SettingSteps, more: Partial<Danger> = {}) =>
    dangers.push({ kind, severity, place, ...more });
  const gone = { mend: { to: undefined } };

  const judge = (key: string, value: Json, place: SettingSteps) => {
    const text = place.join('.');
    if (DANGEROUS.test(key) && isSwitchedOn(value) && !ELSEWHERE.some((each) => each.test(text)))
      add('named-dangerous', 'medium', place, gone);
    else if (UNVERIFIED_WHEN_FALSE.test(key) && value === false) add('unverified', 'medium', place, gone);
    else if (key === 'tls' && value === false && place[0] === 'channels')
      add('clear-text', 'low', place, gone);
    if (typeof value !== 'string' || !ADDRESS.test(key) || ADDRESS_ELSEWHERE.test(text)) return;
    const [address = ''] = textsOfSetting(reader, value);
    // Addresses of a network of one's own are how people reach a model beside them.
    if (clearTextReach(address) === 'elsewhere')
      add('clear-text', place[0] === 'models' ? 'medium' : 'low', place, {
        shows: new URL(address).protocol,
      });
  };
  const search = (value: Json, place: SettingSteps) => {
    if (isOff(place, value)) return;
    if (place.length > MOST_DEPTH || seen++ > MOST_SEEN || dangers.length > MANY) {
      reader.doubt(place.slice(0, 1), 'value');
      return;
    }
    if (Array.isArray(value)) {
      for (const flag of textsOfSetting(reader, value)) {
        const name = flag.split('=')[0] ?? flag;
        if (DEBUGGER.test(flag)) add('debugger-open', 'high', place, { shows: name });
        else if (RISKY_FLAG.test(flag))
          add('risky-flag', flag.startsWith('--remote-debugging') ? 'low' : 'medium', place, { shows: name });
      }
      for (const [index, each] of (value as readonly Json[]).entries()) search(each, [...place, index]);
      return;
    }
    if (!isSettingsMap(value)) return;
    for (const [key, each] of Object.entries(value)) {
      judge(key, each, [...place, key]);
      search(each, [...place, key]);
    }
  };
  search(reader.value, []);
  return dangers;
}

/** Flags that a command line gives as one text: `node --inspect=0.0.0.0 …`. */
export const opensDebugger = (options: string): boolean =>
  options.split(/\s+/).some((each) => DEBUGGER.test(each));

/** Whether a variable stands for something that is on. */
export const isVariableOn = (value: string): boolean => isSwitchedOn(value);

/** Where a variable stands in the settings; null where it comes from elsewhere. */
export function variablePlace(reader: SettingsReader, name: string): SettingSteps | null {
  const places = [
    ['env', 'vars', name],
    ['env', name],
  ];
  return places.find((place) => typeof valueAt(reader.value, place) === 'string') ?? null;
}
