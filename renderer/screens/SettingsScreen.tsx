import type { Report } from '../../main/contract/report';
import { type Preferences, SNOOZES } from '../../main/contract/work';
import { AcceptedNote } from '../components/AcceptFinding';
import { LanguageChoice } from '../components/LanguageChoice';
import { RadioGroup } from '../components/RadioGroup';
import { ScreenLayout } from '../components/ScreenLayout';
import { Button } from '../components/TitleAndButton';
import { ToggleSwitch } from '../components/ToggleSwitch';
import { useTranslator } from '../i18n';
import { sayDate, sayMoment } from '../i18n/when';
import { call } from '../store/call';
import { openScreen } from '../store/uiState';
import { PlainTank, ReportTank } from './ReportTank';

interface Props {
  /** Null: nobody has looked yet. */
  readonly report: Report | null;
  readonly preferences: Preferences;
}

/** What the user can choose, each with what it means. */
export function SettingsScreen({ report, preferences }: Props) {
  const { say } = useTranslator();
  const { asksFeeds, mirror, startsAtLogin } = preferences;
  return (
    <ScreenLayout
      name="settings"
      title={say('settings.title')}
      actions={
        <Button main shortcut="Escape" onClick={() => openScreen('tiles')}>
          {say(report ? 'settings.done' : 'about.back')}
        </Button>
      }
      tank={report ? <ReportTank report={report} /> : <PlainTank />}
    >
      <LanguageChoice onChoose={call.setLanguage} />
      <h2>{say('settings.feeds')}</h2>
      <ToggleSwitch
        label={say('settings.feeds.ask')}
        note={say('settings.feeds.so')}
        on={asksFeeds}
        onSwitch={call.setAsksFeeds}
      />
      <h2>{say('settings.mirror')}</h2>
      <RadioGroup
        quiet
        legend={say('settings.mirror')}
        choices={[
          { value: 'own', label: say('settings.mirror.own') },
          {
            value: 'npmmirror',
            label: say('settings.mirror.npmmirror'),
            note: say('settings.mirror.npmmirror.so'),
          },
        ]}
        chosen={mirror}
        onChoose={call.setMirror}
      />
      <h2>{say('settings.login')}</h2>
      <ToggleSwitch
        label={say('settings.login.ask')}
        note={say('settings.login.so')}
        on={startsAtLogin === true}
        onSwitch={call.setStartsAtLogin}
      />
      <h2>{say('settings.notices')}</h2>
      <p className="reading">{say('settings.notices.so')}</p>
      <Notices until={preferences.snoozedUntil} />
      <h2>{say('settings.accepted')}</h2>
      <AcceptedOnes report={report} preferences={preferences} />
      {report && (
        <>
          <h2>{say('settings.leave')}</h2>
          <p className="reading">{say('settings.leave.so')}</p>
          <Button onClick={() => openScreen('leave')}>{say('settings.leave.press')}</Button>
        </>
      )}
      <p className="after">
        <Button onClick={() => openScreen('about')}>{say('about.press')}</Button>
      </p>
    </ScreenLayout>
  );
}

function Notices({ until }: { until: string | null }) {
  const { say, language } = useTranslator();
  const now = new Date();
  if (until !== null && Date.parse(until) > now.getTime())
    return (
      <div className="snoozed">
        <p role="status">{say('settings.snoozed', { when: sayMoment(until, now, language, say) })}</p>
        <Button onClick={() => call.snooze('off')}>{say('settings.snoozed.off')}</Button>
      </div>
    );
  return (
    <fieldset className="snoozes">
      <legend>{say('settings.notices.quiet')}</legend>
      {SNOOZES.map((each) => (
        <Button key={each} onClick={() => call.snooze(each)}>
          {say(`settings.snooze.${each}`)}
        </Button>
      ))}
    </fieldset>
  );
}

function AcceptedOnes({ report, preferences }: { report: Report | null; preferences: Preferences }) {
  const { say, language } = useTranslator();
  const titleOf = (id: string) =>
    report?.findings.find((each) => each.id === id)?.title ?? say('settings.accepted.gone');
  if (preferences.accepted.length === 0) return <p className="reading">{say('settings.accepted.none')}</p>;
  return (
    <ul className="deeds">
      {preferences.accepted.map((each) => (
        <li key={each.finding}>
          <b>{titleOf(each.finding)}</b>
          <AcceptedNote
            accepted={each}
            until={sayDate(each.until, language)}
            title={titleOf(each.finding)}
            onTakeBack={() => call.accept(each.finding, 'off', '')}
          />
        </li>
      ))}
    </ul>
  );
}
