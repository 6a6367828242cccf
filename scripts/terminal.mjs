// `npm run -s inspect -- [words]`, and the same for fix, update, stop, leave, log and vet: the terminal version, with nothing
// but its own answer on standard output.
// It needs neither Electron nor a display, and sets up (with words on standard error) only what is missing.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isBuilt, TERMINAL } from './setup/build.mjs';
import { asCommand } from './setup/say.mjs';
import { endWith, inTerminal } from './setup/terminal.mjs';

await asCommand(async () => {
  if (!existsSync(TERMINAL) || !isBuilt()) {
    const { ensureDependencies } = await import('./setup/dependencies.mjs');
    const { againOnPinnedNode } = await import('./setup/node.mjs');
    const { ensureBuilt } = await import('./setup/build.mjs');
    await ensureDependencies();
    const again = await againOnPinnedNode(fileURLToPath(import.meta.url));
    if (again !== undefined) return again;
    await ensureBuilt();
  }
  const code = await inTerminal(process.argv.slice(2));
  endWith(code);
  return code;
});
