import type { AppState } from '../../main/contract/state';

/** An emergency drill: nobody stopped OpenClaw yet, or so many seconds after it began somebody did. */
export type Drill = { readonly begunAt: number } | { readonly seconds: number };

const runs = ({ report }: AppState): boolean => Boolean(report?.copies.some(({ running }) => running));

/** Whether there is something to stop, so that a drill can begin. */
export const canDrill = (state: AppState): boolean =>
  state.working === null && state.looking === null && runs(state);

/**
 * How a drill stands when the state is this one: it is over as soon as OpenClaw is being stopped, or nothing runs any more.
 * @param now milliseconds since 1970
 */
export function drillAfter(drill: Drill, state: AppState, now: number): Drill {
  if (!('begunAt' in drill)) return drill;
  const stops = state.working?.kind === 'stop' || !runs(state);
  return stops ? { seconds: Math.max(1, Math.round((now - drill.begunAt) / 1000)) } : drill;
}
