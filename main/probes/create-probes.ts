import type { Host } from '../system/read';
import type { Probes } from '.';
import { createAccountProbe } from './account';
import { createAdvisoryProbe } from './advisories';
import { createContentProbe } from './contents';
import { createEngineProbe } from './engines';
import { createEscalationProbe } from './escalation';
import { createEverydayProbe } from './everyday';
import { createExtensionProbe } from './extensions';
import { createFileProbe } from './files';
import { createFingerprintProbe } from './fingerprints';
import { createFolderProbe } from './folders';
import { createGatewayProbe } from './gateways';
import { createIsolationProbe } from './isolation';
import { createMachineProbe } from './machine';
import { createOpenClawProbe } from './openclaw';
import { createOrderProbe } from './orders';
import { createOriginProbe } from './origins';
import { createOwnershipProbe } from './ownership';
import { createPermissionProbe } from './permissions';
import { createPortForwardProbe } from './port-forwards';
import { createReleaseProbe } from './releases';
import type { ReleaseOptions } from './releases/types';
import { createRuntimeProbe } from './runtime/find-runtimes';
import { createSettingsProbe } from './settings';
import { createSystemControlProbe } from './system-control';
import { createSystemUpdatesProbe } from './system-updates';
import { createTraceProbe } from './traces';

interface ProbeOptions extends ReleaseOptions {
  /** The app's own folder, where it keeps what the feeds and looks before said; left out: only what came with the app. */
  readonly folder?: string | null;
}

/** The readers for one look at one machine. */
export function createProbes(host: Host, { folder = null, ...releases }: ProbeOptions): Probes {
  const openclaw = createOpenClawProbe(host);
  const settings = createSettingsProbe(host, openclaw);
  const folders = createFolderProbe(host);
  const machine = createMachineProbe(host);
  const gateways = createGatewayProbe(host, openclaw);
  const account = createAccountProbe(host);
  const isolation = createIsolationProbe(host, openclaw, machine, gateways);
  const extensions = createExtensionProbe(host, settings, openclaw);
  const orders = createOrderProbe(host, settings);
  const permissions = createPermissionProbe(host, settings);
  return {
    openclaw,
    settings,
    account,
    ownership: createOwnershipProbe(host, openclaw, account),
    machine,
    traces: createTraceProbe(host, openclaw, settings, gateways),
    engines: createEngineProbe(host),
    gateways,
    portForwards: createPortForwardProbe(host),
    files: createFileProbe(host),
    isolation,
    folders,
    everyday: createEverydayProbe(host, folders),
    permissions,
    escalation: createEscalationProbe(host, account, permissions),
    systemControl: createSystemControlProbe(host, gateways, permissions),
    systemUpdates: createSystemUpdatesProbe(host),
    contents: createContentProbe(host, settings, openclaw),
    extensions,
    orders,
    origins: createOriginProbe(host),
    fingerprints: createFingerprintProbe(host, extensions, orders, folder),
    runtime: createRuntimeProbe(host, openclaw, gateways, isolation),
    releases: createReleaseProbe(host, releases),
    advisories: createAdvisoryProbe(host, folder),
  };
}
