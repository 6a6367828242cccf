import { secondOpinion } from './audit/second-opinion';
import type { Check } from './define/define-check';

const modules = import.meta.glob<Check>(['./*.ts', '!./index.ts'], {
  eager: true,
  import: 'default',
});

/** Every other file in this folder is one check. Adding a file adds the check. */
export const checks: readonly Check[] = Object.values(modules).sort((a, b) => a.id.localeCompare(b.id));

/** Checks that are in a report only when somebody asked for them, as the report and its links know them. */
export const askedChecks: readonly Check[] = [secondOpinion([], [])];

/** The checks' file names without ending, for the test that holds them against the ids. */
export const checkFiles: readonly string[] = Object.keys(modules).map((file) =>
  file.replace(/^.*\/|\.ts$/g, ''),
);
