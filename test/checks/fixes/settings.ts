import { showChange } from '../../../main/changes/plan/show';
import type { Fix, Proposal } from '../../../main/checks/define/define-fix';
import type { Change, PlannedFix } from '../../../main/contract/change';
import type { Probes } from '../../../main/probes';
import { createEngineProbe } from '../../../main/probes/engines';
import { createFileProbe } from '../../../main/probes/files';
import type { Gateway } from '../../../main/probes/gateways';
import { createOpenClawProbe, type Service } from '../../../main/probes/openclaw';
import { createOwnershipProbe } from '../../../main/probes/ownership';
import { createSettingsProbe } from '../../../main/probes/settings';
import { type FakeMachine, fakeHost } from '../../fakes/host';
import { fakeProbes, seen } from '../../fakes/probes';
import { start } from '../../fakes/settings';

/** Where the settings of the default setup stand on the fake Linux machine. */
export const CONFIG = '/home/lin/.openclaw/openclaw.json';

interface Around {
  readonly gateways?: readonly Partial<Gateway>[];
  readonly services?: readonly Partial<Service>[];
  /** Of the only copy; none when left out. */
  readonly version?: string | null;
  readonly more?: Parameters<typeof fakeProbes>[0];
}

const GATEWAY: Gateway = {
  pid: 4242,
  startedAt: '777',
  program: 'openclaw-gatewa',
  account: 'lin',
  administrator: false,
  copyPath: null,
  stateDir: '/home/lin/.openclaw',
  listeners: [],
  where: 'this-computer',
};

/** Probes that read the settings of a fake machine as on a real one; gateways, services and copies are told. */
export function probesOf(
  machine: FakeMachine,
  { gateways = [], services = [], version, more }: Around = {},
): Probes {
  const host = fakeHost(machine);
  const openclaw = createOpenClawProbe(host);
  const told = {
    ...openclaw,
    services: async () => seen(...services.map((each) => ({ account: 'lin', ...each }) as Service)),
    starts: async () => seen(...services.map(({ env = {}, options = {} }) => start({ env, options }))),
    copies: async () =>
      seen(
        ...(version === undefined
          ? []
          : [
              {
                path: '/opt/openclaw',
                package: 'openclaw',
                version,
                kind: 'npm',
                owner: 'lin',
                where: 'this-computer',
              } as const,
            ]),
      ),
  };
  return fakeProbes({
    openclaw: told,
    settings: createSettingsProbe(host, told),
    files: createFileProbe(host),
    engines: createEngineProbe(host),
    ownership: createOwnershipProbe(host, told, {
      current: async () => ({ name: 'lin', id: '1000', rights: 'ordinary', evidence: [] }),
    }),
    gateways: { running: async () => seen(...gateways.map((each) => ({ ...GATEWAY, ...each }))) },
    ...more,
  });
}

/** The one proposal of a fix, or none. */
export async function planOf(fix: Fix, probes: Probes): Promise<Proposal | null> {
  // Those without changes only say what is in the way.
  const proposals = (await fix.plan(probes, '/home/lin/tankmate')).filter(
    ({ changes }) => changes.length > 0,
  );
  if (proposals.length > 1) throw new Error(`${fix.id} proposes ${proposals.length} times`);
  return proposals[0] ?? null;
}

/** What a file would hold afterwards; undefined when it isn't touched. */
export function textAfter(proposal: Proposal | null, path = CONFIG): string | null | undefined {
  const change = proposal?.changes.find((each: Change) => each.kind === 'edit' && each.path === path);
  return change?.kind === 'edit' ? change.after : undefined;
}

/** Everything that would be shown of a plan, as one text. */
export const shownOf = (proposal: Proposal | null): string =>
  JSON.stringify(proposal?.changes.map(showChange) satisfies PlannedFix['changes'] | undefined);

/** Plans on a home whose only settings file holds this text. */
export const planOn = (fix: Fix, text: string, around: Around = {}): Promise<Proposal | null> =>
  planOf(fix, probesOf({ files: { [CONFIG]: text } }, around));
