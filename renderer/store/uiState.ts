import { create } from 'zustand';
import type { TileId } from '../../main/contract/finding';
import type { AskKind } from '../../main/contract/ipc';
import type { EngineId } from '../../main/contract/tank';
import type { JobKind, TankCommandId } from '../../main/contract/work';

/**
 * What a reader can go to, and where it leads back to; `tile`: to the tile that it was opened from, if there is one. Work
 * under way and its result come by themselves: see `screenFor`.
 */
const BACK = {
  welcome: 'tiles',
  looking: 'tiles',
  tiles: 'tiles',
  tile: 'tiles',
  end: 'tiles',
  fix: 'tile',
  place: 'tile',
  plan: 'tile',
  'by-hand': 'tile',
  update: 'tile',
  changes: 'tiles',
  settings: 'tiles',
  about: 'tiles',
  card: 'tiles',
  accesses: 'tiles',
  leave: 'settings',
  forget: 'changes',
  offer: 'tile',
  'tank-page': 'tile',
  'move-in': 'tank-page',
  'give-key': 'tank-page',
} as const;
export type Screen = keyof typeof BACK;

export interface Ui {
  /** What the reader went to; `screenFor` decides whether there is something to show for it. */
  readonly screen: Screen;
  readonly tile: TileId | null;
  /** Key of the step whose fix is shown. */
  readonly step: string | null;
  /** Id of the copy that is to be brought up to date. */
  readonly copy: string | null;
  /** Name of the tank whose page is shown; null: the first there is. */
  readonly tank: string | null;
  /** The way to make a tank that the reader took; null: the recommended one. */
  readonly engine: EngineId | null;
  /** Id of the home that would move in. */
  readonly setup: string | null;
  /** The work on a tank that was asked for last. */
  readonly command: TankCommandId | null;
  /** The finding that is to be brought into view; another object means: once more. */
  readonly focusFinding: { readonly finding: string } | null;
  /** Steps of the plan that the reader left out, and those for which they chose another way. */
  readonly excluded: readonly string[];
  readonly chosen: Readonly<Record<string, string>>;
  /** Steps by hand that the reader ticked off. */
  readonly stepsDone: readonly string[];
  /** The reader asked to stop, and main has not yet. */
  readonly stopping: boolean;
  /** Work was asked for, and main has not told of it yet. */
  readonly pending: JobKind | null;
  /** What the last work came to waits behind what is shown. */
  readonly resultDismissed: boolean;
  /** Where the helper's card or the list of accesses was opened from, and whether that was what the last work came to. */
  readonly openedFrom: { readonly screen: Screen; readonly result: boolean } | null;
  /** The last work ended without saying what it came to. */
  readonly interrupted: 'cancelled' | 'failed' | 'tank' | null;
  /** The reader came back to this screen: they find it as they left it. */
  readonly returned: boolean;
  /** What was asked of main and went wrong last, until the reader goes on. */
  readonly problem: AskKind | 'busy' | null;
}

const NOTHING_OPEN: Ui = {
  screen: 'tiles',
  tile: null,
  step: null,
  copy: null,
  tank: null,
  engine: null,
  setup: null,
  command: null,
  focusFinding: null,
  excluded: [],
  chosen: {},
  stepsDone: [],
  stopping: false,
  pending: null,
  resultDismissed: false,
  openedFrom: null,
  interrupted: null,
  returned: false,
  problem: null,
};

/** What is open. Never a fact about the machine. */
export const useUi = create<Ui>(() => NOTHING_OPEN);

/** What the reader decided about a computer, as against what is open. */
export type Choices = Pick<Ui, 'excluded' | 'chosen' | 'stepsDone'>;

/** Forgets all that was opened, chosen and ticked: another computer is shown. `choices`: those made about it before. */
export const resetUi = (choices: Partial<Choices> = {}) => useUi.setState({ ...NOTHING_OPEN, ...choices });

const onward = { returned: false, stopping: false, problem: null, lost: null, wanted: null };

/** Opens a screen of its own. */
export const openScreen = (
  screen: Exclude<
    Screen,
    'tile' | 'fix' | 'place' | 'plan' | 'by-hand' | 'update' | 'move-in' | 'give-key' | 'card' | 'accesses'
  >,
) => useUi.setState({ ...onward, screen, tile: null });

/** Shows what can be deleted for good; what the last work came to waits behind it. */
export const openForget = () =>
  useUi.setState({ ...onward, screen: 'forget', tile: null, resultDismissed: true });

/** Shows the page for somebody who knows; where it was opened from is what one comes back to. `result`: the last work's. */
export const openCard = (result = false) =>
  useUi.setState(({ screen, resultDismissed }) => ({
    ...onward,
    screen: 'card',
    openedFrom: { screen, result },
    resultDismissed: resultDismissed || result,
  }));

/** Shows what the last look opened, ran and asked; where it was opened from is what one comes back to. */
export const openAccesses = () =>
  useUi.setState(({ screen }) => ({ ...onward, screen: 'accesses', openedFrom: { screen, result: false } }));

/** Opens one tile; with one finding of it in view. */
export const openTile = (tile: TileId, finding?: string) =>
  useUi.setState({
    ...onward,
    screen: 'tile',
    tile,
    focusFinding: finding === undefined ? null : { finding },
  });

/** Shows what can be mended at once: all of it, or what one tile has. */
export const openPlan = (tile: TileId | null) => useUi.setState({ ...onward, screen: 'plan', tile });

/** Asks where OpenClaw shall live; the plan comes after it. */
export const openPlace = (tile: TileId | null) => useUi.setState({ ...onward, screen: 'place', tile });

/** Shows what only the person can do: all of it, or what one tile has. */
export const openByHand = (tile: TileId | null) => useUi.setState({ ...onward, screen: 'by-hand', tile });

/** Shows exactly what a fix changes; the tile stays what one comes back to. */
export const openFix = (step: string) => useUi.setState({ ...onward, screen: 'fix', step });

/** Shows what bringing a copy up to date does. */
export const openUpdate = (copy: string) => useUi.setState({ ...onward, screen: 'update', copy });

/** Shows what making a tank means, in the recommended way or in another. */
export const openOffer = (engine: EngineId | null = null) =>
  useUi.setState({ ...onward, screen: 'offer', engine });

/** Shows how a tank stands; the tile stays what one comes back to. */
export const openTankPage = (tank: string) => useUi.setState({ ...onward, screen: 'tank-page', tank });

/** Shows what would move into a tank. */
export const openMove = (tank: string, setup: string) =>
  useUi.setState({ ...onward, screen: 'move-in', tank, setup });

/** Shows how a tank is given a provider's key. */
export const openKeyScreen = (tank: string) => useUi.setState({ ...onward, screen: 'give-key', tank });

/** Goes back to where the screen came from. */
export function back(): void {
  const { screen, tile, openedFrom } = useUi.getState();
  if ((screen === 'card' || screen === 'accesses') && openedFrom) {
    useUi.setState({
      ...onward,
      screen: openedFrom.screen,
      openedFrom: null,
      returned: true,
      ...(openedFrom.result && { resultDismissed: false }),
    });
    return;
  }
  const to = BACK[screen];
  if (to === 'tile' && tile) openTile(tile);
  else if (to === 'tile' || to === 'tiles') openScreen('tiles');
  else useUi.setState({ ...onward, screen: to });
  useUi.setState({ returned: true });
}

const withOrWithout = (all: readonly string[], one: string, isIn: boolean) => [
  ...all.filter((each) => each !== one),
  ...(isIn ? [one] : []),
];

/** Leaves a step out of the plan, or takes it in again. */
export const setExcluded = (step: string, out: boolean) =>
  useUi.setState(({ excluded }) => ({ excluded: withOrWithout(excluded, step, out) }));

/** Ticks a step by hand off, or not any more. */
export const setStepDone = (step: string, done: boolean) =>
  useUi.setState(({ stepsDone }) => ({ stepsDone: withOrWithout(stepsDone, step, done) }));

/** Takes one of several ways for a step. */
export const choose = (step: string, fix: string) =>
  useUi.setState(({ chosen }) => ({ chosen: { ...chosen, [step]: fix } }));
