import { useEffect, useState } from 'react';
import type { CardFile } from '../../main/contract/card';
import type { Report } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { CardPage } from '../components/CardPage';
import { ScreenLayout } from '../components/ScreenLayout';
import { Button } from '../components/TitleAndButton';
import { useTranslate } from '../i18n';
import { call } from '../store/call';
import { back } from '../store/uiState';
import { ReportTank } from './ReportTank';

/** The page for somebody who knows, exactly as it would be sent, and the ways to send it. Nothing is sent from here. */
export function CardScreen({ report, state }: { report: Report; state: AppState }) {
  const say = useTranslate();
  const [copied, setCopied] = useState(false);
  const { card, changes } = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another look or another language makes another card
  useEffect(() => {
    setCopied(false);
    void call.makeCard();
  }, [report, changes]);
  const copy = async () => setCopied(await call.copyCard());
  const save = (file: CardFile) => () => void call.saveCard(file);
  return (
    <ScreenLayout
      name="card"
      title={say('card.title')}
      lead={say('card.lead')}
      actions={
        <>
          <Button main disabled={!card} onClick={() => void copy()}>
            {say('card.copy')}
          </Button>
          <Button disabled={!card} onClick={save('html')}>
            {say('card.html')}
          </Button>
          <Button disabled={!card} onClick={save('pdf')}>
            {say('card.pdf')}
          </Button>
          <Button shortcut="Escape" onClick={back}>
            {say('card.back')}
          </Button>
        </>
      }
      tank={<ReportTank report={report} />}
    >
      <p className="small" role="status">
        {copied && say('card.copied')}
      </p>
      {card ? <CardPage card={card} /> : <p className="reading">{say('card.making')}</p>}
    </ScreenLayout>
  );
}
