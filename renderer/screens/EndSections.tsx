import type { Report } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { CopyTable } from '../components/CopyTable';
import { Button } from '../components/TitleAndButton';
import { useTranslator } from '../i18n';
import { sayDay } from '../i18n/when';
import { hasNoOpenClaw } from '../order';
import { lookWithAudit } from '../store/actions';
import { call } from '../store/call';
import { openAccesses, openTile } from '../store/uiState';

/** Whether to start at login: asked until it is answered, where there is a tray to stay in. */
export function LoginQuestion({ state: { tray, preferences } }: { state: AppState }) {
  const { say } = useTranslator();
  if (!tray || preferences.startsAtLogin !== null) return null;
  return (
    <>
      <h2>{say('login.title')}</h2>
      <p className="reading">{say('login.so')}</p>
      <p className="after">
        <Button onClick={() => call.setStartsAtLogin(true)}>{say('login.yes')}</Button>
        <Button onClick={() => call.setStartsAtLogin(false)}>{say('login.no')}</Button>
      </p>
    </>
  );
}

/** Every copy that was found, and how old the data on published holes is. */
export function CopiesFound({ report }: { report: Report }) {
  const { say, language } = useTranslator();
  const days = report.copies.flatMap(({ advisories }) => (advisories ? [advisories.dataFrom] : []));
  const [oldest] = days.sort();
  return (
    <>
      <h2>{say('end.copies')}</h2>
      {report.copies.length > 0 ? (
        <CopyTable copies={report.copies} label={say('end.copies')} />
      ) : (
        <p>{say('end.copies.none')}</p>
      )}
      {oldest && <p className="small">{say('end.data-from', { date: sayDay(oldest, language) })}</p>}
      <p className="after">
        <Button onClick={openAccesses}>{say('accesses.press')}</Button>
      </p>
    </>
  );
}

/**
 * OpenClaw's own audit beside this look: what the click does, and what was said to it in this look. Not on Windows, where it
 * can't be asked.
 */
export function SecondOpinion({ report }: { report: Report }) {
  const { say } = useTranslator();
  if (report.platform === 'win32' || hasNoOpenClaw(report)) return null;
  const opinion = report.findings.find(({ id }) => id === 'second-opinion');
  return (
    <>
      <h2>{say('opinion.title')}</h2>
      {opinion && (
        <p className="reading">
          <Button onClick={() => openTile(opinion.tile, opinion.id)}>{opinion.title}</Button>
        </p>
      )}
      <p className="reading">{say('opinion.so')}</p>
      <p className="after">
        <Button onClick={lookWithAudit}>{say(opinion ? 'opinion.again' : 'opinion.ask')}</Button>
      </p>
    </>
  );
}
