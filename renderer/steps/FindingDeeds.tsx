import type { ReportFinding } from '../../main/contract/report';
import type { Preferences } from '../../main/contract/work';
import { Accept, AcceptedNote } from '../components/Accept';
import { FixLines } from '../components/FixLines';
import { useVoice } from '../i18n';
import { sayDate } from '../i18n/when';
import { accept } from '../state/deeds';
import { stepsOf } from '../state/plan';
import { openFix } from '../state/ui';

/** What a program can do about a finding. */
export const FindingDeeds = ({ finding }: { finding: ReportFinding }) => (
  <FixLines steps={stepsOf([finding])} onOpen={openFix} />
);

/** Living with a finding for a while, or that one does. */
export function FindingEnd({ finding, preferences }: { finding: ReportFinding; preferences: Preferences }) {
  const { language } = useVoice();
  const accepted = preferences.accepted.find((each) => each.finding === finding.id);
  if (accepted && Date.parse(accepted.until) > Date.now())
    return (
      <AcceptedNote
        accepted={accepted}
        until={sayDate(accepted.until, language)}
        title={finding.title}
        onTakeBack={() => accept(finding.id, 'off', '')}
      />
    );
  return <Accept finding={finding} onAccept={(term, reason) => accept(finding.id, term, reason)} />;
}
