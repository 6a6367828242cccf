import type { Report } from '../../main/contract/report';
import { type Preferences, SNOOZES } from '../../main/contract/work';
import { AcceptedNote } from '../components/Accept';
import { Choices } from '../components/Choices';
import { Screen } from '../components/Screen';
import { Switch } from '../components/Switch';
import { Press } from '../components/Words';
import { useVoice } from '../i18n';
import { sayDate, sayMoment } from '../i18n/when';
import { accept, setAsksFeeds, setMirror, setStartsAtLogin, snooze } from '../state/deeds';
import { open } from '../state/ui';
import { ReportTank } from './ReportTank';

/** What the user can choose, each with what it means. */
export function Settings({ report, preferences }: { report: Report; preferences: Preferences }) {
  const { say } = useVoice();
  const { asksFeeds, mirror, startsAtLogin } = preferences;
  return (
    <Screen
      name="settings"
      title={say('settings.title')}
      actions={
        <Press main shortcut="Escape" onPress={() => open('tiles')}>
          {say('settings.done')}
        </Press>
      }
      tank={<ReportTank report={report} />}
    >
      <h2>{say('settings.feeds')}</h2>
      <Switch
        label={say('settings.feeds.ask')}
        note={say('settings.feeds.so')}
        on={asksFeeds}
        onSwitch={setAsksFeeds}
      />
      <h2>{say('settings.mirror')}</h2>
      <Choices
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
        onChoose={setMirror}
      />
      <h2>{say('settings.login')}</h2>
      <Switch
        label={say('settings.login.ask')}
        note={say('settings.login.so')}
        on={startsAtLogin === true}
        onSwitch={setStartsAtLogin}
      />
      <h2>{say('settings.notices')}</h2>
      <p className="reading">{say('settings.notices.so')}</p>
      <Notices until={preferences.snoozedUntil} />
      <h2>{say('settings.accepted')}</h2>
      <AcceptedOnes report={report} preferences={preferences} />
      <h2>{say('settings.leave')}</h2>
      <p className="reading">{say('settings.leave.so')}</p>
      <Press onPress={() => open('leave')}>{say('settings.leave.press')}</Press>
    </Screen>
  );
}

function Notices({ until }: { until: string | null }) {
  const { say, language } = useVoice();
  const now = new Date();
  if (until !== null && Date.parse(until) > now.getTime())
    return (
      <div className="snoozed">
        <p role="status">{say('settings.snoozed', { when: sayMoment(until, now, language, say) })}</p>
        <Press onPress={() => snooze('off')}>{say('settings.snoozed.off')}</Press>
      </div>
    );
  return (
    <fieldset className="snoozes">
      <legend>{say('settings.notices.quiet')}</legend>
      {SNOOZES.map((each) => (
        <Press key={each} onPress={() => snooze(each)}>
          {say(`settings.snooze.${each}`)}
        </Press>
      ))}
    </fieldset>
  );
}

function AcceptedOnes({ report, preferences }: { report: Report; preferences: Preferences }) {
  const { say, language } = useVoice();
  const titleOf = (id: string) => report.findings.find((each) => each.id === id)?.title ?? id;
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
            onTakeBack={() => accept(each.finding, 'off', '')}
          />
        </li>
      ))}
    </ul>
  );
}
