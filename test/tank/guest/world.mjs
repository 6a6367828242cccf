// The world around a tank, in a network namespace of its own: answers on these ports at whatever address it is asked
// by, for TCP and, at 53 and 123, for UDP. Then asks the tank's own doors, told as JSON on its standard input.
import { createSocket } from 'node:dgram';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

const ready = process.argv[2];
const listening = [22, 53, 80, 443, 3128, 8080, 18789].map(
  (port) =>
    new Promise((resolve) =>
      createServer((socket) => socket.on('error', () => {}).end('world')).listen(port, '::', resolve),
    ),
);
const listen = (type, address, port) => {
  const socket = createSocket({ type, reuseAddr: true, ...(type === 'udp6' && { ipv6Only: true }) });
  socket.on('message', (_message, from) => socket.send('world', from.port, from.address));
  listening.push(new Promise((resolve) => socket.bind(port, address, resolve)));
};
for (const port of [53, 123, 9999]) {
  listen('udp4', '0.0.0.0', port);
  listen('udp6', '::', port);
}
// A resolver answers from the address that was asked; the others needn't, since nobody hears them.
listen('udp4', '10.0.2.3', 53);
listen('udp6', 'fd00::3', 53);
await Promise.all(listening);
writeFileSync(ready, '');
