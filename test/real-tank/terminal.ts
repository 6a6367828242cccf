import { execFile } from 'node:child_process';
import { cp, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Nest } from './nest';

const run = promisify(execFile);

/** Does what scripts/terminal.mjs does once the app is built. */
const START = `import { main } from './main/terminal.js';
const code = await main(process.argv.slice(2));
process.exitCode = code;
setTimeout(() => process.exit(code), 500).unref();
`;

/** Puts a copy of the terminal version into the nest, which stays as it is; resolves to the words that start it. */
export async function terminalIn(nest: Nest): Promise<readonly string[]> {
  // Built now, by whoever may write into the checkout.
  await run(process.execPath, [resolve('scripts/terminal.mjs'), 'tank', 'status', '--json']);
  const app = join(nest.top, 'app');
  await cp(resolve('out/main'), join(app, 'main'), { recursive: true });
  await writeFile(join(app, 'start.mjs'), START);
  await run('chmod', ['-R', 'a+rX', app]);
  return [process.execPath, join(app, 'start.mjs')];
}
