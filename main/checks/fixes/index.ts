import type { Fix } from '../define/define-fix';

const modules = import.meta.glob<Fix>(['./*.ts', '!./index.ts'], { eager: true, import: 'default' });

/** Every other file in this folder is one fix; a check names those that mend it. */
export const fixes: readonly Fix[] = Object.values(modules).sort((a, b) => a.id.localeCompare(b.id));

/** The fixes' file names without ending, for the test that holds them against the ids. */
export const fixFiles: readonly string[] = Object.keys(modules).map((file) =>
  file.replace(/^.*\/|\.ts$/g, ''),
);
