import { createHash } from 'node:crypto';
import type { TankContext } from '../../model/types';

/** On everything that an engine holds of a tank; the value is the tank's own key. */
export const TANK_LABEL = 'org.tankmate.tank';
/** What it is for: `gateway`, `network`, `errand`, `workshop`, `home`, `snapshot`, `base`, `prepared`, `inside`. */
export const ROLE_LABEL = 'org.tankmate.role';
/** SHA-256 of the root file system that an image came from. */
export const BASE_LABEL = 'org.tankmate.base';
/** Version of OpenClaw inside an image. */
export const OPENCLAW_LABEL = 'org.tankmate.openclaw';

/** How everything of one tank is called. */
export interface ContainerNames {
  /** `<name>-<8 hex of its folder>`: two accounts that share an engine never get into each other's way. */
  readonly key: string;
  /** OpenClaw's own container. */
  readonly gateway: string;
  /** Holds the private network, and its rules, for the other. */
  readonly network: string;
  /** Where the inside is put together, before it becomes an image. */
  readonly builder: string;
  /** One-shot containers, for files and rules. */
  readonly oneShot: string;
  /** The volume that is OpenClaw's home. */
  readonly home: string;
  /** Images: as downloaded, with all but OpenClaw, and with everything inside. */
  readonly base: string;
  readonly prepared: string;
  readonly inside: string;
  /** Image of a snapshot; the volume of the same has `home-` in the place of the colon. */
  snapshotImage(name: string): string;
  snapshotVolume(name: string): string;
}

export function namesOf({ plan, folder }: Pick<TankContext, 'plan' | 'folder'>): ContainerNames {
  const key = `${plan.name}-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}`;
  const name = `tankmate-${key}`;
  return {
    key,
    gateway: name,
    network: `${name}-network`,
    builder: `${name}-workshop`,
    oneShot: `${name}-errand`,
    home: `${name}-home`,
    base: `localhost/${name}:base`,
    prepared: `localhost/${name}:prepared`,
    inside: `localhost/${name}:inside`,
    snapshotImage: (snapshot) => `localhost/${name}:snapshot-${snapshot}`,
    snapshotVolume: (snapshot) => `${name}-snapshot-${snapshot}`,
  };
}

/** The words that put a tank's labels on something. */
export const labels = (names: ContainerNames, role: string): string[] => [
  '--label',
  `${TANK_LABEL}=${names.key}`,
  '--label',
  `${ROLE_LABEL}=${role}`,
];
