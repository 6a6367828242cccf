import type { Platform } from '../../../contract/finding';

/** What programs need to find their files, their session and the way to the network: nothing that changes what they load. */
const PASSED = [
  'HOME',
  'LOGNAME',
  'PATH',
  'SHELL',
  'TMPDIR',
  'USER',
  // The session: systemctl --user, pkexec's agent (sd_bus_open_user(3), pkexec(1)).
  'DBUS_SESSION_BUS_ADDRESS',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_RUNTIME_DIR',
  'XDG_STATE_HOME',
  // The way out, and the certificates of a company's network (nodejs.org/api/cli.html).
  'ALL_PROXY',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NODE_EXTRA_CA_CERTS',
  'NO_PROXY',
  'SSL_CERT_DIR',
  'SSL_CERT_FILE',
  // Windows: without SystemRoot few programs start (learn.microsoft.com, CreateEnvironmentBlock).
  'ALLUSERSPROFILE',
  'APPDATA',
  'COMPUTERNAME',
  'ComSpec',
  'HOMEDRIVE',
  'HOMEPATH',
  'LOCALAPPDATA',
  'NUMBER_OF_PROCESSORS',
  'PATHEXT',
  'PROCESSOR_ARCHITECTURE',
  'ProgramData',
  'ProgramFiles',
  'ProgramFiles(x86)',
  'ProgramW6432',
  'SystemDrive',
  'SystemRoot',
  'TEMP',
  'TMP',
  'USERDOMAIN',
  'USERNAME',
  'USERPROFILE',
  'windir',
].map((name) => name.toUpperCase());

/**
 * The environment of a command: a short list of ours, plus what the change names. NODE_OPTIONS, LD_PRELOAD and their
 * like stay out, and so does what an AppImage or Electron sets for itself. Answers come in the C locale.
 */
export function commandEnvironment(
  platform: Platform,
  ours: Readonly<Record<string, string | undefined>>,
  given: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const passed = Object.entries(ours).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && PASSED.includes(pair[0].toUpperCase()),
  );
  const path =
    platform === 'win32' ? {} : { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' };
  return { ...path, ...Object.fromEntries(passed), LC_ALL: 'C', LANGUAGE: '', ...given };
}
