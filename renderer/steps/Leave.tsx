import { useState } from 'react';
import type { Report } from '../../main/contract/report';
import { Choices } from '../components/Choices';
import { Path } from '../components/Path';
import { Screen } from '../components/Screen';
import { Press } from '../components/Words';
import { useSay } from '../i18n';
import { open } from '../state/ui';
import { leave } from '../state/work';
import { ReportTank } from './ReportTank';

const GOES = ['services', 'lines', 'backups', 'named'] as const;
type Data = 'keep' | 'delete';

/** Taking OpenClaw off this computer, in two steps: what becomes of the data, and the confirmation. */
export function Leave({ report }: { report: Report }) {
  const [data, setData] = useState<Data>('keep');
  const [sure, setSure] = useState(false);
  return sure ? (
    <Confirm report={report} data={data} onBack={() => setSure(false)} />
  ) : (
    <Choose report={report} data={data} onData={setData} onNext={() => setSure(true)} />
  );
}

interface ChooseProps {
  readonly report: Report;
  readonly data: Data;
  readonly onData: (data: Data) => void;
  readonly onNext: () => void;
}

function Choose({ report, data, onData, onNext }: ChooseProps) {
  const say = useSay();
  const { copies } = report;
  return (
    <Screen
      name="leave"
      at="leave choose"
      title={say('leave.title')}
      lead={say('leave.lead')}
      actions={
        <>
          <Press main onPress={onNext}>
            {say('leave.next')}
          </Press>
          <Press shortcut="Escape" onPress={() => open('settings')}>
            {say('leave.not')}
          </Press>
        </>
      }
      tank={<ReportTank report={report} />}
    >
      <h2>{say('leave.export')}</h2>
      <p className="reading">{say('leave.export.so')}</p>
      <h2>{say('leave.goes')}</h2>
      <ul className="plain">
        <li>
          {say('leave.goes.copies', { count: copies.length })}
          {copies.map(({ path, where }) => (
            <span className="note" key={`${where} ${path}`}>
              <Path>{path}</Path>
            </span>
          ))}
        </li>
        {GOES.map((each) => (
          <li key={each}>{say(`leave.goes.${each}`)}</li>
        ))}
      </ul>
      <h2>{say('leave.data')}</h2>
      <Choices
        quiet
        legend={say('leave.data')}
        choices={(['keep', 'delete'] as const).map((value) => ({
          value,
          label: say(`leave.data.${value}`),
          note: say(`leave.data.${value}.so`),
        }))}
        chosen={data}
        onChoose={onData}
      />
    </Screen>
  );
}

function Confirm({ report, data, onBack }: { report: Report; data: Data; onBack: () => void }) {
  const say = useSay();
  return (
    <Screen
      name="leave"
      at="leave sure"
      title={say('leave.sure')}
      lead={say(`leave.sure.${data}`)}
      actions={
        <>
          <Press main onPress={() => leave(data)}>
            {say('leave.go')}
          </Press>
          <Press onPress={onBack}>{say('leave.back')}</Press>
          <Press shortcut="Escape" onPress={() => open('settings')}>
            {say('leave.not')}
          </Press>
        </>
      }
      tank={<ReportTank report={report} />}
    >
      <h2>{say('leave.after')}</h2>
      <ul className="plain">
        <li>{say('leave.after.back')}</li>
        <li>{say('leave.after.keys')}</li>
        <li>{say('leave.after.look')}</li>
      </ul>
    </Screen>
  );
}
