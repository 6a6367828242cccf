import { readFileSync } from 'node:fs';
import { nodePin } from '../../openclaw/node-pins';
import { NPMMIRROR } from '../../probes/releases/release';
import type { Driver, TankContext, TankPlan } from '../model/types';
import { type DownloadItem, downloadPath } from './download';

type Architecture = TankPlan['architecture'];
type Mirror = TankPlan['mirror'];

/** What Ubuntu calls them. */
const DEBIAN_NAME: Readonly<Record<Architecture, string>> = { x64: 'amd64', arm64: 'arm64' };

interface Pinned {
  readonly digest: string;
  readonly bytes: number | null;
}

/** Cloud images of Ubuntu 24.04, from SHA256SUMS of that release (cloud-images.ubuntu.com). */
const DISK_RELEASE = '20260814';
const DISKS: Readonly<Record<Architecture, Pinned>> = {
  x64: { digest: '6e40c07ae715f744f84af0bec76415cc1987dd115b4b8de437818561f01a3733', bytes: 624447488 },
  arm64: { digest: '4a281a921b8d7db952895ab619736f10efe9f63e111fa5b5779ed18f023818aa', bytes: 618370560 },
};

/** Root file systems of Ubuntu 24.04, from SHA256SUMS of that release (cdimage.ubuntu.com/ubuntu-base). */
const ROOT_RELEASE = '24.04.4';
const ROOTS: Readonly<Record<Architecture, Pinned>> = {
  x64: { digest: 'c1e67ef7b17a6300e136118bd1dc04725009cb376c1aad10abcf8cd453628d58', bytes: null },
  arm64: { digest: '04207713ece899c3740823d33690441ad3a7f0ded1101aca744e2b0f37ac7ff2', bytes: null },
};

/** npm for the tank: the one that knows --allow-scripts, which OpenClaw's own documentation asks for. */
const NPM_VERSION = '12.2.0';
const NPM: Pinned = {
  digest:
    '66c2632a94e796649738b2d7894d710c2cc2e1696893823066687f6b0d8a52e5f2b54eeaeaa32ffdc513ecca1e49ff794a5c2ec3f9515d879f1b3182b291cf35',
  bytes: 3054025,
};

/**
 * Where the images are, best first. Mirrors in mainland China are asked first by those who chose one; nobody's word
 * counts, since the digest is known beforehand (mirrors.tuna.tsinghua.edu.cn, mirrors.ustc.edu.cn: help pages
 * "ubuntu-cloud-images" and "ubuntu-cdimage").
 */
const IN_CHINA = ['https://mirrors.tuna.tsinghua.edu.cn', 'https://mirrors.ustc.edu.cn'];

function sourcesOf(own: string, onMirrors: string, mirror: Mirror): readonly string[] {
  const mirrors = IN_CHINA.map((host) => `${host}/${onMirrors}`);
  return mirror === 'npmmirror' ? [...mirrors, own] : [own, ...mirrors];
}

function disk(architecture: Architecture, mirror: Mirror): DownloadItem {
  const name = `ubuntu-24.04-server-cloudimg-${DEBIAN_NAME[architecture]}.img`;
  const path = `releases/noble/release-${DISK_RELEASE}/${name}`;
  const { digest, bytes } = DISKS[architecture];
  return {
    id: 'image',
    file: `ubuntu-24.04-${DISK_RELEASE}-${architecture}.img`,
    sources: sourcesOf(`https://cloud-images.ubuntu.com/${path}`, `ubuntu-cloud-images/${path}`, mirror),
    digest: { algorithm: 'sha256', hex: digest },
    size: bytes,
  };
}

function root(architecture: Architecture, mirror: Mirror): DownloadItem {
  const name = `ubuntu-base-${ROOT_RELEASE}-base-${DEBIAN_NAME[architecture]}.tar.gz`;
  const path = `ubuntu-base/releases/24.04/release/${name}`;
  const { digest, bytes } = ROOTS[architecture];
  return {
    id: 'image',
    file: name,
    sources: sourcesOf(`https://cdimage.ubuntu.com/${path}`, `ubuntu-cdimage/${path}`, mirror),
    digest: { algorithm: 'sha256', hex: digest },
    size: bytes,
  };
}

const isWanted = (value: unknown): value is DownloadItem => {
  const wanted = value as Partial<DownloadItem> | null;
  return (
    typeof wanted === 'object' &&
    typeof wanted?.id === 'string' &&
    /^[\w.-]+$/.test(wanted.file ?? '') &&
    Array.isArray(wanted.sources) &&
    // Images of tests come from this computer alone, so that nobody can point a user's app elsewhere with them.
    wanted.sources.every((each) => /^http:\/\/127\.0\.0\.1:\d+\//.test(String(each))) &&
    (wanted.digest?.algorithm === 'sha256' || wanted.digest?.algorithm === 'sha512') &&
    /^[0-9a-f]+$/.test(wanted.digest.hex) &&
    (wanted.size === null || Number.isSafeInteger(wanted.size))
  );
};

type Env = Readonly<Record<string, string | undefined>>;

/** The variable that puts other images in the place of the built-in ones, for tests. */
export const IMAGES_VARIABLE = 'TANKMATE_TANK_IMAGES';

/** The app as users get it lies in an archive (electron-builder.yml): there no variable puts another system into a tank. */
const isPackaged = /[\\/]app\.asar[\\/]/.test(import.meta.url);

/** True when images of tests stand in: the app has to say so. */
export const usesTestImages = (env: Env = process.env, packaged = isPackaged): boolean =>
  !packaged && Boolean(env[IMAGES_VARIABLE]);

function other(base: 'disk' | 'root', architecture: Architecture, file: string): DownloadItem | null {
  const reported = (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, unknown>>)[base];
  const wanted = reported?.[architecture];
  if (wanted === undefined) return null;
  if (!isWanted(wanted)) throw new Error(`${file}: ${base} ${architecture} is no image of a test`);
  return wanted;
}

/**
 * The image that a tank starts from: a bootable disk with cloud-init, or a root file system as tar. Throws when
 * `TANKMATE_TANK_IMAGES` names a file that doesn't fit; a packaged app doesn't heed it.
 */
export function imageFor(
  base: 'disk' | 'root',
  architecture: Architecture,
  mirror: Mirror,
  env: Env = process.env,
  packaged = isPackaged,
): DownloadItem {
  const file = usesTestImages(env, packaged) ? env[IMAGES_VARIABLE] : undefined;
  const instead = file ? other(base, architecture, file) : null;
  return instead ?? (base === 'disk' ? disk(architecture, mirror) : root(architecture, mirror));
}

/** An npm package's archive lies at this place in every registry (npm's registry API, "dist.tarball"). */
function packaged(
  id: string,
  name: string,
  version: string,
  { digest, bytes }: Pinned,
  registry: string,
): DownloadItem {
  const path = `${name}/-/${name}-${version}.tgz`;
  const bases = [...new Set([registry, NPMMIRROR].map((each) => each.replace(/(?<!\/)\/+$/, '')))];
  return {
    id,
    file: `${name}-${version}.tgz`,
    sources: bases.map((base) => `${base}/${path}`),
    digest: { algorithm: 'sha512', hex: digest },
    size: bytes,
  };
}

/** Node for the inside, from the user's own registry, then from npmmirror. Throws where none is pinned. */
export function nodeFor(architecture: Architecture, registry: string): DownloadItem {
  const pinned = nodePin('linux', architecture);
  if (!pinned) throw new Error(`no Node is pinned for ${architecture}`);
  return packaged('node', pinned.package, pinned.version, pinned, registry);
}

/** npm for the inside, likewise. */
export const npmFor = (registry: string): DownloadItem => packaged('npm', 'npm', NPM_VERSION, NPM, registry);

/** Where the base image lies that was downloaded and verified for this tank. */
export const imagePath = ({ plan, needs }: TankContext, base: Driver['base']): string =>
  downloadPath(needs.root, imageFor(base, plan.architecture, plan.mirror));
