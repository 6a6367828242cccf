import type { EngineId } from '../../../contract/tank';
import type { At } from '../..';
import type { Engineer } from './ask';
import type { Container } from './inspected';
import type { Names } from './names';

/** What an engine says about itself and about what this computer lets it do. */
export interface Facts {
  readonly version: string;
  /** Its own processes have no rights that the user doesn't have. */
  readonly rootless: boolean;
  /** Which limits the kernel lets it set. */
  readonly limits: { readonly memory: boolean; readonly processors: boolean; readonly processes: boolean };
  /** Words that come before every verb, and why, for the log. */
  readonly leading: readonly string[];
  readonly because: string | null;
  /** Words that give a container a private network from which nobody on this computer is reached. */
  readonly network: readonly string[];
}

/** What Podman and Docker do differently; all else is the same. */
export interface Flavour {
  readonly id: EngineId & ('podman' | 'docker');
  /** As people write it. */
  readonly name: string;
  /** Its program's name. */
  readonly program: string;
  /** From its machine-readable word. Rejects with TankTrouble where no tank can be made with it as it is. */
  facts(at: At, names: Names): Promise<Facts>;
  /** Variables of the user's that say which engine and which settings are meant. */
  readonly variables: readonly string[];
  /** Words for every container of ours: where its log goes and how long it may grow. */
  readonly log: readonly string[];
  /** Words for a container whose root file system can't be written to. */
  readonly readOnly: readonly string[];
  /** How the home is mounted: Docker knows no `nosuid` there. */
  readonly homeOptions: string;
  /** Makes what the network needs, apart from its holder; safe to repeat. */
  prepareNetwork?(at: At, names: Names): Promise<void>;
  /** Its opposite. */
  removeNetwork?(at: At, names: Names): Promise<void>;
  /** Ends what the engine keeps running for nobody, once it holds nothing any more. */
  afterLast?(engineer: Engineer): Promise<void>;
  /** Whether the holder's network is the private one that `facts.network` asks for: null where it can't be told. */
  isPrivate(holder: Container, names: Names, facts: Facts): boolean | null;
  /** Whether no capability is left to a container: null where it can't be told. */
  hasNoCapabilities(container: Container): boolean | null;
}
