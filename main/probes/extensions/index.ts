import type { Host } from '../host';
import type { OpenClawProbe, Setup } from '../openclaw';
import type { Seen } from '../seen';
import type { Settings, SettingsProbe } from '../settings';
import { findPlugins } from './plugins';
import { findSkills } from './skills';

export interface Extension {
  readonly name: string;
  readonly path: string;
  /**
   * `bundled` ships with OpenClaw; `workshop` was drafted by the agent itself; `other-registry` runs as ClawHub does
   * but isn't it; `unrecorded` has no record of where it came from; `unknown` has one that can't be read, or none that could be looked up.
   */
  readonly source:
    | 'bundled'
    | 'workshop'
    | 'clawhub'
    | 'other-registry'
    | 'npm'
    | 'git'
    | 'path'
    | 'archive'
    | 'unrecorded'
    | 'unknown';
  /** The registry, package or address that is recorded. */
  readonly from?: string;
  readonly version?: string;
  /** Held to one exact version or commit. */
  readonly pinned: boolean | null;
  readonly enabled: boolean | null;
}

export interface ExtensionProbe {
  /** Every skill that this setup's agents can load, those that come with the copies of OpenClaw among them. */
  skills(setup: Setup): Promise<Seen<Extension>>;
  /** Every plugin besides the bundled ones: installed, recorded, or loaded from a path of the settings. */
  plugins(setup: Setup): Promise<Seen<Extension>>;
}

/** Reads folders and records; starts nothing. Answers are remembered by state folder until the look ends. */
export function createExtensionProbe(
  host: Host,
  settings: Pick<SettingsProbe, 'all'>,
  openclaw: OpenClawProbe,
): ExtensionProbe {
  const remember = (
    look: (host: Host, setup: Setup, settings: Settings | null) => Promise<Seen<Extension>>,
  ) => {
    const answers = new Map<string, Promise<Seen<Extension>>>();
    const ask = async (setup: Setup) => {
      const all = await settings.all();
      return look(host, setup, all.found.find((each) => each.setup.stateDir === setup.stateDir) ?? null);
    };
    return (setup: Setup) => {
      const answer = answers.get(setup.stateDir) ?? ask(setup);
      answers.set(setup.stateDir, answer);
      return answer;
    };
  };
  return {
    skills: remember(async (host, setup, settings) => {
      const { found, unseen } = await openclaw.copies();
      const copies = found.filter(({ where }) => where === 'this-computer').map(({ path }) => path);
      const skills = await findSkills(host, setup, settings, copies);
      return { found: skills.found, unseen: [...skills.unseen, ...unseen] };
    }),
    plugins: remember(findPlugins),
  };
}
