// Tries each of `tcp|udp ADDRESS PORT` and says, as JSON, which of them answered.
import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';

const LIMIT_MS = 3000;

const tcp = (host, port) =>
  new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) });
    const end = (answered) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answered);
    };
    const timer = setTimeout(() => end('silent'), LIMIT_MS);
    socket.on('data', () => end('answered'));
    socket.on('error', (error) => end(error.code === 'ECONNREFUSED' ? 'nobody' : 'refused'));
  });

const udp = (host, port) =>
  new Promise((resolve) => {
    const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
    const end = (answered) => {
      clearTimeout(timer);
      socket.close();
      resolve(answered);
    };
    const timer = setTimeout(() => end('silent'), LIMIT_MS);
    socket.on('message', () => end('answered'));
    socket.on('error', () => end('refused'));
    socket.send('?', Number(port), host, (error) => error && end('refused'));
  });

const tries = process.argv.slice(2).map((each) => each.split(' '));
const saw = await Promise.all(tries.map(([kind, host, port]) => (kind === 'tcp' ? tcp : udp)(host, port)));
console.log(JSON.stringify(saw));
