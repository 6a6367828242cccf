import type { Ended } from '../../../actions/commands/start';
import type { At, Guest } from '../..';
import type { Engineer } from './ask';
import { labelOf } from './inspected';
import { BASE_LABEL, namesOf, OPENCLAW_LABEL, ROLE_LABEL } from './names';
import { HOME, OPENCLAW_ACCOUNT, ROOT_PATH, workshopWords } from './run';
import { containersOf, isRunning, named } from './there';

/** Long enough for npm on a slow computer; each caller gives its own limit beside it. */
const LIMIT_MS = 60_000;

/** Programs run in one of the tank's containers, by the engine's exec. */
export function insideOf(
  engineer: Engineer,
  container: string,
  users: Readonly<Record<'root' | 'openclaw', string>>,
): Guest {
  return {
    run(account, argv, options = {}): Promise<Ended> {
      const asRoot = users[account] === '0:0';
      return engineer.tell(
        [
          'exec',
          ...(options.input === undefined ? [] : ['--interactive']),
          ...['--user', users[account]],
          ...['--env', `HOME=${asRoot ? '/root' : HOME}`],
          ...(asRoot ? ['--env', `PATH=${ROOT_PATH}`] : []),
          container,
          ...argv,
        ],
        { limitMs: LIMIT_MS, ...options },
      );
    },
  };
}

/** The inside while it is put together: the only place where somebody is root. */
export const workshopGuest = (engineer: Engineer, at: At): Guest =>
  insideOf(engineer, namesOf(at).workshop, { root: '0:0', openclaw: OPENCLAW_ACCOUNT });

/**
 * Opens the workshop on that image. What was finished there in an earlier run stays; programs that were cut off in it
 * end, so that nobody writes the same files twice.
 */
export async function openWorkshop(engineer: Engineer, at: At, image: string): Promise<void> {
  const names = namesOf(at);
  const there = named(await containersOf(engineer, at), names.workshop);
  if (there === null) {
    await engineer.must(workshopWords(engineer, names, image));
    return;
  }
  if (isRunning(there)) await engineer.must(['stop', '--time', '0', names.workshop]);
  await engineer.must(['start', names.workshop]);
}

export const isOpen = async (engineer: Engineer, at: At): Promise<boolean> =>
  isRunning(named(await containersOf(engineer, at), namesOf(at).workshop));

export const isThere = async (engineer: Engineer, at: At): Promise<boolean> =>
  named(await containersOf(engineer, at), namesOf(at).workshop) !== null;

export async function closeWorkshop(engineer: Engineer, at: At): Promise<void> {
  const { workshop } = namesOf(at);
  if (named(await containersOf(engineer, at), workshop)) await engineer.must(['rm', '--force', workshop]);
}

/**
 * Makes the workshop an image with that label, then closes it.
 * @param openclaw the version that is in it; null: none yet
 */
export async function keepWorkshop(engineer: Engineer, at: At, openclaw: string | null): Promise<void> {
  const names = namesOf(at);
  const label = (name: string, value: string) => ['--change', `LABEL ${name}=${value}`];
  const words = [
    'commit',
    ...label(ROLE_LABEL, openclaw === null ? 'prepared' : 'inside'),
    ...label(BASE_LABEL, at.plan.image),
    ...(openclaw === null ? [] : label(OPENCLAW_LABEL, openclaw)),
    ...[names.workshop, openclaw === null ? names.prepared : names.inside],
  ];
  // Stopped first, so that nothing is half written.
  const there = named(await containersOf(engineer, at), names.workshop);
  if (isRunning(there)) await engineer.must(['stop', '--time', '0', names.workshop]);
  await engineer.must(words, { limitMs: 15 * 60_000 });
  await closeWorkshop(engineer, at);
}

/** Which OpenClaw an image has inside, by its label. */
export const openclawOf = (image: unknown): string | null => labelOf(image, OPENCLAW_LABEL);
