import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { FakeMachine } from '../../fakes/host';
import type { Files } from '../whole-scan';

/** A program that runs beside OpenClaw. */
export interface Running {
  readonly program: string;
  readonly args?: readonly string[];
  readonly account?: string;
}
/** One labelled machine: `lin`, an ordinary account, has OpenClaw in its home and looks itself. */
export interface Case {
  readonly is: string;
  /** State, and severity where there is one. */
  readonly wanted: string;
  readonly files?: Files;
  readonly machine?: FakeMachine;
  readonly processes?: readonly Running[];
  readonly processGap?: true;
  /** OpenClaw's settings, on top of hardened ones. */
  readonly settings?: object;
  /** Of OpenClaw, when it runs as somebody else; root when that is the administrator. */
  readonly account?: string;
  /** Program that starts it. */
  readonly program?: string;
  readonly bundledIn?: string;
  /** A part of what the first evidence says. */
  readonly where?: string;
}

type Row = readonly [service: string, client: string, value?: number];
const SYSTEM = '/Library/Application Support/com.apple.TCC/TCC.db';
const USER = `/Users/lin${SYSTEM}`;

/** A database as macOS keeps its grants in (`.schema access` of macOS 11 to 15), or in the shape of before. */
export function grants(rows: readonly Row[], before = false, statement?: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'tankmate-control-'));
  const made = new DatabaseSync(join(folder, 'a.sqlite'));
  made.exec(
    statement ??
      (before
        ? 'CREATE TABLE access (service TEXT NOT NULL, client TEXT NOT NULL, client_type INTEGER NOT NULL, allowed INTEGER NOT NULL, prompt_count INTEGER NOT NULL)'
        : 'CREATE TABLE access (service TEXT NOT NULL, client TEXT NOT NULL, client_type INTEGER NOT NULL, auth_value INTEGER NOT NULL, auth_reason INTEGER NOT NULL, indirect_object_identifier TEXT NOT NULL DEFAULT "UNUSED", PRIMARY KEY (service, client, client_type, indirect_object_identifier))'),
  );
  for (const [service, client, value = before ? 1 : 2] of rows)
    made
      .prepare(
        `INSERT INTO access (service, client, client_type, ${before ? 'allowed, prompt_count' : 'auth_value, auth_reason'}) VALUES (?, ?, ?, ?, 0)`,
      )
      .run(`kTCCService${service}`, client, client.startsWith('/') ? 1 : 0, value);
  made.close();
  const bytes = readFileSync(join(folder, 'a.sqlite'));
  rmSync(folder, { recursive: true });
  return bytes;
}

/** Rows that each Mac has. */
const USUAL: readonly Row[] = [
  ['Accessibility', 'com.apple.AccessibilityUIServer', 2],
  ['ScreenCapture', 'us.zoom.xos', 2],
  ['Accessibility', 'com.raycast.macos', 0],
];
/** The two lists of a Mac, read by a program with Full Disk Access. */
export const mac = (system: readonly Row[] = [], user: readonly Row[] = []): Files => ({
  [SYSTEM]: { bytes: grants([...USUAL, ...system]) },
  [USER]: { bytes: grants([['Camera', 'us.zoom.xos', 2], ...user]) },
});
export const macWith = (system: Buffer | null, user: Buffer | null): Files => ({
  ...(system && { [SYSTEM]: { bytes: system } }),
  ...(user && { [USER]: { bytes: user } }),
});
/** As every program without Full Disk Access finds them. */
export const closedMac: Files = {
  [SYSTEM]: { text: '', denied: true },
  [USER]: { text: '', denied: true },
};

const PASSWD =
  'root:x:0:0::/root:/bin/sh\nlin:x:1000:1000::/home/lin:/bin/sh\nclaw:x:1001:1001::/home/claw:/bin/sh\n';
const group = (...members: readonly string[]) =>
  `root:x:0:\ninput:x:104:${members.join(',')}\nvideo:x:44:lin\nlin:x:1000:\nclaw:x:1001:\n`;
export const linux = (...inInput: readonly string[]): Files => ({
  '/etc/passwd': PASSWD,
  '/etc/group': group(...inInput),
  '/etc/nsswitch.conf': 'passwd: files\ngroup: files\n',
  '/proc/self/status': 'Name:\tnode\nUid:\t1000\t1000\t1000\t1000\nGid:\t1000\t1000\t1000\t1000\n',
});
/** A keyboard and a game controller, as udev lays them. */
export const keyboard = (mode = 0o660): Files => ({
  '/dev/input/event3': { text: '', mode, uid: 0, gid: 104 },
  '/dev/input/event9': { text: '', mode: 0o666, uid: 0, gid: 104 },
  '/dev/input/by-path/platform-i8042-serio-0-event-kbd': { link: '../event3' },
  '/dev/input/by-path/pci-0000:00:14.0-usb-0:1:1.0-event-joystick': { link: '../event9' },
});
export const session = (type: string, uid = 1000): Files => ({
  '/run/systemd/sessions/2': `# This is private data. Do not parse.\nUID=${uid}\nUSER=lin\nACTIVE=1\nSTATE=active\nTYPE=${type}\nCLASS=user\n`,
  '/run/systemd/sessions/2.ref': { folder: true },
});
export const display: Files = { '/tmp/.X11-unix/X0': { text: '', uid: 0 } };

const STORE =
  'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\CapabilityAccessManager\\ConsentStore';
const query = (name: string) => `reg query ${STORE.replace('HKEY_CURRENT_USER', 'HKCU')}\\${name} /s`;
/** What `reg query` prints of one device, with these keys below it. */
export const store = (name: string, keys: Readonly<Record<string, string>> = {}) =>
  [
    `\r\n${STORE}\\${name}\r\n    Value    REG_SZ    Allow`,
    `${STORE}\\${name}\\Microsoft.WindowsCamera_8wekyb3d8bbwe\r\n    Value    REG_SZ    Allow`,
    `${STORE}\\${name}\\NonPackaged\r\n    Value    REG_SZ    Allow`,
    `${STORE}\\${name}\\NonPackaged\\C:#Program Files#Zoom#bin#Zoom.exe\r\n    LastUsedTimeStart    REG_QWORD    0x1dc5f0c0d8f0b5a\r\n    LastUsedTimeStop    REG_QWORD    0x1dc5f0c1`,
    ...Object.entries(keys).map(([key, value]) => `${STORE}\\${name}\\${key}\r\n    ${value}`),
  ].join('\r\n\r\n');
export const windows = (
  webcam: Readonly<Record<string, string>> = {},
  microphone: Readonly<Record<string, string>> = {},
): FakeMachine => ({
  platform: 'win32',
  env: { APPDATA: 'C:\\Users\\lin\\AppData\\Roaming' },
  commands: {
    [query('webcam')]: store('webcam', webcam),
    [query('microphone')]: store('microphone', microphone),
  },
});
export const USED = 'LastUsedTimeStart    REG_QWORD    0x1dc5f0c0d8f0b5a';
/** Settings of OpenClaw's app for Windows. */
export const app = (settings: object | string): Files => ({
  'C:\\Users\\lin\\AppData\\Roaming\\OpenClawTray\\settings.json':
    typeof settings === 'string' ? settings : JSON.stringify(settings),
});
