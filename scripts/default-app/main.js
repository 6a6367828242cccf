// Stands in for the default app that Electron carries, which the fallback runtime lacks: `electron [flags] FOLDER [words]`.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const at = process.argv.findIndex((word, index) => index > 0 && !word.startsWith('-'));
if (at < 0) {
  console.error('Say which app to start: electron FOLDER');
  process.exit(1);
}
const folder = resolve(process.argv[at]);
// As with Electron's own default app, the app finds its folder in argv[1] and its own words after it.
process.argv.splice(at, 1);
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
  await import(pathToFileURL(createRequire(import.meta.url).resolve(folder)).href);
} catch (error) {
  console.error('The app threw an error while it was loading', error);
  process.exit(1);
}
