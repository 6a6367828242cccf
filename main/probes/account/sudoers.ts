/**
 * Who a rule of sudoers(5) lets do everything: `lin`, `%group`, `#1000`, `%#27` or `ALL`.
 * Only whole rules whose first command is ALL; aliases are not followed. Readable by root only, as a rule.
 */
export const mayDoAll = (sudoers: string): readonly string[] =>
  sudoers
    .replaceAll('\\\n', ' ')
    .split('\n')
    .flatMap((line) => {
      const [, who, commands] =
        /^\s*([A-Za-z_%#][^\s=,]*(?:\s*,\s*[^\s=,]+)*)\s+[^=\s]+\s*=(.*)$/.exec(line) ?? [];
      if (!who || /^(Defaults|\w+_Alias)\b/.test(who)) return [];
      const first = commands
        ?.trimStart()
        .replace(/^\([^)]*\)/, '')
        .replace(/^(\s*[A-Z_]+\s*:)+/, '');
      return first && /^\s*ALL\b/.test(first) ? who.split(',').map((each) => each.trim()) : [];
    });
