import { join } from 'node:path';
import type { Outcome } from '../contract/change';
import type { Language } from '../contract/report';
import { ENGINES, type EngineId } from '../contract/tank';
import type { TankTask } from '../errands/messages';
import { moversFor } from '../errands/works/tank-movers';
import { newestStable, tankHere, tankWorkshop } from '../errands/works/tank-now';
import { voice } from '../report/render';
import { ownFolder } from '../state/folder';
import { keptFile } from '../state/kept';
import { isSettings, keepSettings } from '../state/settings';
import type { TankProgress } from '../tank';
import { doDeed } from '../tank/deeds';
import { Leaving, type Workshop } from '../tank/make';
import { statusOf } from '../tank/status';
import { readTanks, type Tank } from '../tank/tanks';
import { tellTank } from '../tank/tell';
import { writeOutcomes } from './outcomes';
import { EXIT, type Run, safe, type Values, WrongUsage, writeJson, writeLines } from './say';
import { movesNow, withSetup, writeDeed } from './tank-deed';
import { engineToMake, writeMaking } from './tank-plan';
import { writeReceipt } from './tank-receipt';
import { tankLines } from './tank-text';

const VERBS = ['create', 'start', 'stop', 'remove', 'receipt', 'snapshot', 'restore', 'update'] as const;
const MORE = ['drop', 'move-in', 'move-out', 'send', 'fetch'] as const;
type Verb = (typeof VERBS)[number] | (typeof MORE)[number];
const isVerb = (word: string | undefined): word is Verb =>
  ([...VERBS, ...MORE] as readonly (string | undefined)[]).includes(word);

const isEngine = (word: string): word is EngineId => (ENGINES as readonly string[]).includes(word);

/** What the switches say of which tank is meant. */
export interface Meant {
  readonly engine: EngineId | null;
  readonly tank: string | null;
}

function meantBy({ engine, tank }: Values): Meant {
  if (engine !== undefined && !isEngine(engine))
    throw new WrongUsage(`no such engine: ${safe(engine)}; there are: ${ENGINES.join(', ')}`);
  return { engine: engine ?? null, tank: tank ?? null };
}

/** The tank that is meant: the only one, unless the switches say which. */
function chosen(tanks: readonly Tank[], { engine, tank }: Meant): Tank {
  const fitting = tanks.filter(
    ({ plan }) => (engine === null || plan.engine === engine) && (tank === null || plan.name === tank),
  );
  const [only, ...others] = fitting;
  if (!only) throw new WrongUsage(tank === null ? 'there is no such tank' : `there is no tank ${safe(tank)}`);
  if (others.length > 0)
    throw new WrongUsage(`which tank? --tank ${fitting.map(({ plan }) => plan.name).join(' or --tank ')}`);
  return only;
}

/**
 * Runs `work` with a signal. Ctrl-C cancels, which cleans up what was never finished; `kill` and a closed terminal leave
 * what is done, to go on from.
 */
async function untilCancelled<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ending = new AbortController();
  const cancel = () => ending.abort();
  const leave = () => ending.abort(new Leaving());
  process.on('SIGINT', cancel).on('SIGTERM', leave).on('SIGHUP', leave);
  try {
    return await work(ending.signal);
  } finally {
    process.off('SIGINT', cancel).off('SIGTERM', leave).off('SIGHUP', leave);
  }
}

async function status(values: Values, language: Language, shop: Workshop): Promise<number> {
  const meant = meantBy(values);
  const tanks = (await readTanks(shop.root)).filter(
    ({ plan }) =>
      (meant.engine === null || plan.engine === meant.engine) &&
      (meant.tank === null || plan.name === meant.tank),
  );
  const told = await Promise.all(
    tanks.map((tank) => statusOf(tankHere(tank, shop), 'ask', { parts: shop.parts })),
  );
  const shown = told.map((each) => tellTank(each, voice(language)));
  if (values.json) await writeJson({ tanks: shown });
  else await writeLines(tankLines(shown, language));
  return EXIT.fine;
}

/** What the words after the verb mean to it. */
function taskOf(verb: Exclude<Verb, 'create'>, tank: string, words: readonly string[]): TankTask {
  const [first, ...rest] = words;
  switch (verb) {
    case 'restore':
    case 'drop':
      if (first === undefined || rest.length > 0) throw new WrongUsage(`tank ${verb} SNAPSHOT`);
      return { deed: verb, tank, snapshot: first };
    case 'send':
      if (first === undefined) throw new WrongUsage('tank send FILE…');
      return { deed: verb, tank, files: words };
    case 'move-in':
      return { deed: verb, tank, setup: first ?? '', flagged: rest };
    default:
      if (first !== undefined) throw new WrongUsage(`unexpected: ${words.join(' ')}`);
      return { deed: verb, tank };
  }
}

/** Prints what is done while it is done, on standard error; a sentence once, lines as they come. */
function progressOn(values: Values, language: Language): (progress: TankProgress) => void {
  const speak = voice(language);
  let last = '';
  return ({ now, done, of, line, waiting }) => {
    if (!values.progress) return;
    const told = waiting ? speak(waiting) : `${done + 1}/${of} ${speak(now)}`;
    if (told !== last) process.stderr.write(`${safe(told)}\n`);
    last = told;
    if (line !== undefined) process.stderr.write(`  ${safe(line)}\n`);
  };
}

/** `tank …`: makes a tank and works on it. Without `--yes` what would be done is shown, and nothing is changed. */
export const run: Run = async (values, [verb, ...words], language) => {
  const shop = tankWorkshop();
  const { preferences } = keepSettings(
    keptFile(join(ownFolder(), 'settings.json'), isSettings),
    () => {},
  ).get();
  const { mirror } = preferences;
  if (verb === 'status') {
    if (words.length > 0) throw new WrongUsage(`unexpected: ${words.join(' ')}`);
    return status(values, language, shop);
  }
  if (!isVerb(verb))
    throw new WrongUsage(verb === undefined ? 'tank: what?' : `no such command: tank ${verb}`);
  return untilCancelled(async (signal) => {
    const newest = verb === 'create' || verb === 'update' ? await newestStable(values, signal) : null;
    const beside: Outcome[] = [];
    const movers = moversFor({ folder: ownFolder(), signal }, ({ outcomes }) => beside.push(...outcomes));
    const does = (task: TankTask) =>
      doDeed(task, { ...shop, signal, mirror, newest, movers, tell: progressOn(values, language) });
    /** Nothing to do is fine. */
    const finish = async (outcome: Outcome) => {
      const code = await writeOutcomes([outcome, ...beside], values, language);
      return outcome.result === 'skipped' ? EXIT.fine : code;
    };
    const meant = meantBy(values);
    if (verb === 'create') {
      if (words.length > 0) throw new WrongUsage(`unexpected: ${words.join(' ')}`);
      const found = await engineToMake(meant, shop, signal);
      if ('because' in found) {
        await writeLines([voice(language)(found.because)], process.stderr);
        return values.yes ? EXIT.attention : EXIT.usage;
      }
      if (!values.yes) return writeMaking(found, { shop, newest, mirror }, values, language);
      return finish(await does({ deed: 'create', ...found }));
    }
    const tank = chosen(await readTanks(shop.root), meant);
    const moves = verb === 'move-in' ? await movesNow(signal) : [];
    const task = taskOf(verb, tank.plan.name, verb === 'move-in' ? withSetup(words, moves) : words);
    if (verb === 'receipt') return writeReceipt(tank, () => does(task), { shop, values, language });
    if (!values.yes) return writeDeed(task, tank, { newest, moves }, values, language);
    return finish(await does(task));
  });
};
