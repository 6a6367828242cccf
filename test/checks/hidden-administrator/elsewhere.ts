import { type Case, sudoers } from './machines';

const DSCL = '/usr/bin/dscl . -list';
/** A Mac as root sees it: `lin` is no administrator. The lists of `ls -lde` have a line a file and nothing else. */
const MAC = {
  platform: 'darwin',
  uid: 0,
  home: '/var/root',
  userName: 'root',
  commands: {
    [`${DSCL} /Users UniqueID`]: 'lin 501\nroot 0\n',
    [`${DSCL} /Users PrimaryGroupID`]: 'lin 20\nroot 0\n',
    [`${DSCL} /Groups PrimaryGroupID`]: 'admin 80\nstaff 20\nwheel 0\n',
    [`${DSCL} /Groups GroupMembership`]: 'admin root\n',
  },
} as const;
const WINDOWS = {
  platform: 'win32',
  commands: {
    'reg query HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\Installer /v AlwaysInstallElevated':
      '\r\n    AlwaysInstallElevated    REG_DWORD    0x1\r\n',
  },
} as const;
const ELEVATED =
  '<?xml version="1.0" encoding="UTF-16"?><Tasks><!-- \\Sync --><Task><Principals><Principal><UserId>S-1-5-18</UserId><RunLevel>HighestAvailable</RunLevel></Principal></Principals><Actions><Exec><Command>C:\\Users\\lin\\sync.exe</Command></Exec></Actions></Task></Tasks>';

/** macOS and Windows. Where lists can't be read, as on a fake Mac, nothing is called good. */
export const ELSEWHERE: readonly Case[] = [
  {
    is: 'a Mac on which sudo asks nobody',
    machine: MAC,
    files: { ...sudoers('lin ALL=(ALL) NOPASSWD: ALL'), '/Users/lin/.openclaw': { folder: true, uid: 501 } },
    state: 'attention',
    severity: 'high',
    where: '/etc/sudoers:1',
  },
  {
    is: 'a daemon of a Mac from a folder of its own',
    machine: MAC,
    files: {
      '/Users/lin/.openclaw': { folder: true, uid: 501 },
      '/Users/lin': { folder: true, uid: 501 },
      '/Users/lin/helper': { text: '', uid: 501 },
      '/Library/LaunchDaemons/x.plist':
        '<?xml version="1.0"?><plist version="1.0"><dict><key>Label</key><string>x</string><key>ProgramArguments</key><array><string>/Users/lin/helper</string></array></dict></plist>',
    },
    state: 'attention',
    severity: 'high',
    where: '/Users/lin/helper',
  },
  {
    is: 'a Windows that lets packages in as SYSTEM for this computer only',
    machine: WINDOWS,
    state: 'unknown',
  },
  {
    is: 'a Windows that lets packages in as SYSTEM',
    machine: {
      ...WINDOWS,
      commands: {
        ...WINDOWS.commands,
        'reg query HKCU\\SOFTWARE\\Policies\\Microsoft\\Windows\\Installer /v AlwaysInstallElevated':
          '\r\n    AlwaysInstallElevated    REG_DWORD    0x1\r\n',
      },
    },
    state: 'attention',
    severity: 'high',
    where: 'AlwaysInstallElevated',
  },
  {
    is: 'a task of SYSTEM from a home',
    machine: { platform: 'win32', commands: { 'schtasks.exe /query /xml': ELEVATED } },
    files: { 'C:\\Users\\lin\\sync.exe': '' },
    state: 'attention',
    severity: 'high',
    where: 'sync.exe',
  },
];
