/**
 * A path as people are shown it: `~` for their own home, as their file manager and shell take it. An empty home, and one
 * of Windows, where nobody knows that mark, leaves it as it is.
 */
export const shortPath = (path: string, home: string): string =>
  home.startsWith('/') && (path === home || path.startsWith(`${home}/`))
    ? `~${path.slice(home.length)}`
    : path;
