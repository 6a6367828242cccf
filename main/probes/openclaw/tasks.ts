import type { Eyes } from './eyes';
import type { People } from './homes';
import type { FoundService } from './systemd';

export async function windowsServices(_eyes: Eyes, _people: People): Promise<readonly FoundService[]> {
  return [];
}
