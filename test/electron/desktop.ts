import dbus from 'dbus-next';

const { Interface, ACCESS_READ } = dbus.interface;
const WATCHER = 'org.kde.StatusNotifierWatcher';
const PROPERTIES = 'org.freedesktop.DBus.Properties';

/** The two names that hosts ask for: KDE's, and the one of the specification. */
export const ITEM_INTERFACES = ['org.kde.StatusNotifierItem', 'org.freedesktop.StatusNotifierItem'] as const;

class Watcher extends Interface {
  readonly items: string[] = [];
  RegisterStatusNotifierItem(item: string): void {
    this.items.push(item);
  }
  RegisterStatusNotifierHost(): void {}
  get RegisteredStatusNotifierItems(): string[] {
    return this.items;
  }
  get IsStatusNotifierHostRegistered(): boolean {
    return true;
  }
  get ProtocolVersion(): number {
    return 0;
  }
}
Watcher.configureMembers({
  methods: {
    RegisterStatusNotifierItem: { inSignature: 's', outSignature: '' },
    RegisterStatusNotifierHost: { inSignature: 's', outSignature: '' },
  },
  properties: {
    RegisteredStatusNotifierItems: { signature: 'as', access: ACCESS_READ },
    IsStatusNotifierHostRegistered: { signature: 'b', access: ACCESS_READ },
    ProtocolVersion: { signature: 'i', access: ACCESS_READ },
  },
});

export interface MenuEntry {
  readonly id: number;
  readonly label: string;
  readonly enabled: boolean;
  readonly chosen: boolean;
  readonly inside: readonly MenuEntry[];
}

/** One tray icon, asked as a panel asks it. */
export interface Item {
  property(name: string, through?: (typeof ITEM_INTERFACES)[number]): Promise<unknown>;
  activate(): Promise<unknown>;
  menu(): Promise<readonly MenuEntry[]>;
  click(entry: MenuEntry): Promise<unknown>;
}

/** A notice as the desktop gets it (specifications.freedesktop.org/notification, “Notify”). */
export interface Shown {
  readonly id: number;
  readonly title: string;
  readonly body: string;
  readonly actions: readonly string[];
}

const NOTIFICATIONS = 'org.freedesktop.Notifications';

/** A notification server that keeps what it gets, in memory. */
class Notifications extends Interface {
  readonly shown: Shown[] = [];
  Notify(
    _app: string,
    _replaces: number,
    _icon: string,
    title: string,
    body: string,
    actions: string[],
    _hints: unknown,
    _expires: number,
  ): number {
    const id = this.shown.length + 1;
    this.shown.push({ id, title, body, actions });
    return id;
  }
  GetCapabilities(): string[] {
    return ['actions', 'body'];
  }
  GetServerInformation(): string[] {
    return ['fake', 'tankmate tests', '1', '1.2'];
  }
  CloseNotification(_id: number): void {}
  ActionInvoked(id: number, action: string): [number, string] {
    return [id, action];
  }
  NotificationClosed(id: number, reason: number): [number, number] {
    return [id, reason];
  }
}
Notifications.configureMembers({
  methods: {
    Notify: { inSignature: 'susssasa{sv}i', outSignature: 'u' },
    GetCapabilities: { inSignature: '', outSignature: 'as' },
    GetServerInformation: { inSignature: '', outSignature: 'ssss' },
    CloseNotification: { inSignature: 'u', outSignature: '' },
  },
  signals: {
    ActionInvoked: { signature: 'us' },
    NotificationClosed: { signature: 'uu' },
  },
});

/** Somebody who shows notices, and can be asked what was shown and click it. */
export async function fakeNotifications() {
  const bus = dbus.sessionBus();
  const server = new Notifications(NOTIFICATIONS);
  bus.export('/org/freedesktop/Notifications', server);
  await bus.requestName(NOTIFICATIONS, 0);
  return {
    shown: server.shown,
    /** As a click on the notice itself: its action of the name `default`. */
    click({ id }: Shown) {
      server.ActionInvoked(id, 'default');
      server.NotificationClosed(id, 2);
    },
    close: () => bus.disconnect(),
  };
}

/** A desktop that shows tray icons, in memory (freedesktop.org/wiki/Specifications/StatusNotifierItem). */
export async function fakeDesktop() {
  const bus = dbus.sessionBus();
  const watcher = new Watcher(WATCHER);
  bus.export('/StatusNotifierWatcher', watcher);
  await bus.requestName(WATCHER, 0);

  // Chromium's tray answers no Introspect, so plain messages.
  async function call(
    destination: string,
    path: string,
    name: string,
    member: string,
    signature = '',
    body: unknown[] = [],
  ) {
    const reply = await bus.call(
      new dbus.Message({ destination, path, interface: name, member, signature, body }),
    );
    return reply?.body ?? [];
  }

  /** By unique name, as GNOME resolves it: the registered name's owner (electron issue 52674). */
  async function item(registered: string): Promise<Item> {
    const slash = registered.indexOf('/');
    const name = slash < 0 ? registered : registered.slice(0, slash);
    const path = slash < 0 ? '/StatusNotifierItem' : registered.slice(slash);
    const [owner] = name.startsWith(':')
      ? [name]
      : await call(
          'org.freedesktop.DBus',
          '/org/freedesktop/DBus',
          'org.freedesktop.DBus',
          'GetNameOwner',
          's',
          [name],
        );
    const property: Item['property'] = async (key, through = ITEM_INTERFACES[0]) =>
      (await call(owner, path, PROPERTIES, 'Get', 'ss', [through, key]))[0]?.value;
    const menuPath = async () => String(await property('Menu'));
    const entry = ([id, values, inside]: [
      number,
      Record<string, { value: unknown }>,
      { value: never }[],
    ]): MenuEntry => ({
      id,
      label: String(values.label?.value ?? ''),
      enabled: values.enabled?.value !== false,
      chosen: values['toggle-state']?.value === 1,
      inside: inside.map(({ value }) => entry(value)),
    });
    return {
      property,
      activate: () => call(owner, path, ITEM_INTERFACES[0], 'Activate', 'ii', [0, 0]),
      async menu() {
        const [, root] = await call(owner, await menuPath(), 'com.canonical.dbusmenu', 'GetLayout', 'iias', [
          0,
          -1,
          [],
        ]);
        return entry(root).inside.filter(({ label }) => label !== '');
      },
      click: async ({ id }) =>
        call(owner, await menuPath(), 'com.canonical.dbusmenu', 'Event', 'isvu', [
          id,
          'clicked',
          new dbus.Variant('i', 0),
          0,
        ]),
    };
  }

  return {
    /** The newest icon, once there is one more than `before`. */
    async nextItem(before = 0): Promise<Item> {
      for (let tries = 0; watcher.items.length <= before; tries++) {
        if (tries > 200) throw new Error('no tray icon came');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return item(String(watcher.items.at(-1)));
    },
    count: () => watcher.items.length,
    close: () => bus.disconnect(),
  };
}
