// The least that an Electron app with a window and a tray can be: what Tankmate is compared with.
const { join } = require('node:path');
const { app, BrowserWindow, Tray } = require('electron');

app.enableSandbox();
let tray;
app.whenReady().then(() => {
  tray = new Tray(join(__dirname, '../../../assets/tray/good.png'));
  const window = new BrowserWindow({ width: 1040, height: 720, show: false });
  window.once('ready-to-show', () => window.show());
  window.loadFile(join(__dirname, 'index.html'));
});
app.on('window-all-closed', () => {});
process.once('exit', () => tray?.destroy());
