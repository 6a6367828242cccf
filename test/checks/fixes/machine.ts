import type { Fix } from '../../../main/checks/define/define-fix';
import type { Change } from '../../../main/contract/change';
import type { Probes } from '../../../main/probes';
import { createProbes } from '../../../main/probes/create-probes';
import { translatorFor } from '../../../main/report/render';
import { type FakeMachine, fakeHost } from '../../fakes/host';
import { type fakeProbes, seen } from '../../fakes/probes';

type Some = Parameters<typeof fakeProbes>[0];

/** The real probes on a machine in memory, on which nothing runs unless `more` says so. */
export function probesOn(machine: FakeMachine, more: Some = {}): Probes {
  const uid = machine.platform === 'win32' ? {} : { '/etc/passwd': PASSWD, '/etc/group': GROUP };
  const host = fakeHost({ ...machine, files: { ...uid, ...machine.files } });
  const real = createProbes(host, { offline: true });
  return {
    ...real,
    gateways: { ...real.gateways, running: async () => seen() },
    ...Object.fromEntries(
      Object.entries(more).map(([subject, verbs]) => [
        subject,
        { ...Reflect.get(real, subject), ...(verbs as object) },
      ]),
    ),
  };
}

const PASSWD =
  'root:x:0:0::/root:/bin/sh\nlin:x:1000:1000::/home/lin:/bin/sh\nwei:x:1001:1001::/home/wei:/bin/sh\n';
const GROUP = 'root:x:0:\nlin:x:1000:\nwei:x:1001:\n';

/** A change in one line. */
export function line(change: Change): string {
  switch (change.kind) {
    case 'move':
      return `${change.from} → ${change.to}`;
    case 'mode':
      return `${change.path} ${change.before} → ${change.after}`;
    case 'edit':
      return `edit ${change.path}`;
    case 'command':
      return [change.admin ? 'admin:' : 'run:', change.program, ...change.args].join(' ');
    case 'end':
      return `end ${change.program}`;
  }
}

/** What a fix proposes on a machine, as a reader would see it. */
export async function planOn(fix: Fix, probes: Probes, quarantine = '/home/lin/.config/tankmate/quarantine') {
  // Those without changes only say what is in the way.
  const proposals = (await fix.plan(probes, quarantine)).filter(({ changes }) => changes.length > 0);
  const say = translatorFor('en');
  return proposals.map((proposal) => ({
    ...proposal,
    said: say(proposal.does),
    left: proposal.afterwards ? say(proposal.afterwards) : null,
    lines: proposal.changes.map(line),
  }));
}
