import {
  app,
  type Case,
  closedMac,
  display,
  grants,
  keyboard,
  linux,
  mac,
  macWith,
  session,
  USED,
  windows,
} from './machines';

const MAC = { platform: 'darwin', uid: 501 } as const;
const BREW = '/opt/homebrew/Cellar/node/26.1.0/bin/node';
const FULL = { tools: { profile: 'full', exec: { security: 'deny' } } };
const cua = (more: object = {}) => ({
  ...FULL,
  plugins: { entries: { 'cua-computer': { enabled: true } } },
  ...more,
});

/** Labelled by docs/platforms/mac/permissions.md, docs/nodes/computer-use.md and the systems' manuals, before the code was. */
export const ON_MACS: readonly Case[] = [
  { is: 'a Mac that granted OpenClaw nothing', machine: MAC, files: mac(), wanted: 'good' },
  {
    is: 'the app may press keys',
    machine: MAC,
    files: mac([['Accessibility', 'ai.openclaw.mac']]),
    wanted: 'attention high',
    where: 'TCC.db',
  },
  {
    is: 'the app was refused',
    machine: MAC,
    files: mac([['Accessibility', 'ai.openclaw.mac', 0]]),
    wanted: 'good',
  },
  {
    is: 'the app was never asked about',
    machine: MAC,
    files: mac([['ScreenCapture', 'ai.openclaw.mac', 1]]),
    wanted: 'good',
  },
  {
    is: 'the app may see the screen',
    machine: MAC,
    files: mac([['ScreenCapture', 'ai.openclaw.mac']]),
    wanted: 'attention high',
  },
  {
    is: 'a build of developers may see what is typed',
    machine: MAC,
    files: mac([['ListenEvent', 'ai.openclaw.mac.debug']]),
    wanted: 'attention high',
  },
  {
    is: 'the app under its first name',
    machine: MAC,
    files: mac([['PostEvent', 'com.clawdbot.mac']]),
    wanted: 'attention high',
  },
  {
    is: 'the Node.js that starts it opens every file',
    machine: MAC,
    program: BREW,
    files: mac([['SystemPolicyAllFiles', BREW]]),
    wanted: 'attention high',
  },
  {
    is: 'the same Node.js by a link',
    machine: MAC,
    program: '/opt/homebrew/bin/node',
    files: { ...mac([['Accessibility', BREW]]), '/opt/homebrew/bin/node': { link: BREW }, [BREW]: '' },
    wanted: 'attention high',
  },
  {
    is: 'another Node.js',
    machine: MAC,
    program: BREW,
    files: mac([['Accessibility', '/usr/local/bin/node']]),
    wanted: 'attention medium',
  },
  {
    is: 'the terminal opens every file, as many do',
    machine: MAC,
    files: mac([['SystemPolicyAllFiles', 'com.apple.Terminal']]),
    wanted: 'attention low',
  },
  {
    is: 'the helper that it steers with',
    machine: MAC,
    files: mac([['Accessibility', 'boo.peekaboo.mac']]),
    wanted: 'attention medium',
  },
  {
    is: 'it gives the Finder orders',
    machine: MAC,
    files: mac([], [['AppleEvents', 'ai.openclaw.mac']]),
    wanted: 'attention medium',
  },
  {
    is: 'it may hear',
    machine: MAC,
    files: mac([], [['Microphone', 'ai.openclaw.mac']]),
    wanted: 'attention low',
  },
  {
    is: 'it may see photos, which is another check’s',
    machine: MAC,
    files: mac([], [['Photos', 'ai.openclaw.mac', 3]]),
    wanted: 'good',
  },
  {
    is: 'an app that carries OpenClaw',
    machine: MAC,
    bundledIn: '/Applications/Qclaw.app',
    files: mac([['Accessibility', '/Applications/Qclaw.app/Contents/MacOS/Qclaw']]),
    wanted: 'attention high',
  },
  {
    is: 'an app that only sounds like it',
    machine: MAC,
    files: mac([['Accessibility', 'com.example.notopenclaw']]),
    wanted: 'good',
  },
  { is: 'a look without Full Disk Access', machine: MAC, files: closedMac, wanted: 'unknown' },
  {
    is: 'only the own list is closed',
    machine: MAC,
    files: {
      ...mac(),
      ...{ '/Users/lin/Library/Application Support/com.apple.TCC/TCC.db': { text: '', denied: true } },
    },
    wanted: 'unknown',
  },
  { is: 'no list at all', machine: MAC, files: {}, wanted: 'unknown' },
  {
    is: 'a list of before 2020',
    machine: MAC,
    files: macWith(grants([['Accessibility', 'ai.openclaw.mac']], true), grants([['Camera', 'x.y']], true)),
    wanted: 'attention high',
  },
  {
    is: 'a list with nothing in it',
    machine: MAC,
    files: macWith(grants([]), grants([])),
    wanted: 'unknown',
  },
  {
    is: 'a list that is no database',
    machine: MAC,
    files: macWith(Buffer.from('hello'), null),
    wanted: 'unknown',
  },
  {
    is: 'a list that works itself out',
    machine: MAC,
    files: macWith(
      grants(
        [],
        false,
        "CREATE VIEW access AS SELECT 'a' AS service, 'b' AS client, 0 AS client_type, 0 AS auth_value",
      ),
      null,
    ),
    wanted: 'unknown',
  },
  {
    is: 'under another account, whose own list isn’t here',
    machine: MAC,
    account: 'claw',
    files: mac(),
    wanted: 'unknown',
  },
  {
    is: 'under another account, with a grant for all',
    machine: MAC,
    account: 'claw',
    files: mac([['Accessibility', 'ai.openclaw.mac']]),
    wanted: 'attention high',
  },
];

const WAYLAND = { ...linux(), ...session('wayland'), ...keyboard() };
const GNOME = [{ program: 'gnome-shell' }, { program: 'Xwayland' }];
const XORG = {
  program: 'Xorg',
  account: 'root',
  args: ['/usr/lib/xorg/Xorg', ':0', '-auth', '/run/lightdm/root/:0'],
};

export const ON_LINUX: readonly Case[] = [
  {
    is: 'a server',
    files: linux(),
    processes: [{ program: 'systemd' }, { program: 'sshd' }],
    wanted: 'good',
  },
  {
    is: 'a desktop with Wayland, where game controllers are open',
    files: { ...WAYLAND, ...display },
    processes: GNOME,
    wanted: 'good',
  },
  {
    is: 'the group of keyboards',
    files: { ...WAYLAND, ...linux('lin') },
    processes: GNOME,
    wanted: 'attention high',
    where: 'by-path',
  },
  {
    is: 'the group of keyboards holds another account',
    files: { ...WAYLAND, ...linux('claw') },
    processes: GNOME,
    wanted: 'good',
  },
  {
    is: 'keyboards that all can read',
    files: { ...WAYLAND, ...keyboard(0o664) },
    processes: GNOME,
    wanted: 'attention high',
  },
  {
    is: 'makes keyboards by its group',
    files: {
      ...WAYLAND,
      ...linux('lin'),
      ...keyboard(0o600),
      '/dev/uinput': { text: '', mode: 0o660, uid: 0, gid: 104 },
    },
    processes: GNOME,
    wanted: 'attention medium',
  },
  {
    is: 'makes keyboards, as anybody here',
    files: { ...WAYLAND, '/dev/uinput': { text: '', mode: 0o666, uid: 0, gid: 0 } },
    processes: GNOME,
    wanted: 'attention medium',
  },
  {
    is: 'makes keyboards by the rule for game controllers',
    files: { ...WAYLAND, '/dev/uinput': { text: '', mode: 0o660, uid: 0, gid: 0 } },
    processes: GNOME,
    machine: {
      commands: {
        'getfacl -pn -- / /dev /dev/uinput':
          '# file: /dev/uinput\nuser::rw-\nuser:1000:rw-\ngroup::---\nmask::rw-\nother::---\n',
      },
    },
    wanted: 'attention low',
  },
  {
    is: 'a helper that types for it',
    files: { ...WAYLAND, '/run/user/1000/.ydotool_socket': { text: '', mode: 0o600, uid: 1000, gid: 1000 } },
    processes: [...GNOME, { program: 'ydotoold' }],
    wanted: 'attention medium',
    where: 'ydotool',
  },
  {
    is: 'a helper of root’s alone',
    files: { ...WAYLAND, '/tmp/.ydotool_socket': { text: '', mode: 0o600, uid: 0, gid: 0 } },
    processes: GNOME,
    wanted: 'good',
  },
  {
    is: 'a desktop of the old kind',
    files: { ...linux(), ...session('x11'), ...display },
    processes: [XORG],
    wanted: 'attention low',
    where: 'Xorg',
  },
  {
    is: 'one started by hand, which systemd doesn’t tell',
    files: { ...linux(), ...session('tty'), ...display },
    processes: [{ program: 'Xorg', account: 'lin', args: ['/usr/lib/xorg/Xorg', ':0'] }],
    wanted: 'attention low',
  },
  {
    is: 'Wayland that lets programs copy the screen',
    files: { ...linux(), ...session('wayland') },
    processes: [{ program: 'sway', account: 'lin' }],
    wanted: 'attention low',
  },
  {
    is: 'a display of root’s, and no session says for whom',
    files: { ...linux(), ...display },
    processes: [XORG],
    wanted: 'unknown',
  },
  {
    is: 'an own account beside somebody’s old desktop',
    account: 'claw',
    files: {
      ...linux(),
      ...session('x11'),
      ...display,
      '/run/lightdm/root/:0': { text: '', mode: 0o600, uid: 0, gid: 0 },
    },
    processes: [XORG],
    wanted: 'good',
  },
  {
    is: 'the same, and the key of the display is open',
    account: 'claw',
    files: {
      ...linux(),
      ...session('x11'),
      ...display,
      '/run/lightdm/root/:0': { text: '', mode: 0o644, uid: 0, gid: 0 },
    },
    processes: [XORG],
    wanted: 'attention medium',
  },
  {
    is: 'a display that asks nobody',
    account: 'claw',
    files: { ...linux(), ...session('x11'), ...display },
    processes: [{ ...XORG, args: ['/usr/lib/xorg/Xorg', ':0', '-ac'] }],
    wanted: 'attention medium',
  },
  {
    is: 'a display opened as it starts',
    files: { ...WAYLAND, '/home/lin/.xprofile': 'export A=b\n  xhost + >/dev/null\n' },
    processes: GNOME,
    wanted: 'attention medium',
    where: '.xprofile',
  },
  {
    is: 'a display opened for root alone',
    files: { ...WAYLAND, '/home/lin/.xprofile': 'xhost +si:localuser:root\n# xhost +\n' },
    processes: GNOME,
    wanted: 'good',
  },
  {
    is: 'a display that is drawn nowhere',
    files: { ...linux(), ...display },
    processes: [{ program: 'Xvfb', args: ['Xvfb', ':99'] }],
    wanted: 'good',
  },
  {
    is: 'a display and nobody who draws it',
    files: { ...linux(), ...display },
    processes: [{ program: 'bash' }],
    wanted: 'unknown',
  },
  { is: 'others’ programs are hidden', files: linux(), processGap: true, wanted: 'unknown' },
  {
    is: 'a session of the old kind whose display is hidden',
    files: { ...linux(), ...session('x11') },
    processes: [{ program: 'bash' }],
    wanted: 'unknown',
  },
  {
    is: 'the portal was told to grant it again',
    files: {
      ...WAYLAND,
      '/home/lin/.local/share/flatpak/db/remote-desktop': {
        bytes: Buffer.from('GVariant\0\0\u0018ai.openclaw.desktop\0yes'),
      },
    },
    processes: GNOME,
    wanted: 'attention high',
  },
  {
    is: 'the portal was told to grant it to another app',
    files: {
      ...WAYLAND,
      '/home/lin/.local/share/flatpak/db/screencast': {
        bytes: Buffer.from('GVariant\0com.obsproject.Studio\0yes'),
      },
    },
    processes: GNOME,
    wanted: 'good',
  },
  {
    is: 'the portal’s list is closed',
    files: { ...WAYLAND, '/home/lin/.local/share/flatpak/db/screencast': { text: '', denied: true } },
    processes: GNOME,
    wanted: 'unknown',
  },
  {
    is: 'groups that aren’t told, and a keyboard',
    files: { ...keyboard(), '/etc/passwd': 'x' },
    processes: GNOME,
    wanted: 'unknown',
  },
  {
    is: 'a keyboard’s folder that can’t be listed',
    files: { ...linux(), '/dev/input/by-path': { folder: true, denied: true } },
    processes: GNOME,
    wanted: 'unknown',
  },
  {
    is: 'root, which may all',
    account: 'root',
    files: { ...linux(), ...session('x11') },
    processes: [XORG],
    wanted: 'not-applicable',
    settings: { plugins: { enabled: false } },
  },
  {
    is: 'the plugin for the desktop is on, and its tool is let through',
    files: linux(),
    processes: [{ program: 'sshd' }],
    settings: cua(),
    wanted: 'attention high',
    where: 'cua-computer',
  },
  {
    is: 'the plugin is on, and its tool is refused',
    files: linux(),
    processes: [{ program: 'sshd' }],
    settings: cua({ tools: { profile: 'full', deny: ['computer'] } }),
    wanted: 'good',
  },
  {
    is: 'the plugin is on, and no plugin runs',
    files: linux(),
    processes: [{ program: 'sshd' }],
    settings: cua({ plugins: { enabled: false, entries: { 'cua-computer': { enabled: true } } } }),
    wanted: 'good',
  },
  {
    is: 'the control page shows the screen',
    files: linux(),
    processes: [{ program: 'sshd' }],
    settings: { desktop: { host: { enabled: true } } },
    wanted: 'attention medium',
  },
  {
    is: 'the control page shows a screen of its own',
    files: linux(),
    processes: [{ program: 'sshd' }],
    settings: { desktop: { host: { enabled: true, managed: true } } },
    wanted: 'good',
  },
  {
    is: 'Codex is told to use the computer',
    files: linux(),
    processes: [{ program: 'sshd' }],
    settings: { plugins: { entries: { codex: { config: { computerUse: { autoInstall: true } } } } } },
    wanted: 'attention high',
  },
  {
    is: 'the plugin is neither on nor off',
    files: linux(),
    processes: [{ program: 'sshd' }],
    settings: { plugins: { entries: { 'cua-computer': { enabled: 'perhaps' } } } },
    wanted: 'unknown',
  },
];

export const ON_WINDOWS: readonly Case[] = [
  { is: 'a Windows without OpenClaw’s app', machine: windows(), wanted: 'good' },
  {
    is: 'the app is there, not as a node',
    machine: windows(),
    files: app({ EnableNodeMode: false, NodeScreenEnabled: true }),
    wanted: 'good',
  },
  {
    is: 'the app is a node, as it comes',
    machine: windows(),
    files: app({ EnableNodeMode: true }),
    wanted: 'attention medium',
    where: 'OpenClawTray',
  },
  {
    is: 'the app is a node without screen and camera',
    machine: windows(),
    files: app({ EnableNodeMode: true, NodeScreenEnabled: false, NodeCameraEnabled: false }),
    wanted: 'good',
  },
  {
    is: 'the app is a node with the camera',
    machine: windows(),
    files: app({ EnableNodeMode: true, NodeScreenEnabled: false }),
    wanted: 'attention low',
  },
  {
    is: 'the app serves programs here',
    machine: windows(),
    files: app({ EnableMcpServer: true }),
    wanted: 'attention medium',
  },
  {
    is: 'the app’s settings with a mark before them',
    machine: windows(),
    files: app('\uFEFF{"EnableNodeMode":true}'),
    wanted: 'attention medium',
  },
  {
    is: 'the app’s settings are broken',
    machine: windows(),
    files: app('{"EnableNodeMode": tr'),
    wanted: 'unknown',
  },
  { is: 'the app’s settings are a list', machine: windows(), files: app('[]'), wanted: 'unknown' },
  {
    is: 'Node.js used the camera',
    machine: windows({ 'NonPackaged\\C:#Program Files#nodejs#node.exe': USED }),
    wanted: 'attention low',
    where: 'webcam',
  },
  {
    is: 'OpenClaw’s app may use the camera',
    machine: windows({ 'OpenClaw.Companion_2x8ab3d8bbwe': 'Value    REG_SZ    Allow' }),
    wanted: 'attention low',
  },
  {
    is: 'OpenClaw’s app may not use the camera',
    machine: windows({ 'OpenClaw.Companion_2x8ab3d8bbwe': 'Value    REG_SZ    Deny' }),
    wanted: 'good',
  },
  {
    is: 'Node.js used the microphone',
    machine: windows({}, { 'NonPackaged\\C:#Users#林#node.exe': USED }),
    wanted: 'attention low',
  },
  { is: 'the registry doesn’t answer', machine: { platform: 'win32' }, wanted: 'unknown' },
  { is: 'under another account', account: 'claw', machine: windows(), wanted: 'unknown' },
];
