// What other accounts of a computer run: a gateway, an app, and tunnels that come and go. Started as root on an island;
// ends, and says so, as soon as one of them was ended by somebody else.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

const OTHER = 64_000;
const roles = {
  gateway() {
    process.title = 'openclaw-gateway';
    createServer().listen(18789, '0.0.0.0');
  },
  app() {
    process.title = 'node /srv/shop/server.js';
    createServer().listen(3000, '0.0.0.0');
  },
  tunnel() {
    process.title = 'ngrok http 18789';
    setTimeout(() => {}, 600_000);
  },
};

/** @param {keyof typeof roles} role @param {number} uid */
const start = (role, uid) => {
  const child = spawn(process.execPath, [process.argv[1] ?? '', role], {
    uid,
    gid: uid,
    cwd: '/',
    env: { HOME: '/nonexistent', PATH: '/usr/bin:/bin' },
    stdio: 'ignore',
  });
  return child;
};

const [role] = process.argv.slice(2);
if (role && Object.hasOwn(roles, role)) roles[/** @type {keyof typeof roles} */ (role)]();
else {
  for (const [index, name] of /** @type {const} */ (['gateway', 'app', 'tunnel']).entries())
    start(name, OTHER + index).once('exit', (code, signal) => {
      console.error(`the ${name} of another account was ended: ${signal ?? code}`);
      process.exit(1);
    });
  // Half of the time one more tunnel is there.
  setInterval(() => {
    const tunnel = start('tunnel', OTHER + 7);
    setTimeout(() => tunnel.kill(), 2000);
  }, 4000);
  console.log('here');
}
