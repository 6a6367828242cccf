import { rewriteJson5 } from '../../../main/openclaw/json5';
import type { Json } from '../../../main/openclaw/read-settings';

type JsonMap = { readonly [name: string]: Json };

/** Places of a made-up settings file: what holds others never is a value itself. */
export const PLACES = [
  'gateway.bind',
  'gateway.port',
  'gateway.auth.mode',
  'gateway.auth.token',
  'tools.profile',
  'tools.exec.security',
  'tools.exec.ask',
  'channels.telegram.dmPolicy',
  'channels.telegram.botToken',
  'channels.飞书.policy',
  'agents.defaults.sandbox.mode',
  'logging',
] as const;

const isMap = (value: Json | undefined): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function get(value: Json | undefined, place: string): Json | undefined {
  return place
    .split('.')
    .reduce<Json | undefined>(
      (here, name) => (isMap(here) && Object.hasOwn(here, name) ? here[name] : undefined),
      value,
    );
}

/** The value with one place set, or cut off; what is left empty above it stays. */
export function put(value: Json | undefined, place: string, to: Json | undefined): Json {
  const [name = '', ...rest] = place.split('.');
  const here: JsonMap = isMap(value) ? value : {};
  if (to === undefined && !Object.hasOwn(here, name)) return here;
  const others = Object.entries(here).filter(([key]) => key !== name);
  const made = rest.length === 0 ? to : put(here[name], rest.join('.'), to);
  return Object.fromEntries(made === undefined ? others : [...others, [name, made]]);
}

/** As OpenClaw writes its settings itself: JSON with two spaces, names in order, no comments, and when it did. */
export function asOpenClaw(value: Json): string {
  const sorted = (each: Json): Json => {
    if (Array.isArray(each)) return each.map(sorted);
    if (!isMap(each)) return each;
    return Object.fromEntries(
      Object.keys(each)
        .sort()
        .map((name) => [name, sorted(each[name] as Json)]),
    );
  };
  const meta = { lastTouchedVersion: '2026.9.6', lastTouchedAt: '2026-11-29T00:00:00.000Z' };
  return `${JSON.stringify(sorted({ ...(value as JsonMap), meta }), null, 2)}\n`;
}

/** Random settings: a text with comments, and rows of changes to it, as fixes make them. */
export function randomSettings(random: () => number) {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const value = (): Json =>
    pick<Json>([`v${Math.floor(random() * 1e6)}`, Math.floor(random() * 1e6), random() < 0.5]);
  let first: Json = {};
  for (const place of PLACES) if (random() < 0.6) first = put(first, place, value());
  const lines = JSON.stringify(first, null, pick([2, 4, '\t'])).split('\n');
  const newline = pick(['\n', '\r\n']);
  const commented = lines.map((line, at) => (at > 0 && random() < 0.2 ? `${line} // note ${at}` : line));
  const text = `${pick(['', '\uFEFF'])}${commented.join(newline)}${newline}`;
  /** Sets or cuts off so many places. */
  const edited = (from: Json, count: number): Json => {
    let made = from;
    for (let times = 0; times < count; times++)
      made = put(made, pick(PLACES), random() < 0.3 ? undefined : value());
    return made;
  };
  const rewritten = (from: string, to: Json) => rewriteJson5(from, to);
  return { pick, value, text, edited, rewritten };
}
