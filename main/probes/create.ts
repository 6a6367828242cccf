import type { Probes } from '.';
import { createAccountProbe } from './account';
import { createAdvisoryProbe } from './advisories';
import { createContentProbe } from './contents';
import { createDoorProbe } from './doors';
import { createEngineProbe } from './engines';
import { createEverydayProbe } from './everyday';
import { createExtensionProbe } from './extensions';
import { createFileProbe } from './files';
import { createFolderProbe } from './folders';
import { createGatewayProbe } from './gateways';
import type { Host } from './host';
import { createMachineProbe } from './machine';
import { createOpenClawProbe } from './openclaw';
import { createPermissionProbe } from './permissions';
import { createReleaseProbe, type ReleaseOptions } from './releases';
import { createSettingsProbe } from './settings';
import { createWallProbe } from './walls';

interface ProbeOptions extends ReleaseOptions {
  /** The app's own folder, where what the feeds said is kept; left out: only what came with the app. */
  readonly folder?: string | null;
}

/** The readers for one look at one machine. */
export function createProbes(host: Host, { folder = null, ...releases }: ProbeOptions): Probes {
  const openclaw = createOpenClawProbe(host);
  const settings = createSettingsProbe(host, openclaw);
  const folders = createFolderProbe(host);
  const machine = createMachineProbe(host);
  const gateways = createGatewayProbe(host, openclaw);
  return {
    openclaw,
    settings,
    account: createAccountProbe(host),
    machine,
    engines: createEngineProbe(host),
    gateways,
    doors: createDoorProbe(host),
    files: createFileProbe(host),
    walls: createWallProbe(host, openclaw, machine, gateways),
    folders,
    everyday: createEverydayProbe(host, folders),
    permissions: createPermissionProbe(host),
    contents: createContentProbe(host, settings),
    extensions: createExtensionProbe(host, settings, openclaw),
    releases: createReleaseProbe(host, releases),
    advisories: createAdvisoryProbe(host, folder),
  };
}
