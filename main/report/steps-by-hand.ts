import type { Evidence, Platform, State } from '../contract/finding';

/** What the steps are for. */
interface Circumstances {
  readonly platform: Platform;
  readonly state: State;
  readonly evidence: readonly Pick<Evidence, 'where' | 'state'>[];
}

/** What may stand in brackets before a step: it is shown only where one of these is so. */
const CONDITION = /^\[([a-z0-9 ]+)\] ?/;
/** The channel of a setting’s name, such as `channels.telegram.dmPolicy`. */
const CHANNEL = /(?:^|\s)channels\.([a-z][a-z0-9-]*)\./;
const PLACEHOLDER = 'channels.NAME';

/**
 * The steps of a finding that fit this computer and what was found, from a message with one step a line. In brackets
 * before a step stands what it is for: systems, `unknown` (something could not be told), `unnamed` (no channel is known). Where the finding itself
 * could not be told, only the steps that are for that.
 * A step for `channels.NAME` comes once for each channel that the evidence names.
 */
export function stepsByHand(text: string, { platform, state, evidence }: Circumstances): string[] {
  const isUnknown = state === 'unknown' || evidence.some((each) => each.state === 'unknown');
  const channels = [...new Set(evidence.flatMap(({ where }) => CHANNEL.exec(where)?.[1] ?? []))];
  const isSo: Readonly<Record<string, boolean>> = {
    [platform]: true,
    unknown: isUnknown,
    unnamed: channels.length === 0,
  };
  const lines = text.split('\n');
  // What changes a setting is no help to find out how it is: there may be none that can be read.
  const toFindOut = state === 'unknown' ? lines.filter((line) => line.startsWith('[unknown]')) : [];
  return (toFindOut.length > 0 ? toFindOut : lines).flatMap((line) => {
    const condition = CONDITION.exec(line);
    if (condition?.[1] && !condition[1].split(' ').some((each) => isSo[each])) return [];
    const step = line.replace(CONDITION, '');
    if (!step.includes(PLACEHOLDER) || channels.length === 0) return [step];
    return channels.map((name) => step.replaceAll(PLACEHOLDER, `channels.${name}`));
  });
}
