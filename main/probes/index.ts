import type { AccountProbe } from './account';
import type { AdvisoryProbe } from './advisories';
import type { ContentProbe } from './contents';
import type { DoorProbe } from './doors';
import type { EngineProbe } from './engines';
import type { EverydayProbe } from './everyday';
import type { ExtensionProbe } from './extensions';
import type { FileProbe } from './files';
import type { FolderProbe } from './folders';
import type { GatewayProbe } from './gateways';
import type { MachineProbe } from './machine';
import type { OpenClawProbe } from './openclaw';
import type { PermissionProbe } from './permissions';
import type { ReleaseProbe } from './releases';
import type { SettingsProbe } from './settings';
import type { WallProbe } from './walls';

/** The readers of the machine, made anew for each look: an answer is remembered until the look ends. */
export interface Probes {
  readonly account: AccountProbe;
  readonly machine: MachineProbe;
  readonly engines: EngineProbe;
  readonly openclaw: OpenClawProbe;
  readonly settings: SettingsProbe;
  readonly gateways: GatewayProbe;
  readonly folders: FolderProbe;
  readonly everyday: EverydayProbe;
  readonly permissions: PermissionProbe;
  readonly contents: ContentProbe;
  readonly extensions: ExtensionProbe;
  readonly releases: ReleaseProbe;
  readonly advisories: AdvisoryProbe;
  readonly doors: DoorProbe;
  readonly files: FileProbe;
  readonly walls: WallProbe;
}
