import { acceptanceOf } from '../../main/contract/accepted';
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

/** Living with a finding for a while, or that one does. What could not be told is not to be lived with. */
export function FindingEnd({ finding, preferences }: { finding: ReportFinding; preferences: Preferences }) {
  const { language } = useVoice();
  if (finding.state !== 'attention') return null;
  const { accepted } = preferences;
  const now = Date.now();
  const urgent = finding.severity === 'critical';
  // Main covers no urgent one: it is noted all the same. One that got worse since is to be decided anew.
  const standing = urgent
    ? accepted.find((each) => each.finding === finding.id && Date.parse(each.until) > now)
    : acceptanceOf(accepted, finding, now);
  if (!standing)
    return <Accept finding={finding} onAccept={(term, reason) => accept(finding.id, term, reason)} />;
  return (
    <AcceptedNote
      accepted={standing}
      until={sayDate(standing.until, language)}
      title={finding.title}
      urgent={urgent}
      onTakeBack={() => accept(finding.id, 'off', '')}
    />
  );
}
