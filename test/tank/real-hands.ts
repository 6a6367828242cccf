import { start } from '../../main/actions/commands/start';
import type { Hands } from '../../main/tank';
import { scriptedHands } from '../fakes/hands';

/** Hands that really run these programs, by their whole paths, and nothing else. */
export function handsFor(programs: Readonly<Record<string, string>>): Hands {
  return {
    ...scriptedHands(() => undefined),
    find: async (program) => programs[program] ?? null,
    run: ({ program, args, limitMs = 20_000 }) => start({ program, args, limitMs }),
  };
}
