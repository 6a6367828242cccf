import type { Report } from '../../main/contract/report';
import type { Quarantined } from '../../main/contract/work';
import { PathText } from '../components/PathText';
import { ScreenLayout } from '../components/ScreenLayout';
import { Button } from '../components/TitleAndButton';
import { useTranslator } from '../i18n';
import { saySize } from '../i18n/size';
import { openScreen } from '../store/uiState';
import { purgeUndone } from '../store/workActions';
import { ReportTank } from './ReportTank';

/** What leaving put away: what it is, how much, and the one thing here that can’t be undone. */
export function ForgetScreen({ report, putAway }: { report: Report; putAway: Quarantined | null }) {
  const { say, language } = useTranslator();
  const back = (main: boolean) => (
    <Button main={main} shortcut="Escape" onClick={() => openScreen('changes')}>
      {say('forget.not')}
    </Button>
  );
  if (putAway === null)
    return (
      <ScreenLayout
        name="forget"
        title={say('forget.none')}
        actions={back(true)}
        tank={<ReportTank report={report} />}
      >
        {null}
      </ScreenLayout>
    );
  const { things, place, bytes } = putAway;
  return (
    <ScreenLayout
      name="forget"
      title={say('forget.title')}
      lead={say('forget.lead')}
      last={
        <>
          <Button main danger onClick={purgeUndone}>
            {say('forget.go', { size: saySize(bytes, language) })}
          </Button>
          {back(false)}
        </>
      }
      tank={<ReportTank report={report} />}
    >
      <h2>{say('forget.what', { count: things.length, size: saySize(bytes, language) })}</h2>
      <ul className="plain">
        {things.map((thing) => (
          <li key={thing}>
            <PathText>{thing}</PathText>
          </li>
        ))}
      </ul>
      <p className="small">
        {say('forget.place')} <PathText>{place}</PathText>
      </p>
      <h2>{say('forget.then')}</h2>
      <ul className="plain">
        <li>{say('forget.then.undo')}</li>
        <li>{say('forget.then.texts')}</li>
        <li>{say('forget.then.keys')}</li>
      </ul>
    </ScreenLayout>
  );
}
