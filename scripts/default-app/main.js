// Stands in for the default app that Electron carries, which the fallback runtime lacks:
// `electron [-r module] [flags] FOLDER [words]`.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const modules = [];
let at = 1;
for (; process.argv[at]?.startsWith('-'); at++)
  if (['-r', '--require'].includes(process.argv[at])) modules.push(resolve(process.argv[++at]));
const named = process.argv[at];
if (named === undefined) {
  console.error('Say which app to start: electron FOLDER');
  process.exit(1);
}
const folder = resolve(named);
const require = createRequire(import.meta.url);
// They come before the app, and may take their own words out of the line.
for (const module of modules) require(module);
// As with Electron's own default app, the app finds its folder in argv[1] and its own words after it.
process.argv.splice(process.argv.indexOf(named, 1), 1);
process.argv.splice(1, 0, folder);

const about = join(folder, 'package.json');
if (existsSync(about)) {
  const { name, productName, version, desktopName } = JSON.parse(readFileSync(about, 'utf8'));
  app.setName(productName ?? name ?? 'Electron');
  if (version) app.setVersion(version);
  // Without it the desktop files every notification under "default-app".
  if (desktopName) app.setDesktopName(desktopName);
}
app.setAppPath(existsSync(about) ? folder : dirname(folder));
try {
  // Awaited, as Electron's own default app does: "ready" must not come before the app has been loaded.
  await import(pathToFileURL(require.resolve(folder)).href);
} catch (error) {
  console.error('The app threw an error while it was loading', error);
  process.exit(1);
}
