import { textOrEmpty } from './json-values';

/**
 * Rights that lead out of a container, with their bits (capabilities(7), linux/capability.h); docker's and podman's own
 * default list has none of them but those that a root without a user namespace could misuse only together with a hole.
 */
const STRONG: Readonly<Record<string, bigint>> = {
  CAP_DAC_READ_SEARCH: 2n,
  CAP_NET_ADMIN: 12n,
  CAP_SYS_MODULE: 16n,
  CAP_SYS_RAWIO: 17n,
  CAP_SYS_PTRACE: 19n,
  CAP_SYS_ADMIN: 21n,
  CAP_SYS_BOOT: 22n,
  CAP_SYS_TIME: 25n,
  CAP_MAC_OVERRIDE: 32n,
  CAP_MAC_ADMIN: 33n,
  CAP_SYSLOG: 34n,
  CAP_PERFMON: 38n,
  CAP_BPF: 39n,
  CAP_CHECKPOINT_RESTORE: 40n,
};

/** The strong ones among names of rights, with or without `CAP_`. */
export const strongOf = (names: readonly unknown[]): readonly string[] => [
  ...new Set(
    names
      .map((name) => textOrEmpty(name).toUpperCase())
      .map((name) => (name.startsWith('CAP_') ? name : `CAP_${name}`))
      .filter((name) => Object.hasOwn(STRONG, name)),
  ),
];

/** The strong ones among the rights that a program here could ever have (`CapBnd`, proc_pid_status(5)). */
export function strongBits(status: string): readonly string[] | null {
  const mask = /^CapBnd:\s*([0-9a-f]+)$/m.exec(status)?.[1];
  if (mask === undefined) return null;
  const bits = BigInt(`0x${mask}`);
  return Object.entries(STRONG).flatMap(([name, bit]) => ((bits >> bit) & 1n ? [name] : []));
}

/** A socket of an engine: docker, podman, containerd, CRI-O, Windows' pipe of docker's; or the folder that they lie in. */
export const isEngineSocket = (path: string): boolean =>
  /(?:^|\/)(?:docker|podman|containerd|crio|buildkitd)[\w.-]*\.sock(?:\.raw)?$/.test(path) ||
  /[\\/]pipe[\\/]docker\w*$/i.test(path) ||
  /^(?:\/var)?\/run(?:\/(?:docker|podman|containerd|crio|user\/\d+(?:\/podman)?))?\/?$/.test(path);

/** Devices that hold and tell nothing, wherever they are laid over. */
const BLANK_DEVICES = /^\/dev\/(?:null|zero|full|u?random)$/;
/** Devices that every container has (OCI runtime-spec, config-linux.md, "Default Devices"), and Docker's init. */
const USUAL_DEVICES = /^\/dev\/(?:tty|console|ptmx|pts|core|fd|std(?:in|out|err)|init)(?:\/|$)/;

/** Where a device of this computer appears inside, as the option that gives it; none for those of every container. */
export const devicesOf = (given: readonly (readonly [from: string, to: string])[]): readonly string[] => [
  ...new Set(
    given
      .filter(([from, to]) => !BLANK_DEVICES.test(from) && !(from === to && USUAL_DEVICES.test(from)))
      .map(([from]) => `--device ${from}`),
  ),
];
