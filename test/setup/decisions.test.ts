import { describe, expect, test } from 'vitest';
import { missingPackages } from '../../scripts/setup/debian.mjs';
import { sameAsLock } from '../../scripts/setup/dependencies.mjs';
import { displaySockets, placeForWindow } from '../../scripts/setup/display.mjs';

describe('Debian packages', () => {
  // The format is dpkg-query's, asked for with -f '${Package}\t${db:Status-Status}\t${Provides}\n'.
  const listing = [
    'libgtk-3-0t64\tinstalled\tlibgtk-3-0 (= 3.24.49-3)',
    'libnss3\tinstalled\t',
    'xvfb\tconfig-files\t',
    'chromium\thalf-installed\t',
    'wine64\tinstalled\twine64-bin:any (= 8.0), wine-binary',
    '',
  ].join('\n');

  test('only those that are fully there count', () =>
    expect(missingPackages(['libnss3', 'xvfb', 'chromium', 'dbus'], listing)).toEqual([
      'xvfb',
      'chromium',
      'dbus',
    ]));
  test('one that provides another stands in for it', () =>
    expect(missingPackages(['libgtk-3-0', 'wine-binary'], listing)).toEqual([]));
  test('an empty answer means that none is there', () =>
    expect(missingPackages(['libnss3'], '')).toEqual(['libnss3']));
});

describe('node_modules against the lock', () => {
  const lock = (packages: Record<string, object>) => JSON.stringify({ packages: { '': {}, ...packages } });
  const installed = (packages: Record<string, object>) => JSON.stringify({ packages });
  const a = { version: '1.0.0' };

  test('the same versions match', () =>
    expect(sameAsLock(lock({ 'node_modules/a': a }), installed({ 'node_modules/a': a }))).toBe(true));
  test('nothing installed does not', () => expect(sameAsLock(lock({}), '')).toBe(false));
  test('another version does not', () =>
    expect(
      sameAsLock(lock({ 'node_modules/a': { version: '1.0.1' } }), installed({ 'node_modules/a': a })),
    ).toBe(false));
  test('a missing package does not', () =>
    expect(
      sameAsLock(lock({ 'node_modules/a': a, 'node_modules/b': a }), installed({ 'node_modules/a': a })),
    ).toBe(false));
  test('a package of another system may be missing', () =>
    expect(sameAsLock(lock({ 'node_modules/a': { ...a, optional: true } }), installed({}))).toBe(true));
  test('a package too many does not match', () =>
    expect(sameAsLock(lock({}), installed({ 'node_modules/a': a }))).toBe(false));
});

describe('where the window opens', () => {
  const owners: Record<string, number> = {
    '/tmp/.X11-unix/X0': 0,
    '/tmp/.X11-unix/X7': 1000,
    '/run/user/1001/wayland-1': 1001,
  };
  const place = (env: Record<string, string>, uid: number | undefined = 0, platform = 'linux') =>
    placeForWindow({ platform, env, uid, ownerOf: (path: string) => owners[path] });

  test('nowhere without a display', () =>
    expect(place({}, 1000)).toEqual({ where: 'nowhere', because: 'There is no display here.' }));
  test('here for an ordinary account', () =>
    expect(place({ DISPLAY: ':0' }, 1000)).toEqual({ where: 'here' }));
  test('here on Windows and macOS, which need no variable', () => {
    expect(place({}, undefined, 'win32')).toEqual({ where: 'here' });
    expect(place({}, 501, 'darwin')).toEqual({ where: 'here' });
  });
  test('root opens it as the one whose X display it is', () =>
    expect(place({ DISPLAY: ':7.0' })).toEqual({ where: 'as', uid: 1000 }));
  test('or whose Wayland session it is', () =>
    expect(place({ WAYLAND_DISPLAY: 'wayland-1', XDG_RUNTIME_DIR: '/run/user/1001' })).toEqual({
      where: 'as',
      uid: 1001,
    }));
  test('or who called sudo or pkexec, where the socket is root’s', () => {
    expect(place({ DISPLAY: ':0', SUDO_UID: '1000' })).toEqual({ where: 'as', uid: 1000 });
    expect(place({ DISPLAY: ':0', PKEXEC_UID: '1002' })).toEqual({ where: 'as', uid: 1002 });
  });
  test.each([
    { DISPLAY: ':0' },
    { DISPLAY: ':9' },
    { DISPLAY: 'far.example:0' },
    { DISPLAY: ':0', SUDO_UID: '0' },
  ])('root never opens it as root: %o', (env) => expect(place(env)).toMatchObject({ where: 'nowhere' }));
  test('a word that is no number is no account', () =>
    expect(place({ DISPLAY: ':0', SUDO_UID: 'lin' })).toMatchObject({ where: 'nowhere' }));

  test('sockets of a display', () => {
    expect(displaySockets({ DISPLAY: ':1' })).toEqual(['/tmp/.X11-unix/X1']);
    expect(displaySockets({ DISPLAY: 'localhost:10.0' })).toEqual([]);
    expect(displaySockets({ WAYLAND_DISPLAY: '/run/w' })).toEqual(['/run/w']);
  });
});
