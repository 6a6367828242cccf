// `node scripts/runtime.mjs` prints the folder of the Electron that is used here; `node scripts/runtime.mjs COMMAND …`
// runs a command that finds it, such as `electron-vite dev`.
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './setup/dependencies.mjs';
import { againOnPinnedNode, withPinnedNode } from './setup/node.mjs';
import { pass } from './setup/run.mjs';
import { asCommand } from './setup/say.mjs';

await asCommand(async () => {
  await ensureDependencies();
  const again = await againOnPinnedNode(fileURLToPath(import.meta.url));
  if (again !== undefined) return again;
  const { ensureRuntime, runtimeVariables } = await import('./setup/runtime.mjs');
  const runtime = await ensureRuntime();
  const [program, ...args] = process.argv.slice(2);
  if (program === undefined) {
    console.log(runtime.dist);
    return 0;
  }
  return pass(program, args, { env: { ...withPinnedNode(process.env), ...runtimeVariables(runtime) } });
});
