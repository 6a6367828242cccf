import type { Report } from '../../main/contract/report';
import type { Preferences } from '../../main/contract/work';
import { Path } from '../components/Path';
import { Screen } from '../components/Screen';
import { Press } from '../components/Words';
import { useSay } from '../i18n';
import { hasHoles, updatesOf } from '../state/plan';
import { back, open, openUpdate, useUi } from '../state/ui';
import { update } from '../state/work';
import { ReportTank } from './ReportTank';

const DOES = ['checks', 'backup', 'swap', 'back'] as const;

/** Bringing one copy up to date, before it is done: from which version to which, and what happens. */
export function Update({ report, mirror }: { report: Report; mirror: Preferences['mirror'] }) {
  const say = useSay();
  const id = useUi((ui) => ui.copy);
  const copies = updatesOf(report);
  const copy = copies.find((each) => each.id === id);
  const away = (main: boolean) => (
    <Press main={main} shortcut="Escape" onPress={back}>
      {say(main ? 'result.on' : 'plan.back')}
    </Press>
  );
  const tank = <ReportTank report={report} chosen="updates" />;
  if (!copy)
    return (
      <Screen
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
    <Screen
      name="update"
      at={copy.id}
      title={say('update.title')}
      lead={lead.filter(Boolean).join('\n')}
      actions={
        <>
          <Press main onPress={() => update(copy.id)}>
            {say('update.go')}
          </Press>
          {away(false)}
        </>
      }
      tank={tank}
    >
      <h2>{say('update.where')}</h2>
      <p className="reading">
        <Path>{copy.path}</Path>
      </p>
      <h2>{say('update.does')}</h2>
      <ol className="plain">
        {DOES.map((each) => (
          <li key={each}>{say(`update.does.${each}`)}</li>
        ))}
      </ol>
      <h2>{say('update.source')}</h2>
      <p className="reading">{say(`update.source.${mirror}`)}</p>
      <Press onPress={() => open('settings')}>{say('update.source.change')}</Press>
      {copies.length > 1 && (
        <>
          <h2>{say('update.several')}</h2>
          <ul className="deeds">
            {copies
              .filter((each) => each !== copy)
              .map((each) => (
                <li key={each.id}>
                  <Press onPress={() => openUpdate(each.id)}>
                    {each.version ?? say('end.no-version')} → {each.updatesTo}
                  </Press>
                  <Path>{each.path}</Path>
                </li>
              ))}
          </ul>
        </>
      )}
    </Screen>
  );
}
