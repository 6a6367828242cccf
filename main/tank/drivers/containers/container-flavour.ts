import type { EngineId } from '../../../contract/tank';
import type { Container } from '../../../isolation/oci-inspect';
import type { ProcessExit } from '../../../system/write/commands/run-process';
import type { ProgramCommand, TankContext } from '../../model/types';
import type { ContainerNames } from './container-names';

/** What an engine says about itself and about what this computer lets it do. */
export interface ContainerFacts {
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

/** What one call of the engine's program may be told beside its words. */
export type CliOptions = Pick<ProgramCommand, 'input' | 'limitMs' | 'onLine' | 'output'>;

/** One engine as it is on this computer, ready to be told things. */
export interface ContainerCli {
  readonly flavour: Flavour;
  readonly facts: ContainerFacts;
  /** As `tell`, with the words in front that this computer needs. */
  run(args: readonly string[], reported?: CliOptions): Promise<ProcessExit>;
  /** Rejects with TankTrouble unless it ends well. Resolves to its standard output. */
  mustRun(args: readonly string[], reported?: CliOptions): Promise<string>;
}

/** What Podman and Docker do differently; all else is the same. */
export interface Flavour {
  readonly id: EngineId & ('podman' | 'docker');
  /** As people write it. */
  readonly name: string;
  /** Its program's name. */
  readonly program: string;
  /** From its machine-readable word. Rejects with TankTrouble where no tank can be made with it as it is. */
  facts(tank: TankContext, names: ContainerNames): Promise<ContainerFacts>;
  /** Variables of the user's that say which engine and which settings are meant. */
  readonly variables: readonly string[];
  /** Words for every container of ours: where its log goes and how long it may grow. */
  readonly log: readonly string[];
  /** Words for a container whose root file system can't be written to. */
  readonly readOnly: readonly string[];
  /** How the home is mounted: Docker knows no `nosuid` there. */
  readonly homeOptions: string;
  /** Makes what the network needs, apart from its holder; safe to repeat. */
  prepareNetwork?(tank: TankContext, names: ContainerNames): Promise<void>;
  /** Its opposite. */
  removeNetwork?(tank: TankContext, names: ContainerNames): Promise<void>;
  /** Ends what the engine keeps running for nobody, once it holds nothing any more. */
  afterLast?(cli: ContainerCli): Promise<void>;
  /** Whether the holder's network is the private one that `facts.network` asks for: null where it can't be told. */
  isPrivate(holder: Container, names: ContainerNames, facts: ContainerFacts): boolean | null;
  /** Whether no capability is left to a container: null where it can't be told. */
  hasNoCapabilities(container: Container): boolean | null;
}
