/**
 * Last days of security repairs, as the makers tell them (wiki.debian.org/LTS, wiki.ubuntu.com/Releases,
 * learn.microsoft.com/lifecycle, support.apple.com/en-us/100100). Compared with endoflife.date on 2026-12-01: Debian to 12,
 * Ubuntu, macOS; the rest was not. A version that isn't here has no day that is known; newer ones are left out until it is.
 */
const LINUX: Readonly<Record<string, string>> = {
  // With the long-term support that everybody gets.
  'debian 8': '2020-06-30',
  'debian 9': '2022-07-01',
  'debian 10': '2024-06-30',
  'debian 11': '2026-08-31',
  'debian 12': '2028-06-30',
  'debian 13': '2030-06-30',
  'ubuntu 14.04': '2019-04-30',
  'ubuntu 16.04': '2021-04-30',
  'ubuntu 18.04': '2023-05-31',
  'ubuntu 20.04': '2025-05-31',
  'ubuntu 22.04': '2027-04-30',
  'ubuntu 22.10': '2023-07-20',
  'ubuntu 23.04': '2024-01-25',
  'ubuntu 23.10': '2024-07-12',
  'ubuntu 24.04': '2029-05-31',
  'ubuntu 24.10': '2025-07-10',
  'ubuntu 25.04': '2026-01-17',
  'ubuntu 25.10': '2026-07-31',
  'ubuntu 26.04': '2031-04-30',
  'centos 7': '2024-06-30',
  'centos 8': '2024-05-31',
  'opensuse-leap 15.4': '2023-12-07',
  'opensuse-leap 15.5': '2024-12-31',
  'opensuse-leap 15.6': '2026-04-30',
};
/** Names of Ubuntu's versions, by which those who build on it say which they build on (os-release(5), UBUNTU_CODENAME). */
const CODENAMES: Readonly<Record<string, string>> = {
  bionic: '18.04',
  focal: '20.04',
  jammy: '22.04',
  noble: '24.04',
  oracular: '24.10',
  plucky: '25.04',
  questing: '25.10',
  resolute: '26.04',
};

/** By what os-release(5) says: its own `SUPPORT_END`, or the table. Null where no day is known. */
export function lastDayOfLinux(release: Readonly<Record<string, string>>): string | null {
  const { SUPPORT_END: own = '', ID = '', VERSION_ID = '', UBUNTU_CODENAME: codename = '' } = release;
  if (/^\d{4}-\d\d-\d\d$/.test(own)) return own;
  const key = `${ID} ${VERSION_ID}`;
  if (Object.hasOwn(LINUX, key)) return LINUX[key] ?? null;
  const base = Object.hasOwn(CODENAMES, codename) ? `ubuntu ${CODENAMES[codename]}` : '';
  return Object.hasOwn(LINUX, base) ? (LINUX[base] ?? null) : null;
}

/** Apple names no days: the one on which the third newer macOS came out. By the first number, or the second of 10. */
const MACS: Readonly<Record<string, string>> = {
  '10.13': '2020-12-01',
  '10.14': '2021-10-25',
  '10.15': '2022-09-12',
  '11': '2023-09-26',
  '12': '2024-09-16',
  '13': '2025-09-15',
};

/** By the version of SystemVersion.plist. Null where no day is known. */
export function lastDayOfMac(version: string): string | null {
  const [major = '', minor = ''] = version.split('.', 2);
  if (major === '10' && Number(minor) < 13) return '2019-10-01';
  const key = major === '10' ? `10.${minor}` : major;
  return Object.hasOwn(MACS, key) ? (MACS[key] ?? null) : null;
}

/** By build: Home and Pro, then Enterprise and Education, then the long-term channel where there is one. */
const WINDOWS: Readonly<Record<string, readonly [string, string, string?]>> = {
  '10240': ['2017-05-09', '2017-05-09', '2025-10-14'],
  '14393': ['2018-04-10', '2019-04-09', '2026-10-13'],
  '15063': ['2018-10-09', '2019-10-08'],
  '16299': ['2019-04-09', '2020-10-13'],
  '17134': ['2019-11-12', '2021-05-11'],
  '17763': ['2020-11-10', '2021-05-11', '2029-01-09'],
  '18362': ['2020-12-08', '2020-12-08'],
  '18363': ['2021-05-11', '2022-05-10'],
  '19041': ['2021-12-14', '2021-12-14'],
  '19042': ['2022-05-10', '2023-05-09'],
  '19043': ['2022-12-13', '2022-12-13'],
  '19044': ['2023-06-13', '2024-06-11', '2027-01-12'],
  '19045': ['2025-10-14', '2025-10-14'],
  '22000': ['2023-10-10', '2024-10-08'],
  '22621': ['2024-10-08', '2025-10-14'],
  '22631': ['2025-11-11', '2026-11-10'],
  '26100': ['2026-10-13', '2027-10-12', '2029-10-09'],
  '26200': ['2027-10-12', '2028-10-10'],
};
const SERVERS: Readonly<Record<string, string>> = {
  '9600': '2023-10-10',
  '14393': '2027-01-12',
  '17763': '2029-01-09',
  '20348': '2031-10-14',
};

/** By build, edition and kind of installation, as the registry has them. Null where no day is known. */
export function lastDayOfWindows(build: string, edition: string, installation: string): string | null {
  if (/server/i.test(installation)) return Object.hasOwn(SERVERS, build) ? (SERVERS[build] ?? null) : null;
  const days = Object.hasOwn(WINDOWS, build) ? WINDOWS[build] : undefined;
  if (!days) return null;
  // EnterpriseS, EnterpriseSN, IoTEnterpriseS: the long-term channel.
  if (/EnterpriseS/.test(edition) && days[2]) return days[2];
  return /Enterprise|Education/.test(edition) && !/ProEducation|ProfessionalEducation/.test(edition)
    ? days[1]
    : days[0];
}
