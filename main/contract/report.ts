export { LANGUAGES, type Language } from './language';
// Types alone: nothing of the report's shape is loaded where it isn't asked for.
export type {
  AdvisoryCount,
  Report,
  ReportCopy,
  ReportEvidence,
  ReportFinding,
  ReportFix,
  ReportObstacle,
  ReportTile,
} from './report-shape';
