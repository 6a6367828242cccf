import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isSettings, loadSettings } from '../config/settings';
import type { Outcome } from '../contract/change';
import type { Language } from '../contract/report';
import { safeText } from '../contract/safe-text';
import { ENGINES, type EngineId } from '../contract/tank';
import { translatorFor } from '../report/render';
import { appDataFolder } from '../system/read/app-paths';
import { jsonFile } from '../system/write/json-file';
import { runTankCommand } from '../tank/lifecycle/commands';
import { AppQuitting, type TankService } from '../tank/lifecycle/create-tank';
import { localizeTank } from '../tank/lifecycle/localize-tank';
import { statusOf } from '../tank/lifecycle/tank-status';
import { readTanks, type StoredTank } from '../tank/model/tank-store';
import type { TankProgress } from '../tank/model/types';
import { migrationFor } from '../worker/jobs/tank-migration';
import { contextOfTank, newestStable, nodeRangeFrom, tankService } from '../worker/jobs/tank-service';
import type { TankTask } from '../worker/protocol';
import { writeOutcomes } from './outcomes';
import { type CommandFunction, EXIT, type Values, WrongUsage, writeJson, writeLines } from './print';
import { movesNow, previewCommand, withSetup } from './tank-command';
import { engineToMake, previewCreate, type TankSelector } from './tank-plan';
import { writeReceipt } from './tank-receipt';
import { tankLines } from './tank-text';

const VERBS = ['create', 'start', 'stop', 'remove', 'receipt', 'snapshot', 'restore', 'update'] as const;
const MORE = ['drop', 'move-in', 'move-out', 'send', 'fetch', 'give-key', 'ask'] as const;
type Verb = (typeof VERBS)[number] | (typeof MORE)[number];
const isVerb = (word: string | undefined): word is Verb =>
  ([...VERBS, ...MORE] as readonly (string | undefined)[]).includes(word);

const isEngine = (word: string): word is EngineId => (ENGINES as readonly string[]).includes(word);

function selectorOf({ engine, tank }: Values): TankSelector {
  if (engine !== undefined && !isEngine(engine))
    throw new WrongUsage(`no such engine: ${safeText(engine)}; there are: ${ENGINES.join(', ')}`);
  return { engine: engine ?? null, tank: tank ?? null };
}

/** The tank that is meant: the only one, unless the switches say which. */
function chosen(tanks: readonly StoredTank[], { engine, tank }: TankSelector): StoredTank {
  const fitting = tanks.filter(
    ({ plan }) => (engine === null || plan.engine === engine) && (tank === null || plan.name === tank),
  );
  const [only, ...others] = fitting;
  if (!only)
    throw new WrongUsage(tank === null ? 'there is no such tank' : `there is no tank ${safeText(tank)}`);
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
  const suspend = () => ending.abort(new AppQuitting());
  process.on('SIGINT', cancel).on('SIGTERM', suspend).on('SIGHUP', suspend);
  try {
    return await work(ending.signal);
  } finally {
    process.off('SIGINT', cancel).off('SIGTERM', suspend).off('SIGHUP', suspend);
  }
}

async function status(values: Values, language: Language, service: TankService): Promise<number> {
  const selector = selectorOf(values);
  const tanks = (await readTanks(service.root)).filter(
    ({ plan }) =>
      (selector.engine === null || plan.engine === selector.engine) &&
      (selector.tank === null || plan.name === selector.tank),
  );
  const statuses = await Promise.all(
    tanks.map((tank) => statusOf(contextOfTank(tank, service), 'ask', service)),
  );
  const shown = statuses.map((each) => localizeTank(each, translatorFor(language)));
  if (values.json) await writeJson({ tanks: shown });
  else await writeLines(tankLines(shown, language));
  return EXIT.fine;
}

/** What the words after the verb mean to it. */
function taskOf(verb: Exclude<Verb, 'create'>, tank: string, args: readonly string[]): TankTask {
  const [first, ...rest] = args;
  switch (verb) {
    case 'restore':
    case 'drop':
      if (first === undefined || rest.length > 0) throw new WrongUsage(`tank ${verb} SNAPSHOT`);
      return { command: verb, tank, snapshot: first };
    case 'send':
      if (first === undefined) throw new WrongUsage('tank send FILE…');
      return { command: verb, tank, files: args };
    case 'give-key':
      if (first === undefined || rest.length > 0) throw new WrongUsage('tank give-key PROVIDER');
      return { command: verb, tank, provider: first, key: '' };
    case 'move-in':
      return { command: verb, tank, setup: first ?? '', flagged: rest };
    default:
      if (first !== undefined) throw new WrongUsage(`unexpected: ${args.join(' ')}`);
      return { command: verb, tank };
  }
}

/** The first line of standard input: a key in the arguments would stand in every list of processes. */
async function keyFromInput(): Promise<string> {
  if (process.stdin.isTTY)
    throw new WrongUsage('the key comes on standard input: tank give-key PROVIDER < FILE');
  for await (const line of createInterface({ input: process.stdin })) {
    if (!/^[!-~]{8,512}$/.test(line.trim())) break;
    return line.trim();
  }
  throw new WrongUsage('no key on standard input: one line of 8 to 512 characters, without a space');
}

/** Prints what is done while it is done, on standard error; a sentence once, lines as they come. */
function progressOn(values: Values, language: Language): (progress: TankProgress) => void {
  const translate = translatorFor(language);
  let last = '';
  return ({ now, done, of, line, waiting }) => {
    if (!values.progress) return;
    const statuses = waiting ? translate(waiting) : `${done + 1}/${of} ${translate(now)}`;
    if (statuses !== last) process.stderr.write(`${safeText(statuses)}\n`);
    last = statuses;
    if (line !== undefined) process.stderr.write(`  ${safeText(line)}\n`);
  };
}

/** `tank …`: makes a tank and works on it. Without `--yes` what would be done is shown, and nothing is changed. */
export const tankCommand: CommandFunction = async (values, [verb, ...args], language) => {
  const service = tankService();
  const { preferences } = loadSettings(
    jsonFile(join(appDataFolder(), 'settings.json'), isSettings),
    () => {},
  ).get();
  const { mirror } = preferences;
  if (verb === 'status') {
    if (args.length > 0) throw new WrongUsage(`unexpected: ${args.join(' ')}`);
    return status(values, language, service);
  }
  if (!isVerb(verb))
    throw new WrongUsage(verb === undefined ? 'tank: what?' : `no such command: tank ${verb}`);
  return untilCancelled(async (signal) => {
    const newest = verb === 'create' || verb === 'update' ? await newestStable(values, signal) : null;
    const beside: Outcome[] = [];
    const migration = migrationFor({ folder: appDataFolder(), signal }, ({ outcomes }) =>
      beside.push(...outcomes),
    );
    const does = (task: TankTask) =>
      runTankCommand(task, {
        ...service,
        signal,
        mirror,
        newest,
        nodeRange: nodeRangeFrom(mirror, values.offline, signal),
        migration: migration,
        report: progressOn(values, language),
      });
    /** Nothing to do is fine. */
    const finish = async (outcome: Outcome) => {
      const code = await writeOutcomes([outcome, ...beside], values, language);
      return outcome.result === 'skipped' ? EXIT.fine : code;
    };
    const selector = selectorOf(values);
    if (verb === 'create') {
      if (args.length > 0) throw new WrongUsage(`unexpected: ${args.join(' ')}`);
      const found = await engineToMake(selector, service, signal);
      if ('because' in found) {
        await writeLines([translatorFor(language)(found.because)], process.stderr);
        return values.yes ? EXIT.attention : EXIT.usage;
      }
      if (!values.yes) return previewCreate(found, { service, newest, mirror }, values, language);
      return finish(await does({ command: 'create', ...found }));
    }
    const tank = chosen(await readTanks(service.root), selector);
    const moves = verb === 'move-in' ? await movesNow(signal) : [];
    const task = taskOf(verb, tank.plan.name, verb === 'move-in' ? withSetup(args, moves) : args);
    if (verb === 'receipt') return writeReceipt(tank, () => does(task), { values, language });
    if (!values.yes) return previewCommand(task, tank, { newest, moves }, values, language);
    return finish(await does(task.command === 'give-key' ? { ...task, key: await keyFromInput() } : task));
  });
};
