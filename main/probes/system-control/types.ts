import type { Evidence } from '../../contract/finding';
import type { Holder } from '../../openclaw/control-clients';
import type { PartialResult } from '../partial-result';
import type { AccountAs } from '../permissions/account-access';

/**
 * What can be done with a right: `control` press keys and click in other programs, `screen` see what is shown, `keys` see what
 * is typed, `files` open every file, `programs` give other programs orders, `typing` send keys and clicks, `camera`,
 * `microphone`, `session` all of it, as any program of the session may.
 */
export type ControlKind =
  | 'control'
  | 'screen'
  | 'keys'
  | 'files'
  | 'programs'
  | 'typing'
  | 'camera'
  | 'microphone'
  | 'session';

/** One right over the computer, and who has it: `session` where the system gives it to every program of the account. */
export interface ControlWay {
  readonly kind: ControlKind;
  readonly by: Holder | 'session';
  readonly evidence: Evidence;
}

/** What was found for one account, and what shows that it was looked for. */
export interface SystemControl extends PartialResult<ControlWay> {
  readonly looked: readonly Evidence[];
}

/** The account that OpenClaw runs as, with the programs that run it. */
export interface ControlQuestion extends AccountAs {
  /** It is the account that looks. */
  readonly mine: boolean;
  /** Files of the programs that run OpenClaw, and folders of apps that carry it. */
  readonly programs: readonly string[];
}

export interface SystemControlProbe {
  /** How OpenClaw under an account of this computer could watch or steer more than itself. Nothing is asked of the user. */
  waysOf(question: ControlQuestion): Promise<SystemControl>;
}
