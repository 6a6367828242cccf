import type { Progress } from '../changes';
import type { JobKind, UnlocalizedProgress } from '../contract/work';

/** The last lines of programs that are kept for those who unfold them. */
const LINES_KEPT = 50;

/** The last lines with one more, where there is one. */
export const withLine = (lines: readonly string[], line: string | undefined): readonly string[] =>
  line === undefined ? lines : [...lines, line].slice(-LINES_KEPT);

/** Turns the engine's progress into what is shown, and remembers the last lines that programs said. */
export function progressReporter(
  kind: JobKind,
  emit: (working: UnlocalizedProgress) => void,
): (progress: Progress) => void {
  let lines: readonly string[] = [];
  return ({ now, done, of, part, line }) => {
    lines = withLine(lines, line);
    emit({ kind, now, done, of, part: part ?? null, lines, cancellable: true });
  };
}
