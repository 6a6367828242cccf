import { homedir } from 'node:os';
import { app } from 'electron';
import { bootstrap } from './app/app';
import { startedHidden } from './app/autostart/login';
import { terminalArguments } from './app/window/arguments';
import { claimScheme } from './app/window/protocol';
import { lockDown } from './app/window/security';
import { startUtility } from './app/window/utility-scan';
import { ownerOfHome } from './system/read/accounts/root-only';

/** Windows shows notices only for an app whose name its shortcut carries: `appId` of electron-builder.yml. */
const APP_ID = 'io.github.tankmate.Tankmate';

const args = terminalArguments(process.argv, app.isPackaged);
if (args) {
  const end = (code: number) => app.exit(code);
  const run = async () => {
    // Its processes are to be had once it is ready.
    const [{ main }] = await Promise.all([import('./cli/main'), app.whenReady()]);
    return main(args, startUtility);
  };
  void run().then(end, () => end(70));
} else if (process.argv.includes('--version')) {
  // Before anything is shown or read: so a newer AppImage is tried before it takes this one's place.
  process.stdout.write(`${app.getVersion()}\n`, () => app.exit(0));
} else if (process.geteuid?.() === 0 && ownerOfHome(homedir()) !== null) {
  console.error(
    'tankmate: this home belongs to another account: start the window as that account, without sudo',
  );
  app.exit(70);
} else if (app.requestSingleInstanceLock()) {
  app.setAppUserModelId(APP_ID);
  claimScheme();
  lockDown();
  void app.whenReady().then(() => bootstrap(startedHidden(app)));
} else {
  app.quit();
}
