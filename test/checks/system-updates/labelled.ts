import {
  BEHIND,
  byItself,
  type Case,
  dpkg,
  HAS,
  history,
  journal,
  mac,
  os,
  restartSince,
  SECURITY,
  searched,
  suite,
  windows,
} from './systems';

const FRESH = { ...os('debian12'), ...dpkg(HAS) };
const UBUNTU = 'archive.ubuntu.com_ubuntu_dists_jammy-security';
const LISTED =
  '/var/lib/apt/lists/security.debian.org_debian-security_dists_bookworm-security_main_binary-amd64_Packages';

export const ON_DEBIAN: readonly Case[] = [
  {
    is: 'all in, by lists of yesterday',
    files: { ...FRESH, ...suite('2026-11-30', SECURITY) },
    wanted: 'good current',
  },
  {
    is: 'one behind',
    files: { ...FRESH, ...suite('2026-11-30', BEHIND) },
    wanted: 'attention medium pending',
  },
  {
    is: 'one behind, and they go in by themselves',
    files: { ...FRESH, ...suite('2026-11-30', BEHIND), ...byItself('2026-11-30') },
    wanted: 'attention low pending-itself',
  },
  {
    is: 'one behind, and they should go in by themselves and don’t',
    files: { ...FRESH, ...suite('2026-11-30', BEHIND), ...byItself('2026-10-01') },
    wanted: 'attention medium pending',
  },
  {
    is: 'one behind of what was removed',
    files: { ...os('debian12'), ...dpkg({ ...HAS }), ...suite('2026-11-30', [['nginx', '2']]) },
    wanted: 'good current',
  },
  {
    is: 'a newer one than in the lists',
    files: { ...os('debian12'), ...dpkg({ openssl: '3.0.19-1' }), ...suite('2026-11-30', BEHIND) },
    wanted: 'good current',
  },
  {
    is: 'only its settings are left',
    files: {
      ...os('debian12'),
      ...dpkg({ openssl: '1' }, 'deinstall ok config-files'),
      ...suite('2026-11-30', BEHIND),
    },
    wanted: 'unknown untold',
  },
  {
    is: 'lists of three weeks ago',
    files: { ...FRESH, ...suite('2026-11-10', SECURITY) },
    wanted: 'attention low stale',
  },
  {
    is: 'lists of half a year ago',
    files: { ...FRESH, ...suite('2026-05-10', SECURITY) },
    wanted: 'attention medium stale',
  },
  {
    is: 'a restart is waited for since yesterday',
    files: { ...FRESH, ...suite('2026-11-30', SECURITY), ...restartSince('2026-11-30') },
    wanted: 'attention low restart',
  },
  {
    is: 'a restart is waited for since a month',
    files: { ...FRESH, ...suite('2026-11-30', SECURITY), ...restartSince('2026-10-30') },
    wanted: 'attention medium restart',
  },
  {
    is: 'packed lists, as in a container',
    files: { ...FRESH, ...suite('2026-11-30', SECURITY, undefined, '.lz4') },
    wanted: 'unknown untold',
  },
  {
    is: 'one list plain and one packed',
    files: {
      ...FRESH,
      ...suite('2026-11-30', SECURITY),
      [LISTED.replace('_main_', '_contrib_').concat('.lz4')]: '',
    },
    wanted: 'unknown untold',
  },
  {
    is: 'a list, and how it differs from the one before',
    files: { ...FRESH, ...suite('2026-11-30', SECURITY), [`${LISTED}.diff_Index`]: '' },
    wanted: 'good current',
  },
  {
    is: 'packed lists, and updates go in by themselves',
    files: { ...FRESH, ...suite('2026-11-30', SECURITY, undefined, '.lz4'), ...byItself('2026-11-30') },
    wanted: 'good current-put-in',
  },
  {
    is: 'updates went in by themselves, from lists of long ago',
    files: { ...FRESH, ...suite('2026-08-01', SECURITY, undefined, '.lz4'), ...byItself('2026-11-30') },
    wanted: 'attention medium stale',
  },
  {
    is: 'turned off, and ran once',
    files: { ...FRESH, ...suite('2026-11-30', SECURITY, undefined, '.lz4'), ...byItself('2026-11-30', '0') },
    wanted: 'unknown untold',
  },
  {
    is: 'no lists, as in a container',
    files: { ...FRESH, '/var/lib/apt/lists/lock': '' },
    wanted: 'unknown untold',
  },
  {
    is: 'lists that can’t be read',
    files: { ...FRESH, '/var/lib/apt/lists': { folder: true, denied: true } },
    wanted: 'unknown untold',
  },
  {
    is: 'a list without a day',
    files: { ...FRESH, [LISTED]: 'Package: openssl\nArchitecture: amd64\nVersion: 1\n' },
    wanted: 'unknown untold',
  },
  {
    is: 'a list with a day that makes no sense',
    files: {
      ...FRESH,
      ...suite('2026-11-30', SECURITY),
      [LISTED.replace('_main_binary-amd64_Packages', '_InRelease')]: 'Date: the day before yesterday\n',
    },
    wanted: 'unknown untold',
  },
  {
    is: 'a list of next year',
    files: { ...FRESH, ...suite('2027-06-01', SECURITY) },
    wanted: 'unknown clock',
  },
  {
    is: 'no status of packages',
    files: { ...os('debian12'), ...suite('2026-11-30', SECURITY) },
    wanted: 'unknown untold',
  },
  {
    is: 'a version that has ended',
    files: { ...os('debian11'), ...dpkg(HAS), ...suite('2026-11-30', SECURITY) },
    wanted: 'attention high ended',
  },
  {
    is: 'an Ubuntu that has ended',
    files: { ...os('ubuntu2004'), ...dpkg(HAS), ...suite('2026-11-30', SECURITY, UBUNTU) },
    wanted: 'attention high ended',
  },
  {
    is: 'the same, with the support that is paid for',
    files: {
      ...os('ubuntu2004'),
      ...dpkg(HAS),
      ...suite('2026-11-30', SECURITY, 'esm.ubuntu.com_infra_ubuntu_dists_focal-infra-security'),
    },
    wanted: 'unknown ended-yet',
  },
  {
    is: 'Mint, by what it builds on',
    files: { ...os('mint21'), ...dpkg(HAS), ...suite('2026-11-29', SECURITY, UBUNTU) },
    wanted: 'good current',
  },
  {
    is: 'Mint whose base has ended',
    files: { ...os('mint20'), ...dpkg(HAS), ...suite('2026-11-29', SECURITY, UBUNTU) },
    wanted: 'attention high ended',
  },
  {
    is: 'a system with lists of its own kind',
    files: {
      ...os('kylin'),
      ...dpkg(HAS),
      '/var/lib/apt/lists/archive.kylinos.cn_kylin_dists_10.1_main_binary-amd64_Packages': '',
    },
    wanted: 'unknown untold',
  },
  {
    is: 'no name of the system',
    files: { ...dpkg(HAS), ...suite('2026-11-30', SECURITY) },
    wanted: 'unknown untold',
  },
  {
    is: 'names that are no packages',
    files: {
      ...os('debian12'),
      ...dpkg({ __proto__x: '1', constructor: '1' }),
      ...suite('2026-11-30', [['constructor', '2']]),
    },
    wanted: 'attention medium pending',
  },
];

const log = (...lines: readonly string[]) => `${lines.join('\n')}\n`;
export const ON_OTHERS: readonly Case[] = [
  {
    is: 'Fedora, all updated last week',
    files: { ...os('fedora'), ...history([['2026-11-25', 'dnf upgrade --refresh -y']]) },
    wanted: 'good current-put-in',
  },
  {
    is: 'Fedora with dnf 5',
    files: { ...os('fedora'), ...history([['2026-11-25', 'dnf upgrade']], true) },
    wanted: 'good current-put-in',
  },
  ...[
    'dnf upgrade --exclude=kernel*',
    'dnf upgrade -x kernel',
    'dnf upgrade --disablerepo=updates',
    'dnf upgrade --security',
    'dnf upgrade --setopt=install_weak_deps=False',
    'dnf upgrade --nobest',
    'dnf --exclude=openssl upgrade',
    'dnf install upgrade',
    'dnf install dnf-automatic',
  ].map(
    (command): Case => ({
      is: `Fedora, with “${command}”`,
      files: { ...os('fedora'), ...history([['2026-11-25', command]]) },
      wanted: 'unknown untold-why',
    }),
  ),
  {
    is: 'Fedora, switches before the command',
    files: { ...os('fedora'), ...history([['2026-11-25', '/usr/bin/dnf -y --best distro-sync']]) },
    wanted: 'good current-put-in',
  },
  {
    is: 'Fedora, as dnf 4 writes it',
    files: { ...os('fedora'), ...history([['2026-11-25', '-q upgrade --assumeyes']]) },
    wanted: 'good current-put-in',
  },
  {
    is: 'Fedora, one package updated',
    files: { ...os('fedora'), ...history([['2026-11-25', 'dnf upgrade firefox']]) },
    wanted: 'unknown untold-why',
  },
  {
    is: 'Fedora, an update that failed',
    files: { ...os('fedora'), ...history([['2026-11-25', 'dnf upgrade', 2]]) },
    wanted: 'unknown untold-why',
  },
  {
    is: 'Fedora, updated in summer',
    files: { ...os('fedora'), ...history([['2026-07-25', 'dnf upgrade -y']]) },
    wanted: 'attention medium stale',
  },
  {
    is: 'Fedora that has ended by its own word',
    files: { ...os('fedora41'), ...history([['2026-11-25', 'dnf upgrade']]) },
    wanted: 'attention high ended',
  },
  {
    is: 'Fedora with a broken history',
    files: { ...os('fedora'), '/var/lib/dnf/history.sqlite': 'no database '.repeat(20) },
    wanted: 'unknown untold',
  },
  {
    is: 'Arch, updated last week',
    files: {
      ...os('arch'),
      '/var/log/pacman.log': log(
        "[2026-11-25T10:00:00+0100] [PACMAN] Running 'pacman -Syu'",
        '[2026-11-25T10:00:01+0100] [PACMAN] starting full system upgrade',
        '[2026-11-25T10:00:31+0100] [ALPM] transaction started',
        '[2026-11-25T10:00:32+0100] [ALPM-SCRIPTLET] done',
        '[2026-11-25T10:00:33+0100] [ALPM] transaction completed',
        '[2026-11-26T10:00:01+0100] [ALPM] installed jq (1.7-1)',
      ),
    },
    wanted: 'good current-put-in',
  },
  {
    is: 'Arch, whose question was answered with no',
    files: {
      ...os('arch'),
      '/var/log/pacman.log': log(
        '[2026-10-25T10:00:01+0100] [PACMAN] starting full system upgrade',
        '[2026-10-25T10:00:31+0100] [ALPM] transaction completed',
        "[2026-11-25T10:00:00+0100] [PACMAN] Running 'pacman -Syu'",
        '[2026-11-25T10:00:01+0100] [PACMAN] starting full system upgrade',
        '[2026-11-25T10:00:02+0100] [PACMAN] starting full system upgrade',
      ),
    },
    wanted: 'attention low stale',
  },
  {
    is: 'Arch, no, and then one package',
    files: {
      ...os('arch'),
      '/var/log/pacman.log': log(
        '[2026-11-25T10:00:01+0100] [PACMAN] starting full system upgrade',
        "[2026-11-25T10:01:00+0100] [PACMAN] Running 'pacman -S jq'",
        '[2026-11-25T10:01:31+0100] [ALPM] transaction completed',
      ),
    },
    wanted: 'unknown untold-why',
  },
  {
    is: 'Arch, no, and then one package by another program',
    files: {
      ...os('arch'),
      '/var/log/pacman.log': log(
        '[2026-11-25T10:00:01+0100] [PACMAN] starting full system upgrade',
        '[2026-11-25T10:01:00+0100] [PAMAC] installing jq',
        '[2026-11-25T10:01:31+0100] [ALPM] transaction completed',
      ),
    },
    wanted: 'unknown untold-why',
  },
  {
    is: 'Arch, all but one package',
    files: {
      ...os('arch'),
      '/var/log/pacman.log': log(
        "[2026-11-25T10:00:00+0100] [PACMAN] Running 'pacman -Syu --ignore linux'",
        '[2026-11-25T10:00:01+0100] [PACMAN] starting full system upgrade',
        '[2026-11-25T10:00:31+0100] [ALPM] transaction completed',
      ),
    },
    wanted: 'unknown untold-why',
  },
  {
    is: 'Arch, updated a month ago',
    files: {
      ...os('arch'),
      '/var/log/pacman.log': log(
        '[2026-10-25T10:00:01+0100] [PACMAN] starting full system upgrade',
        '[2026-10-25T10:00:31+0100] [ALPM] transaction completed',
      ),
    },
    wanted: 'attention low stale',
  },
  {
    is: 'Arch whose log was emptied',
    files: { ...os('arch'), '/var/log/pacman.log': '' },
    wanted: 'unknown untold-why',
  },
  {
    is: 'openSUSE, patched last week',
    files: {
      ...os('leap'),
      '/var/log/zypp/history': log(
        "2026-11-25 10:00:00|command|root@pc|'zypper' 'patch'|",
        '2026-11-25 10:00:09|install|bash|5.2|x86_64||repo|',
      ),
    },
    wanted: 'good current-put-in',
  },
  {
    is: 'openSUSE, something installed',
    files: {
      ...os('leap'),
      '/var/log/zypp/history': log("2026-11-25 10:00:00|command|root@pc|'zypper' 'install' 'jq'|"),
    },
    wanted: 'unknown untold-why',
  },
  ...[
    "'zypper' 'install' 'patch'",
    "'zypper' 'update' 'jq'",
    "'zypper' '--root' '/mnt' 'update'",
    "'zypper' 'update' '--exclude=kernel'",
    "'zypper' 'patch' '--category' 'recommended'",
    "'zypper' 'patch' '--dry-run'",
    "'notzypper' 'update'",
  ].map(
    (command): Case => ({
      is: `openSUSE, with ${command}`,
      files: {
        ...os('leap'),
        '/var/log/zypp/history': log(`2026-11-25 10:00:00|command|root@pc|${command}|`),
      },
      wanted: 'unknown untold-why',
    }),
  ),
  {
    is: 'openSUSE Tumbleweed, as it is told to be updated',
    files: {
      ...os('leap'),
      '/var/log/zypp/history': log(
        "2026-11-25 10:00:00|command|root@pc|'/usr/bin/zypper' '--non-interactive' 'dist-upgrade' '-y'|",
      ),
    },
    wanted: 'good current-put-in',
  },
  {
    is: 'openSUSE whose log is closed',
    files: { ...os('leap'), '/var/log/zypp/history': { text: '', denied: true } },
    wanted: 'unknown untold',
  },
  { is: 'NixOS, which writes nothing of the kind', files: os('nixos'), wanted: 'unknown untold' },
  { is: 'no OpenClaw', bare: true, files: os('debian11'), wanted: 'not-applicable nowhere' },
];

const MAC = { platform: 'darwin' } as const;
const HOME = ['search', '2026-11-30'] as const;
export const ELSEWHERE: readonly Case[] = [
  {
    is: 'a Mac that found nothing to install',
    machine: MAC,
    files: mac('26.1', searched('2026-11-29', 0)),
    wanted: 'good current',
  },
  {
    is: 'a Mac with an update waiting',
    machine: MAC,
    files: mac('26.1', searched('2026-11-29', 1, 'macOS Tahoe 26.2')),
    wanted: 'attention medium pending',
  },
  {
    is: 'a Mac whose number says none and whose list says one',
    machine: MAC,
    files: mac('26.1', searched('2026-11-29', 0, 'macOS Tahoe 26.2')),
    wanted: 'attention medium pending',
  },
  {
    is: 'a Mac that searched long ago',
    machine: MAC,
    files: mac('26.1', searched('2026-06-29', 0)),
    wanted: 'attention medium stale',
  },
  {
    is: 'a Mac that never searched',
    machine: MAC,
    files: mac('26.1', '<key>AutomaticCheckEnabled</key><false/>\n'),
    wanted: 'unknown untold',
  },
  { is: 'a Mac without the record', machine: MAC, files: mac('26.1', null), wanted: 'unknown untold' },
  {
    is: 'a Mac that has ended',
    machine: MAC,
    files: mac('12.7.6', searched('2026-11-29', 0)),
    wanted: 'attention high ended',
  },
  {
    is: 'a Mac with a broken record',
    machine: MAC,
    files: { ...mac('26.1', null), '/Library/Preferences/com.apple.SoftwareUpdate.plist': '<plist><dict>' },
    wanted: 'unknown untold',
  },
  {
    is: 'a Mac with a record of next year',
    machine: MAC,
    files: mac('26.1', searched('2027-11-29', 0)),
    wanted: 'unknown clock',
  },
  {
    is: 'a Windows that took this month’s',
    machine: windows('26200'),
    files: journal(['own', '2026-11-12'], HOME),
    wanted: 'good current-put-in',
  },
  {
    is: 'a Windows that only took Defender’s lists',
    machine: windows('26200'),
    files: journal(['defender', '2026-11-30'], HOME),
    wanted: 'unknown untold',
  },
  ...(['excel', 'framework', 'sql', 'stack'] as const).map(
    (kind): Case => ({
      is: `a Windows that only took what isn’t all of the system: ${kind}`,
      machine: windows('26200'),
      files: journal(['own', '2026-08-12'], [kind, '2026-11-30'], HOME),
      wanted: 'attention low stale',
    }),
  ),
  ...(['english', 'short', 'server', 'rollup'] as const).map(
    (kind): Case => ({
      is: `a Windows that took this month’s, by its title: ${kind}`,
      machine: windows('26200'),
      files: journal([kind, '2026-11-12'], HOME),
      wanted: 'good current-put-in',
    }),
  ),
  {
    is: 'a Windows that failed to install',
    machine: windows('26200'),
    files: journal(['failed', '2026-11-30'], HOME),
    wanted: 'unknown untold',
  },
  {
    is: 'a Windows of summer',
    machine: windows('26200'),
    files: journal(['own', '2026-08-12'], ['defender', '2026-11-30']),
    wanted: 'attention low stale',
  },
  {
    is: 'a Windows of last year',
    machine: windows('26200'),
    files: journal(['own', '2025-11-12']),
    wanted: 'attention medium stale',
  },
  {
    is: 'a Windows that waits for a restart',
    machine: windows('26200', 'Core', true),
    files: journal(['own', '2026-11-25']),
    wanted: 'attention low restart',
  },
  {
    is: 'Windows 10, which has ended',
    machine: windows('19045'),
    files: journal(['own', '2025-10-14']),
    wanted: 'attention high ended',
  },
  {
    is: 'Windows 10 with a paid extension',
    machine: windows('19045', 'Professional'),
    files: journal(['own', '2026-11-11']),
    wanted: 'unknown ended-yet',
  },
  {
    is: 'Windows 10 of the long-term channel',
    machine: windows('19044', 'IoTEnterpriseS'),
    files: journal(['own', '2026-11-11']),
    wanted: 'good current-put-in',
  },
  {
    is: 'Windows 11 24H2 at home',
    machine: windows('26100'),
    files: journal(['own', '2026-10-13']),
    wanted: 'attention high ended',
  },
  {
    is: 'Windows 11 24H2 in a company',
    machine: windows('26100', 'Enterprise'),
    files: journal(['own', '2026-11-11']),
    wanted: 'good current-put-in',
  },
  {
    is: 'a server',
    machine: windows('20348', 'ServerStandard', false, 'Server'),
    files: journal(['own', '2026-11-11']),
    wanted: 'good current-put-in',
  },
  {
    is: 'a Windows that is newer than the table',
    machine: windows('29000'),
    files: journal(['own', '2026-11-11']),
    wanted: 'good current-put-in',
  },
  { is: 'a Windows without a journal', machine: windows('26200'), wanted: 'unknown untold' },
  {
    is: 'a Windows whose registry doesn’t answer',
    machine: { platform: 'win32' },
    files: journal(['own', '2026-11-12']),
    wanted: 'unknown untold',
  },
];
