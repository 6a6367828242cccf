import type { ReportEvidence } from './report';

/** A line, or a line and a column, behind a path. */
const AT_LINE = /(?::\d+){1,2}$/;
/** Two slashes begin a share on Windows, whose server would be asked with the user's own name. */
const ABSOLUTE = /^(?:\/(?![\\/])|[A-Za-z]:[\\/])/;

/**
 * Where a piece of evidence lies on this computer, to be shown in its folder; null for what is no file or folder, or lies
 * elsewhere: in a container, on a network share.
 */
export function placeIn(piece: Pick<ReportEvidence, 'kind' | 'where'> | undefined): string | null {
  if (piece?.kind !== 'file' && piece?.kind !== 'folder') return null;
  return ABSOLUTE.test(piece.where) ? piece.where.replace(AT_LINE, '') : null;
}
