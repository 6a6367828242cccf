import type { ReportEvidence } from '../../main/contract/report';

type Placed = Pick<ReportEvidence, 'kind' | 'where'>;

const fileOf = ({ kind, where }: Placed) => {
  const end = where.lastIndexOf(': ');
  return kind === 'setting' && end > 0 ? where.slice(0, end) : null;
};

/** Where each piece was seen. Settings of one file stand below one another: the file is said with the first. */
export const placesToShow = (evidence: readonly Placed[]): readonly string[] =>
  evidence.map((piece, index) => {
    const file = fileOf(piece);
    const before = evidence[index - 1];
    return file !== null && before && fileOf(before) === file
      ? piece.where.slice(file.length + 2)
      : piece.where;
  });
