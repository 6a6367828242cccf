/** Where one environment makes OpenClaw keep its state and settings. `configPath` null: by the folder's own names. */
export interface StatePlace {
  readonly name: string;
  readonly stateDir: string;
  readonly configPath: string | null;
  readonly home: string;
}

interface Paths {
  join(...parts: string[]): string;
  resolve(...parts: string[]): string;
  basename(path: string): string;
}

/** Blank values and the words `undefined` and `null` count as unset (OpenClaw docs, help/environment). */
const set = (value: string | undefined): string | null => {
  const trimmed = value?.trim();
  return !trimmed || trimmed === 'undefined' || trimmed === 'null' ? null : trimmed;
};

/** The profile that a state folder's name stands for; null when it is not named as one. */
export function profileOf(folder: string): string | null {
  if (folder === '.openclaw') return 'default';
  return folder.startsWith('.openclaw-') && folder.length > 10 ? folder.slice(10) : null;
}

/**
 * What an environment asks for, by OpenClaw's precedence (help/environment, gateway/multiple-gateways):
 * OPENCLAW_STATE_DIR, else OPENCLAW_HOME or the home with `.openclaw` or `.openclaw-<profile>`.
 * Null when it names nothing of the kind, so that the home's own folders say it all. A path that is neither whole nor
 * begins with `~` counts from the working folder (2026.9.6, dist/home-dir: resolveUserPath); from the home where that
 * isn't known.
 */
export function placeFrom(
  env: Readonly<Record<string, string | undefined>>,
  home: string,
  path: Paths,
  cwd: string | null = null,
): StatePlace | null {
  const moved = set(env.OPENCLAW_STATE_DIR);
  const config = set(env.OPENCLAW_CONFIG_PATH);
  const otherHome = set(env.OPENCLAW_HOME);
  const profile = set(env.OPENCLAW_PROFILE);
  if (!moved && !config && !otherHome && !profile) return null;
  const whole = (given: string, base: string) =>
    /^~($|[\\/])/.test(given) ? path.join(base, given.slice(1)) : path.resolve(cwd ?? base, given);
  const base = otherHome ? whole(otherHome, home) : home;
  const named = profile && profile.toLowerCase() !== 'default' ? profile : null;
  const folder = named ? `.openclaw-${named}` : '.openclaw';
  const stateDir = moved ? whole(moved, base) : path.join(base, folder);
  const plain = path.basename(stateDir);
  return {
    name: moved ? (named ?? profileOf(plain) ?? plain) : (named ?? 'default'),
    stateDir,
    configPath: config ? whole(config, base) : null,
    home: base,
  };
}
