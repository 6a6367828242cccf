/** True where one path is another, or lies below it; both absolute and plain. */
export const isIn = (inner: string, outer: string, separator: string) =>
  inner === outer || inner.startsWith(outer.endsWith(separator) ? outer : `${outer}${separator}`);

/** Each once, and nothing that lies in another. */
export const outermost = (paths: readonly string[], separator: string): readonly string[] =>
  [...new Set(paths)].filter(
    (path) => !paths.some((other) => other !== path && isIn(path, other, separator)),
  );
