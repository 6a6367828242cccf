// `npm start [-- words]`: sets a fresh clone up, then opens the app; where no window can open, inspects in the terminal.
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './setup/build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ownerOf, placeForWindow } from './setup/display.mjs';
import { againOnPinnedNode } from './setup/node.mjs';
import { asCommand, say } from './setup/say.mjs';
import { endWith, inTerminal } from './setup/terminal.mjs';

await asCommand(async () => {
  const words = process.argv.slice(2);
  await ensureDependencies();
  const again = await againOnPinnedNode(fileURLToPath(import.meta.url));
  if (again !== undefined) return again;
  await ensureBuilt();
  const { platform, env } = process;
  const place = placeForWindow({ platform, env, uid: process.getuid?.(), ownerOf });
  if (place.where === 'nowhere') say(place.because);
  else {
    const { openWindow } = await import('./setup/window.mjs');
    const code = await openWindow(place, words);
    if (code !== undefined) return code;
  }
  say('Inspecting here in the terminal instead.');
  const code = await inTerminal(['inspect', ...words]);
  endWith(code);
  return code;
});
