import { at, type Container, isFields } from './inspected';
import { DOOR } from './run';

/** `127.0.0.1:28789`, `0.0.0.0:…`: everything that is published, as `address:port → port inside`; null: can't be told. */
function published(ports: unknown): readonly string[] | null {
  if (ports === null) return [];
  if (!isFields(ports)) return null;
  const found: string[] = [];
  for (const [inside, doors] of Object.entries(ports)) {
    // `null`: open inside, not published.
    if (doors === null) continue;
    if (!Array.isArray(doors)) return null;
    for (const door of doors) found.push(`${at(door, 'HostIp')}:${at(door, 'HostPort')} → ${inside}`);
  }
  return found;
}

/** Doors other than the one at 127.0.0.1. Null: it can't be told. */
export function strangeDoors(holder: Container, gateway: Container, port: number): readonly string[] | null {
  const lists = [
    published(at(holder, 'NetworkSettings', 'Ports')),
    published(at(holder, 'HostConfig', 'PortBindings')),
    published(at(gateway, 'HostConfig', 'PortBindings') ?? null),
  ];
  if (lists.includes(null)) return null;
  const all = [...new Set(lists.flatMap((list) => list ?? []))];
  const ours = `127.0.0.1:${port} → ${DOOR}/tcp`;
  const everything = [holder, gateway].some((each) => at(each, 'HostConfig', 'PublishAllPorts') !== false);
  const strange = [...all.filter((door) => door !== ours), ...(everything ? ['PublishAllPorts'] : [])];
  // Without its own door it is not the tank that was made: then nothing was seen of it.
  return strange.length > 0 || all.includes(ours) ? strange : null;
}
