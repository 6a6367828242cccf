import type { Report } from '../../main/contract/report';
import type { PutAway } from '../../main/contract/work';
import { Path } from '../components/Path';
import { Screen } from '../components/Screen';
import { Press } from '../components/Words';
import { useVoice } from '../i18n';
import { saySize } from '../i18n/size';
import { open } from '../state/ui';
import { forget } from '../state/work';
import { ReportTank } from './ReportTank';

/** What leaving put away: what it is, how much, and the one thing here that can’t be undone. */
export function Forget({ report, putAway }: { report: Report; putAway: PutAway | null }) {
  const { say, language } = useVoice();
  const back = (main: boolean) => (
    <Press main={main} shortcut="Escape" onPress={() => open('changes')}>
      {say('forget.not')}
    </Press>
  );
  if (putAway === null)
    return (
      <Screen
        name="forget"
        title={say('forget.none')}
        actions={back(true)}
        tank={<ReportTank report={report} />}
      >
        {null}
      </Screen>
    );
  const { things, place, bytes } = putAway;
  return (
    <Screen
      name="forget"
      title={say('forget.title')}
      lead={say('forget.lead')}
      actions={
        <>
          <Press main onPress={forget}>
            {say('forget.go', { size: saySize(bytes, language) })}
          </Press>
          {back(false)}
        </>
      }
      tank={<ReportTank report={report} />}
    >
      <h2>{say('forget.what', { count: things.length, size: saySize(bytes, language) })}</h2>
      <ul className="plain">
        {things.map((thing) => (
          <li key={thing}>
            <Path>{thing}</Path>
          </li>
        ))}
      </ul>
      <p className="small">
        {say('forget.place')} <Path>{place}</Path>
      </p>
      <h2>{say('forget.then')}</h2>
      <ul className="plain">
        <li>{say('forget.then.undo')}</li>
        <li>{say('forget.then.texts')}</li>
        <li>{say('forget.then.keys')}</li>
      </ul>
    </Screen>
  );
}
