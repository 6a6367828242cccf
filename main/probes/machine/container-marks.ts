import type { Evidence } from '../../contract/finding';
import type { MachineAnswer } from './types';

/** What an inside of a container shows, each null where it could not be read. */
export interface ContainerMarks {
  /** `container=` in the environment of this process or of process 1 (systemd.io/CONTAINER_INTERFACE). */
  readonly environment: string | null;
  /** Content of /run/systemd/container. */
  readonly systemd: string | null;
  /** /run/.containerenv, which podman makes. */
  readonly containerenv: boolean;
  /** /.dockerenv: also left over in machines made from an image, so never enough alone. */
  readonly dockerenv: boolean;
  /** /run/.toolboxenv: toolbox and distrobox share the home folder. */
  readonly toolbox: boolean;
  readonly kubernetes: boolean;
  /** /proc/1/cgroup. */
  readonly cgroup: string | null;
  /** File system type of `/` in /proc/self/mountinfo. */
  readonly root: string | null;
  /** /proc/self/uid_map is not the whole of all ids; null when it could not be read. */
  readonly mappedIds: boolean | null;
}

const CGROUP = /(docker|kubepods|libpod|lxc|containerd|nspawn)/;
/** `file`, what was seen, the engine's name, and whether it is enough by itself. */
type Mark = readonly [where: string, saw: string, name: string, enough: boolean];

function marksOf(from: ContainerMarks): readonly Mark[] {
  const marks: (Mark | false)[] = [
    from.environment !== null && ['container=', from.environment, from.environment, true],
    from.systemd !== null && ['/run/systemd/container', from.systemd, from.systemd, true],
    from.containerenv && ['/run/.containerenv', '✓', 'podman', true],
    from.kubernetes && ['KUBERNETES_SERVICE_HOST', '✓', 'kubernetes', true],
    from.dockerenv && ['/.dockerenv', '✓', 'docker', false],
    from.root?.includes('overlay') === true && ['/', from.root, '', false],
    from.mappedIds === true && ['/proc/self/uid_map', '≠ 0 0 4294967295', '', false],
  ];
  const cgroup = CGROUP.exec(from.cgroup ?? '')?.[1];
  if (cgroup) marks.push(['/proc/1/cgroup', cgroup, cgroup, true]);
  return marks.filter((mark) => mark !== false);
}

/**
 * Whether these are the marks of a container: one sure one or two weak ones. One weak one alone is `unknown`
 * (a live system has an overlay too), except /.dockerenv, which is known to be left over in virtual machines.
 */
export function containerAnswer(from: ContainerMarks): MachineAnswer {
  const marks = marksOf(from);
  const evidence = marks.map(
    ([where, saw]): Evidence => ({ kind: where.startsWith('/') ? 'file' : 'machine', where, saw }),
  );
  const name = from.toolbox ? 'toolbox' : (marks.find((mark) => mark[2] !== '')?.[2] ?? '');
  if (marks.some((mark) => mark[3]) || marks.length > 1)
    return { is: 'yes', ...(name && { name }), evidence };
  if (marks.length === 1 && !from.dockerenv) return { is: 'unknown', evidence };
  const readable = from.cgroup !== null && from.root !== null && from.mappedIds !== null;
  return { is: readable ? 'no' : 'unknown', evidence };
}
