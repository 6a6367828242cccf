import { useState } from 'react';
import type { Report } from '../../main/contract/report';
import { PathText } from '../components/PathText';
import { RadioGroup } from '../components/RadioGroup';
import { ScreenLayout } from '../components/ScreenLayout';
import { Button } from '../components/TitleAndButton';
import { useTranslate } from '../i18n';
import { openScreen } from '../store/uiState';
import { uninstallOpenClaw } from '../store/workActions';
import { ReportTank } from './ReportTank';

const GOES = ['services', 'lines', 'backups', 'named'] as const;
type Data = 'keep' | 'delete';

/** Taking OpenClaw off this computer, in two steps: what becomes of the data, and the confirmation. */
export function UninstallScreen({ report }: { report: Report }) {
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
  const say = useTranslate();
  const { copies } = report;
  return (
    <ScreenLayout
      name="leave"
      at="leave choose"
      title={say('leave.title')}
      lead={say('leave.lead')}
      last={
        <>
          <Button main onClick={onNext}>
            {say('leave.next')}
          </Button>
          <Button shortcut="Escape" onClick={() => openScreen('settings')}>
            {say('leave.not')}
          </Button>
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
              <PathText>{path}</PathText>
            </span>
          ))}
        </li>
        {GOES.map((each) => (
          <li key={each}>{say(`leave.goes.${each}`)}</li>
        ))}
      </ul>
      <h2>{say('leave.data')}</h2>
      <RadioGroup
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
    </ScreenLayout>
  );
}

function Confirm({ report, data, onBack }: { report: Report; data: Data; onBack: () => void }) {
  const say = useTranslate();
  return (
    <ScreenLayout
      name="leave"
      at="leave sure"
      title={say('leave.sure')}
      lead={say(`leave.sure.${data}`)}
      last={
        <>
          <Button main danger={data === 'delete'} onClick={() => uninstallOpenClaw(data)}>
            {say('leave.go')}
          </Button>
          <Button onClick={onBack}>{say('leave.back')}</Button>
          <Button shortcut="Escape" onClick={() => openScreen('settings')}>
            {say('leave.not')}
          </Button>
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
    </ScreenLayout>
  );
}
