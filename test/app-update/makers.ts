import { createHash } from 'node:crypto';
import type { RunningApp } from '../../main/app-update/choose-release';
import type { AppFile, AppRelease, ReleaseMetadata } from '../../main/app-update/metadata';
import type { ReleaseSource } from '../../main/app-update/release-source';
import { APP, makeKey, signPayload } from '../../scripts/release/signing.mjs';

export const NOW = Date.parse('2026-11-30T12:00:00Z');

/** Keys for one run of the tests, made by the same script that makes the real ones. */
export const online = makeKey('online');
export const spare = makeKey('spare');
export const stranger = makeKey('online');

/** The makers' new version as bytes: a program that says its version. */
export const program = (version: string): Buffer => Buffer.from(`#!/bin/sh\necho ${version}\n`);

export const fileOf = (bytes: Buffer, urls: readonly string[], told: Partial<AppFile> = {}): AppFile => ({
  platform: 'linux',
  arch: 'x64',
  kind: 'appimage',
  size: bytes.length,
  sha512: createHash('sha512').update(bytes).digest('hex'),
  addresses: urls.map((url) => ({ region: 'world', url })),
  ...told,
});

export const releaseOf = (version: string, told: Partial<AppRelease> = {}): AppRelease => ({
  version,
  published: '2026-11-29T00:00:00Z',
  rollout: 1,
  notes: { en: `What is new in ${version}.`, 'zh-CN': `${version} 有什么新东西。` },
  page: `https://example.org/tankmate/${version}`,
  files: [fileOf(program(version), ['https://example.org/file'])],
  ...told,
});

export const metadataOf = (told: Partial<ReleaseMetadata> = {}): ReleaseMetadata => ({
  app: APP,
  kind: 'releases',
  schema: 1,
  channel: 'stable',
  counter: 7,
  expires: '2027-02-28T00:00:00Z',
  releases: [releaseOf('0.2.0')],
  ...told,
});

/** Metadata as it is published, signed by the online key unless told. */
export const published = (told: Partial<ReleaseMetadata> = {}, pems: readonly string[] = [online.pem]) =>
  signPayload(metadataOf(told), pems);

export const sourceOf = (urls: readonly string[] = ['https://example.org/releases.json']): ReleaseSource => ({
  counter: 0,
  addresses: urls.map((url) => ({ region: 'world', url })),
  keyList: { version: 1, keys: [online.key, spare.key] },
});

export const runningApp = (told: Partial<RunningApp> = {}): RunningApp => ({
  version: '0.1.0',
  platform: 'linux',
  arch: 'x64',
  installed: { kind: 'appimage', file: '/home/lin/Tankmate.AppImage' },
  ...told,
});
