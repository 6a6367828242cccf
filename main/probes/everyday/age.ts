import type { Host } from '../host';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Most profiles of one browser that are looked at. */
const PROFILES = 50;

/** Firefox writes when it made a profile to `times.json` (toolkit/modules/ProfileAge.sys.mjs), in milliseconds. */
async function madeAt(host: Host, profile: string): Promise<number | null> {
  try {
    const times: unknown = JSON.parse(await host.readText(host.path.join(profile, 'times.json'), 10_000));
    const created = typeof times === 'object' && times !== null && 'created' in times ? times.created : null;
    return typeof created === 'number' && created > 0 ? created : null;
  } catch {
    return null;
  }
}

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
