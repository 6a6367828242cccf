import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { trayIsShown } from '../../../main/app/tray/host';

test.each(['win32', 'darwin'])('%s always has a tray', async (platform) =>
  expect(await trayIsShown(platform, {})).toBe(true),
);

test.each([
  {},
  { DBUS_SESSION_BUS_ADDRESS: '' },
  { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' },
  { DBUS_SESSION_BUS_ADDRESS: 'nonsense' },
  { DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=/tmp/dbus-nobody' },
  { XDG_RUNTIME_DIR: '/nonexistent' },
])('no bus to ask means no: %j', async (env) => expect(await trayIsShown('linux', env)).toBe(false));

test('a bus that says nothing means no, after a while', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tankmate-bus-'));
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(join(folder, 'bus'), resolve));
  expect(await trayIsShown('linux', { XDG_RUNTIME_DIR: folder })).toBe(false);
  server.close();
  rmSync(folder, { recursive: true });
});
