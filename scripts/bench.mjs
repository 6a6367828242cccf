// `npm run bench`: one line of JSON a figure, each beside what it was compared with in the same run.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './setup/build.mjs';
import { ensureDebianPackages, FOR_THE_TESTS } from './setup/debian.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { asAccount } from './setup/display.mjs';
import { againOnPinnedNode } from './setup/node.mjs';
import { ROOT } from './setup/places.mjs';
import { pass } from './setup/run.mjs';
import { asCommand, say } from './setup/say.mjs';

await asCommand(async () => {
  await ensureDependencies();
  const again = await againOnPinnedNode(fileURLToPath(import.meta.url));
  if (again !== undefined) return again;
  await ensureBuilt();
  const { compareInspections } = await import('./bench/inspections.mjs');
  await compareInspections(ROOT, join(ROOT, 'node_modules/.cache/bench'));
  const { measureFixes } = await import('./bench/fixes.mjs');
  await measureFixes(ROOT, join(ROOT, 'node_modules/.cache/bench'));
  const { measurePushes } = await import('./bench/pushes.mjs');
  await measurePushes(ROOT);

  const { ensureRuntime } = await import('./setup/runtime.mjs');
  const { readableCheckout, tester } = await import('./suites/tester.mjs');
  const { surroundings } = await import('./suites/surroundings.mjs');
  if (!(await ensureDebianPackages(FOR_THE_TESTS, 'The measurement of windows'))) return 1;
  const runtime = await ensureRuntime();
  const account = await tester();
  const { root, remove } = await readableCheckout(account);
  const { folder, env } = surroundings({ root, account, env: process.env });
  try {
    say(`Measuring windows on Electron ${runtime.version}. This takes about three minutes.`);
    const desktop = ['dbus-run-session', '--', 'xvfb-run', '-a', '-s', '-screen 0 1280x1024x24'];
    const words = [join(root, 'scripts/bench/windows.mjs'), root, runtime.exec.replace(ROOT, root)];
    const [program, ...args] = [...(account ? asAccount(account) : []), ...desktop, 'node', ...words];
    const code = await pass(program, args, { cwd: root, env });
    // The disk can be made by root alone, and a tank by an ordinary account.
    if (code !== 0 || !account) return code;
    const { bakedDisk } = await import('./suites/tank/disk.mjs');
    const { bakedParts } = await import('./suites/tank/parts.mjs');
    const tank = [join(root, 'scripts/bench/tanks.mjs'), root, await bakedDisk(), await bakedParts()];
    say('Measuring a tank without acceleration. This takes about ten minutes.');
    const [setpriv, ...as] = [...asAccount(account), 'node', ...tank];
    const failed = await pass(setpriv, as, { cwd: root, env });
    say('Measuring a tank with rootless Podman. This takes about four minutes.');
    const containers = [join(ROOT, 'scripts/bench/containers.mjs'), ROOT];
    const named = { TANKMATE_TEST_ACCOUNT: `${account.name}:${account.uid}:${account.gid}` };
    return (await pass('node', containers, { cwd: ROOT, env: { ...env, ...named } })) || failed;
  } finally {
    remove();
    rmSync(folder, { recursive: true, force: true });
  }
});
