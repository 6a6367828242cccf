import semver from 'semver';

/** Whether a Node fits a package's `engines.node`, as npm reads it. No range: every Node does; one that makes no sense fits none. */
export const fitsNode = (version: string, range: string | null): boolean =>
  range === null || semver.satisfies(version, range, { includePrerelease: false });

/** A range that may stand in a command behind `node@`: npm's own form of it; null when it makes no sense. */
export const cleanRange = (range: string): string | null => {
  const clean = semver.validRange(range);
  return clean === null || clean === '*' ? null : clean;
};
