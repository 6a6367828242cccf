import { noVariables } from '../../openclaw/shell-variables';
import { readStartArguments } from '../../openclaw/start-options';
import type { ProgramIdentity } from '../ownership/types';
import { type Launch, type LaunchPlace, resolveLaunches } from './resolve-launches';
import type { TolerantReader } from './tolerant-reader';

/** What commands start of OpenClaw's. */
export interface IdentifiedStart {
  readonly is: ProgramIdentity;
  /** The programs of OpenClaw's among what they start, with all that decides how; none where they could not be followed. */
  readonly launches: readonly IdentifiedLaunch[];
  /** Files of which a part could not be followed, so that more may decide than is told here. */
  readonly unread: readonly string[];
}

/** One program of OpenClaw's that is started. */
export interface IdentifiedLaunch extends Launch {
  readonly is: ProgramIdentity;
  readonly options: Readonly<Record<string, string>>;
  /** Words that let somebody in. Secrets. */
  readonly secrets: Readonly<Record<string, string>>;
}

/**
 * Follows commands to what they start of OpenClaw's; null when they start something else. `hinted`: whoever runs them
 * is called as OpenClaw's own.
 */
export async function identifyStart(
  reader: TolerantReader,
  commands: readonly (readonly string[])[],
  { env, cwd, home, hinted }: LaunchPlace & { readonly hinted: boolean },
): Promise<IdentifiedStart | null> {
  const whole = await reader.startedBy(commands, { cwd, search: env.PATH, hinted });
  const { launches, unread } = await resolveLaunches(reader, commands, { env, cwd, home });
  const found = await Promise.all(
    launches.map(async (launch): Promise<readonly IdentifiedLaunch[]> => {
      const is = await reader.startedBy([launch.args], { cwd: launch.cwd, search: launch.env.PATH });
      if (is === null) return [];
      const { options, secrets, profile } = readStartArguments(launch.args);
      const named = noVariables({ ...launch.env, ...(profile !== null && { OPENCLAW_PROFILE: profile }) });
      return [{ ...launch, env: named, is, options, secrets }];
    }),
  );
  const ours = found.flat();
  const [first] = ours;
  if (whole === null && !first) return null;
  const certain =
    ours.length === launches.length && ours.every(({ is }) => is.certain) && unread.length === 0;
  const is = whole ?? { ...(first as IdentifiedLaunch).is, certain };
  const copyPath = is.copyPath ?? ours.find((each) => each.is.copyPath !== null)?.is.copyPath ?? null;
  return { is: { ...is, copyPath }, launches: ours, unread };
}
