import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { FakeMachine } from '../../fakes/host';
import type { Files } from '../whole-scan';

/** The day on which all of these are looked at. */
export const TODAY = '2026-12-01T08:00:00Z';
/** One labelled system. */
export interface Case {
  readonly is: string;
  /** State, severity, and the end of what is said. */
  readonly wanted: string;
  readonly files?: Files;
  readonly machine?: FakeMachine;
  readonly bare?: true;
}
export const at = (day: string) => Date.parse(`${day}T06:00:00Z`);

const RELEASES = {
  debian12: 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\n',
  debian11: 'PRETTY_NAME="Debian GNU/Linux 11 (bullseye)"\nID=debian\nVERSION_ID="11"\n',
  ubuntu2004: 'PRETTY_NAME="Ubuntu 20.04.6 LTS"\nID=ubuntu\nVERSION_ID="20.04"\nUBUNTU_CODENAME=focal\n',
  mint21: 'PRETTY_NAME="Linux Mint 21.3"\nID=linuxmint\nVERSION_ID="21.3"\nUBUNTU_CODENAME=jammy\n',
  mint20: 'PRETTY_NAME="Linux Mint 20"\nID=linuxmint\nVERSION_ID="20"\nUBUNTU_CODENAME=focal\n',
  kylin: "PRETTY_NAME='Kylin V10 SP1'\nID=kylin\nVERSION_ID=v10\n",
  fedora: 'PRETTY_NAME="Fedora Linux 43"\nID=fedora\nVERSION_ID=43\nSUPPORT_END=2026-12-02\n',
  fedora41: 'PRETTY_NAME="Fedora Linux 41"\nID=fedora\nVERSION_ID=41\nSUPPORT_END=2025-12-15\n',
  arch: 'PRETTY_NAME="Arch Linux"\nID=arch\nBUILD_ID=rolling\n',
  leap: 'PRETTY_NAME="openSUSE Leap 16.0"\nID=opensuse-leap\nVERSION_ID="16.0"\n',
  nixos: 'PRETTY_NAME="NixOS 26.05"\nID=nixos\nVERSION_ID="26.05"\n',
} as const;
export const os = (name: keyof typeof RELEASES): Files => ({ '/etc/os-release': RELEASES[name] });

const stanza = (name: string, version: string, more = '') =>
  `Package: ${name}\n${more}Priority: optional\nArchitecture: amd64\nVersion: ${version}\nDescription: x\n y\n`;
const LISTS = '/var/lib/apt/lists';
/** What apt fetched of one suite for security, as of a day, in its own shape. */
export function suite(
  day: string,
  packages: readonly (readonly [name: string, version: string])[],
  name = 'security.debian.org_debian-security_dists_bookworm-security',
  packed = '',
): Files {
  const date = new Date(at(day)).toUTCString().replace('GMT', 'UTC');
  return {
    [`${LISTS}/${name}_InRelease`]: `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nOrigin: Debian\nSuite: stable-security\nDate: ${date}\nValid-Until: ${date}\n`,
    [`${LISTS}/${name}_main_binary-amd64_Packages${packed}`]: packages
      .map(([each, version]) => stanza(each, version))
      .join('\n'),
  };
}
export const dpkg = (packages: Readonly<Record<string, string>>, status = 'install ok installed'): Files => ({
  '/var/lib/dpkg/status': Object.entries(packages)
    .map(([name, version]) => stanza(name, version, `Status: ${status}\n`))
    .join('\n'),
});
export const HAS = { openssl: '3.0.17-1~deb12u3', bash: '5.2.15-2+b8', libc6: '2.36-9+deb12u13' };
export const SECURITY = [
  ['openssl', '3.0.17-1~deb12u3'],
  ['nginx', '1.22.1-9+deb12u4'],
] as const;
export const BEHIND = [['openssl', '3.0.18-1~deb12u1'], ...SECURITY.slice(1)] as const;
export const byItself = (day: string, value = '1'): Files => ({
  '/etc/apt/apt.conf.d/20auto-upgrades': `APT::Periodic::Update-Package-Lists "1";\nAPT::Periodic::Unattended-Upgrade "${value}";\n`,
  '/var/lib/apt/periodic/upgrade-stamp': { text: '', modifiedAt: at(day) },
});
export const restartSince = (day: string): Files => ({
  '/run/reboot-required': { text: '*** System restart required ***\n', modifiedAt: at(day) },
});

/** The history of dnf 4, or of dnf 5. */
export function history(
  rows: readonly (readonly [day: string, command: string, state?: number])[],
  five = false,
): Files {
  const folder = mkdtempSync(join(tmpdir(), 'tankmate-updates-'));
  const made = new DatabaseSync(join(folder, 'a.sqlite'));
  made.exec(
    five
      ? 'CREATE TABLE trans (id INTEGER PRIMARY KEY, dt_begin INTEGER, dt_end INTEGER, description TEXT, state_id INTEGER)'
      : 'CREATE TABLE trans (id INTEGER PRIMARY KEY, dt_begin INTEGER, dt_end INTEGER, cmdline TEXT, state INTEGER)',
  );
  for (const [day, command, state = five ? 2 : 1] of rows)
    made
      .prepare('INSERT INTO trans VALUES (NULL, ?, ?, ?, ?)')
      .run(at(day) / 1000, at(day) / 1000, command, state);
  made.close();
  const bytes = readFileSync(join(folder, 'a.sqlite'));
  rmSync(folder, { recursive: true });
  return {
    [five ? '/usr/lib/sysimage/libdnf5/transaction_history.sqlite' : '/var/lib/dnf/history.sqlite']: {
      bytes,
    },
  };
}

const plist = (body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0">\n<dict>\n${body}</dict>\n</plist>\n`;
const STATE = '/Library/Preferences/com.apple.SoftwareUpdate.plist';
export const mac = (version: string, state: string | null): Files => ({
  '/System/Library/CoreServices/SystemVersion.plist': plist(
    `<key>ProductName</key><string>macOS</string>\n<key>ProductVersion</key><string>${version}</string>\n`,
  ),
  ...(state !== null && { [STATE]: plist(state) }),
});
export const searched = (day: string, count: number, name = '') =>
  `<key>LastFullSuccessfulDate</key><date>${day}T06:00:00Z</date>\n<key>LastRecommendedUpdatesAvailable</key><integer>${count}</integer>\n<key>RecommendedUpdates</key><array>${
    name &&
    `<dict><key>Display Name</key><string>${name}</string><key>Product Key</key><string>1</string></dict>`
  }</array>\n<key>AutomaticCheckEnabled</key><true/>\n`;

const VERSION = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const RESTART =
  'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update\\RebootRequired';
/** What `reg query` prints, in the shape that it prints on every Windows. */
export const windows = (
  build: string,
  edition = 'Core',
  restart = false,
  installation = 'Client',
): FakeMachine => ({
  platform: 'win32',
  env: { SystemRoot: 'C:\\Windows' },
  commands: {
    [`reg query ${VERSION}`]: `\r\n${VERSION}\r\n    CurrentBuildNumber    REG_SZ    ${build}\r\n    DisplayVersion    REG_SZ    25H2\r\n    EditionID    REG_SZ    ${edition}\r\n    InstallationType    REG_SZ    ${installation}\r\n    UBR    REG_DWORD    0x1c2b\r\n`,
    [`reg query ${RESTART}`]: restart ? `\r\n${RESTART}\r\n` : { code: 1 },
  },
});
const DONE = ['183 [AGENT_INSTALLING_SUCCEEDED]', 'Success', 'Content Install'] as const;
const PUT_IN = 'Installation Successful: Windows successfully installed the following update: ';
const EVENTS = {
  search: [
    '147 [AGENT_DETECTION_FINISHED]',
    'Success',
    'Software Synchronization',
    'Windows Update Client successfully detected 1 updates.',
  ],
  own: [...DONE, '安装成功: Windows 已成功安装以下更新: 2026-11 适用于 Windows 11 的累积更新 (KB5068861)'],
  failed: [
    '182 [AGENT_INSTALLING_FAILED]',
    'Failure',
    'Content Install',
    'Installation Failure: 2026-11 Cumulative Update (KB5068861)',
  ],
  defender: [
    ...DONE,
    'Security Intelligence Update for Microsoft Defender Antivirus - KB2267602 (Version 1.4)',
  ],
  // What Microsoft calls its updates (the Update Catalog; the short form since 2025).
  english: [...DONE, `${PUT_IN}2026-11 Cumulative Update for Windows 11, version 25H2 for x64 (KB5068861)`],
  short: [...DONE, `${PUT_IN}2026-11 Security Update (KB5079473) (26200.8037)`],
  server: [
    ...DONE,
    `${PUT_IN}2026-11 Cumulative Update for Microsoft server operating system version 21H2 for x64-based Systems (KB5042881)`,
  ],
  rollup: [
    ...DONE,
    `${PUT_IN}2026-11 Security Monthly Quality Rollup for Windows Server 2012 R2 for x64-based Systems (KB5031419)`,
  ],
  excel: [...DONE, `${PUT_IN}Security Update for Microsoft Excel 2016 (KB5002605) 64-Bit Edition`],
  framework: [
    ...DONE,
    `${PUT_IN}2026-11 Cumulative Update for .NET Framework 3.5 and 4.8.1 for Windows 11 (KB5066128)`,
  ],
  sql: [...DONE, '安装成功: Windows 已成功安装以下更新: SQL Server 2022 的累积更新 (KB5068406)'],
  stack: [
    ...DONE,
    `${PUT_IN}2026-11 Servicing Stack Update for Windows 10 Version 1809 for x64-based Systems (KB5005112)`,
  ],
} as const;
/** The journal of Windows Update, in UTF-16. */
export const journal = (...events: readonly (readonly [keyof typeof EVENTS, string])[]): Files => ({
  'C:\\Windows\\SoftwareDistribution\\ReportingEvents.log': {
    bytes: Buffer.from(
      `\uFEFF${events
        .map(([kind, day]) => {
          const [code, result, what, text] = EVENTS[kind];
          return `{A1B2C3D4-0000-0000-0000-000000000000}\t${day} 14:00:00:123+0800\t1\t${code}\t101\t{00000000-0000-0000-0000-000000000000}\t0\t0\tUpdateOrchestrator\t${result}\t${what}\t${text}\r\n`;
        })
        .join('')}`,
      'utf16le',
    ),
  },
});
