import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Takes Electron's stand-in app out of the package, which would run any folder named on the command line.
 * electron-builder leaves it when the runtime comes from a folder.
 * @param {{ appOutDir: string, packager: { getResourcesDir(folder: string): string } }} packed
 */
export default async function afterPack({ appOutDir, packager }) {
  await rm(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
}
