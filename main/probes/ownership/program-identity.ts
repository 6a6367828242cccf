import type { Role } from '../../openclaw/gateway-process';

/** One fact that an answer rests on. */
export interface Proof {
  /**
   * `program`: the package of the program file. `title`: the name that a program gave itself. `child`, `parent`: a
   * program beside it whose package is known. `state`: a state folder that it uses. `lock`: OpenClaw's own lock names
   * it. `socket`: it listens. `service`: the unit that runs it. `image`: what a container was made from. `account`:
   * whose it is by the system's own records. `name`: only a name says so.
   */
  readonly by:
    | 'program'
    | 'title'
    | 'child'
    | 'parent'
    | 'state'
    | 'lock'
    | 'socket'
    | 'service'
    | 'image'
    | 'account'
    | 'name';
  /** What was seen: a path, a port, an account's name. */
  readonly saw: string;
}

/** What a running program is of OpenClaw's, by what it runs. */
export interface ProgramIdentity {
  readonly role: Role;
  /** False where nothing but its name says so: it is left alone, and named. */
  readonly certain: boolean;
  /** Folder of the copy that it runs; null when it could not be told. */
  readonly copyPath: string | null;
  /** `HOME` of its environment; null when that may not be read. */
  readonly home: string | null;
  readonly evidence: readonly Proof[];
}
