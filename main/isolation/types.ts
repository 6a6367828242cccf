/** A folder of the computer outside that can be reached from inside. */
export interface Share {
  /** As it is called outside; its type of file system where that is all that can be told. */
  readonly from: string;
  readonly to: string;
  readonly writable: boolean;
}

/** The walls of one container with OpenClaw in it. Null: could not be told. */
export interface ContainerIsolation {
  readonly name: string;
  readonly engine: 'podman' | 'docker';
  readonly privileged: boolean | null;
  /** It runs as root, and root inside is root outside (no user namespace). */
  readonly root: boolean | null;
  /** Rights beside those of an ordinary program, as `CAP_SYS_ADMIN`, `--pid host` or `--device /dev/sda`. */
  readonly capabilities: readonly string[] | null;
  /** Sockets of container engines that it can talk to: whoever can is root outside. */
  readonly sockets: readonly string[];
  /** Folders of the computer outside; none of the engine's own small files. */
  readonly folders: readonly Share[] | null;
  readonly network: 'own' | 'host' | null;
  /** Ports published to others than this computer, as `0.0.0.0:18789`. */
  readonly published: readonly string[] | null;
  /** Version of Node that its environment says it brings, as the official images of Node have it (`NODE_VERSION`). */
  readonly node?: string;
}

/** A virtual machine that runs on this computer, as its program's own command line or file shows it. */
export interface MachineIsolation {
  readonly name: string;
  readonly engine: 'QEMU' | 'VirtualBox' | 'Lima';
  /** Where it was seen: a process, a file. */
  readonly where: string;
  /** OpenClaw is in it, by its name or a door to OpenClaw's port; null: nobody can tell from outside. */
  readonly holdsOpenClaw: boolean | null;
  readonly folders: readonly string[];
  /** Clipboard, drag and drop, USB: channels besides the network. */
  readonly channels: readonly string[];
  /** Doors open to others than this computer; null: could not be told, as with one on a bridge. */
  readonly published: readonly string[] | null;
}

/** What is seen from inside a virtual machine, WSL or a container. */
export interface GuestIsolation {
  readonly shares: readonly Share[];
  /** WSL: programs of Windows can be started from here. Null: it is no WSL, or could not be told. */
  readonly startsWindows: boolean | null;
  /** Helpers that carry a clipboard or windows across. */
  readonly channels: readonly string[];
  readonly sockets: readonly string[];
  /** `CAP_SYS_ADMIN` and the like that a container should not give. Null: could not be told. */
  readonly capabilities: readonly string[] | null;
}
