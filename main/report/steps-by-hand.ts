import { type Evidence, PLATFORMS, type Platform, type State } from '../contract/finding';

/** What the steps are for. */
interface Circumstances {
  readonly platform: Platform;
  readonly state: State;
  readonly evidence: readonly Pick<Evidence, 'where' | 'saw' | 'state'>[];
}

/** What may stand in brackets before a step: it is shown only where one of these is so. */
const CONDITION = /^\[([\w.: -]+)\] ?/;
/** The channel of a setting’s name, such as `channels.telegram.dmPolicy`. */
const CHANNEL = /(?:^|\s)channels\.([a-z][a-z0-9-]*)\./;
const PLACEHOLDER = 'channels.NAME';

/** By what a condition can know a piece of evidence: its place, and the value or the sentence that was seen there. */
function textsOf({ where, saw }: Pick<Evidence, 'where' | 'saw'>): readonly string[] {
  if (typeof saw === 'string') return [where, saw];
  const { saw: inside, place } = saw.values ?? {};
  const texts = [inside, typeof place === 'string' && `in:${place}`];
  return [where, saw.id, ...texts.filter((each) => typeof each === 'string')];
}

/**
 * The steps of a finding that fit this computer and what was found, from a message with one step a line. In brackets
 * before a step stands what it is for: systems, `unknown` (something could not be told), `unnamed` (no channel is known),
 * or what was seen: a part of a setting’s name, of a value, the id of what is said of it, or `in:` the kind of place. Where the finding itself could
 * not be told, only the steps that are for that.
 * A step for `channels.NAME` comes once for each channel that the evidence names.
 */
export function stepsByHand(text: string, { platform, state, evidence }: Circumstances): string[] {
  const isUnknown = state === 'unknown' || evidence.some((each) => each.state === 'unknown');
  const channels = [...new Set(evidence.flatMap(({ where }) => CHANNEL.exec(where)?.[1] ?? []))];
  const isSo: Readonly<Record<string, boolean>> = {
    ...Object.fromEntries(PLATFORMS.map((each) => [each, each === platform])),
    unknown: isUnknown,
    unnamed: channels.length === 0,
  };
  const seen = evidence.filter((each) => each.state !== 'good').flatMap(textsOf);
  const fits = (condition: string) =>
    condition.split(' ').some((each) => isSo[each] ?? seen.some((text) => text.includes(each)));
  const lines = text.split('\n');
  // What changes a setting is no help to find out how it is: there may be none that can be read.
  const toFindOut = state === 'unknown' ? lines.filter((line) => line.startsWith('[unknown]')) : [];
  return (toFindOut.length > 0 ? toFindOut : lines).flatMap((line) => {
    const condition = CONDITION.exec(line);
    if (condition?.[1] && !fits(condition[1])) return [];
    const step = line.replace(CONDITION, '');
    if (!step.includes(PLACEHOLDER) || channels.length === 0) return [step];
    return channels.map((name) => step.replaceAll(PLACEHOLDER, `channels.${name}`));
  });
}
