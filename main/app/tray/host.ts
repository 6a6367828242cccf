/** How long the session bus may take to answer, in milliseconds. */
const LIMIT_MS = 1000;

const WATCHER = 'org.kde.StatusNotifierWatcher';

/**
 * Does this desktop show tray icons? Windows and macOS always do. On Linux: somebody owns the watcher's name and
 * says that a host is registered (freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher).
 * No bus, no answer, or only an old XEmbed tray, which nobody can be asked about, counts as no: better to end with
 * the window than to run on where nobody sees it.
 */
export async function trayIsShown(
  platform: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  if (platform !== 'linux') return true;
  const runtime = env.XDG_RUNTIME_DIR;
  const busAddress = env.DBUS_SESSION_BUS_ADDRESS || (runtime && `unix:path=${runtime}/bus`);
  if (!busAddress) return false;
  return ask(busAddress).catch(() => false);
}

async function ask(busAddress: string): Promise<boolean> {
  const { default: dbus } = await import('dbus-next');
  const bus = dbus.sessionBus({ busAddress });
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), LIMIT_MS);
    bus.on('error', () => resolve(false));
  });
  const question = new dbus.Message({
    destination: WATCHER,
    path: '/StatusNotifierWatcher',
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    body: [WATCHER, 'IsStatusNotifierHostRegistered'],
  });
  try {
    const answer = bus.call(question).then((reply) => reply?.body[0]?.value === true);
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
    bus.disconnect();
  }
}
