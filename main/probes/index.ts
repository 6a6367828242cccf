import type { AccountProbe } from './account/types';
import type { AdvisoryProbe } from './advisories';
import type { ContentProbe } from './contents/types';
import type { EngineProbe } from './engines/types';
import type { EscalationProbe } from './escalation/types';
import type { EverydayProbe } from './everyday';
import type { ExtensionProbe } from './extensions/types';
import type { FileProbe } from './files';
import type { FolderProbe } from './folders/types';
import type { GatewayProbe } from './gateways/types';
import type { IsolationProbe } from './isolation';
import type { MachineProbe } from './machine/types';
import type { OpenClawProbe } from './openclaw/types';
import type { OrderProbe } from './orders';
import type { OwnershipProbe } from './ownership';
import type { PermissionProbe } from './permissions/types';
import type { PortForwardProbe } from './port-forwards/types';
import type { ReleaseProbe } from './releases/types';
import type { RuntimeProbe } from './runtime/types';
import type { SettingsProbe } from './settings/types';
import type { SystemControlProbe } from './system-control';
import type { TraceProbe } from './traces/types';

/** The readers of the machine, made anew for each look: an answer is remembered until the look ends. */
export interface Probes {
  readonly account: AccountProbe;
  readonly machine: MachineProbe;
  readonly engines: EngineProbe;
  readonly openclaw: OpenClawProbe;
  readonly settings: SettingsProbe;
  readonly gateways: GatewayProbe;
  readonly escalation: EscalationProbe;
  readonly folders: FolderProbe;
  readonly everyday: EverydayProbe;
  readonly permissions: PermissionProbe;
  readonly contents: ContentProbe;
  readonly extensions: ExtensionProbe;
  readonly orders: OrderProbe;
  readonly releases: ReleaseProbe;
  readonly advisories: AdvisoryProbe;
  readonly runtime: RuntimeProbe;
  readonly portForwards: PortForwardProbe;
  readonly files: FileProbe;
  readonly isolation: IsolationProbe;
  readonly ownership: OwnershipProbe;
  readonly traces: TraceProbe;
  readonly systemControl: SystemControlProbe;
}
