import type { Making } from '../home';
import { random } from '../random';

/** A state folder as it is laid out. */
export interface State {
  /** Where it really lies, from the home. */
  readonly state: string;
  /** Name of the settings file in it. */
  readonly called: string;
  /** The profile's name; empty for the default one. */
  readonly name: string;
}

/** Makes the state folder of a profile: in its place, behind a link, moved by the environment, or under an old name. */
export function addState(
  { seed, generation, folder, file, link, has, env, draw }: Making,
  name: string,
): State {
  const environment = draw('environment');
  const legacy = draw('legacy');
  const links = draw('links');
  const modes = random(seed, `folder of ${name}`);
  const mode = has('modes') && modes.chance(0.6) ? modes.pick([0o755, 0o777, 0o750, 0o2755, 0o711]) : 0o700;
  const first = name === '';
  const isLegacy = has('legacy') && first && legacy.chance(0.3) && generation < '2026.3';
  const usual = first ? '.openclaw' : `.openclaw-${name}`;
  const called = isLegacy ? legacy.pick(['clawdbot.json', 'openclaw.json', 'moltbot.json']) : 'openclaw.json';
  const state = isLegacy ? legacy.pick(['.clawdbot', '.moltbot']) : usual;
  if (has('environment') && first && !isLegacy && environment.chance(0.12)) {
    const moved = 'Claw 数据';
    env.OPENCLAW_STATE_DIR = `{home}/${moved}`;
    file('.bash_profile', `export OPENCLAW_STATE_DIR="$HOME/${moved}"\n`);
    folder(moved, mode);
    return { state: moved, called, name };
  }
  if (has('links') && first && links.chance(0.12)) {
    const real = 'Data/claw state';
    folder(real, mode);
    link(state, links.pick([real, `{home}/${real}`]));
    return { state: real, called, name };
  }
  folder(state, mode);
  // The renaming left the old name behind as a link.
  if (has('legacy') && first && !isLegacy && legacy.chance(0.15)) link('.clawdbot', state);
  return { state, called, name };
}
