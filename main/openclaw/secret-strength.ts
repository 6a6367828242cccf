import { fillIn, type SettingsReader } from './read-settings';

/**
 * How hard a password is to guess, as far as its text shows:
 * - `placeholder`: empty, `undefined`, `null`, or copied from an example, which OpenClaw 2026.9.6 itself refuses.
 * - `short`: under 24 characters, the length that OpenClaw's own audit asks for.
 * - `pattern`: long, but repeated, in order, or made of a few characters.
 * - `strong`: none of these.
 */
export type Strength = 'placeholder' | 'short' | 'pattern' | 'strong';

/** docs/gateway/security/network-exposure.md, "Gateway WebSocket auth". */
export const MIN_SECRET_LENGTH = 24;
/** A random 48-character hexadecimal token has about 15 different ones; under 8 does not happen by chance. */
const MIN_DIFFERENT = 8;
/** Share of neighbours that follow each other, above which a text was typed along a row, not drawn. */
const MAX_IN_ORDER = 0.5;

/** dist: gateway/known-weak-gateway-secrets, and the examples of docs/gateway. */
const EXAMPLE =
  /^(?:undefined|null)?$|change[-_ ]?me|replace[-_ ]?me|your[-_ ]?(?:long|strong|random|secret|token|password|gateway)|<[^<>]*>|\b(?:example|placeholder)\b/i;
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890'];

/** True when a shorter text fills it over and over, the last time perhaps only in part. */
function isPeriodic(text: string): boolean {
  for (let period = 1; period <= text.length / 2; period++)
    if (text.slice(period) === text.slice(0, text.length - period)) return true;
  return false;
}

function inOrder(text: string): number {
  const lower = text.toLowerCase();
  let count = 0;
  for (let i = 1; i < lower.length; i++) {
    const step = lower.charCodeAt(i) - lower.charCodeAt(i - 1);
    const pair = lower.slice(i - 1, i + 1);
    if (Math.abs(step) <= 1 || ROWS.some((row) => row.includes(pair))) count++;
  }
  return count / Math.max(1, lower.length - 1);
}

/** Judges a gateway password or token by its text. Says nothing of who knows it. */
export function strengthOf(secret: string): Strength {
  // More than enough to see a pattern, and a hostile text can't hold up the look.
  const text = secret.trim().slice(0, 4096);
  if (EXAMPLE.test(text)) return 'placeholder';
  if (text.length < MIN_SECRET_LENGTH) return 'short';
  const few = new Set(text).size < MIN_DIFFERENT;
  return few || isPeriodic(text) || inOrder(text) > MAX_IN_ORDER ? 'pattern' : 'strong';
}

/** `$NAME` alone is a reference to a variable where a secret is asked for (dist: config/types.secrets). */
const SHORTHAND = /^\$([A-Z][A-Z0-9_]{0,127})$/;

/** The variable that a secret written as `$NAME` or `${NAME}` points to; null for a secret that stands there. */
export function secretVariable(text: string): string | null {
  const trimmed = text.trim();
  return SHORTHAND.exec(trimmed)?.[1] ?? /^\$\{([A-Z_][A-Z0-9_]*)\}$/.exec(trimmed)?.[1] ?? null;
}

/** A secret as it stands, with where it was found. Never to be shown. */
export interface FoundSecret {
  /** The setting or the variable that holds it. */
  readonly where: string;
  readonly secret: string;
}

/**
 * The secrets that may hold for a setting: what stands there or what it points to, and the variable that
 * OpenClaw reads besides (docs/gateway/config-secrets-env.md). A newer version takes the setting first, an
 * older one the variable, so both count, and so does the command line's (`--token`, `--password`: docs/cli/gateway). One in a file, a program or a store is not opened: the setting is odd.
 */
export function secretsAt(reader: SettingsReader, path: string, variable: string): readonly FoundSecret[] {
  const inEnvironment = (name: string) =>
    Object.hasOwn(reader.environment, name) ? reader.environment[name] || undefined : undefined;
  const raw = reader.raw(path);
  const isRef = typeof raw === 'object' && raw !== null && !Array.isArray(raw);
  const id = isRef && reader.raw(`${path}.source`) === 'env' ? reader.raw(`${path}.id`) : undefined;
  const pointed = typeof raw === 'string' ? secretVariable(raw) : typeof id === 'string' ? id : null;

  let standing: string | null | undefined;
  if (pointed !== null) standing = inEnvironment(pointed) ?? null;
  else if (typeof raw === 'string') standing = fillIn(raw, reader.environment);
  else if (isRef) standing = null;
  else if (raw !== undefined) reader.doubt(path, 'type');
  if (standing === null) reader.doubt(path, 'environment');

  const beside = pointed === variable ? undefined : inEnvironment(variable);
  const option = `--${path.slice(path.lastIndexOf('.') + 1)}`;
  const given = inEnvironment(option);
  return [
    ...(given === undefined ? [] : [{ where: option, secret: given }]),
    ...(typeof standing === 'string' ? [{ where: path, secret: standing }] : []),
    ...(beside === undefined ? [] : [{ where: variable, secret: beside }]),
  ];
}
