import { version } from '../../package.json';
import { behaviourMessage } from '../checks/extensions/content-observations';
import type { Severity } from '../contract/finding';
import type { Language } from '../contract/report';
import type { VettedFolder } from '../probes/extensions';
import { translatorFor } from './render';

/** What of a folder is worth attention, in one language, for people and for programs. */
export interface Vetting {
  readonly schema: 1;
  readonly app: { readonly name: 'tankmate'; readonly version: string };
  readonly folder: string;
  /** How many files were read. */
  readonly files: number;
  readonly state: 'good' | 'attention' | 'unknown';
  readonly severity?: Severity;
  readonly behaviours: readonly {
    readonly id: string;
    readonly severity: Severity;
    /** Below the folder, with `/` in between. */
    readonly file: string;
    readonly line: number;
    readonly does: string;
  }[];
  readonly gaps: readonly { readonly where: string; readonly because: string }[];
}

/** Renders what was found in a folder. */
export function renderVetting({ path, files, behaviours, gaps }: VettedFolder, language: Language): Vetting {
  const translate = translatorFor(language);
  const [worst] = behaviours;
  return {
    schema: 1,
    app: { name: 'tankmate', version },
    folder: path,
    files,
    state: worst ? 'attention' : gaps.length > 0 ? 'unknown' : 'good',
    ...(worst && { severity: worst.severity }),
    behaviours: behaviours.map((each) => ({
      id: each.id,
      severity: each.severity,
      file: each.file,
      line: each.line,
      does: translate(behaviourMessage(each)),
    })),
    gaps: gaps.map(({ where, because }) => ({ where, because: translate(because) })),
  };
}

/** Lines for people: what it does, worst first, and what could not be read. */
export function vettingLines(vetting: Vetting, language: Language): readonly string[] {
  const translate = translatorFor(language);
  const { files, behaviours, gaps, state } = vetting;
  const say = (id: string, values?: Record<string, string | number>) =>
    translate({ id: `report.vet.${id}`, ...(values && { values }) });
  return [
    say(state, { count: behaviours.length, files, gaps: gaps.length }),
    ...behaviours.map(
      ({ severity, file, line, does }) =>
        `  ${translate({ id: `severity.${severity}` })}  ${file}:${line}  ${does}`,
    ),
    ...(gaps.length > 0 ? [say('gaps', { count: gaps.length })] : []),
    ...gaps.map(({ where, because }) => `  ${where}: ${because}`),
    ...(state === 'good' ? [say('limits')] : []),
  ];
}
