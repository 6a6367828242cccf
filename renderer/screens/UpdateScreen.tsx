import type { Report } from '../../main/contract/report';
import type { Preferences } from '../../main/contract/work';
import { PathText } from '../components/PathText';
import { ScreenLayout } from '../components/ScreenLayout';
import { Button } from '../components/TitleAndButton';
import { useTranslate } from '../i18n';
import { hasHoles, updatesOf } from '../store/fixPlan';
import { back, openScreen, openUpdate, useUi } from '../store/uiState';
import { updateCopy } from '../store/workActions';
import { ReportTank } from './ReportTank';

const DOES = ['checks', 'backup', 'swap', 'back'] as const;

/** Bringing one copy up to date, before it is done: from which version to which, and what happens. */
export function UpdateScreen({ report, mirror }: { report: Report; mirror: Preferences['mirror'] }) {
  const say = useTranslate();
  const id = useUi((ui) => ui.copy);
  const copies = updatesOf(report);
  const copy = copies.find((each) => each.id === id);
  const away = (main: boolean) => (
    <Button main={main} shortcut="Escape" onClick={back}>
      {say(main ? 'result.on' : 'plan.back')}
    </Button>
  );
  const tank = <ReportTank report={report} chosen="updates" />;
  if (!copy)
    return (
      <ScreenLayout
        name="update"
        at="update gone"
        title={say('update.gone')}
        lead={say('update.gone.so')}
        actions={away(true)}
        tank={tank}
      />
    );
  const lead = [
    copy.version === null
      ? say('update.from-unknown', { newer: copy.updatesTo })
      : say('update.from-to', { version: copy.version, newer: copy.updatesTo }),
    hasHoles(copy) ? say('update.holes') : '',
  ];
  return (
    <ScreenLayout
      name="update"
      at={copy.id}
      title={say('update.title')}
      lead={lead.filter(Boolean).join('\n')}
      actions={
        <>
          <Button main onClick={() => updateCopy(copy.id)}>
            {say('update.go')}
          </Button>
          {away(false)}
        </>
      }
      tank={tank}
    >
      <h2>{say('update.where')}</h2>
      <p className="reading">
        <PathText>{copy.path}</PathText>
      </p>
      <h2>{say('update.does')}</h2>
      <ol className="plain">
        {DOES.map((each) => (
          <li key={each}>{say(`update.does.${each}`)}</li>
        ))}
      </ol>
      <h2>{say('update.source')}</h2>
      <p className="reading">{say(`update.source.${mirror}`)}</p>
      <Button onClick={() => openScreen('settings')}>{say('update.source.change')}</Button>
      {copies.length > 1 && (
        <>
          <h2>{say('update.several')}</h2>
          <ul className="deeds">
            {copies
              .filter((each) => each !== copy)
              .map((each) => (
                <li key={each.id}>
                  <Button onClick={() => openUpdate(each.id)}>
                    {each.version ?? say('end.no-version')} → {each.updatesTo}
                  </Button>
                  <PathText>{each.path}</PathText>
                </li>
              ))}
          </ul>
        </>
      )}
    </ScreenLayout>
  );
}
