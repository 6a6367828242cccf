import { expect, test } from 'vitest';
import {
  autostartEntry,
  autostartFile,
  isSwitchedOff,
  startsProgram,
} from '../../../main/app/autostart/autostart';
import { fixedProgram, isHiddenStart } from '../../../main/app/autostart/place';
import { execLineOf, wordsOf } from './desktop-entry';

test.each([
  [{}, '/home/lin/.config/autostart/tankmate.desktop'],
  [{ XDG_CONFIG_HOME: '' }, '/home/lin/.config/autostart/tankmate.desktop'],
  [{ XDG_CONFIG_HOME: '/data/config' }, '/data/config/autostart/tankmate.desktop'],
  // The specification calls a relative path invalid.
  [{ XDG_CONFIG_HOME: 'config' }, '/home/lin/.config/autostart/tankmate.desktop'],
])('%j: %s', (env, file) => expect(autostartFile(env, '/home/lin')).toBe(file));

test('the entry, to the byte', () => {
  expect(autostartEntry('/opt/Tankmate/tankmate')).toBe(`[Desktop Entry]
Type=Application
Name=Tankmate
Name[zh_CN]=龙虾缸管家
Comment=Watches over your OpenClaw from the tray
Comment[zh_CN]=在托盘里看着您的 OpenClaw
Exec=/opt/Tankmate/tankmate --hidden
TryExec=/opt/Tankmate/tankmate
Icon=tankmate
Terminal=false
X-GNOME-Autostart-enabled=true
`);
});

/** Paths with each sign that the specification reserves, and with what it says they become. */
test.each([
  ['/home/lin/My Apps/Tankmate.AppImage', '"/home/lin/My Apps/Tankmate.AppImage"'],
  ['/home/lin/a"b', '"/home/lin/a\\\\"b"'],
  ['/home/lin/$HOME', '"/home/lin/\\\\$HOME"'],
  ['/home/lin/a`b', '"/home/lin/a\\\\`b"'],
  ['/home/lin/a\\b', '"/home/lin/a\\\\\\\\b"'],
  ['/home/lin/100%f', '"/home/lin/100%%f"'],
  ['/home/lin/~x', '"/home/lin/~x"'],
  ['/home/林/龙虾.AppImage', '"/home/林/龙虾.AppImage"'],
  ['/home/lin/a\nExec=evil', '"/home/lin/a\\nExec=evil"'],
])('%j is written as %s, and read back as it was', (program, written) => {
  const entry = autostartEntry(program);
  expect(execLineOf(entry)).toBe(`${written} --hidden`);
  expect(wordsOf(execLineOf(entry))).toEqual([program, '--hidden']);
  expect(entry.split('\n')).toHaveLength(12);
  expect(startsProgram(entry, program)).toBe(true);
  expect(startsProgram(entry, `${program}2`)).toBe(false);
});

test.each([
  ['Hidden=true', true],
  ['X-GNOME-Autostart-enabled=false', true],
  ['Hidden = true', true],
  ['Hidden=false', false],
  ['Comment=Hidden=true', false],
])('an entry with %s is switched off: %s', (line, off) =>
  expect(isSwitchedOff(`[Desktop Entry]\n${line}\n`)).toBe(off),
);

const APPIMAGE = '/home/lin/Tankmate.AppImage';
test.each([
  ['/opt/Tankmate/tankmate', true, {}, '/opt/Tankmate/tankmate'],
  ['/tmp/.mount_Tank12/tankmate', true, { APPIMAGE, APPDIR: '/tmp/.mount_Tank12' }, APPIMAGE],
  // A terminal that is an AppImage hands its own names on to what is started in it.
  [
    '/opt/Tankmate/tankmate',
    true,
    { APPIMAGE: '/x/Code.AppImage', APPDIR: '/tmp/.mount_Code' },
    '/opt/Tankmate/tankmate',
  ],
  [
    '/tmp/.mount_Tank12x/tankmate',
    true,
    { APPIMAGE, APPDIR: '/tmp/.mount_Tank12' },
    '/tmp/.mount_Tank12x/tankmate',
  ],
  ['/opt/Tankmate/tankmate', true, { APPIMAGE: 'relative', APPDIR: '/opt' }, '/opt/Tankmate/tankmate'],
  ['/project/node_modules/electron/dist/electron', false, {}, null],
])('%s, packaged %s, with %j: %s', (execPath, packaged, env, program) =>
  expect(fixedProgram({ execPath, packaged, env })).toBe(program),
);

test.each([
  [['/opt/Tankmate/tankmate', '--hidden'], false, true],
  [['/x/electron', '.', '--hidden'], false, true],
  [['/opt/Tankmate/tankmate'], false, false],
  [['--hidden'], false, false],
  [['/Applications/Tankmate.app/Contents/MacOS/Tankmate'], true, true],
])('%j, opened at login %s: hidden %s', (argv, openedAtLogin, hidden) =>
  expect(isHiddenStart(argv, openedAtLogin)).toBe(hidden),
);
