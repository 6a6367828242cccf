import { type Container, fieldAt, isJsonObject } from '../../../isolation/oci-inspect';
import { CONTAINER_PORT } from './container-arguments';

/** `127.0.0.1:28789`, `0.0.0.0:…`: everything that is published, as `address:port → port inside`; null: can't be told. */
function published(ports: unknown): readonly string[] | null {
  if (ports === null) return [];
  if (!isJsonObject(ports)) return null;
  const found: string[] = [];
  for (const [inside, endpoints] of Object.entries(ports)) {
    // `null`: open inside, not published.
    if (endpoints === null) continue;
    if (!Array.isArray(endpoints)) return null;
    for (const endpoint of endpoints)
      found.push(`${fieldAt(endpoint, 'HostIp')}:${fieldAt(endpoint, 'HostPort')} → ${inside}`);
  }
  return found;
}

/** Doors other than the one at 127.0.0.1. Null: it can't be told. */
export function unexpectedEndpoints(
  holder: Container,
  gateway: Container,
  port: number,
): readonly string[] | null {
  const lists = [
    published(fieldAt(holder, 'NetworkSettings', 'Ports')),
    published(fieldAt(holder, 'HostConfig', 'PortBindings')),
    published(fieldAt(gateway, 'HostConfig', 'PortBindings') ?? null),
  ];
  if (lists.includes(null)) return null;
  const all = [...new Set(lists.flatMap((list) => list ?? []))];
  const ours = `127.0.0.1:${port} → ${CONTAINER_PORT}/tcp`;
  const everything = [holder, gateway].some(
    (each) => fieldAt(each, 'HostConfig', 'PublishAllPorts') !== false,
  );
  const strange = [
    ...all.filter((endpoint) => endpoint !== ours),
    ...(everything ? ['PublishAllPorts'] : []),
  ];
  // Without its own door it is not the tank that was made: then nothing was seen of it.
  return strange.length > 0 || all.includes(ours) ? strange : null;
}
