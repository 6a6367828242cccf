import { readFileSync } from 'node:fs';
import type { Call } from './parse';

interface Parameter {
  readonly name: string;
  readonly required: boolean;
  readonly positional: boolean;
  readonly isSwitch: boolean;
  readonly fromPipeline: boolean;
}

interface Cmdlet {
  readonly name: string;
  readonly module: string;
  readonly sets: (readonly Parameter[])[];
  /** The words that a parameter takes, by its name in lower case. */
  readonly values: Map<string, readonly string[]>;
}

/** Of every cmdlet (about_CommonParameters), without their short names, which no text of ours should use. */
const COMMON =
  'debug erroraction errorvariable informationaction informationvariable outbuffer outvariable pipelinevariable verbose warningaction warningvariable'.split(
    ' ',
  );
const ACTIONS = ['SilentlyContinue', 'Stop', 'Continue', 'Ignore', 'Inquire'];

function parameter(word: string): Parameter {
  const [, name = '', marks = ''] = /^(\w+)([!@?|]*)$/.exec(word) ?? [];
  if (name === '') throw new Error(`not a parameter: ${word}`);
  const has = (mark: string) => marks.includes(mark);
  return {
    name: name.toLowerCase(),
    required: has('!'),
    positional: has('@'),
    isSwitch: has('?'),
    fromPipeline: has('|'),
  };
}

function readTable(text: string): ReadonlyMap<string, Cmdlet> {
  const all = new Map<string, Cmdlet>();
  let last: Cmdlet | undefined;
  for (const line of text.split('\n').filter((each) => each !== '' && !each.startsWith('#'))) {
    const words = line.trim().split(' ');
    if (!line.startsWith(' ')) {
      last = { name: words[0] ?? '', module: words[1] ?? '', sets: [], values: new Map() };
      all.set(last.name.toLowerCase(), last);
    } else if (words[0] === '=') last?.values.set((words[1] ?? '').toLowerCase(), words.slice(2));
    else last?.sets.push(words.map(parameter));
  }
  return all;
}

/** What Microsoft's documents say of each cmdlet, by its name in lower case. */
export const CMDLETS = readTable(readFileSync(new URL('cmdlets.txt', import.meta.url), 'utf8'));

/** Why a set of parameters does not take a call; null where it does. */
function misfit(set: readonly Parameter[], { given, positional, fromPipeline }: Call): string | null {
  const byName = new Map(set.map((each) => [each.name, each]));
  const named = given.filter(({ name }) => !COMMON.includes(name));
  const unknown = named.find(({ name }) => !byName.has(name));
  if (unknown) return `no -${unknown.name}`;
  const bare = named.find(({ name, value }) => value === null && !byName.get(name)?.isSwitch);
  if (bare) return `-${bare.name} needs a value`;
  const left = set.filter(({ name }) => !named.some((each) => each.name === name));
  const places = left.filter((each) => each.positional);
  // Those that must be given come first where several could take a value without its name.
  const taken = places.toSorted((a, b) => Number(b.required) - Number(a.required)).slice(0, positional);
  if (taken.length < positional) return 'a value without a name';
  const missing = left.filter((each) => each.required && !taken.includes(each));
  const piped = fromPipeline ? missing.findIndex((each) => each.fromPipeline) : -1;
  const still = missing.filter((_, index) => index !== piped);
  return still[0] ? `-${still[0].name} is missing` : null;
}

/** What Microsoft's documents have against a call; null where they take it. */
export function objection(call: Call): string | null {
  const cmdlet = CMDLETS.get(call.name.toLowerCase());
  if (!cmdlet) return `${call.name} is in no document`;
  for (const { name, value } of call.given) {
    const allowed = name === 'erroraction' ? ACTIONS : cmdlet.values.get(name);
    const word = value !== null && /^[A-Za-z]\w*$/.test(value) ? value.toLowerCase() : null;
    if (allowed && word !== null && !allowed.some((each) => each.toLowerCase() === word))
      return `${call.name} -${name} takes no ${value}`;
  }
  const misfits = cmdlet.sets.map((set) => misfit(set, call));
  return misfits.includes(null) ? null : `${call.name}: ${[...new Set(misfits)].join(', ')}`;
}
