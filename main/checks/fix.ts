import type { Actions } from '../actions';
import type { Probes } from '../probes';

/**
 * One way to mend a finding. Looking gets readers (`Probes`), changing gets writers (`Actions`):
 * a check that changes the machine does not compile.
 */
export interface Fix {
  readonly id: string;
  readonly needsAdmin: boolean;
  /** What undo will need, as plain JSON: written to the journal before the first change. */
  remember(probes: Probes): Promise<unknown>;
  apply(actions: Actions): Promise<void>;
  undo(actions: Actions, remembered: unknown): Promise<void>;
}
