import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningApp } from '../../main/app-update/choose-release';
import { program, runningApp } from './makers';

/** An installed AppImage, but for its contents: a program that says its version. */
export interface InstalledApp {
  readonly app: RunningApp;
  /** The app's own folder. */
  readonly folder: string;
  /** Its file. */
  readonly file: string;
  /** Starts it; what it says. */
  start(): string;
  /** What lies in the folder of its file. */
  beside(): readonly string[];
}

export function installApp(top: string, version = '0.1.0'): InstalledApp {
  const place = join(top, 'Applications');
  const folder = join(top, 'own');
  const file = join(place, 'Tankmate.AppImage');
  mkdirSync(place, { recursive: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(file, program(version));
  chmodSync(file, 0o755);
  return {
    app: runningApp({ version, arch: process.arch, installed: { kind: 'appimage', file } }),
    folder,
    file,
    start: () => execFileSync(file, { encoding: 'utf8' }).trim(),
    beside: () => readdirSync(place),
  };
}
