import { app } from 'electron';
import { startedHidden } from './login/login';
import { open } from './open/open';
import { terminalArguments } from './windows/arguments';
import { claimScheme } from './windows/protocol';
import { lockDown } from './windows/security';

/** Windows shows notices only for an app whose name its shortcut carries: `appId` of electron-builder.yml. */
const APP_ID = 'io.github.tankmate.Tankmate';

const words = terminalArguments(process.argv, app.isPackaged);
if (words) {
  const end = (code: number) => app.exit(code);
  void import('./terminal').then(({ main }) => main(words)).then(end, () => end(70));
} else if (app.requestSingleInstanceLock()) {
  app.setAppUserModelId(APP_ID);
  claimScheme();
  lockDown();
  void app.whenReady().then(() => open(startedHidden(app)));
} else {
  app.quit();
}
