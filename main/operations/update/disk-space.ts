/** What the staged package takes besides what the registry says of itself: its dependencies, by what 2026.9.6 takes (375 MB of 270). */
const DEPENDENCIES = 0.8;
/** Whoever fills a disk to its end breaks other programs. */
const SPARE = 256 * 1024 * 1024;
/** Where a registry tells no size: what 2026.9.6 takes with its archive, and some more. */
const USUAL = 600 * 1024 * 1024;

export interface RoomNeeded {
  /** Bytes for the new package beside the old one. */
  readonly forPackage: number;
  /** Bytes for the copies of the state folders. */
  readonly forState: number;
}

/**
 * Room that an update needs, in bytes. The old package and the old state are moved, not copied; what is needed is
 * the new package with its archive, and one copy of the state.
 */
export function roomNeeded(sizes: {
  /** Unpacked, without its dependencies, as the registry says; null when it doesn't. */
  readonly announced: number | null;
  /** The installed package with its dependencies. */
  readonly installed: number;
  readonly state: number;
}): RoomNeeded {
  const announced = sizes.announced === null ? USUAL : sizes.announced * (1 + DEPENDENCIES);
  const forPackage = Math.max(announced, sizes.installed);
  return { forPackage: Math.ceil(forPackage), forState: sizes.state };
}

/** Whether `free` bytes do on a disk that takes `needed` of them. */
export const isEnough = (free: number, needed: number): boolean => free >= needed + SPARE;

/** Bytes in whole megabytes, upwards, for a reader. */
export const megabytes = (bytes: number): number => Math.ceil(bytes / (1024 * 1024));
