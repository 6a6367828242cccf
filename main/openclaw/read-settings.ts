/** A value of OpenClaw's settings file (JSON5, docs/gateway/configuration.md). */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** `gateway.bind`, or its parts where a name may hold a dot itself. Numbers pick from a list. */
export type SettingPath = string | readonly (string | number)[];

/** A setting whose meaning can't be told: nobody may call it good. */
export interface OddSetting {
  readonly path: string;
  /** Of the wrong type, a value or name that OpenClaw doesn't know, or taken from a variable that can't be seen. */
  readonly why: 'type' | 'value' | 'environment' | 'name';
}

const parts = (path: SettingPath): readonly (string | number)[] =>
  typeof path === 'string' ? path.split('.') : path;

/** A path as it is written in OpenClaw's documents: `agents.list[0].sandbox`. */
export const pathText = (path: SettingPath): string =>
  parts(path)
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at a path; undefined where nothing does. Inherited names are never followed. */
export function valueAt(value: Json, path: SettingPath): Json | undefined {
  let here: Json | undefined = value;
  for (const part of parts(path)) {
    if (typeof part === 'number') here = Array.isArray(here) ? (here as readonly Json[])[part] : undefined;
    else here = isObject(here) && Object.hasOwn(here, part) ? here[part] : undefined;
  }
  return here;
}

/** `${NAME}`, or `$${NAME}` for the literal text (docs/gateway/config-secrets-env.md; names are capitals). */
const REFERENCE = /(\$?)\$\{([A-Z_][A-Z0-9_]*)\}/g;

/** The variables that a text takes its value from; none for plain text and for escaped `$${NAME}`. */
export const environmentNames = (text: string): readonly string[] =>
  [...text.matchAll(REFERENCE)].filter(([, literal]) => !literal).map(([, , name = '']) => name);

/** The text with its variables filled in, or null when one of them is missing or empty. */
export function fillIn(text: string, environment: Readonly<Record<string, string>>): string | null {
  const has = (name: string) => Object.hasOwn(environment, name) && environment[name] !== '';
  if (!environmentNames(text).every(has)) return null;
  return text.replace(REFERENCE, (_whole, literal: string, name: string) =>
    literal ? `\${${name}}` : (environment[name] ?? ''),
  );
}

/** Reads typed values and remembers in `odd` each one that has no clear meaning. An unset one reads undefined. */
export interface SettingsReader {
  readonly value: Json;
  readonly environment: Readonly<Record<string, string>>;
  readonly odd: readonly OddSetting[];
  raw(path: SettingPath): Json | undefined;
  /** With `known`, any other text is odd. */
  text<K extends string = string>(path: SettingPath, known?: readonly K[]): K | undefined;
  flag(path: SettingPath): boolean | undefined;
  /** Texts of a list; numbers, as in chat ids, become texts. */
  texts(path: SettingPath): readonly string[] | undefined;
  /** Names in a map; none where there is no map. */
  names(path: SettingPath): readonly string[];
  /** Remembers a setting as odd. */
  doubt(path: SettingPath, why: OddSetting['why']): void;
}

/** A reader of one setup's settings. `environment` holds the variables that OpenClaw would see. */
export function readSettings(
  value: Json,
  environment: Readonly<Record<string, string>> = {},
): SettingsReader {
  const odd = new Map<string, OddSetting>();
  const doubt = (path: SettingPath, why: OddSetting['why']) => {
    odd.set(pathText(path), { path: pathText(path), why });
    return undefined;
  };
  /** Where a number or a text stands in place of a map, nothing below it can be told. */
  const raw = (path: SettingPath) => {
    const found = valueAt(value, path);
    const steps = parts(path);
    for (let depth = 0; found === undefined && depth < steps.length; depth++) {
      const above = valueAt(value, steps.slice(0, depth));
      const fits = typeof steps[depth] === 'number' ? Array.isArray(above) : isObject(above);
      if (above === undefined) break;
      if (!fits) doubt(steps.slice(0, depth), 'type');
    }
    return found;
  };
  const filled = (path: SettingPath, text: string) => fillIn(text, environment) ?? doubt(path, 'environment');

  return {
    value,
    environment,
    get odd() {
      return [...odd.values()];
    },
    raw,
    doubt,
    text<K extends string>(path: SettingPath, known?: readonly K[]) {
      const here = raw(path);
      if (here === undefined) return undefined;
      if (typeof here !== 'string') return doubt(path, 'type');
      const text = filled(path, here) as K | undefined;
      if (text === undefined || !known || known.includes(text)) return text;
      return doubt(path, 'value');
    },
    flag(path) {
      const here = raw(path);
      return here === undefined || typeof here === 'boolean' ? here : doubt(path, 'type');
    },
    texts(path) {
      const here = raw(path);
      if (here === undefined) return undefined;
      if (!Array.isArray(here)) return doubt(path, 'type');
      return (here as readonly Json[]).flatMap((each) => {
        if (typeof each === 'number') return [String(each)];
        if (typeof each !== 'string') doubt(path, 'type');
        const text = typeof each === 'string' ? filled(path, each) : undefined;
        return text === undefined ? [] : [text];
      });
    },
    names(path) {
      const here = raw(path);
      if (here === undefined) return [];
      if (isObject(here)) return Object.keys(here);
      doubt(path, 'type');
      return [];
    },
  };
}

/** More agents or chat accounts than anybody has; those beyond are not looked at, and the rest is not called good. */
export const MANY = 500;

/** An agent that the settings name, and where its own settings stand. */
export interface AgentSettings {
  readonly name: string;
  /** Null for the one agent of settings that name none: only the defaults speak for it. */
  readonly path: readonly (string | number)[] | null;
}

/**
 * The agents of a setup: `agents.entries.<id>` since the 2026.9 line, `agents.list[]` before
 * (docs/tools/multi-agent-sandbox-tools.md), and one called main where there are none.
 */
export function agentsOf(reader: SettingsReader): readonly AgentSettings[] {
  const entries = reader.names('agents.entries').map((name) => ({ name, path: ['agents', 'entries', name] }));
  const list = reader.raw('agents.list');
  if (list !== undefined && !Array.isArray(list)) reader.doubt('agents.list', 'type');
  const listed = (Array.isArray(list) ? (list as readonly Json[]) : []).map((_each, index) => {
    const id = reader.raw(['agents', 'list', index, 'id']);
    return { name: typeof id === 'string' ? id : String(index), path: ['agents', 'list', index] };
  });
  const all = [...entries, ...listed];
  if (all.length > MANY) reader.doubt('agents', 'value');
  return all.length > 0 ? all.slice(0, MANY) : [{ name: 'main', path: null }];
}
