import semver from 'semver';

/** Whether a Node fits a package's `engines.node`, as npm reads it. No range: every Node does; one that makes no sense fits none. */
export const fitsNode = (version: string, range: string | null): boolean =>
  range === null || semver.satisfies(version, range, { includePrerelease: false });

/** Whether npm can make sense of a range at all. */
export const isNodeRange = (range: string): boolean => semver.validRange(range) !== null;
