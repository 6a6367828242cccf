import { runProcess } from '../../main/system/write/commands/run-process';
import type { CommandRunner } from '../../main/tank/model/types';
import { scriptedRunner } from '../fakes/command-runner';

/** A command runner that really runs these programs, by their whole paths, and nothing else. */
export function runnerFor(programs: Readonly<Record<string, string>>): CommandRunner {
  return {
    ...scriptedRunner(() => undefined),
    find: async (program) => programs[program] ?? null,
    run: ({ program, args, limitMs = 20_000 }) => runProcess({ program, args, limitMs }),
  };
}
