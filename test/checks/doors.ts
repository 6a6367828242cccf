import { createFileProbe } from '../../main/probes/files';
import type { Process } from '../../main/probes/gateways';
import type { Gap } from '../../main/probes/partial-result';
import type { PortForward } from '../../main/probes/port-forwards';
import { fakeHost } from '../fakes/host';
import { fakeProbes, seen } from '../fakes/probes';
import { read, setup } from '../fakes/settings';

export const running = (line: string, more: Partial<Process> = {}): Process => ({
  pid: 77,
  parent: 1,
  program: line.split(' ')[0] ?? '',
  args: line.split(' '),
  startedAt: '1234',
  account: 'lin',
  ours: true,
  where: 'this-computer',
  ...more,
});

interface Told {
  lines?: string[];
  processes?: Process[];
  files?: Record<string, string>;
  forwards?: PortForward[];
  hidden?: Gap[];
  port?: number;
  there?: boolean;
}
export const probesWith = ({
  lines = [],
  processes,
  files = {},
  forwards = [],
  hidden = [],
  port,
  there = true,
}: Told) =>
  fakeProbes({
    account: { current: async () => ({ name: 'lin', id: '1000', rights: 'ordinary', evidence: [] }) },
    files: createFileProbe(fakeHost({ files })),
    portForwards: { forwards: async () => seen(...forwards) },
    settings: { all: async () => (port ? seen(read({ gateway: { port } })) : seen()) },
    openclaw: {
      copies: async () => seen(),
      services: async () => seen(),
      setups: async () => (there ? seen(setup()) : seen()),
    },
    gateways: {
      running: async () => seen(),
      processes: async () => ({ items: processes ?? lines.map((line) => running(line)), gaps: hidden }),
    },
  });
