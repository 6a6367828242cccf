import type { Host } from '../../system/read';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Most profiles of one browser that are looked at. */
const PROFILES = 50;

/**
 * Firefox writes `times.json` when it makes a profile (toolkit/modules/ProfileAge.sys.mjs). What stands in it would be
 * surer than its time of change, but nothing in a browser's folder is read.
 */
const madeAt = (host: Host, profile: string): Promise<number | null> =>
  host.stat(host.path.join(profile, 'times.json')).then(
    ({ modifiedAt }) => modifiedAt,
    () => null,
  );

/**
 * How many days ago a browser was first used, null when it doesn't tell: the file `First Run` that Chromium leaves beside
 * its profiles (chrome/browser/first_run), else the oldest Firefox profile.
 */
export async function browserAge(host: Host, folder: string, now = Date.now()): Promise<number | null> {
  const days = (since: number) => Math.max(0, Math.floor((now - since) / DAY_MS));
  try {
    return days((await host.stat(host.path.join(folder, 'First Run'))).modifiedAt);
  } catch {
    const profiles = await host.list(folder).catch(() => []);
    const made = await Promise.all(
      profiles.slice(0, PROFILES).map((profile) => madeAt(host, host.path.join(folder, profile))),
    );
    const known = made.filter((each) => each !== null);
    return known.length > 0 ? days(Math.min(...known)) : null;
  }
}
