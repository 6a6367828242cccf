import { acceptanceOf } from '../../main/contract/accepted';
import type { ReportFinding } from '../../main/contract/report';
import type { Preferences } from '../../main/contract/work';
import { AcceptedNote, AcceptFinding } from '../components/AcceptFinding';
import { FixLines } from '../components/FixLines';
import { useTranslator } from '../i18n';
import { sayDate } from '../i18n/when';
import { call } from '../store/call';
import { planSteps } from '../store/fixPlan';
import { openFix } from '../store/uiState';

/** What a program can do about a finding. */
export const FindingActions = ({ finding }: { finding: ReportFinding }) => (
  <FixLines steps={planSteps([finding])} onOpen={openFix} />
);

/** Living with a finding for a while, or that one does. What could not be told is not to be lived with. */
export function FindingAcceptance({
  finding,
  preferences,
}: {
  finding: ReportFinding;
  preferences: Preferences;
}) {
  const { language } = useTranslator();
  if (finding.state !== 'attention') return null;
  const { accepted } = preferences;
  const now = Date.now();
  const urgent = finding.severity === 'critical';
  // Main covers no urgent one: it is noted all the same. One that got worse since is to be decided anew.
  const standing = urgent
    ? accepted.find((each) => each.finding === finding.id && Date.parse(each.until) > now)
    : acceptanceOf(accepted, finding, now);
  if (!standing)
    return (
      <AcceptFinding finding={finding} onAccept={(term, reason) => call.accept(finding.id, term, reason)} />
    );
  return (
    <AcceptedNote
      accepted={standing}
      until={sayDate(standing.until, language)}
      title={finding.title}
      urgent={urgent}
      onTakeBack={() => call.accept(finding.id, 'off', '')}
    />
  );
}
